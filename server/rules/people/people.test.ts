import { describe, expect, it } from 'vitest';
import { SYSTEM, type Decision } from '#engine';
import { scopeFits } from '../contract/index.js';
import {
  inForce,
  peopleDecider as decider,
  resolveLane,
  resolveTopic,
  type Body,
  type PeopleCommand,
  type PeopleEvent,
  type PeopleState,
} from './index.js';

const units = [
  { path: 'qinghe', name: '青禾街道', kind: 'street' },
  { path: 'qinghe/d2', name: '青禾里社区', kind: 'community' },
  { path: 'qinghe/d2/e1', name: '青禾苑', kind: 'estate' },
] as const;
const body = (id: string, kind: Body['kind'], more: Partial<Body> = {}): Body => ({
  body: id,
  kind,
  name: id,
  scope: 'qinghe/d2',
  parent: null,
  remit: [],
  seats: [],
  ...more,
});
const bodies = [
  body('street-party', 'party-street', { scope: 'qinghe' }),
  body('party', 'party-community', { parent: 'street-party' }),
  body('committee', 'committee'),
  body('watch', 'supervision'),
  body('green', 'sub-committee', { parent: 'committee', remit: ['环境', '物业'] }),
];
const document = { number: '青街任〔2026〕1号', title: '关于任职的通知' };
const DAY = 86_400_000;

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
  return decider.decide(state, { at: 10 * DAY, by: SYSTEM, ...command } as PeopleCommand, undefined);
}

const one = (appointment: string, more: object = {}) => ({
  appointment,
  person: 'p1',
  role: 'worker',
  scope: 'qinghe/d2',
  body: null,
  from: null,
  to: null,
  document,
  relative: null,
  ...more,
});
const appoint = (appointment: string, more: object = {}) => ({
  type: 'appoint',
  appointments: [one(appointment, more)],
});

describe('places', () => {
  it('are founded under a known parent of a larger kind', () => {
    const state = decider.initial();
    expect(when(state, { type: 'found', units })).toMatchObject({ events: [{ type: 'Founded', units }] });
    expect(when(state, { type: 'found', units: [units[1]] })).toEqual({
      refused: 'unit-without-parent',
      values: { path: 'qinghe/d2' },
    });
    expect(when(given(), { type: 'found', units: [units[0]] })).toMatchObject({ refused: 'unit-exists' });
    expect(
      when(given(), { type: 'found', units: [{ path: 'qinghe/d2/e1/x', name: '青禾里', kind: 'community' }] }),
    ).toMatchObject({ refused: 'unit-out-of-order' });
    expect(when(given(), { type: 'found', units: [{ path: 'QH', name: 'x', kind: 'street' }] })).toMatchObject({
      refused: 'unit-invalid',
    });
  });

  it('belong to the administrator above them', () => {
    const by = { p: 'x', role: 'administrator', scope: 'qinghe/d2', basis: null };
    const building = { path: 'qinghe/d2/e1/b1', name: '1号楼', kind: 'building' };
    expect(when(given(), { type: 'found', units: [building], by })).toMatchObject({ events: [{}] });
    expect(
      when(given(), { type: 'found', units: [{ path: 'qinghe/hx', name: '荷香', kind: 'community' }], by }),
    ).toMatchObject({ refused: 'scope-does-not-fit' });
  });
});

describe('bodies', () => {
  it.each([
    ['body-parent-wrong', body('x', 'party-estate', { parent: 'street-party', scope: 'qinghe/d2/e1' })],
    ['body-parent-wrong', body('x', 'sub-committee')],
    ['unknown-body', body('x', 'grid', { parent: 'nobody' })],
    ['unknown-scope', body('x', 'grid', { scope: 'qinghe/none' })],
    ['body-exists', body('party', 'grid')],
    ['body-invalid', body('x', 'grid', { name: ' ' })],
    ['body-outside-parent', body('x', 'party-estate', { parent: 'party', scope: 'qinghe' })],
  ])('are refused: %s', (refused, wrong) => {
    expect(when(given(), { type: 'establish', bodies: [wrong] })).toMatchObject({ refused });
  });

  it('take the topics of their remit, the nearest first', () => {
    const street = body('street-green', 'sub-committee', { parent: 'above', scope: 'qinghe', remit: ['环境', '治安'] });
    const state = given({ type: 'establish', bodies: [body('above', 'committee', { scope: 'qinghe' }), street] });
    expect(resolveTopic(state, 'qinghe/d2/e1', '环境')?.body).toBe('green');
    expect(resolveTopic(state, 'qinghe/d2', '治安')?.body).toBe('street-green');
    expect(resolveTopic(state, 'qinghe/d2', '养老')).toBeNull();
  });
});

