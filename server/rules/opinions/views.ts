import type { Opinion, OpinionsState } from './types.js';

/** Items without an answer, in order. */
export function openItems(state: OpinionsState): readonly Opinion[] {
  return state.items.filter((item) => item.answer === null);
}

/** Who reads: the reader's own pseudonym in the matter, and whether as staff of it. */
export interface OpinionsReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees: staff everything; others their own opinions and, of everybody else's, those answered, without the
 * author's pseudonym or their helper's. Texts stay commitments: opening them is the rim's, per reader.
 */
export function opinionsView(state: OpinionsState, reader: OpinionsReader) {
  const items = state.items
    .filter((item) => reader.staff || item.p === reader.p || item.answer !== null)
    .map((item) => {
      const mine = item.p === reader.p;
      const { helper: _helper, way: _way, ...shown } = item;
      return reader.staff || mine ? { ...item, mine } : { ...shown, p: null, mine };
    });
  const { status, title, text, term, openedAt } = state;
  return {
    status,
    title,
    text,
    term,
    openedAt,
    total: state.items.length,
    answered: state.items.length - openItems(state).length,
    items,
  };
}
