import { describe, expect, it } from 'vitest';
import { SYSTEM, type Decision } from '#engine';
import {
  endsSoon,
  inForce,
  peopleDecider as decider,
  vacancies,
  type Body,
  type PeopleCommand,
  type PeopleEvent,
  type PeopleState,
} from './index.js';

/** Appointments over their life, seats, and units and bodies that change. */
const DAY = 86_400_000;
const NOW = 10 * DAY;
const document = { number: '青街任〔2026〕2号', title: '关于任职的通知' };
const units = [
  { path: 'qinghe', name: '青禾街道', kind: 'street' },
  { path: 'qinghe/d2', name: '青禾里社区', kind: 'community' },
  { path: 'qinghe/d2/e1', name: '青禾苑', kind: 'estate' },
] as const;
const body = (id: string, kind: Body['kind'], more: Partial<Body> = {}): Body => ({
  ...{ body: id, kind, name: id, scope: 'qinghe/d2', parent: null, remit: [], seats: [] },
  ...more,
});
const bodies = [
  body('council', 'council', { seats: [{ role: 'convenor', count: 1 }] }),
  body('committee', 'committee'),
  body('green', 'sub-committee', { parent: 'committee', remit: ['环境'] }),
  body('watch', 'supervision'),
];

function given(...commands: object[]): PeopleState {
  return [{ type: 'found', units }, { type: 'establish', bodies }, ...commands].reduce(
    (state: PeopleState, command) => {
      const decision = when(state, command);
      if ('refused' in decision) throw new Error(decision.refused);
      return decision.events.reduce((each, event) => decider.evolve(each, event, undefined), state);
    },
    decider.initial(),
  );
}
function when(state: PeopleState, command: object): Decision<PeopleEvent> {
  return decider.decide(state, { at: NOW, by: SYSTEM, ...command } as PeopleCommand, undefined);
}
const one = (appointment: string, more: object = {}) => ({
  ...{ appointment, person: `p-${appointment}`, role: 'convenor', scope: 'qinghe/d2', body: 'council' },
  ...{ from: null, to: null, document, relative: null },
  ...more,
});
const appoint = (appointment: string, more: object = {}) => ({
  type: 'appoint',
  appointments: [one(appointment, more)],
});
const prolong = (to: number | null, more: object = {}) => ({
  type: 'prolong',
  appointment: 'a1',
  to,
  document,
  ...more,
});
const replace = (more: object = {}) => ({
  type: 'replace',
  appointment: 'a1',
  successor: { appointment: 'a2', person: 'p2', from: null, to: null, document, relative: null, ...more },
});
const administrator = (scope: string) => ({ by: { p: 'x', role: 'administrator', scope, basis: null } });

