import type { DigestMatter } from '../reminders.js';
import type { EntityKind } from '../entity-views.js';
import type { Due, Hash, Holder, Id, Instant, May, Plain, Said, StepKind } from './basics.js';
import type { StepLine, StepTile } from './matters.js';
import type { ObjectionLine } from './notices.js';
import type { OpinionLine } from './opinions.js';
import type { TaskSeat } from './seats.js';
import type { TaskTerm } from './terms.js';
import type { TimelineEntry } from './trace.js';

/** A form-js schema: `{type: 'default', components: [...]}` with the field types of our field list. */
export interface FormSchema {
  readonly id?: string;
  readonly components: readonly FormComponent[];
}

export interface FormComponent {
  readonly type: string;
  readonly id?: string;
  readonly key?: string;
  /** Of a group or a list: where its fields stand. */
  readonly path?: string;
  readonly label?: string;
  readonly description?: string;
  readonly text?: string;
  readonly defaultValue?: Plain;
  readonly subtype?: string;
  readonly disabled?: boolean;
  readonly readonly?: boolean;
  readonly values?: readonly { readonly label: string; readonly value: Plain }[];
  readonly validate?: Readonly<Record<string, Plain>>;
  readonly components?: readonly FormComponent[];
  readonly properties?: Readonly<Record<string, Plain>>;
}

export interface TaskLine {
  readonly task: Id;
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  readonly element: string;
  readonly kind: StepKind;
  /** Name of the step, as the procedure names it. */
  readonly name: string;
  readonly since: Instant;
  readonly due: Due;
  /** Why it is on the reader's list, e.g. `task.why.role {role: 'worker', place: …}`. */
  readonly why: Said;
  readonly holder: Holder | null;
  /**
   * `free`: may be claimed; `mine`; `other`: claimed by somebody else; `deputy`: the reader may do it in the holder's name; `seat`: the reader
   * was added to it; `decide`: a longer term is asked for, and the reader decides; `done`.
   */
  readonly state: 'free' | 'mine' | 'other' | 'deputy' | 'seat' | 'decide' | 'done';
  readonly doneAt: Instant | null;
  /** Of what is done: it was the last thing to happen, and the reader may try to take it back (撤回). */
  readonly recall?: true;
}

export interface TaskPage extends TaskLine {
  readonly form: FormSchema | null;
  /** What the form shows, by field key; sealed values opened for this reader. */
  readonly variables: Readonly<Record<string, Plain>>;
  /** What the step works on, from what was written before; of a task that is over what was written in it. */
  readonly subject: readonly SubjectLine[];
  /** Set when the task is to answer them one by one: the task can be completed when all have answers. */
  readonly opinions: { readonly id: Id; readonly items: readonly OpinionLine[] } | null;
  readonly objections: { readonly notice: Id; readonly items: readonly ObjectionLine[] } | null;
  /** The entity the task is done at: seats, a meeting, an intake, a roll. */
  readonly entity: { readonly kind: EntityKind; readonly id: Id } | null;
  readonly complete: May;
  /** Element of the procedure's own step it lies in; null where there is none. */
  readonly step: string | null;
  readonly seats: readonly TaskSeat[];
  readonly term: TaskTerm | null;
  /** Its date before it was moved, by a pause or by command; null where it never was. */
  readonly planned: Instant | null;
  /** What completing it does, and to whom. */
  readonly after: Said | null;
  readonly steps: readonly StepLine[];
  readonly history: readonly TimelineEntry[];
  readonly materials: readonly MaterialLine[];
}

/** A field of an earlier form with what was written there; `date`: its text is a day, `2026-02-13`. */
export interface SubjectLine {
  readonly label: string;
  readonly text: string;
  readonly date?: true;
}

/** 材料: a photo or paper of the matter, where it came first. */
export interface MaterialLine {
  readonly file: Hash;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** As it was called on the device it came from; empty where nobody said. */
  readonly name: string;
  /** False: it was erased, the record keeps its hash. */
  readonly kept: boolean;
  readonly at: Instant;
  readonly by: Holder;
  /** Type of the command that brought it, and the step where it belongs to one. */
  readonly act: string;
  readonly step: string | null;
}

export interface ProcedureLine {
  readonly procedure: Id;
  readonly name: string;
  readonly version: number;
  readonly definition: Hash;
  readonly summary: string | null;
  readonly steps: readonly StepTile[];
  readonly form: FormSchema | null;
  readonly may: May;
}

export interface InboxLine {
  readonly message: Id;
  readonly at: Instant;
  readonly said: Said;
  readonly matter: Id | null;
  readonly title: string | null;
  readonly read: boolean;
  /** Of the digest of a day: what happened in each matter the reader follows. */
  readonly digest?: readonly DigestMatter[];
}
