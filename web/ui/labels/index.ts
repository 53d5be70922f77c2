import type { Language } from '#web/port';
import { EN } from './en.js';
import { ZH, type LabelKey } from './zh.js';

export type { LabelKey };
export type LabelValues = Readonly<Record<string, string | number>>;

/** A label of the pages. `{name}` is replaced by the value of that name; in English `{n|day|days}` chooses by number. */
export function labelOf(key: LabelKey, values: LabelValues | undefined, language: Language): string {
  const text = language === 'en' ? EN[key] : ZH[key];
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
