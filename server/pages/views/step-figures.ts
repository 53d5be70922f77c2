import type { AgainCause } from '../figures.js';
import type { Hash, Id } from '../views.js';
import type { OverviewAsked, PlaceLine } from './overview.js';
import type { InWords } from './procedures.js';

/** What a step's time is counted in: as its own term is, else working days for work and days for a part. */
export type StepUnit = 'hour' | 'day' | 'working_day';

/** A version whose steps can be looked at. */
export interface StepEdition {
  readonly definition: Hash;
  readonly name: InWords;
  readonly version: number;
}

/** A step of a version with what may be told of it; null stands for fewer than five, or for what is kept back so that nobody can work one out. */
export interface StepRow {
  /** The calls it lies in and its id, joined by `/`. */
  readonly step: string;
  readonly path: readonly Id[];
  readonly element: Id;
  readonly name: string;
  /** In how many parts it lies. */
  readonly depth: number;
  readonly kind: 'task' | 'part';
  /** Of a part that is called: the process that runs in it. */
  readonly calls: Id | null;
  readonly unit: StepUnit;
  /** Its term as the version says it; null where it has none, or one that depends on the matter. */
  readonly target: number | null;
  /** Whether its runs have dates. */
  readonly dated: boolean;
  /** How often it was done in the quarters asked for. */
  readonly done: number | null;
  /** In units: half of them, and nine of ten, took no longer. */
  readonly half: number | null;
  readonly most: number | null;
  /** 1 to 4: what half of them took by the clock, as a share of the longest such time; 0 took no time. */
  readonly heat: 0 | 1 | 2 | 3 | 4 | null;
  /** How many of those done were done again, by what brought them back. */
  readonly again: readonly { readonly cause: AgainCause; readonly n: number }[];
  /** Of those due in the quarters, and how many of them were not done by then. */
  readonly due: number | null;
  readonly late: number | null;
}

/** Figures by step of one version, at a place, in whole quarters. Never by person. */
export interface StepsPage extends OverviewAsked {
  readonly name: string;
  readonly places: readonly PlaceLine[];
  /** `2026-Q1`. */
  readonly quarters: readonly string[];
  /** The most used first. */
  readonly editions: readonly StepEdition[];
  /** The one shown; null where there is none yet. */
  readonly edition: StepEdition | null;
  /** Every step, in the order of the procedure. */
  readonly rows: readonly StepRow[];
  /** The drawing of the version, and of each call with something told inside. */
  readonly drawings: readonly { readonly path: readonly Id[]; readonly name: string; readonly bpmn: string }[];
}
