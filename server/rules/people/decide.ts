import type { Actor, Decision, Refusal } from '#engine';
import { ADMINISTRATORS, isRole, scopeFits } from '../contract/index.js';
import { evolve } from './evolve.js';
import { inForce } from './lanes.js';
import { parentOf } from './scopes.js';
import {
  BODY_KINDS,
  PARENT_KIND,
  UNIT_KINDS,
  type AppointingDocument,
  type Appointed,
  type Appointment,
  type Dismiss,
  type Dismissed,
  type Establish,
  type Found,
  type NewAppointment,
  type PeopleCommand,
  type PeopleEvent,
  type PeopleState,
  type Prolong,
  type Replace,
  type Unit,
} from './types.js';

/** An administrator decides about the own scope and what lies below it; the installation itself about everything. */
export function decide(state: PeopleState, command: PeopleCommand): Decision<PeopleEvent> {
  switch (command.type) {
    case 'found':
      return found(state, command);
    case 'establish':
      return establish(state, command);
    case 'appoint':
      return appoint(state, command.appointments, command.by, command.at);
    case 'dismiss':
      return dismiss(state, command);
    case 'prolong':
      return prolong(state, command);
    case 'replace':
      return replace(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

function refuseAdministrator(by: Actor, scope: string): Refusal | undefined {
  if (by.p === 'system' && by.role === 'system') return undefined;
  if (by.role !== 'administrator')
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: 'administrator' } };
  if (!scopeFits(by.scope, scope)) return { refused: 'scope-does-not-fit', values: { scope: by.scope, needed: scope } };
  return undefined;
}

/** Every unit under a known parent of a larger kind. */
function found(state: PeopleState, { units, by }: Found): Decision<PeopleEvent> {
  const known = new Map(Object.entries(state.units));
  for (const unit of units) {
    const { path, kind } = unit;
    const above = parentOf(path);
    const refused = refuseAdministrator(by, above ?? path);
    if (refused) return refused;
    if (!isUnit(unit)) return { refused: 'unit-invalid', values: { path: String(path) } };
    if (known.has(path)) return { refused: 'unit-exists', values: { path } };
    const parent = above === null ? null : known.get(above);
    if (parent === undefined) return { refused: 'unit-without-parent', values: { path } };
    if (rank(kind) <= (parent === null ? -1 : rank(parent.kind)))
      return { refused: 'unit-out-of-order', values: { path, kind } };
    known.set(path, unit);
  }
  return { events: [{ type: 'Founded', v: 1, units }], effects: [] };
}

const PATH = /^[a-z0-9-]{1,40}(\/[a-z0-9-]{1,40}){0,5}$/;

function isUnit({ path, name, kind }: Unit): boolean {
  return typeof path === 'string' && PATH.test(path) && isLine(name, 64) && UNIT_KINDS.includes(kind);
}

function rank(kind: Unit['kind']): number {
  return UNIT_KINDS.indexOf(kind);
}

function establish(state: PeopleState, { bodies, by }: Establish): Decision<PeopleEvent> {
  const known = new Map(Object.entries(state.bodies));
  for (const each of bodies) {
    const { body, kind, name, scope, parent, remit } = each;
    const refused = refuseAdministrator(by, scope);
    if (refused) return refused;
    if (!state.units[scope]) return { refused: 'unknown-scope', values: { scope } };
    if (!BODY_KINDS.includes(kind) || !isLine(name, 64) || !remit.every((topic) => isLine(topic, 40)))
      return { refused: 'body-invalid', values: { name: String(name) } };
    if (known.has(body)) return { refused: 'body-exists', values: { name } };
    const above = parent === null ? null : known.get(parent);
    if (above === undefined) return { refused: 'unknown-body', values: { name } };
    const needed = PARENT_KIND[kind];
    if (needed !== undefined && above?.kind !== needed)
      return { refused: 'body-parent-wrong', values: { name, kind, needed } };
    if (above !== null && !scopeFits(above.scope, scope))
      return { refused: 'body-outside-parent', values: { name, scope, needed: above.scope } };
    known.set(body, each);
  }
  return { events: [{ type: 'Established', v: 1, bodies }], effects: [] };
}

function appoint(state: PeopleState, asked: readonly NewAppointment[], by: Actor, at: number): Decision<PeopleEvent> {
  const events: Appointed[] = [];
  // what the list itself brings counts for what comes after it in the list
  let after = state;
  for (const one of asked) {
    const refused = refuseAdministrator(by, one.scope) ?? refuseAppointment(after, one, by, at);
    if (refused) return refused;
    const event = appointed(one, at);
    events.push(event);
    after = evolve(after, event);
  }
  return { events, effects: [] };
}

function appointed({ relative: _stated, from, ...one }: NewAppointment, at: number): Appointed {
  const { appointment, person, role, scope, body, to, document } = one;
  return { type: 'Appointed', v: 1, appointment, person, role, scope, body, from: from ?? at, to, document };
}

function refuseAppointment(state: PeopleState, one: NewAppointment, by: Actor, at: number): Refusal | undefined {
  const { appointment, role, scope, body, to, document } = one;
  const from = one.from ?? at;
  if (!isRole(role)) return { refused: 'unknown-role', values: { role } };
  if (role === 'resident') return { refused: 'resident-by-register' };
  if (!state.units[scope]) return { refused: 'unknown-scope', values: { scope } };
  const seat = body === null ? null : state.bodies[body];
  if (seat === undefined) return { refused: 'unknown-body', values: { name: String(body) } };
  if (seat !== null && seat.scope !== scope)
    return { refused: 'body-of-another-scope', values: { name: seat.name, scope } };
  if (state.appointments[appointment]) return { refused: 'appointment-exists' };
  if (!Number.isSafeInteger(from) || !(to === null || Number.isSafeInteger(to)) || (to !== null && to <= from))
    return { refused: 'dates-wrong' };
  // the first administrator is made by whoever installs: there is nobody yet who could sign a document
  const founding = role === 'administrator' && by.p === 'system';
  if (document === null ? !founding : !isDocument(document)) return { refused: 'document-missing', values: { role } };
  return refuseBeside(state, { ...one, from });
}

/** What the person holds at the same time. */
function refuseBeside(state: PeopleState, one: Appointment & { relative: boolean | null }): Refusal | undefined {
  const { person, role, scope, body } = one;
  const beside = Object.values(state.appointments).filter((each) => each.person === person && overlap(each, one));
  if (beside.some((each) => each.role === role && each.scope === scope && each.body === body))
    return { refused: 'already-appointed', values: { role, scope } };
  const other = beside.find((each) => each.role !== role && ADMINISTRATORS.includes(each.role));
  if (other !== undefined && ADMINISTRATORS.includes(role))
    return { refused: 'administrators-exclude', values: { role, held: other.role } };
  return refuseSupervision(state, one, beside);
}

/** R03 (art. 36): neither members of the residents committee nor their near relatives supervise it. */
function refuseSupervision(
  state: PeopleState,
  { role, body, relative }: Pick<NewAppointment, 'role' | 'body' | 'relative'>,
  beside: readonly Appointment[],
): Refusal | undefined {
  const inCommittee = (id: string | null): boolean => id !== null && state.bodies[id]?.kind === 'committee';
  const supervises = role === 'supervision' || (body !== null && state.bodies[body]?.kind === 'supervision');
  if (supervises) {
    if (relative === null || relative === undefined) return { refused: 'relative-not-stated' };
    if (relative) return { refused: 'supervision-excludes-relatives' };
    if (beside.some((each) => inCommittee(each.body))) return { refused: 'supervision-excludes-committee' };
  }
  const alreadySupervises = beside.some(
    (each) => each.role === 'supervision' || (each.body !== null && state.bodies[each.body]?.kind === 'supervision'),
  );
  if (inCommittee(body) && alreadySupervises) return { refused: 'supervision-excludes-committee' };
  return undefined;
}

function overlap(a: Pick<Appointment, 'from' | 'to'>, b: Pick<Appointment, 'from' | 'to'>): boolean {
  return (a.to === null || b.from < a.to) && (b.to === null || a.from < b.to);
}

function dismiss(state: PeopleState, { appointment, document, by, at }: Dismiss): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (held.to !== null && held.to <= at) return { refused: 'appointment-over' };
  if (document !== null && !isDocument(document)) return { refused: 'document-missing', values: { role: held.role } };
  return { events: [dismissed(held, at, document)], effects: [] };
}

