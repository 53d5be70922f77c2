import type { ModelFile } from '#bpmn';

/** The drawing board alone, with everything a test needs to hand in and to see: for tests. */
export interface Bench {
  readonly changes: string[];
  readonly selected: (string | null)[];
  /** Puts up a new board; done when the drawing stands and has been checked. */
  show(xml: string, files: readonly ModelFile[]): Promise<void>;
  speak(language: 'zh-CN' | 'en'): Promise<void>;
  focus(id: string): Promise<void>;
  checked(): Promise<void>;
  /** So many changes have been handed on. */
  until(changes: number): Promise<void>;
  /** The last change is this text. */
  last(text: string): Promise<void>;
  /** The sentences of the list, folded away or not. */
  found(): readonly string[];
  /** Imports into a bare board with all modules and saves at once. */
  through(xml: string): Promise<{ readonly warnings: readonly string[]; readonly xml: string }>;
  /** Everything the panel says about an element, folded or not, without what stands in fields. */
  panel(id: string): Promise<string>;
}
