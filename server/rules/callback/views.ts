import type { CallbackCounts, CallbackState } from './types.js';

/** What was answered, exactly; who did not answer is in no count but `unanswered`. */
export function countsOf({ asked, answers }: CallbackState): CallbackCounts {
  const answered = answers.length;
  const solved = answers.filter((answer) => answer.solved).length;
  return {
    asked: asked.length,
    answered,
    solved,
    satisfied: answers.filter((answer) => answer.satisfied).length,
    contacted: answers.filter((answer) => answer.contacted).length,
    unanswered: asked.length - answered,
    outcome: answered === 0 ? 'unanswered' : 2 * solved > answered ? 'solved' : 'not-solved',
  };
}

/** Who reads: the reader's own pseudonym in the matter, and whether as staff of it. */
export interface CallbackReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/** Counts of fewer answers than this would tell what one person said. */
export const FEWEST_ANSWERS = 5;

/** Whose counts stay with those who work on the matter: none and four alike, and all of them while it runs. */
export function tellsOnOne({ status, answers }: CallbackState): boolean {
  return status !== 'closed' || answers.length < FEWEST_ANSWERS;
}

/**
 * What a reader sees. While it runs nobody sees a count, so that no answer follows another; afterwards everybody sees the
 * counts where enough answered, staff the counts and the answers, and a reader always their own. Texts stay commitments.
 */
export function callbackView(state: CallbackState, reader: CallbackReader) {
  const { status, term, askedAt, closedAt } = state;
  const closed = status === 'closed';
  return {
    status,
    term,
    askedAt,
    closedAt: closed ? closedAt : null,
    /** Is the reader asked, and has not answered? */
    open: status === 'asking' && reader.p !== null && isOpen(state, reader.p),
    /** It is over, and neighbours are told no counts since few answered. */
    few: closed && tellsOnOne(state),
    counts: closed && (reader.staff || !tellsOnOne(state)) ? countsOf(state) : null,
    answers: state.answers
      .filter((answer) => answer.p === reader.p || (closed && reader.staff))
      .map((answer) => ({ ...answer, mine: answer.p === reader.p })),
  };
}

/** Asked and not answered yet. */
export function isOpen({ asked, answers }: CallbackState, p: string): boolean {
  return asked.includes(p) && !answers.some((answer) => answer.p === p);
}
