/** The two languages every sentence exists in. Chinese is the one the law and the residents use. */
export type Language = 'zh-CN' | 'en';

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** What a sentence may be given: stored JSON as records and refusals carry it. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * One sentence in both languages. `{name}` is replaced by a value, `{name|form}` by the value in a form of `forms.ts`
 * (`{due|instant}`, `{rule|fraction}`, `{role|label:role}`). Both languages name the same values.
 */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Code → sentence. */
export type Catalogue = Readonly<Record<string, Sentence>>;
