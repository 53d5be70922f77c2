import {
  isContext,
  referenceValue,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import { rollRoot } from './tree.js';
import type { Elector, RollState } from './types.js';

/**
 * `roll.freeze`: asks for the electors of the matter's scope and freezes them. `selector` says who counts (`residents`).
 * An empty roll is the job's problem `roll-empty`.
 */
export const freezeJob: PureJob = {
  type: 'roll.freeze',
  input: { selector: { type: 'string', required: true }, scope: { type: 'string', required: false } },
  output: {
    roll: { type: 'string', required: true },
    electors: { type: 'integer', required: true },
    heads: { type: 'integer', required: true },
    area: { type: 'integer', required: true },
    root: { type: 'string', required: true },
    reference: { type: 'reference', required: true },
  },
  plan(input, context): JobPlan | JobProblem {
    const selector = input['selector'];
    if (typeof selector !== 'string' || selector === '')
      return { problem: 'input-missing', values: { field: 'selector' } };
    const scope = typeof input['scope'] === 'string' ? input['scope'] : context.scope;
    const found = context.facts['electors'];
    if (found === undefined) {
      return { commands: [], needs: [{ name: 'electors', kind: 'electors', parameters: { selector, scope } }] };
    }
    const lines = Array.isArray(found) ? found.map(electorOf).sort(byElector) : [];
    if (lines.length === 0) return { problem: 'roll-empty', values: { selector, scope } };
    const command = {
      type: 'freeze',
      matter: context.instance,
      scope,
      selector,
      right: 'person',
      lines: lines.map(lineValue),
      root: rollRoot(lines, 'person'),
    };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'roll', command }] };
  },
  result(_input, after): Variables | JobProblem {
    const [roll] = after;
    if (roll === undefined) return { problem: 'stream-missing' };
    const { lines, heads, area, root } = roll.state as RollState;
    return { roll: roll.stream, electors: lines.length, heads, area, root, reference: referenceValue(roll.record) };
  },
};

/** Fields a world leaves out are one head, no area and no name. */
function electorOf(value: StoredValue): Elector {
  if (typeof value === 'string') return { elector: value, name: null, heads: 1, area: 0 };
  const line = isContext(value) ? value : {};
  const { elector, name, heads, area } = line;
  return {
    elector: typeof elector === 'string' ? elector : '',
    name: isContext(name) && typeof name['~'] === 'string' ? { '~': name['~'] } : null,
    heads: typeof heads === 'number' ? heads : 1,
    area: typeof area === 'number' ? area : 0,
  };
}

function lineValue({ elector, name, heads, area }: Elector): StoredValue {
  return { elector, name, heads, area };
}

function byElector(a: Elector, b: Elector): number {
  return a.elector < b.elector ? -1 : a.elector > b.elector ? 1 : 0;
}
