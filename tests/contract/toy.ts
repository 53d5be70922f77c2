import type { Command, Decider, Decision, Effect, Event, StoredValue } from '#engine';
import type { CapabilityRules, JobPlan, JobProblem, PureJob } from '#rules/contract';

/**
 * A toy capability with which the contract suite drives any runtime: a matter that does what its commands say (jobs,
 * timers, messages, tasks, commands to others), and a counter that jobs and other streams add to.
 */
type Variables = Readonly<Record<string, StoredValue>>;

export interface ToyState {
  readonly begun: boolean;
  readonly suspended: boolean;
  readonly nextKey: number;
  readonly jobs: Readonly<
    Record<string, { readonly type: string; readonly input: Variables; readonly retries: number }>
  >;
  readonly timers: Readonly<Record<string, { readonly due: number | null; readonly then: number }>>;
  readonly waits: Readonly<Record<string, string>>;
  readonly tasks: readonly number[];
  readonly notes: readonly StoredValue[];
}

type ToyCommand = Command & Readonly<Record<string, unknown>>;
type ToyEvent = Event & Readonly<Record<string, unknown>>;

const EMPTY: ToyState = {
  begun: false,
  suspended: false,
  nextKey: 1,
  jobs: {},
  timers: {},
  waits: {},
  tasks: [],
  notes: [],
};

export const toyDecider: Decider<ToyState, ToyCommand, ToyEvent> = {
  kind: 'toy',
  stateVersion: 1,
  initial: () => EMPTY,
  decide: decideToy,
  evolve: evolveToy,
};

