import type { InWords, Language } from '#web/port';

/** The text of one language; Chinese where there is no other. */
export function inLanguage({ zh, en }: InWords, language: Language): string {
  return language === 'en' && en !== '' ? en : zh;
}
