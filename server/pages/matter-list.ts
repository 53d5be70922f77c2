import type { Reading } from './data.js';
import { dueOf } from './due.js';
import type { ListedMatter } from './listing.js';
import type { MatterListRow } from './views/matter-list.js';
import type { Holder, Role } from './views.js';

/** What is known of a row beside what is kept: opened for one reader. */
export interface RowOpened {
  readonly number: string;
  readonly title: string | null;
  readonly place: string | null;
  holder(p: string | null, role: Role | 'system'): Holder;
}

/** One matter of a list as this reader sees it now. */
export function matterRow(
  { matter, status, startedAt, endedAt, procedure, outcome, open }: ListedMatter,
  { number, title, place, holder }: RowOpened,
  reading: Pick<Reading, 'now' | 'calendars'>,
): MatterListRow {
  return {
    ...{ matter, number, title: title ?? number, place, status, startedAt, endedAt, procedure, outcome },
    open: open.map(({ element, kind, name, n, role, p, due, awaitsYear, unit }) => ({
      ...{ element, kind, name, n, unit, holder: holder(p, role) },
      due: dueOf(due === null && awaitsYear === null ? null : { due, year: awaitsYear }, unit, reading),
    })),
  };
}

/** By date, the late on top, undated last; then what is over, the latest first; of the same instant the newer matter first. */
export function inMatterOrder(a: MatterListRow, b: MatterListRow): number {
  const over = Number(a.endedAt !== null) - Number(b.endedAt !== null);
  const byDate = a.endedAt !== null && b.endedAt !== null ? b.endedAt - a.endedAt : soonest(a) - soonest(b);
  return over || byDate || (a.matter < b.matter ? 1 : -1);
}

/** The first date of what waits. */
function soonest({ open }: MatterListRow): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...open.flatMap(({ due }) => due.at ?? []));
}

/** Something in it is past its date. */
export function isLateRow({ open }: MatterListRow): boolean {
  return open.some(({ due }) => due.left?.late === true);
}
