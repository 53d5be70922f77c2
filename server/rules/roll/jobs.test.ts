import { describe, expect, it } from 'vitest';
import { history } from '../../../tests/support/decider.js';
import { isProblem, type JobContext, type PureJob } from '../contract/index.js';
import { CHUNK, rollDecider, rollRules, type RollCommand, type RollState } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const name = { '~': 'q'.repeat(43) + '=' };
const context: JobContext = {
  instance: 'm1',
  key: 4,
  element: 'freeze',
  elementName: null,
  headers: {},
  scope: 'qinghe/d2',
  definition: '',
  at: 1000,
  ids: ['r1', 'x', 'x', 'x'],
  facts: {},
};
const job = (type: string): PureJob => {
  const found = rollRules.jobs.find((each) => each.type === type);
  if (found === undefined) throw new Error(type);
  return found;
};
const planned = (type: string, input: object, facts: JobContext['facts'] = {}): RollCommand[] => {
  const plan = job(type).plan(input as never, { ...context, facts });
  if (isProblem(plan)) throw new Error(plan.problem);
  return plan.commands.map(({ command }) => ({ ...command, at: 1000, by: system }) as unknown as RollCommand);
};
const record = { stream: 'r1', seq: 0, leafHash: 'h' };
const result = (type: string, state: RollState) => job(type).result({}, [{ stream: 'r1', state, record }], context);
const line = (elector: string, more: object = {}) => ({ elector, name, heads: 1, area: 0, ...more });

describe('roll.freeze', () => {
  it('asks for the electors, then freezes them sorted', () => {
    // given
    expect(job('roll.freeze').plan({ selector: 'residents', scope: 'qinghe/d2/e1' }, context)).toEqual({
      commands: [],
      needs: [{ name: 'electors', kind: 'electors', parameters: { selector: 'residents', scope: 'qinghe/d2/e1' } }],
    });
    // when
    const commands = planned('roll.freeze', { selector: 'residents' }, { electors: [line('zhang'), line('li')] });
    // then
    const { state } = history(rollDecider, commands);
    expect(state.lines.map((each) => each.elector)).toEqual(['li', 'zhang']);
    expect(result('roll.freeze', state)).toEqual({
      roll: 'r1',
      electors: 2,
      heads: 2,
      area: 0,
      root: state.root,
      reference: record,
    });
  });

  it('keeps who acts for a household', () => {
    // when
    const electors = [line('h2', { holders: ['zhang', 'li'] }), line('h1', { holders: ['sun'] })];
    const commands = planned('roll.freeze', { selector: 'households' }, { electors });
    // then
    const { state } = history(rollDecider, commands);
    expect(state.right).toBe('household');
    expect(state.lines.map((each) => each.holders)).toEqual([['sun'], ['li', 'zhang']]);
  });

  it('freezes the seats of a council without asking anybody', () => {
    const members = [
      { n: 1, kind: 'resident', elector: 'zhang', heads: 1, area: 0 },
      { n: 2, kind: 'expert', elector: 'chen', heads: 1, area: 0 },
    ];
    const { state } = history(rollDecider, planned('roll.freeze', { members }));
    expect(state).toMatchObject({ selector: 'members', right: 'person', heads: 2 });
    expect(state.lines.map((each) => each.elector)).toEqual(['chen', 'zhang']);
  });

  it.each([
    [CHUNK, 0],
    [CHUNK + 1, 2],
    [3 * CHUNK, 3],
  ])('puts %i lines into records of at most 500', (count, staged) => {
    // given
    const electors = Array.from({ length: count }, (_, i) => line(`p${String(i).padStart(6, '0')}`));
    // when
    const commands = planned('roll.freeze', { selector: 'residents' }, { electors });
    // then
    expect(commands.map((command) => command.type)).toEqual([...Array<string>(staged).fill('stage'), 'freeze']);
    expect(history(rollDecider, commands).state.lines).toHaveLength(count);
  });

  it('says that nobody is on it, or that nobody knows who is meant', () => {
    const plan = (input: object, facts = {}) => job('roll.freeze').plan(input as never, { ...context, facts });
    expect(plan({ selector: 'residents' }, { electors: [] })).toMatchObject({ problem: 'roll-empty' });
    expect(plan({ members: [] })).toMatchObject({ problem: 'roll-empty' });
    expect(plan({})).toMatchObject({ problem: 'input-missing' });
    expect(plan({ selector: 'constructor' })).toEqual({
      problem: 'no-such-selector',
      values: { selector: 'constructor' },
    });
  });
});

describe('roll.count', () => {
  it('answers what it is told and records nothing', () => {
    // given
    expect(job('roll.count').plan({ selector: 'households' }, context)).toMatchObject({
      needs: [{ name: 'count', kind: 'count', parameters: { selector: 'households', scope: 'qinghe/d2' } }],
    });
    // when
    const facts = { count: 1500 };
    // then
    expect(planned('roll.count', { selector: 'households' }, facts)).toEqual([]);
    expect(job('roll.count').result({}, [], { ...context, facts })).toEqual({ count: 1500 });
    expect(job('roll.count').plan({ selector: 'cats' }, context)).toMatchObject({ problem: 'no-such-selector' });
  });
});

describe('roll.post and roll.settle', () => {
  it('post the frozen roll and say at the gate how its objections stand', () => {
    // given
    const text = { '~': 'x' };
    const frozen = planned('roll.freeze', { selector: 'residents' }, { electors: [line('li'), line('sun')] });
    const posted = [...frozen, ...planned('roll.post', { roll: 'r1', term: { n: 5, unit: 'day' } })];
    const objection = {
      type: 'object',
      at: 2,
      by: { ...system, p: 'sun', role: 'resident', scope: 'qinghe/d2' },
      subject: 'wrong',
      text,
    } as unknown as RollCommand;
    const settle = planned('roll.settle', { roll: 'r1' });
    // when then
    expect(result('roll.post', history(rollDecider, posted).state)).toEqual({ roll: 'r1', reference: record });
    expect(result('roll.settle', history(rollDecider, [...posted, objection, ...settle]).state)).toMatchObject({
      roll: 'r1',
      electors: 2,
      objections: 1,
      open: 1,
      first: 1,
      settled: false,
    });
    expect(result('roll.settle', history(rollDecider, [...posted, ...settle]).state)).toMatchObject({
      objections: 0,
      upheld: 0,
      open: 0,
      first: null,
      settled: true,
      reference: record,
    });
  });

  it('say what they lack', () => {
    expect(job('roll.post').plan({ roll: 'r1' }, context)).toMatchObject({ problem: 'term-invalid' });
    expect(job('roll.post').plan({ term: { n: 5, unit: 'day' } }, context)).toMatchObject({ problem: 'input-missing' });
    expect(job('roll.settle').plan({}, context)).toMatchObject({ problem: 'input-missing' });
    expect(job('roll.settle').result({}, [], context)).toEqual({ problem: 'stream-missing' });
  });
});
