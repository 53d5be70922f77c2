import type { FormSchema, Hash, Holder, Id, Instant, MatterStatus, Plain, RecordRef, Role, Said } from '../views.js';

/**
 * What the trace page shows beyond the present: every record of a matter is a notch, and what a pane shows at a notch is what the
 * notches up to it add up to. Everything here stands in records; of an open poll no record says anything.
 */
export interface TraceMore {
  /** Every record in the order it happened; its position is its notch, from 0. */
  readonly moments: readonly Moment[];
  readonly marks: readonly TraceMark[];
  readonly exhibits: Exhibits;
}

/** What one record did to the matter. */
export interface Moment {
  readonly at: Instant;
  readonly stream: Id;
  readonly seq: number;
  /** Type of the command. */
  readonly type: string;
  /** Something people did to the way itself: a return, a hand-over, a move of a date … */
  readonly operation: boolean;
  readonly by: Holder;
  /** 代办: how whoever was helped said what they want; null where nobody was helped. */
  readonly helped: 'in-person' | 'phone' | 'paper' | null;
  /** 代理: in whose name a deputy acted; null where everybody acted for themselves. */
  readonly standsFor: Holder | null;
  readonly basis: Basis | null;
  /** Of the matter from here on. */
  readonly status: MatterStatus;
  /** Variables that are new or other than before. */
  readonly values: readonly ValueSet[];
  /** Keys of scopes that ended: what stood in them is gone. */
  readonly closed: readonly number[];
}

/** The record an act rests on. */
export interface Basis {
  /** `organisation`: an appointment; `register`: who lives there; else the kind of one of the matter's own streams (`roll`, `council` …). */
  readonly kind: string;
  /** Null where naming it would join what one resident does in several matters. */
  readonly record: RecordRef | null;
}

/** A variable of a scope. `hidden`: something in it is sealed or names somebody, and not for this reader; that part is null. */
export interface ValueSet {
  readonly scope: number;
  /** Call activities the scope lies in, outermost first, by name. */
  readonly where: readonly string[];
  readonly name: string;
  /** As a form of the version calls it; null where none asks for it. */
  readonly label: string | null;
  /** As the form calls the options it is; null where it is no choice. */
  readonly chosen: readonly string[] | null;
  readonly value: Plain;
  readonly hidden: boolean;
}

/**
 * Something a rule says about an act, never an opinion (`late`: done or still open after its date; `gap`: nothing happened and no date ran).
 * `notch` null: it still lasts.
 */
export interface TraceMark {
  readonly kind: 'late' | 'gap';
  readonly notch: number | null;
  readonly at: Instant;
  readonly element: string | null;
  readonly said: Said;
}

/** One run of an element of a drawing, by notches. */
export interface DiagramRun {
  readonly element: string;
  readonly from: number;
  /** Null: it has not ended. */
  readonly to: number | null;
  readonly began: Instant;
  readonly ended: Instant | null;
  /** It was left or interrupted; false: it was cut off with the whole matter, or still runs. */
  readonly done: boolean;
  /** Ids of the flows it left by. */
  readonly flows: readonly string[];
  /** One of several runs of an activity. */
  readonly single: boolean;
  /** When its task was due, as it was set last; null: no date. */
  readonly due: Instant | null;
  /** What it waited for or stopped with, from which notch on. */
  readonly waits: readonly { readonly from: number; readonly trouble: DiagramTrouble }[];
}
export type DiagramTrouble = 'waiting' | 'incident' | 'awaitsCalendar' | null;

/** An operation that moved the way itself: from what it ended (null: nothing) to what it began (null: nothing). */
export interface DiagramMove {
  readonly notch: number;
  readonly from: string | null;
  readonly to: string | null;
  /** `modify` with `op: return` is a return, anything else a move. */
  readonly returned: boolean;
}

/** What a matter can be shown with. */
export interface Exhibits {
  readonly forms: readonly FormExhibit[];
  readonly files: readonly FileExhibit[];
  readonly postings: readonly {
    readonly notch: number;
    readonly notice: Id;
    readonly place: string;
    readonly file: Hash | null;
  }[];
  readonly tellings: readonly TellingExhibit[];
  readonly letters: readonly LetterExhibit[];
  /** Definition sets it ran on, from which notch on; the last is the present one. */
  readonly versions: readonly { readonly notch: number; readonly definition: Hash }[];
}
/** A form of the version that ran, with what was answered. */
export interface FormExhibit {
  readonly notch: number;
  readonly name: string;
  readonly by: Holder;
  readonly form: FormSchema;
  readonly answers: Readonly<Record<string, Plain>>;
  /** Keys of answers of which something is not for this reader. */
  readonly hidden: readonly string[];
}
export interface FileExhibit {
  readonly notch: number;
  readonly file: Hash;
  readonly type: string;
  readonly size: number;
  readonly by: Holder;
}
export interface TellingExhibit {
  readonly notch: number;
  readonly code: string;
  /** Told to everybody of a role, or to so many by name. */
  readonly role: string | null;
  readonly people: number;
}
export interface LetterExhibit {
  readonly notch: number;
  readonly n: number;
  readonly code: string;
  readonly due: Instant;
  readonly delivery: { readonly notch: number; readonly day: string; readonly way: string } | null;
}

/** How many looked at a matter on one day (`YYYY-MM-DD`), by post; a post that was not noted is null. */
export interface DayReadings {
  readonly day: string;
  readonly posts: readonly { readonly role: Role | null; readonly n: number }[];
}
