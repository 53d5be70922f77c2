import { describe, expect, it } from 'vitest';
import { SYSTEM, type Decision } from '#engine';
import {
  peopleDecider as decider,
  scopeFits,
  type PeopleCommand,
  type PeopleEvent,
  type PeopleState,
} from './index.js';

const units = [
  { path: 'qinghe', name: '青禾街道', kind: 'street' },
  { path: 'qinghe/d2', name: '青禾里社区', kind: 'community' },
] as const;

function given(...events: PeopleEvent[]): PeopleState {
  return events.reduce((state, event) => decider.evolve(state, event, undefined), decider.initial());
}

function when(state: PeopleState, command: object): Decision<PeopleEvent> {
  return decider.decide(state, { at: 0, by: SYSTEM, ...command } as PeopleCommand, undefined);
}

const founded: PeopleEvent = { type: 'Founded', v: 1, units };
const appointed: PeopleEvent = {
  type: 'Appointed',
  v: 1,
  appointment: 'a1',
  person: 'p1',
  role: 'worker',
  scope: 'qinghe/d2',
};

describe('the organisation', () => {
  it('is founded with every unit under a known parent', () => {
    expect(when(given(), { type: 'found', units })).toEqual({ events: [founded], effects: [] });
    expect(when(given(), { type: 'found', units: [units[1]] })).toEqual({
      refused: 'unit-without-parent',
      values: { path: 'qinghe/d2' },
    });
    expect(when(given(founded), { type: 'found', units: [units[0]] })).toMatchObject({ refused: 'unit-exists' });
  });

  it.each([
    ['unknown-scope', { scope: 'qinghe/none' }],
    ['unknown-role', { role: 'emperor' }],
    ['appointment-exists', { appointment: 'a1', person: 'p2' }],
    ['already-appointed', {}],
    ['role-does-not-fit', { by: { p: 'x', role: 'worker', scope: 'qinghe', basis: null } }],
  ])('refuses an appointment: %s', (refused, change) => {
    // given
    const state = given(founded, appointed);
    // when
    const command = {
      type: 'appoint',
      appointment: 'a2',
      person: 'p1',
      role: 'worker',
      scope: 'qinghe/d2',
      document: null,
      ...change,
    };
    // then
    expect(when(state, command)).toMatchObject({ refused });
  });

  it('appoints and dismisses', () => {
    const state = given(founded, appointed, { type: 'Dismissed', v: 1, appointment: 'a1' });
    expect(state.appointments).toEqual({});
    expect(when(state, { type: 'dismiss', appointment: 'a1', document: null })).toMatchObject({
      refused: 'unknown-appointment',
    });
  });

  it('lets a scope fit itself and what lies below, never a name that only begins alike', () => {
    expect(scopeFits('qinghe', 'qinghe/d2')).toBe(true);
    expect(scopeFits('qinghe/d2', 'qinghe/d2')).toBe(true);
    expect(scopeFits('qinghe/d2', 'qinghe')).toBe(false);
    expect(scopeFits('qinghe/d', 'qinghe/d2')).toBe(false);
  });
});
