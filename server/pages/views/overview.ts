import type { Due, Id, Instant, UnreadableMatter } from '../views.js';
import type { MatterListRow } from './matter-list.js';

/** How somebody took part: by themselves in the app, told a helper or the desk, or on paper. */
export type Channel = 'app' | 'helper' | 'paper';
export const CHANNELS: readonly Channel[] = ['app', 'helper', 'paper'];

/** `stopped`: it runs, and is suspended or has an open incident. `ended`: cancelled, or ended by authority. */
export type MatterState = 'active' | 'stopped' | 'completed' | 'ended';
export const MATTER_STATES: readonly MatterState[] = ['active', 'stopped', 'completed', 'ended'];

/** Whole days from the beginning to the end, or until now. */
export type MatterAge = 'week' | 'month' | 'quarter' | 'longer';
export const MATTER_AGES: readonly MatterAge[] = ['week', 'month', 'quarter', 'longer'];

/** What an overview is asked for; dates are `YYYY-MM-DD` of the place, both inclusive. */
export interface OverviewAsked {
  readonly scope: string;
  readonly from: string;
  readonly to: string;
}

/** A place that figures are shown for. */
export interface PlaceLine {
  readonly scope: string;
  readonly name: string;
}

/**
 * What managers see of a place in a period: units, never persons. A number that is null stands for fewer than five, or is kept back so that
 * nobody can work out one that is.
 */
export interface OverviewPage extends OverviewAsked {
  readonly name: string;
  /** Places the reader may choose. */
  readonly places: readonly PlaceLine[];
  readonly now: StandingNow;
  readonly states: readonly MatterState[];
  readonly channels: readonly Channel[];
  /** Matters that ran in the period, by age; counts as `states` names them. */
  readonly matters: readonly { readonly age: MatterAge; readonly counts: readonly number[] }[];
  /** Tasks that were due and ended in the period, or were due in it and are open. */
  readonly tasks: readonly (PlaceLine & { readonly due: number | null; readonly onTime: number | null })[];
  readonly participation: ParticipationTable;
  /** Opinions and objections that came in during the period. Each stands on a page of its matter. */
  readonly answers: readonly (PlaceLine & {
    readonly given: number;
    readonly answered: number;
    readonly raised: number;
    readonly settled: number;
    readonly upheld: number;
  })[];
}

/** What a manager asks first, of this moment whatever the period: what runs, what is past a date, what stands still. */
export interface StandingNow {
  readonly running: number;
  /** Matters with a task past its date, and the ones that are latest. */
  readonly late: number;
  readonly latest: readonly { readonly matter: Id; readonly title: string; readonly due: Due }[];
  readonly stopped: number;
}

/** People who took part, by building and channel, in steps that were closed in these months. */
export interface ParticipationTable {
  /** `YYYY-MM`, whole months. */
  readonly months: readonly string[];
  /** Rows with something to show; counts as the page's `channels` name them. */
  readonly rows: readonly (PlaceLine & { readonly counts: readonly (number | null)[]; readonly sum: number })[];
  /** How many further buildings have nothing that may be shown. */
  readonly hidden: number;
  /** Sums of what is shown, by channel: never of what is not. */
  readonly sums: readonly number[];
}

/** What a list behind a figure holds. */
export type FigureKind = 'matters' | 'tasks' | 'steps' | 'opinions' | 'objections' | 'participation';
export const FIGURE_KINDS: readonly FigureKind[] = [
  ...(['matters', 'tasks', 'steps', 'opinions', 'objections', 'participation'] as const),
];

/** A list behind a figure: the same period and place, narrowed. */
export interface FigureAsked extends OverviewAsked {
  readonly of: FigureKind;
  readonly state: MatterState | null;
  readonly age: MatterAge | null;
  /** `late` or `onTime` for tasks, `done`, `again`, `due` or `late` for steps, `open`, `answered` or `upheld` for opinions and objections. */
  readonly only: string | null;
  /** Of a step: its version, and its name as `StepRow` has it. */
  readonly definition: string | null;
  readonly step: string | null;
  readonly page: number;
}

export interface FigureLine {
  readonly matter: Id;
  /** The matter as every list shows it. */
  readonly row: MatterListRow;
  readonly state: MatterState;
  /** Of a list of tasks: the step, its date and its end. */
  readonly task: { readonly name: string; readonly due: Instant | null; readonly endedAt: Instant | null } | null;
  /** Of opinions and objections: how many of the matter fit. */
  readonly n: number | null;
}

export interface FigureList {
  /** Name of the place it is of. */
  readonly name: string;
  /** The first and the last day the figure was of, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly FigureLine[];
  /** Of this page: they fit, and cannot be read. */
  readonly unreadable: readonly UnreadableMatter[];
}
