import type { WrittenAnswer } from './answers.js';
import type { Due, Holder, Id, Instant, May } from './basics.js';

export type Stance = 'support' | 'oppose' | 'other';

export interface OpinionsPage {
  readonly opinions: Id;
  readonly matter: Id;
  readonly title: string;
  /** What is put to the residents, as written by staff. */
  readonly text: string | null;
  /** Whether the page of its matter has topic or material to read. */
  readonly topic: boolean;
  readonly status: 'open' | 'answering' | 'closed' | 'cancelled';
  readonly due: Due;
  readonly given: number;
  readonly answered: number;
  /** May the reader give one now? If not, why. */
  readonly may: May;
  readonly mine: readonly OpinionLine[];
  /** Answered ones of others, without their authors. */
  readonly others: readonly OpinionLine[];
}

export interface OpinionLine {
  readonly item: Id;
  /** Counted from 1 in the order of arrival. */
  readonly number: number;
  readonly at: Instant;
  readonly stance: Stance;
  readonly text: string | null;
  /** Only for staff: the author's post or place, without name. */
  readonly from: Holder | null;
  readonly answer: WrittenAnswer | null;
}
