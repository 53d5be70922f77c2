import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evolveAll,
  instanceDecider,
  isRefusal,
  SYSTEM,
  type Actor,
  type InstanceCommand,
  type InstanceEvent,
  type InstanceState,
  type Process,
  type StoredValue,
} from '#engine';
import { canonicalText } from '#ledger';
import { Matter, type Ask } from '../support/matter.js';
import { askOf, randomMoves, randomVariables, wait, type Move } from '../support/random-driver.js';
import { randomProcesses } from '../support/random-models.js';
import { MOST_EVENTS, runs, timeout } from '../support/random-runs.js';

interface Story {
  readonly processes: readonly Process[];
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly moves: readonly Move[];
}

const few = randomVariables.map((variables) => (Object.keys(variables).length > 1 ? variables : {}));
const story: fc.Arbitrary<Story> = fc.record({ processes: randomProcesses, variables: few, moves: randomMoves });
const calendars = { years: { '2026': { holidays: [], workdays: [] } } };

const text = (value: unknown): string => canonicalText(value);
/** A state as it comes back from a snapshot: keys in canonical order, nothing shared. */
const reloaded = (state: InstanceState): InstanceState => JSON.parse(text(state)) as InstanceState;

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** Runs a story; after every command the state is compared with what its events make, one by one and after a restart. */
function tell({ processes, variables, moves }: Story): Matter {
  const matter = new Matter(processes);
  const ask = (what: Ask, by: Actor = SYSTEM): void => {
    const before = frozen(matter.state);
    const command = { at: matter.at, by, ...what } as InstanceCommand;
    const restarted = instanceDecider.decide(reloaded(before), command, matter.facts);
    const events = matter.ask(what, by);
    if (isRefusal(restarted)) {
      expect(events).toBe(restarted.refused);
      return;
    }
    expect(text(events)).toBe(text(restarted.events));
    // one by one copies the open nodes for each event, which is too slow for what ran into a counted limit
    const oneByOne =
      restarted.events.length > 300
        ? evolveAll(reloaded(before), restarted.events, matter.facts)
        : restarted.events.reduce(
            (state, event) => instanceDecider.evolve(frozen(state), event, matter.facts),
            reloaded(before),
          );
    expect(text(oneByOne)).toBe(text(matter.state));
  };
  ask({ type: 'start', scope: 'qinghe/d2', variables: { n: 0, flag: true, text: 'k', ...variables, x: 1 } });
  for (const [index, move] of moves.entries()) {
    wait(matter, move);
    if (index === 8) matter.facts = { ...matter.facts, calendars };
    if (matter.events.length > MOST_EVENTS) break;
    ask(...askOf(matter, move));
  }
  return matter;
}

/** What the state says is open, in the words of the ledger. */
function openBy(state: InstanceState): readonly string[] {
  const rows: string[] = [];
  for (const node of Object.values(state.nodes)) {
    const active = node.phase === 'active';
    const awake = state.suspended === null;
    const stopped = Object.values(state.incidents).some(
      ({ of, code }) => of === node.key && code === 'unhandled-error',
    );
    if (active && node.task !== null) rows.push(`task ${node.key}`);
    if (active && awake && node.job !== null && node.job.retries > 0 && !stopped) rows.push(`job ${node.key}`);
    if (active && awake && node.timer !== null) rows.push(`timer ${node.key}`);
    if (active && awake && (node.message !== null || node.signal !== null)) rows.push(`subscription ${node.key}`);
    for (const [position, watch] of node.watch.entries()) {
      if (watch !== null && watch.kind !== 'condition' && awake)
        rows.push(`${watch.kind === 'timer' ? 'timer' : 'subscription'} ${node.watchKey + position}`);
    }
  }
  for (const incident of Object.values(state.incidents)) rows.push(`incident ${incident.key}`);
  return rows.sort();
}

function openIn({ ledger }: Matter): readonly string[] {
  const rows = (kind: string, keys: Iterable<number>) => [...keys].map((key) => `${kind} ${key}`);
  return [
    ...rows('task', ledger.tasks.keys()),
    ...rows('job', ledger.jobs.keys()),
    ...rows('timer', ledger.timers.keys()),
    ...rows('subscription', ledger.subscriptions.keys()),
    ...rows('incident', ledger.incidents.keys()),
  ].sort();
}

/** An event without the values of variables. */
function bare(event: InstanceEvent): unknown {
  const copy: Record<string, unknown> = { ...event };
  for (const field of ['variables', 'local', 'values', 'title']) delete copy[field];
  return copy;
}

const isStopped = (state: InstanceState): boolean => Object.keys(state.incidents).length > 0;
/** Tokens that wait before a join for others that may never come. */
const isJoining = (state: InstanceState): boolean =>
  Object.values(state.nodes).some(({ inner }) => (inner?.tokens.length ?? 0) > 0);

/** Waits for variables, which nobody outside is asked for. */
const isConditional = (state: InstanceState): boolean =>
  Object.values(state.nodes).some(
    ({ condition, watch }) => condition !== null || watch.some((each) => each?.kind === 'condition'),
  );

describe('the engine over random models', () => {
  it(
    'decides the same again from its commands, after any restart, and evolves to the same state',
    () => {
      fc.assert(
        fc.property(story, (given) => {
          // when
          const matter = tell(given);

          // then
          let state = instanceDecider.initial();
          const replayed: InstanceEvent[] = [];
          for (const { command, facts } of matter.commands) {
            const decision = instanceDecider.decide(state, command, facts);
            if (isRefusal(decision)) throw new Error(decision.refused);
            replayed.push(...decision.events);
            state = evolveAll(state, decision.events, facts);
          }
          expect(text(replayed)).toBe(text(matter.events));
          expect(text(state)).toBe(text(matter.state));
        }),
        runs,
      );
    },
    timeout,
  );

  it(
    'ends, waits or has an incident; asks outside for exactly what it waits for; leaves nothing when cancelled',
    () => {
      fc.assert(
        fc.property(story, (given) => {
          // when
          const matter = tell(given);

          // then
          const { state, ledger } = matter;
          expect(openIn(matter)).toEqual(openBy(state));
          expect(ledger.stray).toEqual([]);
          if (state.status === 'active') {
            const waits = isStopped(state) || isJoining(state) || isConditional(state);
            expect(ledger.open.length > 0 || state.suspended !== null || waits).toBe(true);
            matter.ask({ type: 'cancel' });
          }
          expect(matter.state).toMatchObject({ nodes: {}, incidents: {}, suspended: null });
          expect(ledger.open).toEqual([]);
          expect(ledger.stray).toEqual([]);
        }),
        runs,
      );
    },
    timeout,
  );

  it(
    'writes small events, at most two for each run of an element',
    () => {
      let bytes = 0;
      let count = 0;
      fc.assert(
        fc.property(story, (given) => {
          // when
          const { events } = tell(given);

          // then
          const runs = events.filter(({ type }) => type === 'Passed' || type === 'Entered' || type === 'Fired').length;
          const steps = events.filter(
            ({ type }) => type === 'Passed' || type === 'Entered' || type === 'Fired' || type === 'Completed',
          ).length;
          expect(steps).toBeLessThanOrEqual(2 * runs);
          for (const event of events) bytes += text(bare(event)).length;
          count += events.length;
        }),
        { ...runs, numRuns: Math.min(runs.numRuns, 500) },
      );
      expect(bytes / count).toBeLessThanOrEqual(80);
    },
    timeout,
  );
});
