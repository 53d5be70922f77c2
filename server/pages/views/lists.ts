import type { Holder, Id, Instant, Said } from './basics.js';
import type { TaskLine } from './desk.js';
import type { MatterStatus } from './matters.js';

/** 待办, 已办, 我发起, 抄送我, 督办. */
export type ListName = 'todo' | 'done' | 'started' | 'copied' | 'watched';

/** A row of a list: a task, or (我发起) a matter and where it stands; then `task` is null. */
export interface ListRow extends Omit<TaskLine, 'task'> {
  /** Names the row among all of its list. */
  readonly row: string;
  readonly task: Id | null;
  /** What becomes of the matter. */
  readonly status: MatterStatus;
  /** Name of the place the matter belongs to. */
  readonly place: string | null;
  /** Somebody above watches over it (督办): it has a red mark; `due` is the watcher's date where they set one. */
  readonly watched: boolean;
  /** Tasks with the same value are alike and may be done at once with one answer; null: each is done by itself. */
  readonly alike: string | null;
  /** Of what was watched and is over: what became of it. */
  readonly answer?: WatchedAnswer;
}

/** 督办 that is over: who answered, in time or not, and what the form says, as far as the reader may read it. */
export interface WatchedAnswer {
  /** Null: it ended without having been done. */
  readonly by: Holder | null;
  /** The watcher's date, where they set one. */
  readonly promised: Instant | null;
  readonly late: boolean;
  readonly said: readonly { readonly label: string; readonly text: string }[];
}

/** One page of a list. */
export interface ListPage {
  readonly rows: readonly ListRow[];
  /** Asks for the page behind it; null: this is the last one. */
  readonly next: string | null;
  /** How many rows there are on all pages. */
  readonly total: number;
  /** Of these, tasks somebody else of the reader's post has taken (待办). */
  readonly others: number;
}

/** How many rows each list has now. */
export type ListCounts = Readonly<Record<ListName, number>>;

/** A search somebody keeps under a name, for one list. */
export interface SavedFilter {
  readonly filter: Id;
  readonly name: string;
  readonly list: ListName;
  readonly words: string;
}

/** 期限日历: a month as the working calendar has it, and what of the reader's falls due in it. */
export interface TermsPage {
  /** `YYYY-MM` */
  readonly month: string;
  /** Today by the server's clock, `YYYY-MM-DD`. */
  readonly today: string;
  /** False: the calendar of this year is not loaded, so days are counted by the week alone. */
  readonly loaded: boolean;
  readonly days: readonly TermDay[];
  readonly terms: readonly Term[];
  /** 日期待定: open tasks whose date waits for a calendar. */
  readonly pending: readonly ListRow[];
  /** Past their date, whatever month is shown. */
  readonly late: readonly ListRow[];
  /** The next from today on, in whatever month. */
  readonly ahead: readonly Term[];
}
export interface TermDay {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `off`: a public holiday on a weekday; `swapped`: a weekend day that is worked (调休); `closed`: worked elsewhere (本地停止办公). */
  readonly kind: 'work' | 'weekend' | 'off' | 'swapped' | 'closed';
}
/** A term ends at 24:00 of `date`, or within it. */
export interface Term {
  readonly date: string;
  readonly row: ListRow;
}

/** What became of one task of several that were done at once. */
export interface BatchLine {
  readonly task: Id;
  /** `done`; `claimed`: taken but not completed; `refused`: nothing was done with it. */
  readonly became: 'done' | 'claimed' | 'refused';
  /** Why not; null where it is done. */
  readonly why: Said | null;
}
