import { describe, expect, it } from 'vitest';
import { SYSTEM, type DefinitionSet, type Process } from '#engine';
import { Matter, type Ask } from '../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { HistoryRecord, MatterData } from './data.js';
import { diagrams } from './diagrams.js';
import { fold } from './tracing/index.js';
import { Trail } from './trail.js';
import { timeline } from './timeline.js';

/** `ask` twice at will, then what `called` does inside the call `ring`; each set has its own words for them. */
function setOf(hash: string, ask: string, ring: string, called: string): DefinitionSet {
  const call = { all: false, back: false, inputs: [], outputs: [] };
  const main = new ProcessBuilder('main')
    .element('startEvent', 'start', { event: NONE_EVENT })
    .element('userTask', ask, { ...ANYBODY, name: `${hash} ${ask}` } as never)
    .element('callActivity', ring, { call: { processId: '"inner"', ...call }, name: ring } as never)
    .chain('start', ask, ring)
    .build();
  const inner = new ProcessBuilder('inner')
    .element('startEvent', 'in', { event: NONE_EVENT })
    .element('userTask', called, ANYBODY)
    .element('userTask', 'last', ANYBODY)
    .chain('in', called, 'last')
    .build();
  const { definitions } = new Matter([main, inner] as readonly Process[]).facts;
  return { ...definitions, hash };
}

describe('the drawing of the version that ran', () => {
  const one = setOf('one', 'ask', 'ring', 'hear');
  const two = setOf('two', 'inquire', 'call', 'listen');
  const bpmnOf = (name: string) => ({ main: `${name} main`, inner: `${name} inner` });
  const matter = new Matter(Object.values(one.processes));
  matter.facts = { definitions: one };
  const history: HistoryRecord[] = [];
  const act = (ask: Ask) => {
    const events = matter.ask(ask, SYSTEM);
    if (typeof events === 'string') throw new Error(events);
    const seq = history.length;
    history.push({
      ...{ stream: 'm', seq, at: matter.at, type: ask.type, prev: null, leafHash: `h${seq}`, leaf: '' },
      command: { ...ask, at: matter.at, by: SYSTEM } as never,
      events: events as never,
    });
  };
  const done = (element: string) => act({ type: 'completeTask', key: matter.keyOf('task', element) ?? -1 } as Ask);

  // given a matter sent back once, then put on another version inside the call, and gone on there
  act({ type: 'start', scope: 'qinghe/d2', variables: {} } as Ask);
  done('ask');
  const terminate = [Object.values(matter.state.nodes).find(({ scope }) => scope === 1)?.key ?? -1];
  act({ type: 'modify', op: 'return', terminate, activate: [{ element: 'ask' }] } as never);
  done('ask');
  const mapping = { ask: 'inquire', ring: 'call', hear: 'listen' };
  matter.facts = { definitions: one, target: two };
  act({ type: 'migrate', definition: 'two', mapping } as never);
  matter.facts = { definitions: two };
  done(matter.keyOf('task', 'listen') === undefined ? 'hear' : 'listen');
  const data = {
    ...{ matter: 'm', number: '', scope: 'qinghe/d2', procedure: { id: 'main', name: 'main', version: 2 } },
    ...{ set: two, bpmn: bpmnOf('two'), earlier: [{ set: one, bpmn: bpmnOf('one'), version: 1 }] },
    ...{ state: matter.state, history, entities: [] },
  } as MatterData;
  const drawn = diagrams(data, new Trail(data), fold(data));

  it('is each set’s own, for the notches it was in force', () => {
    expect(drawn.map(({ bpmn, version, from, until, path }) => [bpmn, version, from, until, path])).toEqual([
      ['two main', 2, 4, null, []],
      ['two inner', 2, 4, null, ['call']],
      ['one main', 1, 0, 3, []],
      ['one inner', 1, 0, 3, ['ring']],
    ]);
  });

  it('has the way in the ids of its set, and nothing that came later', () => {
    const ways = drawn.map(({ passed, active, flows }) => [
      passed.map(({ element, times }) => `${element} ${times}`),
      active.map(({ element }) => element),
      flows,
    ]);
    expect(ways).toEqual([
      [['start 1', 'inquire 2', 'call 1'], ['call'], ['start>inquire', 'inquire>call']],
      [['in 2', 'listen 2'], ['last'], ['in>listen', 'listen>last']],
      [['start 1', 'ask 2', 'ring 1'], ['ring'], ['start>ask', 'ask>ring']],
      [['in 2', 'hear 1'], ['hear'], ['in>hear']],
    ]);
    expect(drawn.map(({ moves }) => moves)).toEqual([
      [{ notch: 2, from: 'call', to: 'inquire', returned: true }],
      [],
      [{ notch: 2, from: 'ring', to: 'ask', returned: true }],
      [],
    ]);
  });

  it('tells every act where the set had it that ran then', () => {
    const reading = { roles: [], open: () => null, holder: () => ({}) };
    const told = timeline(data, reading as never, new Trail(data)).flatMap(({ seq, element, path, name }) =>
      element === null ? [] : [[seq, [...path, element].join('/'), name]],
    );
    expect(told).toContainEqual([1, 'ask', 'one ask']);
    expect(told.filter(([seq]) => Number(seq) < 4).map(([, where]) => where)).not.toContain('inquire');
  });
});
