import type { NoticeState, Objection } from './types.js';

/** Objections without an answer, in order. */
export function openObjections(state: NoticeState): readonly Objection[] {
  return state.objections.filter((objection) => objection.answer === null);
}

/** How many objections were upheld so far. */
export function upheldOf(state: NoticeState): number {
  return state.objections.filter((objection) => objection.answer?.upheld === true).length;
}

/** Was the text now shown proved to have been posted? One shown before a restart proves nothing of the new one. */
export function isProved({ proofs, restarts }: NoticeState): boolean {
  return proofs.some((proof) => proof.restart === restarts.length);
}

export interface NoticeReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees. Proofs, restarts and the certificate are everybody's, without who entered them. Of objections staff
 * see every one; others their own and, of everybody else's, those answered, without the author's pseudonym. Texts stay
 * commitments: opening them is the rim's, per reader.
 */
export function noticeView(state: NoticeState, reader: NoticeReader) {
  const objections = state.objections
    .filter((objection) => reader.staff || objection.p === reader.p || objection.answer !== null)
    .map((objection) => {
      const mine = objection.p === reader.p;
      const { helper: _helper, way: _way, ...shown } = objection;
      return reader.staff || mine ? { ...objection, mine } : { ...shown, p: null, mine };
    });
  const { status, code, title, text, about, term, publishedAt, proofRequired, certificate } = state;
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
    proofRequired,
    proved: isProved(state),
    proofs: state.proofs.map(({ p: _p, ...proof }) => proof),
    restarts: state.restarts.map(({ p: _p, ...restart }) => restart),
    certificate,
  };
}
