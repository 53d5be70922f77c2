import type { StoredValue } from '#engine';
import { base64Encode, leafHash, linesRoot, sha256, utf8Encode } from '#ledger';
import { isProblem, type JobContext } from '#rules/contract';
import {
  NO_ROLL,
  rollDecider,
  rollLeaf,
  rollLineOf,
  rollRules,
  type Elector,
  type RollCommand,
  type RollState,
} from '#rules/roll';
import { compared, type Measured } from './compare.js';

const RESIDENTS = 20_000;
const SYSTEM = { p: 'system', role: 'system', scope: '', basis: null };
const CONTEXT: Omit<JobContext, 'facts'> = {
  instance: 'm',
  key: 1,
  element: 'freeze',
  elementName: null,
  headers: {},
  scope: 'qinghe/d1',
  definition: '',
  at: 0,
  ids: ['r', 'x', 'x', 'x'],
};

/**
 * 20,000 residents in no order: planned, sorted, staged in parts, checked, frozen with their root, and each one's line looked up. The floor only
 * hashes as many leaves of the same bytes to their root.
 */
export function frozenRoll(): Promise<Measured> {
  const residents: readonly Elector[] = Array.from({ length: RESIDENTS }, (_, n) => ({
    elector: base64Encode(sha256(utf8Encode(`resident ${n}`))),
    name: { '~': base64Encode(leafHash(utf8Encode(`name ${n}`))) },
    heads: 1,
    area: 0,
  }));
  const leaves = residents.map((line) => rollLeaf(line, 'person'));
  const facts = { electors: residents as unknown as StoredValue };
  const selection = (): Promise<void> => {
    const roll = freeze(facts);
    const found = residents.filter(({ elector }) => rollLineOf(roll, elector) !== null);
    if (found.length !== RESIDENTS) throw new Error(`${found.length} of ${RESIDENTS} found`);
    return soon();
  };
  const hashing = (): Promise<void> => {
    if (linesRoot(leaves).length !== 32) throw new Error('no root');
    return soon();
  };
  return compared(1, selection, hashing);
}

function freeze(facts: JobContext['facts']): RollState {
  const job = rollRules.jobs.find(({ type }) => type === 'roll.freeze');
  const plan = job?.plan({ selector: 'residents' }, { ...CONTEXT, facts });
  if (plan === undefined || isProblem(plan)) throw new Error('no plan');
  let state: RollState = NO_ROLL;
  for (const { command } of plan.commands) {
    const decision = rollDecider.decide(state, { ...command, at: 1, by: SYSTEM } as unknown as RollCommand, {});
    if ('refused' in decision) throw new Error(decision.refused);
    for (const event of decision.events) state = rollDecider.evolve(state, event, {});
  }
  return state;
}

/** Lets the clock of the slice be read between two passes. */
function soon(): Promise<void> {
  return Promise.resolve();
}
