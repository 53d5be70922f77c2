import type { Decision } from '#engine';
import { isRole, scopeFits } from '../contract/index.js';
import { isOver, mostHeld } from './posts.js';
import { isLine, refuseAdministrator } from './right.js';
import { parentOf } from './scopes.js';
import {
  BODY_KINDS,
  PARENT_KIND,
  UNIT_KINDS,
  type AmendBody,
  type Appointment,
  type Body,
  type CloseUnit,
  type DissolveBody,
  type Establish,
  type Found,
  type PeopleEvent,
  type PeopleState,
  type RenameUnit,
  type Unit,
} from './types.js';

/** Every unit under a known parent of a larger kind. */
export function found(state: PeopleState, { units, by }: Found): Decision<PeopleEvent> {
  const known = new Map(Object.entries(state.units));
  for (const unit of units) {
    const { path, kind } = unit;
    const above = parentOf(path);
    const refused = refuseAdministrator(by, above ?? path);
    if (refused) return refused;
    if (!isUnit(unit)) return { refused: 'unit-invalid', values: { path: String(path) } };
    if (known.has(path)) return { refused: 'unit-exists', values: { path } };
    const before = state.closed[path];
    if (before !== undefined) return { refused: 'unit-was-closed', values: { path, name: before.name } };
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

/** The path, by which everything else knows the unit, stays. */
export function renameUnit(state: PeopleState, { path, name, by }: RenameUnit): Decision<PeopleEvent> {
  const unit = state.units[path];
  const refused = refuseAdministrator(by, path);
  if (refused) return refused;
  if (unit === undefined) return { refused: 'unknown-scope', values: { scope: path } };
  if (!isLine(name, 64)) return { refused: 'unit-invalid', values: { path } };
  if (unit.name === name) return { refused: 'nothing-changes' };
  return { events: [{ type: 'UnitRenamed', v: 1, path, name }], effects: [] };
}

/** Nothing is left behind that would hang in the air. Who lives there is the register's to know, so the caller asks it. */
export function closeUnit(state: PeopleState, { path, by, at }: CloseUnit): Decision<PeopleEvent> {
  const unit = state.units[path];
  const refused = refuseAdministrator(by, parentOf(path) ?? path);
  if (refused) return refused;
  if (unit === undefined) return { refused: 'unknown-scope', values: { scope: path } };
  const { name } = unit;
  const below = Object.values(state.units).filter((each) => parentOf(each.path) === path).length;
  if (below > 0) return { refused: 'unit-has-units', values: { name, n: below } };
  const bodies = Object.values(state.bodies).filter(({ scope }) => scope === path).length;
  if (bodies > 0) return { refused: 'unit-has-bodies', values: { name, n: bodies } };
  const posts = held(state, at, ({ scope }) => scope === path);
  if (posts > 0) return { refused: 'unit-has-posts', values: { name, n: posts } };
  return { events: [{ type: 'UnitClosed', v: 1, path }], effects: [] };
}

/** Every body under a known one of the kind that belongs above it. */
export function establish(state: PeopleState, { bodies, by }: Establish): Decision<PeopleEvent> {
  const known = new Map(Object.entries(state.bodies));
  for (const each of bodies) {
    const { body, kind, name, scope, parent } = each;
    const refused = refuseAdministrator(by, scope);
    if (refused) return refused;
    if (!state.units[scope]) return { refused: 'unknown-scope', values: { scope } };
    if (!BODY_KINDS.includes(kind) || !isDescribed(each))
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

/** Kind, scope and what stands above stay: with another of them it is another body. */
export function amendBody(state: PeopleState, command: AmendBody): Decision<PeopleEvent> {
  const { body, name, remit, seats, by, at } = command;
  const known = state.bodies[body];
  if (known === undefined) return { refused: 'unknown-body', values: { name } };
  const refused = refuseAdministrator(by, known.scope);
  if (refused) return refused;
  if (!isDescribed({ name, remit, seats })) return { refused: 'body-invalid', values: { name: String(name) } };
  for (const { role, count } of seats) {
    const most = mostHeld(state, body, role, { from: at, to: null });
    if (most > count) return { refused: 'seats-held', values: { name, role, seats: count, held: most } };
  }
  return { events: [{ type: 'BodyAmended', v: 1, body, name, remit, seats }], effects: [] };
}

/** Whoever holds a post in it is dismissed first, with a document. */
export function dissolveBody(state: PeopleState, { body, by, at }: DissolveBody): Decision<PeopleEvent> {
  const known = state.bodies[body];
  if (known === undefined) return { refused: 'unknown-body', values: { name: body } };
  const { name, scope } = known;
  const refused = refuseAdministrator(by, scope);
  if (refused) return refused;
  const below = Object.values(state.bodies).filter(({ parent }) => parent === body).length;
  if (below > 0) return { refused: 'body-has-bodies', values: { name, n: below } };
  const posts = held(state, at, (each) => each.body === body);
  if (posts > 0) return { refused: 'body-has-posts', values: { name, n: posts } };
  return { events: [{ type: 'BodyDissolved', v: 1, body }], effects: [] };
}

function isDescribed({ name, remit, seats }: Pick<Body, 'name' | 'remit' | 'seats'>): boolean {
  return (
    isLine(name, 64) &&
    remit.every((topic) => isLine(topic, 40)) &&
    new Set(seats.map(({ role }) => role)).size === seats.length &&
    seats.every(({ role, count }) => isRole(role) && Number.isSafeInteger(count) && count >= 1 && count <= 99)
  );
}

/** Appointments that are in force or will be. */
function held(state: PeopleState, at: number, which: (each: Appointment) => boolean): number {
  return Object.values(state.appointments).filter((each) => !isOver(each, at) && which(each)).length;
}
