import { isRefusal, type Effect, type Refusal, type Seat } from '../decider.js';
import type { StoredValue } from '../expression/index.js';
import type { InstanceCommand } from '../history/commands.js';
import type { InstanceEvent } from '../history/events.js';
import type { InstanceState, NodeState, TimerState, WatchState } from '../history/state.js';
import { watchedAt } from '../history/watched.js';
import { evolveAll, instanceDecider } from '../instance.js';
import { modelOf } from '../model/index.js';
import type { DefinitionSet, Element } from '../model/types.js';
import { isJobOpen } from '../run/effects.js';
import type { InstanceFacts } from '../run/run.js';

/** One effect a command would have, as a code of `server/text` (`change.…`) with what its sentence needs. */
export interface Change {
  readonly code: ChangeCode;
  readonly values: Readonly<Record<string, StoredValue>>;
}

type Row = 'task' | 'job' | 'timer' | 'subscription' | 'incident';
type RowCode = `change.${Row}-${'opened' | 'withdrawn' | 'kept'}`;
export type ChangeCode =
  | RowCode
  | 'change.definition'
  | 'change.moved'
  | 'change.activated'
  | 'change.ended'
  | 'change.tokens-withdrawn'
  | 'change.passed'
  | 'change.timer-moved'
  | 'change.due-moved'
  | 'change.task-handed'
  | 'change.term-asked'
  | 'change.term-decided'
  | 'change.seat-opened'
  | 'change.seat-withdrawn'
  | 'change.suspended'
  | 'change.resumed'
  | 'change.told'
  | 'change.entity-cancelled'
  | 'change.draft-kept'
  | 'change.draft-lost'
  | 'change.ends';

/**
 * A dry run in words: everything that a command would do, or why it is refused. Decides and evolves on the side; nothing is
 * recorded. People stand as pseudonyms (`assignee`, `before`, `p`, `people`). `values` of a row name its `key`, `element` and `name`, of a timer `due` (and `before`, where it moves)
 * as UTC milliseconds, null while a calendar is awaited.
 */
export function previewChange(
  state: InstanceState,
  command: InstanceCommand,
  facts: InstanceFacts,
): { readonly changes: readonly Change[] } | Refusal {
  const decision = instanceDecider.decide(state, command, facts);
  if (isRefusal(decision)) return decision;
  const after = evolveAll(state, decision.events, facts);
  const { definitions: before } = facts;
  const now = command.type === 'migrate' ? (facts.target ?? before) : before;
  const changes: Change[] = [];
  for (const event of decision.events)
    changes.push(...saidOf(event, state, after, event.type === 'Migrated' ? before : now));
  if (command.type === 'migrate') changes.push(...movedElements(state, after, before, now));
  const aliases = aliasesOf(decision.events, state, after);
  changes.push(...rowChanges(rowsOf(state, before), rowsOf(after, now), aliases, command.type === 'migrate'));
  changes.push(...pauseChanges(state, after), ...toldBy(decision.effects));
  if (after.status !== 'active') changes.push({ code: 'change.ends', values: { status: after.status } });
  return { changes };
}

/** What a step of the command itself says; what follows from it is seen from what is open afterwards. */
function saidOf(
  event: InstanceEvent,
  state: InstanceState,
  after: InstanceState,
  definitions: DefinitionSet,
): readonly Change[] {
  switch (event.type) {
    case 'Migrated':
      return [{ code: 'change.definition', values: { from: event.from, to: event.definition } }];
    case 'Activated':
    case 'Withdrawn':
    case 'Passed': {
      const process = processIn(state, event.scope) ?? processIn(after, event.scope);
      const element = process === null ? null : elementById(definitions, process, event.element);
      const code =
        event.type === 'Activated'
          ? 'change.activated'
          : event.type === 'Withdrawn'
            ? 'change.tokens-withdrawn'
            : 'change.passed';
      return [{ code, values: { element: event.element, name: element?.name ?? event.element, scope: event.scope } }];
    }
    case 'Terminated': {
      const node = state.nodes[event.key];
      const element = node === undefined ? null : elementOf(state, node, definitions);
      return element === null ? [] : [{ code: 'change.ended', values: { key: event.key, ...named(element) } }];
    }
    default:
      return [];
  }
}