function decideToy(state: ToyState, command: ToyCommand): Decision<ToyEvent> {
  const key = (command['key'] as number | undefined) ?? state.nextKey;
  if (command.type === 'begin') return state.begun ? { refused: 'begun' } : happened([event('Begun')]);
  if (!state.begun) return { refused: 'not-begun' };
  switch (command.type) {
    case 'note':
      return happened([event('Noted', { note: command['note'] ?? null })], [], state.notes.length + 1);
    case 'refuse':
      return { refused: 'asked-to', values: { why: 'because' } };
    case 'boom':
      throw new Error('a decider with a bug');
    case 'job': {
      const { jobType, input, retries = 1 } = command as { jobType?: string; input?: Variables; retries?: number };
      return happened(
        [event('JobOpened', { key, jobType, input, retries })],
        [job(key, jobType ?? '', input ?? {}, retries)],
      );
    }
    case 'completeJob':
      if (state.suspended) return { refused: 'suspended' };
      if (!(key in state.jobs)) return { refused: 'no-such-job' };
      return happened(
        [event('JobDone', { key, variables: command['variables'], streams: command['streams'] ?? null })],
        [{ do: 'closeJob', key }],
      );
    case 'failJob': {
      const open = state.jobs[key];
      if (open === undefined) return { refused: 'no-such-job' };
      const { retries, code = '', values = {} } = command as { retries?: number; code?: string; values?: Variables };
      const left = retries ?? 0;
      const effects: Effect[] =
        left > 0
          ? [job(key, open.type, open.input, left)]
          : [
              { do: 'closeJob', key },
              { do: 'openIncident', key, element: 'job', code, values },
            ];
      return happened([event('JobFailed', { key, retries: left, code })], effects);
    }
    case 'throwError':
      if (!(key in state.jobs)) return { refused: 'no-such-job' };
      return happened([event('ErrorThrown', { key, code: command['code'] })], [{ do: 'closeJob', key }]);
    case 'timer': {
      const {
        due = null,
        awaitsYear,
        then = 0,
      } = command as { due?: number | null; awaitsYear?: number; then?: number };
      return happened(
        [event('TimerOpened', { key, due, then })],
        [{ do: 'openTimer', key, element: 'timer', due, ...(awaitsYear === undefined ? {} : { awaitsYear }) }],
      );
    }
    case 'fireTimer': {
      const timer = state.timers[key];
      if (state.suspended) return { refused: 'suspended' };
      if (timer === undefined) return { refused: 'no-such-timer' };
      if (timer.due === null || timer.due > command.at) return { refused: 'too-early' };
      return happened([event('TimerFired', { key, due: timer.due })], [{ do: 'closeTimer', key }]);
    }
    case 'setCalendar': {
      const waiting = Object.entries(state.timers).filter(([, timer]) => timer.due === null);
      if (waiting.length === 0) return { refused: 'nothing-waits' };
      const opened = waiting.map(([name, timer]): Effect => ({
        do: 'openTimer',
        key: Number(name),
        element: 'timer',
        due: timer.then,
      }));
      return happened(
        waiting.map(([name, timer]) => event('DueMoved', { key: Number(name), due: timer.then })),
        opened,
      );
    }
    case 'wait': {
      const {
        name = '',
        correlationKey = '',
        once = true,
      } = command as { name?: string; correlationKey?: string; once?: boolean };
      return happened(
        [event('Waiting', { key, name, once })],
        [{ do: 'openSubscription', key, element: 'wait', kind: 'message', name, correlationKey, once }],
      );
    }
    case 'deliverMessage': {
      const waits = state.waits[key];
      if (waits === undefined) return { refused: 'no-such-subscription' };
      const once = !waits.endsWith('*');
      const close: Effect[] = once ? [{ do: 'closeSubscription', key }] : [];
      return happened([event('Received', { key, variables: command['variables'], once })], close);
    }
    case 'listen':
      return happened(
        [event('Waiting', { key, name: command['name'], once: command['once'] ?? true })],
        [
          {
            do: 'openSubscription',
            key,
            element: 'listen',
            kind: 'signal',
            name: String(command['name']),
            correlationKey: '',
            once: command['once'] !== false,
          },
        ],
      );
    case 'deliverSignal': {
      const listens = state.waits[key];
      if (state.suspended) return { refused: 'suspended' };
      if (listens === undefined) return { refused: 'no-such-subscription' };
      const once = !listens.endsWith('*');
      const close: Effect[] = once ? [{ do: 'closeSubscription', key }] : [];
      return happened([event('Received', { key, variables: command['variables'], once })], close);
    }
    case 'broadcast': {
      const { name = '', variables = {} } = command as Partial<{ name: string; variables: Variables }>;
      return happened([event('Broadcast', { name })], [{ do: 'broadcastSignal', name, variables }]);
    }
    case 'stopWaiting':
      return happened([event('Received', { key, variables: null, once: true })], [{ do: 'closeSubscription', key }]);
    case 'publish': {
      const {
        name = '',
        correlationKey = '',
        variables = {},
        timeToLive = 60_000,
      } = command as Partial<{
        name: string;
        correlationKey: string;
        variables: Variables;
        timeToLive: number;
      }>;
      return happened(
        [event('Published', { name })],
        [{ do: 'publishMessage', name, correlationKey, variables, timeToLive }],
      );
    }
    case 'send': {
      const {
        stream = '',
        kind = 'toy-count',
        give = { type: 'add', n: 1 },
      } = command as Partial<{
        stream: string;
        kind: string;
        give: { type: string } & Variables;
      }>;
      return happened([event('Sent', { stream })], [{ do: 'sendCommand', stream, kind, command: give }]);
    }
    case 'tell':
      return happened([event('Told')], [{ do: 'notify', to: { people: ['p1'] }, code: 'toy', values: {} }]);
    case 'task': {
      const {
        roles = ['worker'],
        scope = 'qinghe/d1',
        assignee = null,
      } = command as {
        roles?: readonly string[];
        scope?: string;
        assignee?: string | null;
      };
      const task = { name: 'Toy', lane: null, roles, scope, assignee, form: null, due: null, seats: [], variables: {} };
      return happened([event('TaskOpened', { key })], [{ do: 'openTask', key, element: 'task', task }]);
    }
    case 'completeTask':
      if (!state.tasks.includes(key)) return { refused: 'no-such-task' };
      return happened([event('TaskDone', { key })], [{ do: 'closeTask', key, outcome: 'completed' }]);
    case 'suspend':
      return happened([event('Suspended')]);
    case 'resume':
      return happened([event('Resumed')]);
    case 'end':
      return happened([event('Ended')], [{ do: 'endStream', status: 'completed' }]);
    default:
      return { refused: 'unknown-command' };
  }
}

