import type { Holder, Instant } from './basics.js';

/** adopt 采纳, partly 部分采纳, decline 不采纳 */
export type AnswerOutcome = 'adopt' | 'partly' | 'decline';

/** upheld 异议成立, rejected 异议不成立 */
export type ObjectionOutcome = 'upheld' | 'rejected';

export interface WrittenAnswer<Outcome extends string = AnswerOutcome> {
  readonly outcome: Outcome;
  readonly text: string | null;
  readonly at: Instant;
  readonly by: Holder;
}
