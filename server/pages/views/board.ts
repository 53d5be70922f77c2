import type { CountTest, DayUnit, Due, Id, Instant, PollResult } from '../views.js';

/** One thing a wall in the community hall shows: what is published of a matter, and nobody's name. */
export type BoardPanel = {
  readonly id: Id;
  /** Where whoever scans the code reads on. */
  readonly matter: Id;
  readonly title: string;
  /** What was put to the residents; null where the title says all, or it was erased. */
  readonly summary: string | null;
} &
  /** `given`: null below five, which would only tell that few have spoken. */
  (
    | { readonly kind: 'consult'; readonly due: Due; readonly given: number | null }
    /** No interim counts: neither of choices nor of who has voted. */
    | { readonly kind: 'vote'; readonly due: Due; readonly question: string; readonly electors: number }
    | {
        readonly kind: 'notice';
        readonly due: Due;
        readonly day: number;
        readonly days: number;
        readonly unit: DayUnit;
      }
    | {
        readonly kind: 'result';
        readonly question: string;
        readonly outcome: PollResult['outcome'];
        readonly counts: PollResult['counts'];
        readonly tests: readonly CountTest[];
        readonly at: Instant;
      }
    | { readonly kind: 'answered'; readonly given: number; readonly answered: number; readonly adopted: number }
  );

export interface BoardPage {
  readonly scope: string;
  readonly name: string;
  /** What can be taken part in first, then what came of it, the newest first. */
  readonly panels: readonly BoardPanel[];
  /** There is more than a wall can show; all of it stands on the pages of the matters. */
  readonly more: boolean;
}
