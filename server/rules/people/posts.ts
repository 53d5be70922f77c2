import type { Role } from '../contract/index.js';
import { inForce } from './lanes.js';
import type { Appointment, PeopleState } from './types.js';

type Term = Pick<Appointment, 'from' | 'to'>;

/** Whether two terms have an instant in common. What ends where it begins has none. */
export function overlap(a: Term, b: Term): boolean {
  return isTerm(a) && isTerm(b) && (a.to === null || b.from < a.to) && (b.to === null || a.from < b.to);
}

/** Not of somebody dismissed before it began. */
function isTerm({ from, to }: Term): boolean {
  return to === null || from < to;
}

/** Whether a term has ended at an instant, or will never begin. */
export function isOver(term: Term, at: number): boolean {
  return !isTerm(term) || (term.to !== null && term.to <= at);
}

/** How many hold a role in a body at the fullest instant of a term. */
export function mostHeld(state: PeopleState, body: string, role: Role, term: Term): number {
  const beside = Object.values(state.appointments).filter(
    (each) => each.body === body && each.role === role && overlap(each, term),
  );
  // the fullest instant is the beginning of one of them, or of the term
  const instants = [term.from, ...beside.map(({ from }) => from).filter((from) => from > term.from)];
  return Math.max(0, ...instants.map((at) => beside.filter((each) => inForce(each, at)).length));
}

/** Days before its end from which a term counts as nearly over (任期将满). */
const SOON = 60 * 86_400_000;

/** Whether a term in force ends within sixty days. */
export function endsSoon({ to }: Pick<Appointment, 'to'>, at: number): boolean {
  return to !== null && to - at <= SOON;
}

/** Places of a role that nobody holds: `missing` of them. */
export interface Vacancy {
  readonly role: Role;
  readonly scope: string;
  readonly body: string | null;
  readonly missing: number;
}

/**
 * What is vacant at an instant: seats of a body that nobody holds, and posts without counted seats that somebody was
 * given before and nobody holds now. Units and bodies that are no more have none.
 */
export function vacancies(state: PeopleState, at: number): readonly Vacancy[] {
  const now = new Map<string, number>();
  for (const each of Object.values(state.appointments))
    if (inForce(each, at)) now.set(postOf(each), (now.get(postOf(each)) ?? 0) + 1);
  const found = new Map<string, Vacancy>();
  for (const { body, scope, seats } of Object.values(state.bodies)) {
    for (const { role, count } of seats) {
      const post = { role, scope, body };
      const missing = count - (now.get(postOf(post)) ?? 0);
      if (missing > 0) found.set(postOf(post), { ...post, missing });
    }
  }
  for (const each of Object.values(state.appointments)) {
    const { role, scope, body, from } = each;
    const there = state.units[scope] !== undefined && (body === null || state.bodies[body] !== undefined);
    const post = postOf(each);
    if (!there || from > at || now.has(post) || found.has(post)) continue;
    // a body whose seats are counted says itself which roles it has
    if (body !== null && (state.bodies[body]?.seats.length ?? 0) > 0) continue;
    found.set(post, { role, scope, body, missing: 1 });
  }
  return [...found.values()];
}

function postOf({ role, scope, body }: Pick<Appointment, 'role' | 'scope' | 'body'>): string {
  return `${role} ${scope} ${body ?? ''}`;
}
