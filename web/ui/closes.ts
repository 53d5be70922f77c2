import type { Due } from '#web/port';
import type { Shell } from './shell.js';
import { deadlineDay, leftInWords } from './words.js';

/**
 * Until when something may be done: `3月30日（周一）24:00截止，还有3天`, when it was over (`…已截止`, or that alone), or that the date is not known yet. Empty
 * where there is no date: nothing is said of a term there is not.
 */
export function closesInWords(
  due: Due,
  open: boolean,
  { language, now, t }: Pick<Shell, 'language' | 'now' | 't'>,
): string {
  if (due.at === null && !open) return t('closed');
  if (due.at === null) return due.awaitsYear === null ? '' : t('home.awaitsYear', { year: due.awaitsYear });
  const when = deadlineDay(due.at, language.value, now());
  if (!open) return t('closed.at', { when });
  const left = leftInWords(due, language.value);
  return left === '' ? t('until', { when }) : `${t('until', { when })}${t('comma')}${left}`;
}
