import { describe, expect, it } from 'vitest';
import { SYSTEM, type Actor, type Decision } from '#engine';
import { capabilities } from '#rules/all';
import { refuseActor } from '../contract/index.js';
import { MOST_DEPUTY_DAYS, peopleDecider as decider, standsFor } from './index.js';
import type { PeopleCommand, PeopleEvent, PeopleState } from './index.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;
const document = { number: '青街任〔2026〕1号', title: '关于任职的通知' };
const units = [
  { path: 'qinghe', name: '青禾街道', kind: 'street' },
  { path: 'qinghe/d2', name: '青禾里社区', kind: 'community' },
  { path: 'qinghe/d3', name: '荷香社区', kind: 'community' },
];
const post = (person: string, role: string, scope = 'qinghe/d2', more: object = {}) => ({
  ...{ appointment: `${person}-${role}`, person, role, scope, body: null, from: 0, to: null, document, relative: null },
  ...more,
});
const STAFF = [
  post('li', 'worker'),
  post('wu', 'worker'),
  post('above', 'worker', 'qinghe'),
  post('beside', 'worker', 'qinghe/d3'),
  post('gu', 'convenor'),
  post('leaving', 'worker', 'qinghe/d2', { to: NOW + 3 * DAY }),
  post('admin', 'administrator', 'qinghe'),
  post('other', 'administrator', 'qinghe/d3'),
  post('vice', 'administrator', 'qinghe/d2'),
];
const self = (p: string): Actor => ({ p, role: 'worker', scope: 'qinghe/d2', basis: null });

function when(state: PeopleState, command: object, by: Actor = SYSTEM, at = NOW): Decision<PeopleEvent> {
  return decider.decide(state, { at, by, ...command } as PeopleCommand, undefined);
}
function after(state: PeopleState, command: object, by: Actor = SYSTEM, at = NOW): PeopleState {
  const decision = when(state, command, by, at);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.reduce((each, event) => decider.evolve(each, event, undefined), state);
}
const ground = [
  { type: 'found', units },
  { type: 'appoint', appointments: STAFF },
].reduce((state, command) => after(state, command), decider.initial());
const naming = (person: string, stands: string, from: number | null, to: number, deputy = `${person}-${stands}`) => ({
  ...{ type: 'nameDeputy', deputy, person, stands, from, to, reason: { '~': 'sealed' } },
});
const code = (decision: Decision<PeopleEvent>) => ('refused' in decision ? decision.refused : 'done');

