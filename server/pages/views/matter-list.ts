import type { Id, Instant } from './basics.js';
import type { MatterStatus, OpenStep, UnreadableMatter } from './matters.js';
import type { PlaceLine } from './overview.js';

/** What a list of matters may be narrowed to: 在办 (`open`), 逾期, 挂起, 已办结. */
export type MatterListState = 'open' | 'late' | 'suspended' | 'ended';
export const MATTER_LIST_STATES: readonly MatterListState[] = ['open', 'late', 'suspended', 'ended'];

/** A matter in a list: where it stands, who has it and until when. */
export interface MatterListRow {
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  /** Name of the place it belongs to. */
  readonly place: string | null;
  readonly status: MatterStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly procedure: { readonly id: Id; readonly name: string; readonly version: number };
  /** Name of the end reached; null while it runs. */
  readonly outcome: string | null;
  /** All that waits now, each with its own holder and date. */
  readonly open: readonly OpenStep[];
  /** Of the matter's own last record, and when this reader last opened its trace; absent where a list does not say it. */
  readonly movedAt?: Instant;
  readonly lookedAt?: Instant | null;
}

/** What a list of matters is asked for; what is left out narrows nothing. */
export interface MatterListAsked {
  /** All of them have to be found. */
  readonly words?: string;
  readonly state?: MatterListState;
  /** Id of a procedure, in any version. */
  readonly procedure?: Id;
  /** A place: matters at it or below. */
  readonly place?: string;
  /** 1 for the first; past the last one, the last. */
  readonly page?: number;
}

/** One page of matters: by date, the late first, undated last; then those that are over, the latest first. */
export interface MatterListPage {
  readonly rows: readonly MatterListRow[];
  readonly total: number;
  /** Of these, how many are over. */
  readonly ended: number;
  readonly page: number;
  readonly pages: number;
  /** What there is to choose from, whatever is chosen. */
  readonly procedures: readonly { readonly id: Id; readonly name: string }[];
  readonly places: readonly PlaceLine[];
  /** In reach, and their rows cannot be made. */
  readonly unreadable: readonly UnreadableMatter[];
}
