import type { Refusal } from '#engine';
import { lineFor } from '../contract/index.js';
import { placeOf } from './lines.js';
import type { Elector, RollLine, RollObjection, RollState } from './types.js';

/** The line of an elector (its pseudonym in the matter); null when there is none. */
export function rollLineOf({ lines }: RollState, elector: string): RollLine | null {
  const { found, at } = placeOf(lines, elector);
  const line = lines[at];
  return found && line !== undefined ? { ...line, e: at } : null;
}

const byHolder = new WeakMap<readonly Elector[], ReadonlyMap<string, readonly number[]>>();

/**
 * The lines a person may use, in order: their own, or those of the households and owner groups they stand for.
 */
export function rollLinesOf(state: RollState, p: string): readonly RollLine[] {
  const { lines, right } = state;
  if (right === 'person') {
    const line = rollLineOf(state, p);
    return line === null ? [] : [line];
  }
  // a frozen roll is asked for by everybody on it, so who stands for what is worked out once
  const known = byHolder.get(lines) ?? holdersOf(lines);
  byHolder.set(lines, known);
  return (known.get(p) ?? []).flatMap((e) => {
    const line = lines[e];
    return line === undefined ? [] : [{ ...line, e }];
  });
}

/** Who used a line of this person, of the lines helpers used; null where none did. */
export function helperFor(
  state: RollState,
  helped: readonly { readonly e: number; readonly helper: string }[],
  p: string,
): string | null {
  const own = rollLinesOf(state, p);
  return helped.find(({ e }) => own.some((line) => line.e === e))?.helper ?? null;
}

/** The line somebody acts for; refusals as `lineFor`. What a ballot is decided by. */
export function rollLineFor(state: RollState, p: string, named: unknown): RollLine | Refusal {
  return lineFor(rollLinesOf(state, p), named);
}

function holdersOf(lines: readonly Elector[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [e, line] of lines.entries()) {
    for (const p of line.holders ?? [line.elector]) {
      const own = found.get(p);
      if (own === undefined) found.set(p, [e]);
      else own.push(e);
    }
  }
  return found;
}

/** Objections nobody has decided yet, in order. */
export function openObjections({ objections }: RollState): readonly RollObjection[] {
  return objections.filter((objection) => objection.decision === null);
}

export function isUpheld({ decision }: RollObjection): boolean {
  return decision?.upheld === true;
}

/** Who reads: the reader's own pseudonym in the matter, and whether as staff of it. */
export interface RollReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees of a roll: its size and root, whether they stand on it, every change since the freeze with its root,
 * and objections: staff all of them, others their own and, of everybody else's, those decided, without who made them. Lines and
 * whose line was changed are for staff and the elector. Texts stay commitments: opening them is the rim's, per reader.
 */
export function rollView(state: RollState, reader: RollReader) {
  const { status, selector, right, lines, heads, area, root, frozenAt, postedAt, term, objections, changes } = state;
  const own = reader.p === null ? [] : rollLinesOf(state, reader.p);
  const shown = objections
    .filter((objection) => reader.staff || objection.p === reader.p || objection.decision !== null)
    .map((objection) => {
      const mine = objection.p === reader.p;
      return { ...objection, p: reader.staff || mine ? objection.p : null, mine };
    });
  const made = changes.map(
    ({ do: what, elector, heads: headsAfter, area: areaAfter, n, reason, at, root: rootAfter }) => {
      const mine = elector === reader.p || own.some((line) => line.elector === elector);
      const seen = reader.staff || mine;
      return {
        do: what,
        elector: seen ? elector : null,
        heads: headsAfter,
        area: areaAfter,
        n,
        reason: seen ? reason : null,
        at,
        root: rootAfter,
        mine,
      };
    },
  );
  return {
    status,
    selector,
    right,
    electors: lines.length,
    heads,
    area,
    root,
    frozenAt,
    postedAt,
    term,
    locked: state.locked.length > 0,
    lines: own,
    made: objections.length,
    decided: objections.length - openObjections(state).length,
    objections: shown,
    changes: made,
  };
}
