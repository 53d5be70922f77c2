import { isJoin } from './joins.js';
import type { DefinitionSet, Element } from './types.js';

/** What a definition set uses that costs a look at every step; a set without it pays nothing. */
export interface Traits {
  readonly joins: boolean;
  readonly conditions: boolean;
}

const known = new WeakMap<DefinitionSet, Traits>();

export function traitsOf(set: DefinitionSet): Traits {
  let traits = known.get(set);
  if (traits === undefined) {
    const uses = (what: (element: Element) => boolean): boolean =>
      Object.values(set.processes).some(({ elements }) => elements.some(what));
    traits = { joins: uses(isJoin), conditions: uses(({ event }) => event?.kind === 'conditional') };
    known.set(set, traits);
  }
  return traits;
}
