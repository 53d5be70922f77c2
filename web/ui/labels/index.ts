import type { Language } from '#web/port';
import { EN } from './en.js';
import { ZH, type LabelKey as CommonKey } from './zh.js';
import type { ZH_TRACING } from './zh-tracing.js';

/** Words of every page, and those of the trace, which only its pages add. */
export type LabelKey = CommonKey | keyof typeof ZH_TRACING;
export type LabelValues = Readonly<Record<string, string | number>>;

type Words = Readonly<Record<string, string>>;
let chinese: Words = ZH;
let english: Words = EN;

/** Words that only some pages have. */
export function addLabels(zh: Words, en: Words): void {
  chinese = { ...chinese, ...zh };
  english = { ...english, ...en };
}

/** A label of the pages. `{name}` is replaced by the value of that name; in English `{n|day|days}` chooses by number. */
export function labelOf(key: LabelKey, values: LabelValues | undefined, language: Language): string {
  const text = (language === 'en' ? english : chinese)[key] ?? key;
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
