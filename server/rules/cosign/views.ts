import type { CosignLine, CosignOutcome, CosignState, PlacedLine, Support } from './types.js';

/** What closing says of it: the threshold counts itself. */
export function outcomeOf({ supports, threshold }: CosignState): CosignOutcome {
  return supports.length >= threshold ? 'reached' : 'not-reached';
}

const byPerson = new WeakMap<readonly CosignLine[], ReadonlyMap<string, readonly PlacedLine[]>>();

/** The lines a person may support for, in the roll's order. */
export function linesOf({ lines }: CosignState, p: string): readonly PlacedLine[] {
  // the lines never change after the opening, so who stands where is worked out once
  const known = byPerson.get(lines) ?? indexOf(lines);
  byPerson.set(lines, known);
  return known.get(p) ?? [];
}

function indexOf(lines: readonly CosignLine[]): ReadonlyMap<string, readonly PlacedLine[]> {
  const found = new Map<string, PlacedLine[]>();
  for (const [e, bare] of lines.entries()) {
    const line = { ...bare, e };
    for (const p of line.holders.length > 0 ? line.holders : [line.elector]) {
      const own = found.get(p);
      if (own === undefined) found.set(p, [line]);
      else own.push(line);
    }
  }
  return found;
}

/** The supports a person gave, each with the line it was given for. */
export function supportsOf(state: CosignState, p: string): readonly (Support & { readonly e: number })[] {
  const places = new Map(linesOf(state, p).map(({ elector, e }) => [elector, e]));
  return state.supports.filter((each) => each.p === p).map((each) => ({ ...each, e: places.get(each.elector) ?? -1 }));
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
  const given = new Map(supports.map((each) => [each.elector, each]));
  const lines = own.map(({ e, elector }) => {
    const support = given.get(elector);
    return { e, elector, supported: support !== undefined, mine: support !== undefined && support.p === reader.p };
  });
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
    /** Every line of the reader's has its support. */
    household: lines.length > 0 && lines.every((line) => line.supported),
    lines,
    listed: own.length > 0,
    proposing: reader.p !== null && reader.p === state.proposer,
    left: state.left,
    supports: reader.staff ? supports : [],
  };
}