describe('prolonging', () => {
  it('moves the end to a later day, or takes it away, by a document', () => {
    const state = given(appoint('a1', { to: 20 * DAY }));
    expect(when(state, prolong(30 * DAY))).toEqual({
      events: [{ type: 'Prolonged', v: 1, appointment: 'a1', to: 30 * DAY, document }],
      effects: [],
    });
    expect(when(state, prolong(null))).toMatchObject({ events: [{ to: null }] });
    const after = given(appoint('a1', { to: 20 * DAY }), prolong(30 * DAY));
    expect(inForce(after.appointments['a1'] ?? { from: 0, to: 0 }, 25 * DAY)).toBe(true);
    // and also one that is still to begin
    expect(when(given(appoint('a1', { from: 15 * DAY, to: 20 * DAY })), prolong(30 * DAY))).toMatchObject({
      events: [{}],
    });
  });

  it('never reaches back: what is over by today stays over', () => {
    const over = given(appoint('a1', { from: 1, to: NOW }));
    expect(when(over, prolong(30 * DAY))).toEqual({ refused: 'appointment-over' });
    const lasting = given(appoint('a1', { from: 1, to: NOW + 1 }));
    expect(when(lasting, prolong(30 * DAY))).toMatchObject({ events: [{}] });
    expect(when(lasting, prolong(NOW))).toEqual({ refused: 'term-not-longer', values: { until: NOW } });
    const dismissed = given(appoint('a1', { from: 15 * DAY }), { type: 'dismiss', appointment: 'a1', document });
    expect(when(dismissed, prolong(30 * DAY))).toEqual({ refused: 'appointment-over' });
  });

  it.each([
    ['unknown-appointment', { appointment: 'none' }],
    ['term-not-longer', { to: 20 * DAY }],
    ['dates-wrong', { to: 20.5 }],
    ['document-missing', { document: null }],
    ['document-missing', { document: { number: ' ', title: '通知' } }],
    ['role-does-not-fit', { by: { p: 'x', role: 'worker', scope: 'qinghe', basis: null } }],
    ['scope-does-not-fit', administrator('qinghe/d2/e1')],
  ])('is refused: %s', (refused, change) => {
    const state = given(appoint('a1', { to: 20 * DAY }));
    expect(when(state, { ...prolong(30 * DAY), ...change })).toMatchObject({ refused });
  });

  it('is refused where there is no end, and where the longer time meets what else is held', () => {
    expect(when(given(appoint('a1')), prolong(30 * DAY))).toEqual({ refused: 'term-has-no-end' });
    const next = given(appoint('a1', { to: 20 * DAY }), appoint('a2', { from: 20 * DAY }));
    expect(when(next, prolong(30 * DAY))).toMatchObject({ refused: 'seats-taken' });
    const self = given(
      appoint('a1', { body: null, to: 20 * DAY }),
      appoint('a2', { body: null, person: 'p-a1', from: 20 * DAY }),
    );
    expect(when(self, prolong(30 * DAY))).toMatchObject({ refused: 'already-appointed' });
    const office = { role: 'administrator', scope: 'qinghe', body: null, person: 'p1' };
    const other = given(
      appoint('a1', { ...office, to: 20 * DAY }),
      appoint('a2', { ...office, role: 'auditor', from: 20 * DAY }),
    );
    expect(when(other, prolong(30 * DAY))).toMatchObject({ refused: 'administrators-exclude' });
    const watch = { role: 'supervision', body: 'watch', relative: false, to: 20 * DAY };
    expect(when(given(appoint('a1', watch)), prolong(30 * DAY))).toMatchObject({ events: [{}] });
  });
});

describe('replacing', () => {
  it('ends the one where the other begins: at once, or on a later day', () => {
    const state = given(appoint('a1', { from: 1, to: 20 * DAY }));
    expect(when(state, replace())).toMatchObject({
      events: [
        { type: 'Dismissed', appointment: 'a1', at: NOW, document },
        { type: 'Appointed', appointment: 'a2', person: 'p2', role: 'convenor', body: 'council', from: NOW },
      ],
    });
    expect(when(state, replace({ from: 12 * DAY, to: 40 * DAY }))).toMatchObject({
      events: [
        { type: 'Dismissed', at: 12 * DAY },
        { type: 'Appointed', from: 12 * DAY, to: 40 * DAY },
      ],
    });
    // then at every instant exactly one holds the only seat
    const after = given(appoint('a1', { from: 1, to: 20 * DAY }), replace({ from: 20 * DAY }));
    for (const at of [NOW, 20 * DAY - 1, 20 * DAY, 21 * DAY])
      expect(Object.values(after.appointments).filter((each) => inForce(each, at)).length).toBe(1);
  });

  it('leaves no gap and no overlap', () => {
    const state = given(appoint('a1', { from: 1, to: 20 * DAY }));
    expect(when(state, replace({ from: 20 * DAY + 1 }))).toEqual({
      refused: 'leaves-a-gap',
      values: { until: 20 * DAY - 1 },
    });
    expect(when(state, replace({ from: NOW - 1 }))).toEqual({ refused: 'begins-in-the-past' });
    const follows = given(appoint('a1', { from: 1, to: 20 * DAY }), appoint('a3', { from: 20 * DAY }));
    expect(when(follows, replace({ from: 12 * DAY }))).toMatchObject({ refused: 'seats-taken' });
    expect(when(follows, replace({ from: 12 * DAY, to: 20 * DAY }))).toMatchObject({ events: [{}, {}] });
    // a post that several may hold has room for both
    const several = { from: 1, to: 20 * DAY, body: 'committee', role: 'worker' };
    const beside = given(appoint('a1', several), appoint('a3', { ...several, from: 20 * DAY, to: null }));
    expect(when(beside, replace({ from: 12 * DAY }))).toMatchObject({ events: [{}, {}] });
  });

  it.each([
    ['document-missing', replace({ document: null })],
    ['dates-wrong', replace({ to: NOW })],
    ['dates-wrong', replace({ from: 11.5 })],
    ['successor-is-holder', replace({ person: 'p-a1' })],
    ['unknown-appointment', { ...replace(), appointment: 'none' }],
    ['appointment-exists', replace({ appointment: 'a1' })],
    ['scope-does-not-fit', { ...replace(), ...administrator('qinghe/d2/e1') }],
  ])('is refused: %s', (refused, command) => {
    expect(when(given(appoint('a1', { from: 1 })), command)).toMatchObject({ refused });
  });

  it('is refused before the holder begins, and after the end', () => {
    expect(when(given(appoint('a1', { from: 12 * DAY })), replace())).toEqual({ refused: 'appointment-not-begun' });
    expect(when(given(appoint('a1', { from: 1, to: NOW })), replace())).toEqual({ refused: 'appointment-over' });
  });
});