function movedElements(
  state: InstanceState,
  after: InstanceState,
  before: DefinitionSet,
  now: DefinitionSet,
): readonly Change[] {
  return Object.values(state.nodes).flatMap((node): readonly Change[] => {
    const next = after.nodes[node.key];
    const from = node.scope === 0 ? null : elementOf(state, node, before);
    const to = next === undefined || node.scope === 0 ? null : elementOf(after, next, now);
    if (from === null || to === null || from.id === to.id) return [];
    return [{ code: 'change.moved', values: { key: node.key, ...named(from), to: to.name ?? to.id } }];
  });
}

function pauseChanges(state: InstanceState, after: InstanceState): readonly Change[] {
  if (state.suspended === null && after.suspended !== null)
    return [{ code: 'change.suspended', values: { clock: after.suspended.clock } }];
  return state.suspended !== null && after.suspended === null ? [{ code: 'change.resumed', values: {} }] : [];
}

function toldBy(effects: readonly Effect[]): readonly Change[] {
  return effects.flatMap((effect): readonly Change[] => {
    if (effect.do === 'notify') return [{ code: 'change.told', values: { ...effect.to } }];
    if (effect.do !== 'sendCommand' || effect.command.type !== 'cancel') return [];
    return [{ code: 'change.entity-cancelled', values: { stream: effect.stream, kind: effect.kind } }];
  });
}

interface OpenRow {
  readonly row: Row;
  readonly key: number;
  readonly element: Element;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** What was filled in so far lies with it. */
  readonly draft: boolean;
  /** Of a task: until when a longer term was asked for. */
  readonly term: number | null;
  /** Of a task: further people who have to act. */
  readonly seats: readonly Seat[];
}

/** Everything that waits, whether it is open outside or put off while the matter is suspended. */
function rowsOf(state: InstanceState, definitions: DefinitionSet): readonly OpenRow[] {
  const rows: OpenRow[] = [];
  const add = (
    row: Row,
    key: number,
    element: Element | null,
    values: OpenRow['values'] = {},
    draft = false,
    seats: readonly Seat[] = [],
    term: number | null = null,
  ): void => {
    if (element !== null) rows.push({ row, key, element, values, draft, seats, term });
  };
  for (const node of Object.values(state.nodes)) {
    const element = node.scope === 0 ? null : elementOf(state, node, definitions);
    if (node.phase === 'active') {
      if (node.task !== null) {
        const { assignee, due, seats, term } = node.task;
        const values = { assignee, ...(due === null ? null : dueOf(due)) };
        add('task', node.key, element, values, node.result !== null, seats, term?.due ?? null);
      }
      if (isJobOpen(state, node)) add('job', node.key, element);
      if (node.timer !== null) add('timer', node.key, element, dueOf(node.timer));
      if (node.message !== null || node.signal !== null) add('subscription', node.key, element);
    }
    for (const [position, watch] of node.watch.entries()) {
      const row = rowOf(watch);
      const event = row === null ? null : watchedAt({ state, definitions }, node, position);
      if (row === null || event === null) continue;
      add(row, node.watchKey + position, event.element, watch?.kind === 'timer' ? dueOf(watch) : {});
    }
  }
  for (const { key, scope, element, code, values } of Object.values(state.incidents)) {
    const process = processIn(state, scope);
    const at = process === null ? undefined : definitions.processes[process]?.elements[element];
    add('incident', key, at ?? null, { code, values });
  }
  return rows;
}

function rowOf(watch: WatchState | null): Row | null {
  if (watch === null || watch.kind === 'condition') return null;
  return watch.kind === 'timer' ? 'timer' : 'subscription';
}

function dueOf({ due }: TimerState): { readonly due: number | null } {
  return { due };
}

