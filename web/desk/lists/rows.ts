import type { ListName, ListRow } from '#web/port';
import { urgency } from '#web/ui';

/** The lists in the order of their tabs, with where each stands. */
export const LIST_PATHS: Readonly<Record<ListName, string>> = {
  todo: '/tasks',
  done: '/done',
  started: '/started',
  copied: '/copied',
  watched: '/watched',
};
export const LISTS = Object.keys(LIST_PATHS) as readonly ListName[];

export function tileState(row: ListRow, chosen: boolean): 'late' | 'now' | 'done' | 'open' {
  if (row.state === 'done') return 'done';
  if (row.state === 'other') return 'open';
  if (urgency(row.due) === 'late' || row.watched) return 'late';
  return chosen ? 'now' : 'open';
}

/** Where a row leads: a task, open or over, to its page in this list; a matter to its own. */
export function leadsTo(list: ListName, row: ListRow): string {
  return row.task === null ? `/matters/${row.matter}` : `${LIST_PATHS[list]}/${row.task}`;
}