describe('seats', () => {
  it('are never held by more than there are, at the fullest instant', () => {
    const two = [{ role: 'expert', count: 2 }];
    const state = given(
      { type: 'establish', bodies: [{ ...body('experts', 'council'), seats: two }] },
      appoint('a1', { role: 'expert', body: 'experts', from: 11 * DAY, to: 13 * DAY }),
      appoint('a2', { role: 'expert', body: 'experts', from: 13 * DAY, to: 15 * DAY }),
    );
    const third = { role: 'expert', body: 'experts', from: 11 * DAY, to: 15 * DAY };
    const full = given(
      { type: 'establish', bodies: [{ ...body('experts', 'council'), seats: two }] },
      appoint('a1', { ...third, from: 12 * DAY }),
      appoint('a2', { ...third, from: 14 * DAY }),
    );
    expect(when(state, appoint('a3', third))).toMatchObject({ events: [{}] });
    expect(when(full, appoint('a3', { ...third, to: 14 * DAY }))).toMatchObject({ events: [{}] });
    expect(when(full, appoint('a3', third))).toEqual({
      refused: 'seats-taken',
      values: { name: 'experts', role: 'expert', seats: 2 },
    });
  });

  it('are changed, but not below who holds them', () => {
    const amend = { type: 'amendBody', body: 'committee', name: '居民委员会', remit: ['环境'] };
    const worker = { role: 'worker', body: 'committee' };
    const state = given(appoint('a1', worker), appoint('a2', { ...worker, from: 12 * DAY }));
    expect(when(state, { ...amend, seats: [{ role: 'worker', count: 1 }] })).toMatchObject({ refused: 'seats-held' });
    const after = given({ ...amend, seats: [{ role: 'worker', count: 7 }] });
    expect(after.bodies['committee']).toMatchObject({ name: '居民委员会', kind: 'committee', seats: [{ count: 7 }] });
    expect(when(state, { ...amend, seats: [{ role: 'worker', count: 0 }] })).toMatchObject({ refused: 'body-invalid' });
    const twice = [1, 2].map((count) => ({ role: 'worker', count }));
    expect(when(state, { ...amend, seats: twice })).toMatchObject({ refused: 'body-invalid' });
    expect(when(state, { ...amend, body: 'none', seats: [] })).toMatchObject({ refused: 'unknown-body' });
    expect(when(state, { ...amend, seats: [], ...administrator('qinghe/d2/e1') })).toMatchObject({
      refused: 'scope-does-not-fit',
    });
  });

  it('that nobody holds are vacant, and so are posts whose holder has gone', () => {
    const grid = { role: 'grid', scope: 'qinghe/d2/e1', body: null };
    const state = given(appoint('a1', { ...grid, from: 1, to: 20 * DAY }));
    const council = { role: 'convenor', scope: 'qinghe/d2', body: 'council', missing: 1 };
    expect(vacancies(state, NOW)).toEqual([council]);
    expect(vacancies(state, 20 * DAY)).toEqual([council, { ...grid, missing: 1 }]);
    expect(vacancies(given(appoint('a1')), NOW)).toEqual([]);
    // nothing is vacant where there is no unit any more
    const gone = given(appoint('a1', { ...grid, from: 1, to: NOW }), { type: 'closeUnit', path: 'qinghe/d2/e1' });
    expect(vacancies(gone, NOW)).toEqual([council]);
  });

  it('are nearly over from sixty days before the end', () => {
    expect(endsSoon({ to: null }, NOW)).toBe(false);
    expect(endsSoon({ to: NOW + 60 * DAY }, NOW)).toBe(true);
    expect(endsSoon({ to: NOW + 60 * DAY + 1 }, NOW)).toBe(false);
  });
});

