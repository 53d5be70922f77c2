import type { Language } from '#web/port';
import { EN } from './en.js';
import type { ZH_STAFF } from './staff.js';
import { ZH } from './zh.js';

export type LabelKey = keyof typeof ZH | keyof typeof ZH_STAFF;
export type LabelValues = Readonly<Record<string, string | number>>;
/** The words an entry carries: residents' phones load none that only staff read. */
export type Words = Readonly<Record<Language, Readonly<Partial<Record<LabelKey, string>>>>>;

export const RESIDENT_WORDS: Words = { 'zh-CN': ZH, en: EN };

/** A label of the pages. `{name}` is replaced by the value of that name; in English `{n|day|days}` chooses by number. */
export function labelOf(words: Words, key: LabelKey, values: LabelValues | undefined, language: Language): string {
  const text = words[language][key] ?? key;
  if (values === undefined) return text;
  return text.replace(
    /\{([a-z]+)(?:\|([^|}]*)\|([^|}]*))?\}/gi,
    (_place, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (one !== undefined && many !== undefined) return value === 1 ? one : many;
      return value === undefined ? '' : String(value);
    },
  );
}
