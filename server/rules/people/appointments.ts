import type { Actor, Decision, Refusal } from '#engine';
import { ADMINISTRATORS, isRole } from '../contract/index.js';
import { evolve, without } from './evolve.js';
import { inForce } from './lanes.js';
import { isOver, mostHeld, overlap } from './posts.js';
import { isLine, refuseAdministrator } from './right.js';
import type {
  AppointingDocument,
  Appointed,
  Appointment,
  Dismiss,
  Dismissed,
  NewAppointment,
  PeopleEvent,
  PeopleState,
  Prolong,
  Replace,
} from './types.js';

/** Many at once, all or none. */
export function appoint(
  state: PeopleState,
  asked: readonly NewAppointment[],
  by: Actor,
  at: number,
): Decision<PeopleEvent> {
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

/** What the person holds at the same time, and who holds the same seats. */
function refuseBeside(state: PeopleState, one: Appointment & { relative: boolean | null }): Refusal | undefined {
  const { person, role, scope, body } = one;
  const beside = Object.values(state.appointments).filter((each) => each.person === person && overlap(each, one));
  if (beside.some((each) => each.role === role && each.scope === scope && each.body === body))
    return { refused: 'already-appointed', values: { role, scope } };
  const other = beside.find((each) => each.role !== role && ADMINISTRATORS.includes(each.role));
  if (other !== undefined && ADMINISTRATORS.includes(role))
    return { refused: 'administrators-exclude', values: { role, held: other.role } };
  return refuseSupervision(state, one, beside) ?? refuseSeats(state, one);
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

/** Never more at the same time than the body has seats for the role. */
function refuseSeats(state: PeopleState, { role, body, from, to }: Appointment): Refusal | undefined {
  if (body === null) return undefined;
  const seats = state.bodies[body]?.seats.find((each) => each.role === role)?.count;
  if (seats === undefined || mostHeld(state, body, role, { from, to }) < seats) return undefined;
  return { refused: 'seats-taken', values: { name: state.bodies[body]?.name ?? '', role, seats } };
}

/** Ends an appointment now; one that has not begun never begins. */
export function dismiss(state: PeopleState, { appointment, document, by, at }: Dismiss): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (isOver(held, at)) return { refused: 'appointment-over' };
  if (document !== null && !isDocument(document)) return { refused: 'document-missing', values: { role: held.role } };
  return { events: [dismissed(held, at, document)], effects: [] };
}

function dismissed({ appointment, from }: Appointment, at: number, document: AppointingDocument | null): Dismissed {
  return { type: 'Dismissed', v: 1, appointment, at: Math.max(at, from), document };
}

/** An appointment that is over stays over: prolonging reaches forward only, from a day that is still to come. */
export function prolong(state: PeopleState, { appointment, to, document, by, at }: Prolong): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (isOver(held, at)) return { refused: 'appointment-over' };
  if (held.to === null) return { refused: 'term-has-no-end' };
  if (to !== null && !Number.isSafeInteger(to)) return { refused: 'dates-wrong' };
  if (to !== null && to <= held.to) return { refused: 'term-not-longer', values: { until: held.to - 1 } };
  if (!isDocument(document)) return { refused: 'document-missing', values: { role: held.role } };
  const rest = { ...state, appointments: without(state.appointments, appointment) };
  // only the added time is new; whether a relative was stated when the appointment began
  const meets = refuseBeside(rest, { ...held, from: held.to, to, relative: false });
  if (meets) return meets;
  return { events: [{ type: 'Prolonged', v: 1, appointment, to, document }], effects: [] };
}

/** The old one's time ends where the new one's begins: nobody twice, and no instant without anybody. */
export function replace(state: PeopleState, { appointment, successor, by, at }: Replace): Decision<PeopleEvent> {
  const held = state.appointments[appointment];
  if (held === undefined) return { refused: 'unknown-appointment' };
  const refused = refuseAdministrator(by, held.scope);
  if (refused) return refused;
  if (isOver(held, at)) return { refused: 'appointment-over' };
  if (!inForce(held, at)) return { refused: 'appointment-not-begun' };
  if (successor.person === held.person) return { refused: 'successor-is-holder' };
  const from = successor.from ?? at;
  if (!Number.isSafeInteger(from)) return { refused: 'dates-wrong' };
  if (from < at) return { refused: 'begins-in-the-past' };
  if (held.to !== null && from > held.to) return { refused: 'leaves-a-gap', values: { until: held.to - 1 } };
  const ends = dismissed(held, from, successor.document);
  const { role, scope, body } = held;
  const begins = appoint(evolve(state, ends), [{ ...successor, role, scope, body, from }], by, at);
  if ('refused' in begins) return begins;
  return { events: [ends, ...begins.events], effects: [] };
}

function isDocument(document: AppointingDocument | null): document is AppointingDocument {
  return document !== null && isLine(document.number, 64) && isLine(document.title, 128);
}
