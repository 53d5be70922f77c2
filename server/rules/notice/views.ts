import type { NoticeState, Objection } from './types.js';

/** Objections without an answer, in order. */
export function openObjections(state: NoticeState): readonly Objection[] {
  return state.objections.filter((objection) => objection.answer === null);
}

export interface NoticeReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees: staff every objection; others their own and, of everybody else's, those answered, without the
 * author's pseudonym. Texts stay commitments: opening them is the rim's, per reader.
 */
export function noticeView(state: NoticeState, reader: NoticeReader) {
  const objections = state.objections
    .filter((objection) => reader.staff || objection.p === reader.p || objection.answer !== null)
    .map((objection) => {
      const mine = objection.p === reader.p;
      return { ...objection, p: reader.staff || mine ? objection.p : null, mine };
    });
  const { status, code, title, text, about, term, publishedAt } = state;
  const made = state.objections.length;
  return {
    status,
    code,
    title,
    text,
    about,
    term,
    publishedAt,
    made,
    answered: made - openObjections(state).length,
    objections,
  };
}