/** What is watched under a new key after a migration, by the key it had: for what goes on, and for what took a place. */
function aliasesOf(
  events: readonly InstanceEvent[],
  state: InstanceState,
  after: InstanceState,
): ReadonlyMap<number, number> {
  const aliases = new Map<number, number>();
  for (const event of events) {
    if (event.type !== 'Migrated') continue;
    for (const { key, watch = [] } of event.waits ?? []) {
      for (const [position, change] of watch.entries()) {
        const was = typeof change === 'number' ? change : (change?.was ?? null);
        const old = state.nodes[key];
        const node = after.nodes[key];
        if (was !== null && old !== undefined && node !== undefined)
          aliases.set(node.watchKey + position, old.watchKey + was);
      }
    }
  }
  return aliases;
}

function rowChanges(
  before: readonly OpenRow[],
  after: readonly OpenRow[],
  aliases: ReadonlyMap<number, number>,
  all: boolean,
): readonly Change[] {
  const changes: Change[] = [];
  const nameOf = (row: Row, key: number): string => `${row} ${key}`;
  const old = new Map(before.map((each) => [nameOf(each.row, each.key), each]));
  const kept = new Map<string, OpenRow>();
  const opened: OpenRow[] = [];
  for (const each of after) {
    const name = nameOf(each.row, aliases.get(each.key) ?? each.key);
    if (old.has(name)) kept.set(name, each);
    else opened.push(each);
  }
  for (const [name, was] of old) {
    const now = kept.get(name);
    if (now === undefined) {
      changes.push(change(was, 'withdrawn'));
      if (was.draft) changes.push({ code: 'change.draft-lost', values: { key: was.key, ...named(was.element) } });
      continue;
    }
    changes.push(...handed(was, now));
    const moved = now.row !== 'incident' && was.values['due'] !== now.values['due'];
    if (moved) {
      const values = { key: now.key, ...named(now.element), before: was.values['due'] ?? null };
      const code = now.row === 'timer' ? 'change.timer-moved' : 'change.due-moved';
      changes.push({ code, values: { ...values, due: now.values['due'] ?? null } });
    }
    if (all && !(moved && now.row === 'timer')) changes.push(change(now, 'kept'));
    if (all && now.draft) changes.push({ code: 'change.draft-kept', values: { key: now.key, ...named(now.element) } });
  }
  for (const each of opened) changes.push(change(each, 'opened'));
  return changes;
}

/** Who has a task now, and who else has to act on it. */
function handed(was: OpenRow, now: OpenRow): readonly Change[] {
  if (now.row !== 'task') return [];
  const of = { key: now.key, ...named(now.element) };
  const { assignee: before = null } = was.values;
  const { assignee = null } = now.values;
  const open = ({ seats }: OpenRow) => seats.filter((seat) => !seat.acted);
  const seats = (from: OpenRow, other: OpenRow, code: ChangeCode): readonly Change[] =>
    open(from)
      .filter(({ seat }) => !open(other).some((each) => each.seat === seat))
      .map(({ p, role, place }) => ({ code, values: { ...of, p, role, place } }));
  return [
    ...(before === assignee ? [] : [{ code: 'change.task-handed' as const, values: { ...of, before, assignee } }]),
    ...(was.term === null && now.term !== null
      ? [{ code: 'change.term-asked' as const, values: { ...of, due: now.term } }]
      : []),
    ...(was.term !== null && now.term === null
      ? [{ code: 'change.term-decided' as const, values: { ...of, due: was.term } }]
      : []),
    ...seats(now, was, 'change.seat-opened'),
    ...seats(was, now, 'change.seat-withdrawn'),
  ];
}

function change({ row, key, element, values }: OpenRow, what: 'opened' | 'withdrawn' | 'kept'): Change {
  return { code: `change.${row}-${what}`, values: { key, ...named(element), ...values } };
}

function named({ id, name }: Element): { readonly element: string; readonly name: string } {
  return { element: id, name: name ?? id };
}

function processIn(state: InstanceState, scope: number): string | null {
  return state.nodes[scope]?.inner?.process ?? null;
}

function elementOf(state: InstanceState, node: NodeState, { processes }: DefinitionSet): Element | null {
  return processes[processIn(state, node.scope) ?? '']?.elements[node.element] ?? null;
}

function elementById({ processes }: DefinitionSet, process: string, id: string): Element | null {
  const found = processes[process];
  return found === undefined ? null : (found.elements[modelOf(found).indexOf(id)] ?? null);
}
