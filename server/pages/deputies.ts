import { refuseDeputy, type InstanceCommand, type Refusal } from '#engine';
import type { HistoryRecord, MatterData, Reading } from './data.js';
import { kindOf } from './kinds.js';
import { no, YES } from './may.js';
import { nameOf } from './seats.js';
import { Trail } from './trail.js';
import type { Holder, May, Plain, Role, TimelineEntry } from './views.js';

/** In whose name the reader may do a task, and whether they may do this one. */
export interface StoodFor {
  readonly p: string;
  /** Role of the task in which both hold a post. */
  readonly role: string;
  readonly may: May;
}

/**
 * 代理: whom the reader stands in for at an open task: who has it, or whom it names. Null where the reader may do it themselves, where it
 * is nobody's, and where they stand in for nobody it is.
 */
export function stoodFor(key: number, data: MatterData, reading: Reading): StoodFor | null {
  const task = data.state.nodes[key]?.task;
  if (task == null) return null;
  const { assignee, people, roles } = task;
  const isOf = (p: string): boolean =>
    assignee === null ? people.includes(p) : assignee === p && (people.length === 0 || people.includes(p));
  if (isOf(reading.p) || (assignee === null && people.length === 0)) return null;
  for (const { p, roles: covered } of reading.standsFor ?? []) {
    const role = roles.find((each) => covered.includes(each as Role) && reading.roles.includes(each as Role));
    if (role !== undefined && isOf(p)) return { p, role, may: mayStandIn(key, p, role, data, reading) };
  }
  return null;
}

function mayStandIn(key: number, p: string, role: string, data: MatterData, reading: Reading): May {
  if (conflicts(key, data, reading.p)) return no('deputy-conflict');
  const by = { p: reading.p, role, scope: data.scope, basis: null, for: { p, basis: null, way: 'deputy' as const } };
  const command = { type: 'completeTask', key, by, at: reading.now } as InstanceCommand;
  const refused: Refusal | null = refuseDeputy(data.state, data.set, command);
  return refused === null ? YES : no(refused.refused, (refused.values ?? {}) as Readonly<Record<string, Plain>>);
}

/**
 * Whether somebody has a part of their own in the matter that the task's holder is there to look at: they brought it, or it is a review and
 * they did a task of it before.
 */
function conflicts(key: number, data: MatterData, p: string): boolean {
  const [first] = data.history;
  if (first !== undefined && (first.command.by.p === p || first.command.by.for?.p === p)) return true;
  const trail = new Trail(data);
  const step = trail.outermost(key) ?? trail.byKey(key);
  if (step === undefined || kindOf(step.element) !== 'review') return false;
  return data.history.some(({ command }) => command.type === 'completeTask' && command.by.p === p);
}

/** In whose name a deputy gave this record, as far as the reader may know; null where everybody acted for themselves. */
export function heldBy({ command: { by } }: HistoryRecord, reading: Pick<Reading, 'holder'>): Holder | null {
  return by.for?.way === 'deputy' ? reading.holder(by.for.p, by.role as Role) : null;
}

/** 代理 in a sentence of its own, before what came of it. */
export function deputyEntry(
  record: HistoryRecord,
  first: TimelineEntry,
  reading: Pick<Reading, 'holder'>,
): TimelineEntry | null {
  const held = heldBy(record, reading);
  if (held === null) return null;
  const values = { who: nameOf(first.by), holder: nameOf(held), ...(first.name === null ? {} : { name: first.name }) };
  return { ...first, said: { code: first.name === null ? 'event.by-deputy' : 'event.by-deputy.at', values } };
}
