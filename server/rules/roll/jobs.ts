import {
  commandTo,
  isContext,
  isTerm,
  nameOrNull,
  referenceValue,
  type FactNeed,
  type Fields,
  type JobContext,
  type JobPlan,
  type JobProblem,
  type PlannedCommand,
  type PureJob,
  type StoredValue,
  type StreamAfter,
  type Variables,
} from '../contract/index.js';
import { isUpheld, openObjections } from './views.js';
import { CHUNK, type Elector, type Right, type RollState } from './types.js';

/** Who counts, and what each of their lines stands for. */
const RIGHTS: Readonly<Record<string, Right>> = {
  residents: 'person',
  members: 'person',
  households: 'household',
  owners: 'owner-group',
};

const FROZEN: Fields = {
  roll: { type: 'string', required: true },
  electors: { type: 'integer', required: true },
  heads: { type: 'integer', required: true },
  area: { type: 'integer', required: true },
  root: { type: 'string', required: true },
  reference: { type: 'reference', required: true },
};

/**
 * `roll.freeze`: asks for the electors of the scope (the matter's unless named) and freezes them. `selector` says who
 * counts: `residents`, `households`, `owners`. With `members` (a council's seats) nobody is asked. An empty roll is the job's problem
 * `roll-empty`.
 */
export const freezeJob: PureJob = {
  type: 'roll.freeze',
  input: {
    selector: { type: 'string', required: false },
    scope: { type: 'string', required: false },
    members: { type: 'list', required: false },
  },
  output: FROZEN,
  plan(input, context): JobPlan | JobProblem {
    const members = input['members'];
    const selector = Array.isArray(members) ? (input['selector'] ?? 'members') : input['selector'];
    const right = rightOf(selector);
    if (typeof right !== 'string') return right;
    const scope = scopeOf(input, context);
    const found = Array.isArray(members) ? members : context.facts['electors'];
    if (found === undefined) return asks('electors', String(selector), scope);
    const lines = Array.isArray(found) ? found.map(electorOf).sort(byElector) : [];
    if (lines.length === 0) return { problem: 'roll-empty', values: { selector: String(selector), scope } };
    const stream = context.ids[0] ?? '';
    const staged = lines.length > CHUNK ? lines : [];
    const commands: PlannedCommand[] = [];
    for (let from = 0; from < staged.length; from += CHUNK) {
      const command = {
        type: 'stage',
        matter: context.instance,
        lines: staged.slice(from, from + CHUNK).map(lineValue),
      };
      commands.push({ stream, kind: 'roll', command });
    }
    const command = {
      type: 'freeze',
      matter: context.instance,
      scope,
      selector: String(selector),
      right,
      lines: staged.length > 0 ? [] : lines.map(lineValue),
      electors: lines.length,
    };
    return { commands: [...commands, { stream, kind: 'roll', command }] };
  },
  result: (_input, after) => frozenOf(after),
};

/** `roll.count`: how many lines the roll would have. Nothing is recorded but the answer. */
export const countJob: PureJob = {
  type: 'roll.count',
  input: { selector: { type: 'string', required: true }, scope: { type: 'string', required: false } },
  output: { count: { type: 'integer', required: true } },
  plan(input, context): JobPlan | JobProblem {
    const right = rightOf(input['selector']);
    if (typeof right !== 'string') return right;
    if (context.facts['count'] !== undefined) return { commands: [] };
    return asks('count', String(input['selector']), scopeOf(input, context));
  },
  result: (_input, _after, context) => ({ count: Number(context.facts['count'] ?? 0) }),
};

/** `roll.post`: put up for objections; `term` is what the posting reads, the matter's timer ends it. */
export const postJob: PureJob = {
  type: 'roll.post',
  input: { roll: { type: 'string', required: true }, term: { type: 'context', required: true } },
  output: { roll: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan(input): JobPlan | JobProblem {
    const { roll, term } = input;
    if (!isTerm(term)) return { problem: 'term-invalid' };
    return commandTo('roll', input, { type: 'post', roll: roll ?? null, term: { n: term.n, unit: term.unit } });
  },
  result(_input, after): Variables | JobProblem {
    const [posted] = after;
    if (posted === undefined) return { problem: 'stream-missing' };
    return { roll: posted.stream, reference: referenceValue(posted.record) };
  },
};

/** `roll.settle`: the gate. No more objections; `settled` once each is decided, until then `open` says how many are not. */
export const settleJob: PureJob = {
  type: 'roll.settle',
  input: { roll: { type: 'string', required: true } },
  output: {
    ...FROZEN,
    objections: { type: 'integer', required: true },
    upheld: { type: 'integer', required: true },
    open: { type: 'integer', required: true },
    first: { type: 'integer', required: false },
    settled: { type: 'boolean', required: true },
  },
  plan: (input) => commandTo('roll', input, { type: 'settle' }),
  result(_input, after): Variables | JobProblem {
    const state = after[0]?.state as RollState | undefined;
    if (state === undefined) return { problem: 'stream-missing' };
    const open = openObjections(state);
    return {
      ...frozenOf(after),
      objections: state.objections.length,
      upheld: state.objections.filter(isUpheld).length,
      open: open.length,
      first: open[0]?.n ?? null,
      settled: state.status === 'settled',
    };
  },
};

function asks(kind: FactNeed['kind'], selector: string, scope: string): JobPlan {
  return { commands: [], needs: [{ name: kind, kind, parameters: { selector, scope } }] };
}

function rightOf(selector: StoredValue | undefined): Right | JobProblem {
  if (typeof selector !== 'string' || selector === '')
    return { problem: 'input-missing', values: { field: 'selector' } };
  const right = Object.hasOwn(RIGHTS, selector) ? RIGHTS[selector] : undefined;
  return right ?? { problem: 'no-such-selector', values: { selector } };
}

function scopeOf(input: Variables, context: JobContext): string {
  return nameOrNull(input['scope']) ?? context.scope;
}

function frozenOf(after: readonly StreamAfter[]): Variables | JobProblem {
  const [roll] = after;
  if (roll === undefined) return { problem: 'stream-missing' };
  const { lines, heads, area, root } = roll.state as RollState;
  return { roll: roll.stream, electors: lines.length, heads, area, root, reference: referenceValue(roll.record) };
}

/** Fields a world leaves out are one head, no area, no name, and nobody but the elector. */
function electorOf(value: StoredValue): Elector {
  if (typeof value === 'string') return { elector: value, name: null, heads: 1, area: 0 };
  const line = isContext(value) ? value : {};
  const { elector, name, heads, area, holders } = line;
  return {
    elector: typeof elector === 'string' ? elector : '',
    name: isContext(name) && typeof name['~'] === 'string' ? { '~': name['~'] } : null,
    heads: typeof heads === 'number' ? heads : 1,
    area: typeof area === 'number' ? area : 0,
    ...(Array.isArray(holders) && holders.length > 0 ? { holders: holders.map(String).sort() } : {}),
  };
}

function lineValue({ elector, name, heads, area, holders }: Elector): StoredValue {
  return { elector, name, heads, area, ...(holders === undefined ? {} : { holders }) };
}

function byElector(a: Elector, b: Elector): number {
  return a.elector < b.elector ? -1 : a.elector > b.elector ? 1 : 0;
}
