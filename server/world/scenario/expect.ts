import { ROOT, type Event, type InstanceState, type StoredValue } from '#engine';
import { dueOfDate } from '#engine/expression';
import { isWithin } from '#rules/contract';
import { helperFor, type RollState } from '#rules/roll';
import type { Trace } from '../completions.js';
import { streamOf } from '../data.js';
import type { World } from '../types.js';
import { firstMissing, mismatch, sameBag } from './compare.js';
import type { Expectation, Person, ScenarioDifference } from './types.js';

/** What is looked at: one matter of a world, and what it has completed so far. */
export interface Looked {
  readonly world: World;
  readonly stream: string;
  readonly trace: Trace;
  readonly people: readonly Person[];
  readonly scope: string;
  /** Elements completed so far, with their calls: `vote/close`. Grows. */
  readonly completed: string[];
}

/** Every way in which the matter differs from what is expected at this point. */
export function differences(looked: Looked, expected: Expectation, step: number | null): readonly ScenarioDifference[] {
  const { world, stream } = looked;
  looked.completed.push(...looked.trace.next().map(({ element, path }) => [...path, element].join('/')));
  const found: ScenarioDifference[] = [];
  const differ = (what: string, want: StoredValue, is: StoredValue): void =>
    void found.push({ step, what, expected: want, found: is });
  const state = world.state(stream) as InstanceState;
  const incidents = world.incidents(stream).map((incident) => incident.code);
  const status = incidents.length > 0 ? 'incident' : state.status;
  if (expected.status !== undefined && expected.status !== status) differ('status', expected.status, status);
  if (!sameBag(expected.incidents ?? (expected.status === 'incident' ? incidents : []), incidents)) {
    differ('incidents', expected.incidents ?? [], incidents);
  }
  const variables = state.nodes[ROOT]?.variables ?? state.result;
  for (const [name, want] of Object.entries(expected.variables ?? {})) {
    const bad = mismatch(want, Object.hasOwn(variables, name) ? (variables[name] ?? null) : null, world.open, name);
    if (bad !== undefined) differ(`variables.${bad.path}`, bad.expected, bad.found);
  }
  if (expected.path !== undefined) {
    const missing = firstMissing(expected.path, looked.completed, (want, is) => want === is);
    if (missing !== undefined) differ('path', missing, looked.completed);
  }
  if (expected.waiting !== undefined) compareWaiting(looked, expected.waiting, differ);
  if (expected.events !== undefined) {
    const missing = firstMissing(
      expected.events,
      eventsOf(world),
      ({ kind, ...want }, is) => kind === is.kind && mismatch(want, is.event, world.open) === undefined,
    );
    if (missing !== undefined)
      differ(
        'events',
        missing,
        eventsOf(world).map(({ kind, event }) => ({ kind, ...event })),
      );
  }
  for (const { to, code } of expected.inbox ?? []) {
    if (!inboxOf(looked, to).includes(code)) differ('inbox', { to, code }, inboxOf(looked, to));
  }
  return found;
}

function compareWaiting(
  looked: Looked,
  expected: NonNullable<Expectation['waiting']>,
  differ: (what: string, want: StoredValue, is: StoredValue) => void,
): void {
  const { world, stream } = looked;
  const waiting = world.waiting(stream).map(({ path, element, key }) => ({ name: [...path, element].join('/'), key }));
  const wanted = expected.map((want) => (typeof want === 'string' ? want : want.element));
  const names = waiting.map(({ name }) => name);
  if (!sameBag(wanted, names)) differ('waiting', wanted, names);
  for (const want of expected) {
    if (typeof want === 'string') continue;
    const key = waiting.find(({ name }) => name === want.element)?.key;
    const row = [...world.timers(stream), ...world.tasks(stream)].find((each) => each.key === key);
    const due = want.due === null ? null : instantOf(want.due);
    if (row === undefined || due === undefined || row.due !== due)
      differ(`waiting.${want.element}.due`, want.due, row === undefined ? 'no-due' : row.due);
  }
}

/** The instant a scenario writes as ISO with offset; undefined where it is none. */
function instantOf(text: string): number | undefined {
  const due = dueOfDate(text, { at: 0 });
  return due.ok ? due.at : undefined;
}

/** Every event of the world's streams, in the order it was recorded. */
function eventsOf(
  world: World,
): readonly { readonly kind: string; readonly event: Readonly<Record<string, StoredValue>> }[] {
  return world.data.log.flatMap(([id, seq]) => {
    const stream = streamOf(world.data, id);
    const record = stream?.records[seq];
    if (stream === undefined || record === undefined) return [];
    const { events } = JSON.parse(record.body) as {
      readonly events: readonly (Event & Readonly<Record<string, StoredValue>>)[];
    };
    return events.map((event) => ({ kind: stream.kind, event }));
  });
}

/** Codes that reached a person: by pseudonym, or by role within a scope. */
function inboxOf({ world, people, scope }: Looked, person: string): readonly string[] {
  const known = people.find((each) => each.id === person);
  return world
    .notifications()
    .filter(({ to }) => {
      if ('people' in to) return to.people.includes(person);
      if ('lines' in to) return helperFor(world.state(to.roll) as RollState, to.lines, person) !== null;
      return known?.role === to.role && isWithin(known.scope ?? scope, to.scope);
    })
    .map(({ code }) => code);
}