/** One that has not begun never begins. */
function dismissed({ appointment, from }: Appointment, at: number, document: AppointingDocument | null): Dismissed {
  return { type: 'Dismissed', v: 1, appointment, at: Math.max(at, from), document };
}

function prolong(state: PeopleState, { appointment, to, document, by, at }: Prolong): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (!inForce(held, at)) return { refused: 'appointment-over' };
  if (!isDocument(document)) return { refused: 'document-missing', values: { role: held.role } };
  if (to !== null && (!Number.isSafeInteger(to) || held.to === null || to <= held.to))
    return { refused: 'dates-wrong' };
  const rest = { ...state, appointments: without(state.appointments, appointment) };
  // what the longer time meets was stated when the appointment began
  const meets = refuseBeside(rest, { ...held, to, relative: false });
  if (meets) return meets;
  return { events: [{ type: 'Prolonged', v: 1, appointment, to, document }], effects: [] };
}

function replace(state: PeopleState, { appointment, successor, by, at }: Replace): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (!inForce(held, at)) return { refused: 'appointment-over' };
  const ends = dismissed(held, at, successor.document);
  const { role, scope, body } = held;
  const begins = appoint(evolve(state, ends), [{ ...successor, role, scope, body, from: at }], by, at);
  if ('refused' in begins) return begins;
  return { events: [ends, ...begins.events], effects: [] };
}

function without<T>(all: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  const { [id]: _gone, ...rest } = all;
  return rest;
}

function isDocument(document: AppointingDocument | null): document is AppointingDocument {
  return document !== null && isLine(document.number, 64) && isLine(document.title, 128);
}

function isLine(text: unknown, most: number): text is string {
  return typeof text === 'string' && text.trim() !== '' && [...text].length <= most;
}