function evolveToy(state: ToyState, e: ToyEvent): ToyState {
  const key = e['key'] as number;
  const opened = { ...state, nextKey: Math.max(state.nextKey, (key ?? 0) + 1) };
  switch (e.type) {
    case 'Begun':
      return { ...state, begun: true };
    case 'Noted':
      return { ...state, notes: [...state.notes, e['note'] as StoredValue] };
    case 'JobOpened': {
      const { jobType, input, retries } = e as unknown as { jobType: string; input: Variables; retries: number };
      return { ...opened, jobs: { ...state.jobs, [key]: { type: jobType, input, retries } } };
    }
    case 'JobDone':
      return {
        ...noted(state, {
          done: key,
          variables: e['variables'] as StoredValue,
          streams: e['streams'] as StoredValue,
        }),
        jobs: without(state.jobs, key),
      };
    case 'JobFailed':
      return {
        ...noted(state, { failed: key, code: e['code'] as StoredValue }),
        jobs: e['retries'] === 0 ? without(state.jobs, key) : state.jobs,
      };
    case 'ErrorThrown':
      return { ...noted(state, { error: e['code'] as StoredValue }), jobs: without(state.jobs, key) };
    case 'TimerOpened':
      return {
        ...opened,
        timers: { ...state.timers, [key]: { due: e['due'] as number | null, then: e['then'] as number } },
      };
    case 'DueMoved':
      return { ...state, timers: { ...state.timers, [key]: { due: e['due'] as number, then: 0 } } };
    case 'TimerFired':
      return { ...noted(state, { fired: key }), timers: without(state.timers, key) };
    case 'Waiting':
      return { ...opened, waits: { ...state.waits, [key]: `${e['name'] as string}${e['once'] === true ? '' : '*'}` } };
    case 'Received':
      return {
        ...noted(state, { received: e['variables'] as StoredValue }),
        waits: e['once'] === true ? without(state.waits, key) : state.waits,
      };
    case 'TaskOpened':
      return { ...opened, tasks: [...state.tasks, key] };
    case 'TaskDone':
      return { ...state, tasks: state.tasks.filter((one) => one !== key) };
    case 'Suspended':
      return { ...state, suspended: true };
    case 'Resumed':
      return { ...state, suspended: false };
    default:
      return state;
  }
}

function noted(state: ToyState, note: StoredValue): ToyState {
  return { ...state, notes: [...state.notes, note] };
}

function without<T>(record: Readonly<Record<string, T>>, key: number): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key)));
}

function event(type: string, fields: Readonly<Record<string, unknown>> = {}): ToyEvent {
  return { type, v: 1, ...fields };
}

function happened(
  events: readonly ToyEvent[],
  effects: readonly Effect[] = [],
  answer?: StoredValue,
): Decision<ToyEvent> {
  return { events, effects, ...(answer === undefined ? {} : { answer }) };
}

function job(key: number, type: string, input: Variables, retries: number): Effect {
  return { do: 'openJob', key, type, element: 'job', retries, input, headers: {} };
}

/** Counts what it is told to add; refuses what is not positive. */
export interface CountState {
  readonly sum: number;
  readonly steps: number;
}

export const countDecider: Decider<CountState, ToyCommand, ToyEvent> = {
  kind: 'toy-count',
  stateVersion: 1,
  initial: () => ({ sum: 0, steps: 0 }),
  decide: (_state, command) => {
    const { n = 0 } = command as { n?: number };
    return n > 0 ? happened([event('Added', { n })]) : { refused: 'not-positive', values: { n } };
  },
  evolve: (state, e) => ({ sum: state.sum + (e['n'] as number), steps: state.steps + 1 }),
};

/** `toy.add` {counters, n}: adds to each counter; answers the sums and the records they rest on. */
const addJob: PureJob = {
  type: 'toy.add',
  input: {},
  output: {},
  plan: ({ counters, n = 1 }): JobPlan | JobProblem => {
    if (!Array.isArray(counters)) return { problem: 'no-counters' };
    return {
      commands: (counters as string[]).map((stream) => ({ stream, kind: 'toy-count', command: { type: 'add', n } })),
    };
  },
  result: (_input, after) => ({
    sums: after.map((one) => (one.state as CountState).sum),
    rests: after.map((one) => ({ ...one.record })),
  }),
};

/** `toy.open`: opens a counter of its own, under an id drawn for it. */
const openJob: PureJob = {
  type: 'toy.open',
  input: {},
  output: {},
  plan: (_input, context): JobPlan => ({
    commands: [{ stream: context.ids[0] ?? '', kind: 'toy-count', command: { type: 'add', n: 7 } }],
  }),
  result: (_input, after) => ({ counter: after[0]?.stream ?? null }),
};

/** `toy.throw`: ends in the BPMN error of its input. */
const throwJob: PureJob = {
  type: 'toy.throw',
  input: {},
  output: {},
  plan: ({ code }): JobProblem => ({ problem: 'thrown', error: String(code) }),
  result: () => ({}),
};

export const toyRules: CapabilityRules = {
  name: 'toy',
  deciders: [toyDecider, countDecider],
  jobs: [addJob, openJob, throwJob],
  cancels: ['toy-count'],
};