describe('a unit', () => {
  it('is renamed by an administrator of it, and keeps its path', () => {
    const rename = { type: 'renameUnit', path: 'qinghe/d2/e1', name: '青禾新苑' };
    expect(given(rename).units['qinghe/d2/e1']).toEqual({ path: 'qinghe/d2/e1', name: '青禾新苑', kind: 'estate' });
    expect(when(given(), { ...rename, path: 'qinghe/no' })).toMatchObject({ refused: 'unknown-scope' });
    expect(when(given(), { ...rename, name: ' ' })).toMatchObject({ refused: 'unit-invalid' });
    expect(when(given(), { ...rename, name: '青禾苑' })).toMatchObject({ refused: 'nothing-changes' });
    expect(when(given(), { ...rename, ...administrator('qinghe/d2') })).toMatchObject({ events: [{}] });
    expect(when(given(), { ...rename, path: 'qinghe', ...administrator('qinghe/d2') })).toMatchObject({
      refused: 'scope-does-not-fit',
    });
  });

  it('is closed when nothing hangs on it, by an administrator above it, and its path stays taken', () => {
    const close = { type: 'closeUnit', path: 'qinghe/d2/e1' };
    const grid = { role: 'grid', scope: 'qinghe/d2/e1', body: null };
    expect(when(given(), { ...close, path: 'qinghe/d2' })).toMatchObject({ refused: 'unit-has-units' });
    const there = given({ type: 'establish', bodies: [body('g', 'grid', { scope: 'qinghe/d2/e1' })] });
    expect(when(there, close)).toMatchObject({ refused: 'unit-has-bodies' });
    expect(when(given(appoint('a1', grid)), close)).toMatchObject({ refused: 'unit-has-posts' });
    expect(when(given(appoint('a1', { ...grid, from: 1, to: NOW })), close)).toMatchObject({ events: [{}] });
    expect(when(given(), { ...close, ...administrator('qinghe/d2/e1') })).toMatchObject({
      refused: 'scope-does-not-fit',
    });
    const after = given(close);
    expect(after.units['qinghe/d2/e1']).toBeUndefined();
    expect(after.closed['qinghe/d2/e1']?.name).toBe('青禾苑');
    expect(when(after, { type: 'found', units: [units[2]] })).toMatchObject({ refused: 'unit-was-closed' });
    expect(when(after, close)).toMatchObject({ refused: 'unknown-scope' });
    expect(when(after, appoint('a2', grid))).toMatchObject({ refused: 'unknown-scope' });
  });
});

describe('a body', () => {
  it('is dissolved when no body stands below it and nobody holds a post in it', () => {
    const dissolve = (id: string) => ({ type: 'dissolveBody', body: id });
    expect(when(given(), dissolve('committee'))).toMatchObject({ refused: 'body-has-bodies' });
    expect(when(given(appoint('a1')), dissolve('council'))).toMatchObject({ refused: 'body-has-posts' });
    expect(when(given(), dissolve('none'))).toMatchObject({ refused: 'unknown-body' });
    expect(when(given(), { ...dissolve('green'), ...administrator('qinghe/d2/e1') })).toMatchObject({
      refused: 'scope-does-not-fit',
    });
    expect(given(dissolve('green')).bodies['green']).toBeUndefined();
  });
});
