import type { Decision, Refusal } from '#engine';
import { ADMINISTRATORS, scopeFits } from '../contract/index.js';
import { inForce } from './lanes.js';
import { isOver, overlap } from './posts.js';
import { refuseAdministrator } from './right.js';
import type { Appointment, Covered, Deputy, EndDeputy, NameDeputy, PeopleEvent, PeopleState } from './types.js';

/** So many days somebody may be stood in for at once; who is away longer has a successor appointed. */
export const MOST_DEPUTY_DAYS = 90;
const DAY = 86_400_000;

type Term = Pick<Deputy, 'from' | 'to'>;

/**
 * What a deputy would cover: the posts held at some time of the term that the deputy holds all through it, at the same place or above. The
 * three administrators act for nobody and nobody acts for them.
 */
export function coveredBy(state: PeopleState, person: string, stands: string, term: Term): readonly Covered[] {
  const held = (who: string) => Object.values(state.appointments).filter((each) => each.person === who);
  const able = held(stands).filter(({ from, to }) => from <= term.from && (to === null || to >= term.to));
  const covers = ({ role, scope }: Appointment): boolean =>
    able.some((each) => each.role === role && scopeFits(each.scope, scope));
  const found = held(person).filter(
    (each) => !ADMINISTRATORS.includes(each.role) && overlap(each, term) && covers(each),
  );
  return [...new Map(found.map(({ role, scope }) => [`${role} ${scope}`, { role, scope }])).values()];
}

/** 代理: for oneself alone; never two at a time, never somebody who is away, never one after another. */
export function nameDeputy(state: PeopleState, command: NameDeputy): Decision<PeopleEvent> {
  const { deputy, person, stands, to, reason, by, at } = command;
  const from = command.from ?? at;
  if (by.p !== person) return { refused: 'deputy-of-another' };
  if (stands === person) return { refused: 'deputy-is-oneself' };
  if (state.deputies[deputy] !== undefined) return { refused: 'deputy-exists' };
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to <= from) return { refused: 'deputy-dates-wrong' };
  if (from < at) return { refused: 'deputy-in-the-past' };
  if (to - from > MOST_DEPUTY_DAYS * DAY) return { refused: 'deputy-too-long', values: { days: MOST_DEPUTY_DAYS } };
  const posts = coveredBy(state, person, stands, { from, to });
  if (posts.length === 0) return { refused: 'deputy-cannot-act' };
  const refused = refuseBeside(state, person, stands, { from, to });
  if (refused) return refused;
  const event = { deputy, person, stands, posts, from, to, reason };
  return { events: [{ type: 'DeputyNamed', v: 1, ...event }], effects: [] };
}

function refuseBeside(state: PeopleState, person: string, stands: string, term: Term): Refusal | undefined {
  const beside = Object.values(state.deputies).filter((each) => overlap(each, term));
  const other = beside.find((each) => each.person === person);
  if (other !== undefined) return { refused: 'deputy-overlaps', values: { until: other.to - 1 } };
  const away = beside.find((each) => each.person === stands);
  if (away !== undefined) return { refused: 'deputy-is-away', values: { until: away.to - 1 } };
  const standing = beside.find((each) => each.stands === person);
  if (standing !== undefined) return { refused: 'deputy-of-a-deputy', values: { until: standing.to - 1 } };
  return undefined;
}

/** What has not begun never begins. */
export function endDeputy(state: PeopleState, { deputy, by, at }: EndDeputy): Decision<PeopleEvent> {
  const named = state.deputies[deputy];
  if (named === undefined) return { refused: 'unknown-deputy' };
  // one who answers for a part of the posts only does not end what covers others too
  const scopes = by.p === named.person ? [] : named.posts.map(({ scope }) => scope);
  for (const scope of scopes) {
    const refused = refuseAdministrator(by, scope);
    if (refused) return refused;
  }
  if (isOver(named, at)) return { refused: 'deputy-over' };
  return { events: [{ type: 'DeputyEnded', v: 1, deputy, at: Math.max(at, named.from) }], effects: [] };
}

/**
 * For whom somebody stands in at an instant, with the posts both still hold then: who lost a post can neither give its tasks away nor do
 * those of others.
 */
export function standsFor(state: PeopleState, stands: string, at: number): readonly Deputy[] {
  const named = Object.values(state.deputies).filter((each) => each.stands === stands && inForce(each, at));
  return named.flatMap((each) => {
    const posts = coveredBy(state, each.person, stands, { from: at, to: at + 1 }).filter(({ role, scope }) =>
      each.posts.some((post) => post.role === role && post.scope === scope),
    );
    return posts.length === 0 ? [] : [{ ...each, posts }];
  });
}
