import type { Hash, Holder, Id, Instant, RecordRef, Said, StepKind } from './basics.js';
import type { MatterPage } from './matters.js';
import type { PollResult } from './polls.js';
import type { DayReadings, DiagramMove, DiagramRun, TraceMore } from './tracing.js';

export interface TimelineEntry {
  readonly at: Instant;
  readonly stream: Id;
  readonly seq: number;
  readonly said: Said;
  readonly by: Holder;
  /** Element it happened at, with the call activities it lies in, outermost first (empty: the procedure itself). */
  readonly element: string | null;
  readonly path: readonly string[];
  readonly kind: StepKind | null;
  readonly name: string | null;
}

export interface TracePage extends Omit<MatterPage, 'steps'>, TraceMore {
  /** How many texts its records commit to that were erased since: nobody can read them any more, the records stay as they are. */
  readonly erased: number;
  readonly timeline: readonly TimelineEntry[];
  /** 谁查过: by post and never by name, and never a resident; the newest day first. */
  readonly readings: readonly DayReadings[];
  readonly diagrams: readonly TraceDiagram[];
  readonly records: readonly RecordLine[];
  /** Published results, for the two halves of the recount. */
  readonly results: readonly { readonly poll: Id; readonly title: string; readonly result: PollResult }[];
}

/**
 * The exact drawing that ran, once for every call of it and for every set the matter ran on. Those of the present set come first, of
 * each set the procedure itself, which has the empty path. Ids are those of its own set.
 */
export interface TraceDiagram {
  /** Number of the procedure's version it belongs to. */
  readonly version: number;
  /** Notches in which the matter ran on that set; `until` null: to the last one. */
  readonly from: number;
  readonly until: number | null;
  readonly path: readonly string[];
  readonly process: string;
  readonly name: string;
  readonly bpmn: string;
  /** Elements passed by the end of that time, in order; `at` of the first finish, `times` how often. */
  readonly passed: readonly { readonly element: string; readonly at: Instant; readonly times: number }[];
  readonly active: readonly {
    readonly element: string;
    readonly since: Instant;
    readonly trouble: 'waiting' | 'incident' | 'awaitsCalendar' | null;
  }[];
  /** Ids of the sequence flows taken. */
  readonly flows: readonly string[];
  /** Every run in order, and the operations that moved the way: what was at any notch. */
  readonly runs: readonly DiagramRun[];
  readonly moves: readonly DiagramMove[];
}

export interface RecordLine extends RecordRef {
  readonly streamKind: string;
  /** Exact text of the leaf. */
  readonly leaf: string;
  readonly at: Instant;
  readonly type: string;
  readonly prev: Hash | null;
}

/** What `recheck` of `server/audit` takes: its shape is that room's, and pages hand it over unread. */
export type EvidenceBundle = Readonly<Record<string, unknown>>;
