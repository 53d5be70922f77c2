export type Instant = number;
export type Id = string;
export type Hash = string;
export type Language = 'zh-CN' | 'en';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** A sentence to be made by `say(code, values, language)`. */
export interface Said {
  readonly code: string;
  readonly values: Readonly<Record<string, Plain>>;
}

/** `num/den`, at least (`>=`, 以上) or more than (`>`, 过). */
export interface Fraction {
  readonly num: number;
  readonly den: number;
  readonly op: '>=' | '>';
}

/** As in `by.role`; its name is `role.<code>` of `server/text`. */
export type Role =
  | 'resident'
  | 'worker'
  | 'convenor'
  | 'grid'
  | 'expert'
  | 'social-worker'
  | 'department'
  | 'supervision'
  | 'street'
  | 'party'
  | 'administrator'
  | 'security'
  | 'auditor';

/** Kinds of the step catalogue; each has one character (字徽) and one name in `server/text`. */
export type StepKind =
  | 'consult'
  | 'cosign'
  | 'review'
  | 'meeting'
  | 'vote'
  | 'publicity'
  | 'filing'
  | 'dispatch'
  | 'handle'
  | 'call-back'
  | 'escalate'
  | 'notify'
  | 'points'
  | 'fund'
  | 'intake'
  | 'roll'
  | 'archive'
  | 'start'
  | 'branch'
  | 'end'
  | 'other';

/**
 * Who holds or did something. Residents see posts (`role` and `place`), staff also `name`; `p` is the pseudonym in this
 * matter. `role` `system` is the runtime itself.
 */
export interface Holder {
  readonly role: Role | 'system';
  /** Name of the organisation, e.g. 青禾里社区居委会. */
  readonly place: string | null;
  readonly name: string | null;
  readonly p: string | null;
  readonly you: boolean;
}

/** A date something is due. `at` null with `awaitsYear`: 日期待定, the calendar of that year is not loaded. Both null: no date. */
export interface Due {
  readonly at: Instant | null;
  readonly awaitsYear: number | null;
  /** What is left by the server's clock, in the unit people count it in; within the last 24 hours `hour`. `late`: n is overdue. */
  readonly left: Left | null;
}

/** What a term of days is counted in. */
export type DayUnit = 'working_day' | 'day';

export interface Left {
  readonly n: number;
  readonly unit: 'working_day' | 'day' | 'hour';
  readonly late: boolean;
}

/** Names exactly one record of a chain. */
export interface RecordRef {
  readonly stream: Id;
  readonly seq: number;
  readonly leafHash: Hash;
}

/** What a mutating call answers. `settled` false: recorded, but what it caused is still being worked off. */
export interface Answer<T> {
  readonly settled: boolean;
  readonly value: T;
}

/** Whether the reader may do it now; `why` is null exactly when `yes`. */
export interface May {
  readonly yes: boolean;
  readonly why: Said | null;
}
