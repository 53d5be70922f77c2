/** The languages of the board. */
export type ModelerLanguage = 'zh-CN' | 'en';

/** What a page may ask of the board by its template reference. */
export interface ModelerHandle {
  /** Selects the element and brings it into view; unknown ids are left alone. */
  focus(elementId: string): void;
}