describe('an appointment', () => {
  it.each([
    ['unknown-scope', { scope: 'qinghe/none' }],
    ['unknown-role', { role: 'emperor' }],
    ['resident-by-register', { role: 'resident' }],
    ['unknown-body', { body: 'none' }],
    ['body-of-another-scope', { body: 'street-party' }],
    ['document-missing', { document: null, person: 'p2' }],
    ['document-missing', { document: { number: '', title: 'x' }, person: 'p2' }],
    ['dates-wrong', { from: 5 * DAY, to: 5 * DAY, person: 'p2' }],
    ['appointment-exists', { appointment: 'a1', person: 'p2' }],
    ['already-appointed', {}],
    ['already-appointed', { from: 1, to: 11 * DAY }],
  ])('is refused: %s', (refused, change) => {
    // given
    const state = given(appoint('a1'));
    // then
    expect(when(state, appoint('a2', change))).toMatchObject({ refused });
  });

  it('needs an administrator whose scope reaches it', () => {
    const by = (role: string, scope: string) => ({ by: { p: 'x', role, scope, basis: null } });
    expect(when(given(), { ...appoint('a1'), ...by('worker', 'qinghe') })).toMatchObject({
      refused: 'role-does-not-fit',
    });
    expect(when(given(), { ...appoint('a1'), ...by('administrator', 'qinghe/d2/e1') })).toMatchObject({
      refused: 'scope-does-not-fit',
    });
    expect(when(given(), { ...appoint('a1'), ...by('administrator', 'qinghe') })).toMatchObject({ events: [{}] });
  });

  it('may follow the same one, but not overlap it', () => {
    const state = given(appoint('a1', { from: 1, to: 20 * DAY }));
    expect(when(state, appoint('a2', { from: 20 * DAY }))).toMatchObject({ events: [{}] });
    expect(when(state, appoint('a2', { from: 20 * DAY - 1 }))).toMatchObject({ refused: 'already-appointed' });
  });

  it('is made without a document only for the first administrator, by the installation', () => {
    const founding = appoint('a1', { role: 'administrator', scope: 'qinghe', document: null });
    expect(when(given(), founding)).toMatchObject({ events: [{ document: null }] });
    const by = { p: 'x', role: 'administrator', scope: 'qinghe', basis: null };
    expect(when(given(), { ...founding, by })).toMatchObject({ refused: 'document-missing' });
  });

  it('never gives one person two of the three administrator roles at the same time', () => {
    const state = given(appoint('a1', { role: 'security', to: 20 * DAY }));
    for (const role of ['administrator', 'auditor'])
      expect(when(state, appoint('a2', { role }))).toEqual({
        refused: 'administrators-exclude',
        values: { role, held: 'security' },
      });
    expect(when(state, appoint('a2', { role: 'auditor', from: 20 * DAY }))).toMatchObject({ events: [{}] });
    expect(when(state, appoint('a2', { role: 'auditor', person: 'p2' }))).toMatchObject({ events: [{}] });
  });

  it('keeps committee members and their relatives out of the supervision', () => {
    const watch = { role: 'supervision', body: 'watch', relative: false };
    const state = given(appoint('a1', { body: 'committee' }), appoint('a2', { ...watch, person: 'p3' }));
    expect(when(state, appoint('a3', watch))).toMatchObject({ refused: 'supervision-excludes-committee' });
    expect(when(state, appoint('a3', { body: 'committee', person: 'p3' }))).toMatchObject({
      refused: 'supervision-excludes-committee',
    });
    expect(when(state, appoint('a3', { ...watch, person: 'p2', relative: null }))).toMatchObject({
      refused: 'relative-not-stated',
    });
    expect(when(state, appoint('a3', { ...watch, person: 'p2', relative: true }))).toMatchObject({
      refused: 'supervision-excludes-relatives',
    });
    expect(when(state, appoint('a3', { ...watch, person: 'p2' }))).toMatchObject({ events: [{}] });
  });

  it('comes with others all or none, and each counts for the next', () => {
    const twice = { type: 'appoint', appointments: [one('a1'), one('a2')] };
    expect(when(given(), twice)).toMatchObject({ refused: 'already-appointed' });
    const two = { type: 'appoint', appointments: [one('a1'), one('a2', { person: 'p2' })] };
    expect(when(given(), two)).toMatchObject({ events: [{ appointment: 'a1' }, { appointment: 'a2' }] });
  });

  it('ends', () => {
    // given
    const after = given(appoint('a1', { to: 20 * DAY }), { type: 'dismiss', appointment: 'a1', document: null });
    // then
    expect(inForce(after.appointments['a1'] ?? { from: 0, to: null }, 10 * DAY)).toBe(false);
    expect(when(after, { type: 'dismiss', appointment: 'a1', document: null })).toMatchObject({
      refused: 'appointment-over',
    });
    expect(when(after, { type: 'dismiss', appointment: 'none', document: null })).toMatchObject({
      refused: 'unknown-appointment',
    });
  });
});

describe('a lane', () => {
  it('goes to the holders of its own scope, else of the nearest above, at that instant', () => {
    const state = given(
      appoint('a1', { scope: 'qinghe' }),
      appoint('a2', { person: 'p2', from: 11 * DAY, to: 12 * DAY }),
    );
    const at = (day: number) => resolveLane(state, 'worker', 'qinghe/d2/e1', day * DAY);
    expect(at(10)).toMatchObject({ scope: 'qinghe', holders: [{ person: 'p1' }] });
    expect(at(11)).toMatchObject({ scope: 'qinghe/d2', holders: [{ person: 'p2' }] });
    expect(at(12)).toMatchObject({ scope: 'qinghe', holders: [{ person: 'p1' }] });
    expect(at(9)).toEqual({ scope: 'qinghe/d2/e1', holders: [] });
    expect(resolveLane(state, 'expert', 'qinghe/d2', 11 * DAY).holders).toEqual([]);
  });

  it('lets a scope fit itself and what lies below, never a name that only begins alike', () => {
    expect(scopeFits('qinghe', 'qinghe/d2')).toBe(true);
    expect(scopeFits('qinghe/d2', 'qinghe/d2')).toBe(true);
    expect(scopeFits('qinghe/d2', 'qinghe')).toBe(false);
    expect(scopeFits('qinghe/d', 'qinghe/d2')).toBe(false);
  });
});
