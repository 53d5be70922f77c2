import type { EntityKind } from '../entity-views.js';
import type { DayUnit, Due, Hash, Holder, Id, Instant, Said, StepKind } from './basics.js';

export type MatterStatus = 'active' | 'suspended' | 'incident' | 'completed' | 'terminated' | 'cancelled';
export type StepState = 'done' | 'now' | 'next' | 'skipped';

export interface StepTile {
  readonly kind: StepKind;
  /** As the procedure names it. */
  readonly name: string;
  readonly state: StepState;
  /** Of `next`: every way on from where the matter stands leads through it. */
  readonly sure: boolean;
}

/** One thing that waits: a step, or a task in it by the task's own name. `n`: so many alike. */
export interface OpenStep {
  /** The step it waits in. */
  readonly element: Id;
  readonly kind: StepKind;
  readonly name: string;
  readonly n: number;
  readonly holder: Holder;
  readonly due: Due;
  readonly unit: DayUnit;
}

/** A matter whose records cannot be read: named, so that nobody takes a list for whole that is not. */
export interface UnreadableMatter {
  readonly matter: Id;
  readonly number: string;
}

export interface MatterLine {
  readonly matter: Id;
  /** e.g. QHL-2026-0031 */
  readonly number: string;
  readonly title: string;
  readonly status: MatterStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly steps: readonly StepTile[];
  /** The step that waits now, who holds it and until when; null when ended. */
  readonly now: OpenStep | null;
  /** All that waits now, each with its own holder and date: the clock of a step, and people's tasks in it. */
  readonly open: readonly OpenStep[];
  /** Name of the end reached (通过, 未通过 …), as the procedure names it. */
  readonly outcome: string | null;
}

/** What a matter is about, as far as its procedure shows it to everybody who may open it. */
export interface TopicPage {
  /** Labels as the form writes them; a text is null where it was erased. */
  readonly texts: readonly { readonly label: string; readonly text: string | null }[];
  readonly files: readonly TopicFile[];
}

export interface TopicFile {
  readonly file: Hash;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** As it was called where it came from; null where that is not known. */
  readonly name: string | null;
  readonly erased: boolean;
}

export interface MatterPage extends Omit<MatterLine, 'steps'> {
  readonly summary: string | null;
  readonly topic: TopicPage;
  readonly procedure: { readonly id: Id; readonly name: string; readonly version: number; readonly definition: Hash };
  readonly startedBy: Holder;
  readonly steps: readonly StepLine[];
}

/** Entities with a page of their own. */
export type LinkedKind = 'opinions' | 'poll' | 'notice' | EntityKind;

/** One step of the procedure a resident is told about (events, gateways and inner steps are left out). */
export interface StepLine extends StepTile {
  readonly element: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** For a step to come, where it can be computed. */
  readonly expected: Instant | null;
  /** What came of it (`done`): e.g. `step.consult.done {opinions: 63}`. */
  readonly said: Said | null;
  /** Only `now`: why it waits, what is still being done, until when. */
  readonly why: Said | null;
  readonly doing: Said | null;
  /** Of `now` with whom it is; on the page of a matter also who did what is done and has nothing `said`. */
  readonly holder: Holder | null;
  readonly due: Due | null;
  readonly link: { readonly kind: LinkedKind; readonly id: Id } | null;
}
