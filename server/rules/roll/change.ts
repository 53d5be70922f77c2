import type { Refusal } from '#engine';
import { isContext, isCount, isSealed } from '../contract/index.js';
import { placeOf } from './lines.js';
import { MAX_HOLDERS, MAX_LINES, type Elector, type LineChange, type RollState } from './types.js';

const DOES: readonly string[] = ['add', 'remove', 'correct'];

/** A change as somebody asks for it; what is left out is one head, no area, no name and nobody else. Holders may come as `{p}`. */
export function changeOf(asked: Readonly<Record<string, unknown>>): LineChange {
  const { do: what, elector, heads, area, name, holders } = asked;
  const people = Array.isArray(holders)
    ? holders.map((each: unknown) => (isContext(each) ? each['p'] : each)).map(String)
    : null;
  return {
    do: what as LineChange['do'],
    elector: elector as string,
    heads: (heads ?? 1) as number,
    area: (area ?? 0) as number,
    name: isSealed(name) ? { '~': name['~'] } : null,
    holders: people === null ? null : [...people].sort(),
  };
}

/** Refusals: `no-such-change`, `roll-line`, `already-on-the-roll`, `no-such-line`, `roll-too-long`, `roll-empty`. */
export function refuseChange({ lines, selector, scope }: RollState, change: LineChange): Refusal | undefined {
  const { do: what, elector, name, heads, area, holders } = change;
  if (!DOES.includes(what)) return { refused: 'no-such-change' };
  const line = { elector, name, heads, area, ...(holders === null ? {} : { holders }) };
  if (!isLine(line)) return { refused: 'roll-line', values: { line: lines.length } };
  const { found } = placeOf(lines, elector);
  if (what === 'add') {
    if (found) return { refused: 'already-on-the-roll' };
    if (lines.length >= MAX_LINES)
      return { refused: 'roll-too-long', values: { electors: lines.length, most: MAX_LINES } };
    return undefined;
  }
  if (!found) return { refused: 'no-such-line' };
  return what === 'remove' && lines.length === 1 ? { refused: 'roll-empty', values: { selector, scope } } : undefined;
}

/** Whether something is a line: somebody's right with at least one head. */
export function isLine(line: unknown): line is Elector {
  if (!isContext(line)) return false;
  const { elector, name, heads, area, holders } = line;
  const people: unknown = holders;
  return (
    typeof elector === 'string' &&
    elector !== '' &&
    (name === null || isSealed(name)) &&
    isCount(heads) &&
    heads >= 1 &&
    isCount(area) &&
    (people === undefined ||
      (Array.isArray(people) &&
        people.length > 0 &&
        people.length <= MAX_HOLDERS &&
        people.every((p) => typeof p === 'string' && p !== '')))
  );
}