describe('who is named to stand in', () => {
  it.each<[string, object, Actor | undefined, string]>([
    ['a colleague of the same post', naming('li', 'wu', null, NOW + 9 * DAY), undefined, 'done'],
    ['somebody of the same post above', naming('li', 'above', NOW + DAY, NOW + 9 * DAY), undefined, 'done'],
    ['for the longest time', naming('li', 'wu', NOW, NOW + MOST_DEPUTY_DAYS * DAY), undefined, 'done'],
    ['for longer', naming('li', 'wu', NOW, NOW + MOST_DEPUTY_DAYS * DAY + 1), undefined, 'deputy-too-long'],
    ['by somebody else', naming('li', 'wu', null, NOW + DAY), self('wu'), 'deputy-of-another'],
    [
      'by an administrator',
      naming('li', 'wu', null, NOW + DAY),
      { ...self('admin'), role: 'administrator' },
      'deputy-of-another',
    ],
    ['oneself', naming('li', 'li', null, NOW + DAY), undefined, 'deputy-is-oneself'],
    ['somebody of another post', naming('li', 'gu', null, NOW + DAY), undefined, 'deputy-cannot-act'],
    ['somebody of another community', naming('li', 'beside', null, NOW + DAY), undefined, 'deputy-cannot-act'],
    ['somebody below', naming('above', 'li', null, NOW + DAY), undefined, 'deputy-cannot-act'],
    ['who leaves before the end', naming('li', 'leaving', null, NOW + 4 * DAY), undefined, 'deputy-cannot-act'],
    ['who leaves after the end', naming('li', 'leaving', null, NOW + 3 * DAY), undefined, 'done'],
    ['by who holds no post', naming('zhao', 'wu', null, NOW + DAY), undefined, 'deputy-cannot-act'],
    ['for an administrator', naming('vice', 'admin', null, NOW + DAY), undefined, 'deputy-cannot-act'],
    ['from the past', naming('li', 'wu', NOW - 1, NOW + DAY), undefined, 'deputy-in-the-past'],
    ['until the past', naming('li', 'wu', null, NOW - DAY), undefined, 'deputy-dates-wrong'],
    ['for no time', naming('li', 'wu', NOW, NOW), undefined, 'deputy-dates-wrong'],
    ['for half a millisecond', naming('li', 'wu', NOW, NOW + 0.5), undefined, 'deputy-dates-wrong'],
  ])('%s', (_what, command, by, answer) => {
    const { person } = command as { person: string };
    expect(code(when(ground, command, by ?? self(person)))).toBe(answer);
  });

  it.each<[string, object, string]>([
    ['a second one at the same time', naming('li', 'above', NOW + 8 * DAY, NOW + 12 * DAY), 'deputy-overlaps'],
    ['a second one afterwards', naming('li', 'above', NOW + 10 * DAY, NOW + 12 * DAY), 'done'],
    ['who is away at that time', naming('above', 'li', NOW + DAY, NOW + 3 * DAY), 'deputy-cannot-act'],
    ['by the deputy meanwhile', naming('wu', 'above', NOW + 2 * DAY, NOW + 3 * DAY), 'deputy-of-a-deputy'],
    ['by the deputy afterwards', naming('wu', 'above', NOW + 10 * DAY, NOW + 12 * DAY), 'done'],
    ['who has somebody stand in', naming('leaving', 'li', NOW + DAY, NOW + 2 * DAY), 'deputy-is-away'],
    ['for two colleagues at once', naming('leaving', 'wu', NOW + DAY, NOW + 2 * DAY), 'done'],
  ])('beside another: %s', (_what, command, answer) => {
    // given li is away from now for ten days, and wu stands in
    const state = after(ground, naming('li', 'wu', null, NOW + 10 * DAY), self('li'));
    const { person } = command as { person: string };
    expect(code(when(state, command, self(person)))).toBe(answer);
  });

  it('is recorded with the posts that are covered, and stands in as long as both hold them', () => {
    // given
    const state = after(ground, naming('li', 'wu', NOW + DAY, NOW + 10 * DAY), self('li'));
    const posts = (of: PeopleState, at: number) => standsFor(of, 'wu', at).map((each) => [each.person, each.posts]);
    const worker = [['li', [{ role: 'worker', scope: 'qinghe/d2' }]]];
    // then
    expect([NOW, NOW + DAY, NOW + 10 * DAY - 1, NOW + 10 * DAY].map((at) => posts(state, at))).toEqual([
      [],
      worker,
      worker,
      [],
    ]);
    expect(standsFor(state, 'above', NOW + 2 * DAY)).toEqual([]);
    // when either loses the post
    for (const person of ['li', 'wu']) {
      const dismissed = after(
        state,
        { type: 'dismiss', appointment: `${person}-worker`, document },
        SYSTEM,
        NOW + 2 * DAY,
      );
      expect(posts(dismissed, NOW + 2 * DAY)).toEqual([]);
    }
    // what came later is not covered
    const more = after(
      state,
      { type: 'appoint', appointments: [post('li', 'convenor'), post('wu', 'convenor')] },
      SYSTEM,
      NOW + 2 * DAY,
    );
    expect(posts(more, NOW + 3 * DAY)).toEqual(worker);
  });

  it('is ended by an administrator of every place it covers', () => {
    // given li works in two communities, and somebody above stands in in both
    const both = after(ground, {
      type: 'appoint',
      appointments: [post('li', 'worker', 'qinghe/d3', { appointment: 'li-d3' })],
    });
    const state = after(both, naming('li', 'above', null, NOW + 10 * DAY), self('li'));
    const end = { type: 'endDeputy', deputy: 'li-above' };
    const keeper = (p: string, scope: string): Actor => ({ p, role: 'administrator', scope, basis: null });
    // then
    expect(state.deputies['li-above']?.posts).toHaveLength(2);
    expect(code(when(state, end, keeper('vice', 'qinghe/d2'), NOW + DAY))).toBe('scope-does-not-fit');
    expect(code(when(state, end, keeper('other', 'qinghe/d3'), NOW + DAY))).toBe('scope-does-not-fit');
    expect(code(when(state, end, keeper('admin', 'qinghe'), NOW + DAY))).toBe('done');
  });

  it('is ended by whoever named them or an administrator of the place, once', () => {
    // given
    const state = after(ground, naming('li', 'wu', null, NOW + 10 * DAY), self('li'));
    const end = { type: 'endDeputy', deputy: 'li-wu' };
    const keeper = (p: string, scope: string): Actor => ({ p, role: 'administrator', scope, basis: null });
    // then
    expect(code(when(state, end, self('wu'), NOW + DAY))).toBe('role-does-not-fit');
    expect(code(when(state, end, keeper('other', 'qinghe/d3'), NOW + DAY))).toBe('scope-does-not-fit');
    expect(code(when(state, end, keeper('admin', 'qinghe'), NOW + DAY))).toBe('done');
    expect(code(when(state, { ...end, deputy: 'nobody' }, self('li')))).toBe('unknown-deputy');
    // when
    const ended = after(state, end, self('li'), NOW + DAY);
    expect(standsFor(ended, 'wu', NOW + DAY)).toEqual([]);
    expect(code(when(ended, end, self('li'), NOW + DAY))).toBe('deputy-over');
    // then they may be named again at once
    expect(code(when(ended, naming('li', 'above', null, NOW + 5 * DAY), self('li'), NOW + DAY))).toBe('done');
  });
});

describe('a deputy', () => {
  const by: Actor = { ...self('wu'), for: { p: 'li', basis: null, way: 'deputy' } };

  it.each(capabilities.flatMap((rules) => rules.acts ?? []).map((act) => [`${act.kind}.${act.type}`, act] as const))(
    'does not ask %s in the holder’s name: a seat, a ballot and a signature are their own',
    (_name, act) => {
      for (const role of act.roles)
        expect(refuseActor({ ...by, role }, act.roles, 'qinghe/d2')).toEqual({ refused: 'not-by-deputy' });
    },
  );
});
