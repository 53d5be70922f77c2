import {
  commandTo,
  isContext,
  nameOrNull,
  openedStream,
  referenceValue,
  termOrNull,
  textOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import type { CosignState } from './types.js';
import { outcomeOf } from './views.js';

/**
 * `cosign.open`: opens support on a frozen roll (`roll` as `roll.freeze` returned it, its stream as `roll`, usually of
 * households). The roll is locked, so that nobody's line changes under those who support. `term` is what people read, the matter's
 * timer ends it. `proposer` may withdraw, and a supporter then go on.
 */
export const openJob: PureJob = {
  type: 'cosign.open',
  input: {
    title: { type: 'text', required: false },
    text: { type: 'text', required: false },
    roll: { type: 'context', required: true },
    threshold: { type: 'integer', required: true },
    term: { type: 'context', required: false },
    proposer: { type: 'string', required: false },
  },
  output: { cosign: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ title, text, roll, threshold, term, proposer }, context): JobPlan | JobProblem {
    if (!isContext(roll) || typeof roll['roll'] !== 'string')
      return { problem: 'input-missing', values: { field: 'roll' } };
    if (typeof threshold !== 'number') return { problem: 'input-missing', values: { field: 'threshold' } };
    const stream = roll['roll'];
    const found = context.facts['lines'];
    if (found === undefined)
      return { commands: [], needs: [{ name: 'lines', kind: 'lines', parameters: { roll: stream } }] };
    const root = roll['root'] ?? null;
    const cosign = context.ids[0] ?? '';
    const command = {
      type: 'open',
      cosign,
      matter: context.instance,
      scope: context.scope,
      title: textOrNull(title),
      text: textOrNull(text),
      roll: { stream, electors: roll['electors'] ?? null, root, reference: roll['reference'] ?? null },
      lines: Array.isArray(found) ? found.map(lineOf) : [],
      threshold,
      term: termOrNull(term),
      proposer: nameOrNull(proposer),
    };
    return {
      commands: [
        { stream: cosign, kind: 'cosign', command },
        { stream, kind: 'roll', command: { type: 'lock', holder: cosign, root } },
      ],
    };
  },
  result: (_input, after) => openedStream('cosign', after),
};

/** `cosign.close`: the window is over, or the threshold was reached before. */
export const closeJob: PureJob = {
  type: 'cosign.close',
  input: { cosign: { type: 'string', required: true } },
  output: {
    outcome: { type: 'string', required: true },
    supporters: { type: 'integer', required: true },
    threshold: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('cosign', input, { type: 'close' }),
  result(_input, after): Variables | JobProblem {
    const [closed] = after;
    if (closed === undefined) return { problem: 'stream-missing' };
    const state = closed.state as CosignState;
    return {
      outcome: outcomeOf(state),
      supporters: state.supports.length,
      threshold: state.threshold,
      reference: referenceValue(closed.record),
    };
  },
};

function lineOf(value: StoredValue): StoredValue {
  const { elector, holders } = isContext(value) ? value : {};
  return { elector: elector ?? null, holders: Array.isArray(holders) ? holders : [] };
}
