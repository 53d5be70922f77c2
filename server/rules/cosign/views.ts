import type { CosignLine, CosignOutcome, CosignState } from './types.js';

/** What closing says of it: the threshold counts itself. */
export function outcomeOf({ supports, threshold }: CosignState): CosignOutcome {
  return supports.length >= threshold ? 'reached' : 'not-reached';
}

const byPerson = new WeakMap<readonly CosignLine[], ReadonlyMap<string, readonly CosignLine[]>>();

/** The lines a person may support for, in the roll's order. */
export function linesOf({ lines }: CosignState, p: string): readonly CosignLine[] {
  // the lines never change after the opening, so who stands where is worked out once
  const known = byPerson.get(lines) ?? indexOf(lines);
  byPerson.set(lines, known);
  return known.get(p) ?? [];
}

function indexOf(lines: readonly CosignLine[]): ReadonlyMap<string, readonly CosignLine[]> {
  const found = new Map<string, CosignLine[]>();
  for (const line of lines) {
    for (const p of line.holders.length > 0 ? line.holders : [line.elector]) {
      const own = found.get(p);
      if (own === undefined) found.set(p, [line]);
      else own.push(line);
    }
  }
  return found;
}

/** Who reads: the reader's own pseudonym in the matter, and whether as staff of it. */
export interface CosignReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees: how many support and how many are needed; staff also who, others only whether they and their household do. Texts stay
 * commitments: opening them is the rim's, per reader.
 */
export function cosignView(state: CosignState, reader: CosignReader) {
  const { status, title, text, threshold, term, openedAt, closedAt, supports } = state;
  const own = reader.p === null ? [] : linesOf(state, reader.p);
  const household = supports.find((each) => own.some((line) => line.elector === each.elector));
  return {
    status,
    title,
    text,
    term,
    threshold,
    openedAt,
    closedAt,
    supporters: supports.length,
    outcome: status === 'closed' ? outcomeOf(state) : null,
    mine: supports.find((each) => each.p === reader.p) ?? null,
    household: household !== undefined,
    listed: own.length > 0,
    proposing: reader.p !== null && reader.p === state.proposer,
    left: state.left,
    supports: reader.staff ? supports : [],
  };
}
