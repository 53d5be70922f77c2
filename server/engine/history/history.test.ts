import { describe, expect, it } from 'vitest';
import { evolveAll, instanceDecider, type InstanceEvent, type InstanceState } from '#engine';
import { Matter } from '../../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

const model = new ProcessBuilder('P')
  .element('startEvent', 'start', { event: NONE_EVENT })
  .element('subProcess', 'sub')
  .element('startEvent', 'begin', { event: NONE_EVENT }, 'sub')
  .element('userTask', 'task', ANYBODY, 'sub')
  .chain('begin', 'task')
  .chain('start', 'sub')
  .build();

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

describe('evolve', () => {
  it('changes nothing that it was given', () => {
    // given
    const matter = new Matter([model]).start({ a: { b: [1] } });
    matter.complete('task', { a: 2 });

    // when
    const state = matter.events.reduce<InstanceState>(
      (before, event) => instanceDecider.evolve(frozen(before), frozen(event), matter.facts),
      instanceDecider.initial(),
    );

    // then
    expect(state).toEqual(matter.state);
    expect(evolveAll(instanceDecider.initial(), matter.events, matter.facts)).toEqual(state);
  });

  it('shares what an event does not touch', () => {
    // given
    const matter = new Matter([model]).start({ a: 1 });

    // when
    const after = instanceDecider.evolve(
      matter.state,
      { type: 'VariablesSet', v: 1, scope: 1, variables: { a: 2 } },
      matter.facts,
    );

    // then
    expect(after.nodes[2]).toBe(matter.state.nodes[2]);
    expect(after.nodes[1]?.variables).toEqual({ a: 2 });
    expect(matter.state.nodes[1]?.variables).toEqual({ a: 1 });
  });

  it('names an event or version it does not know', () => {
    // given
    const matter = new Matter([model]).start();
    const evolve = (event: object) => () => instanceDecider.evolve(matter.state, event as InstanceEvent, matter.facts);

    // then
    expect(evolve({ type: 'Passed', v: 2, element: 'start', scope: 1 })).toThrow('no applier for Passed version 2');
    expect(evolve({ type: 'Vanished', v: 1 })).toThrow('no applier for Vanished version 1');
  });

  it('keeps the variables of the root when the matter is over, and nothing else', () => {
    // given
    const matter = new Matter([model]).start({ a: 1 });

    // when
    matter.complete('task', { b: 2 });

    // then
    expect(matter.state).toMatchObject({ status: 'completed', nodes: {}, incidents: {}, result: { a: 1, b: 2 } });
  });
});
