import type { InWords, Language, WordsLine } from '#web/port';

/** The text of one language; Chinese where there is no other. */
export function inLanguage({ zh, en }: InWords, language: Language): string {
  return language === 'en' && en !== '' ? en : zh;
}

/** Names of the rows of a procedure by their elements, as one chooses among them: `3 联名附议`. */
export function rowNames(lines: readonly WordsLine[], language: Language): ReadonlyMap<string, string> {
  return new Map(
    lines.map(({ element, n, name }) => [
      element,
      n === null ? inLanguage(name, language) : `${n} ${inLanguage(name, language)}`,
    ]),
  );
}
