import { describe, expect, it } from 'vitest';
import { SYSTEM, type Actor } from '#engine';
import { base64Encode, sealValue } from '#ledger';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';
import { Matter, MONDAY, START_FORM } from '../../../tests/support/matter.js';
import type { HistoryRecord, MatterData, Reading } from '../data.js';
import { Trail } from '../trail.js';
import { diagrams } from '../diagrams.js';
import { timeline } from '../timeline.js';
import { fold, marksOf, sampleOf } from './index.js';
import { exhibitsOf } from './exhibits.js';
import { momentsOf } from './moments.js';

const DAY = 86_400_000;
const P = base64Encode(new Uint8Array(32).fill(7));
const OWN = base64Encode(new Uint8Array(32).fill(8));
const WORDS = sealValue(new Uint8Array(32).fill(1), '楼下的灯坏了。');
const worker = {
  p: 'wang',
  role: 'worker',
  scope: 'qinghe/d2',
  basis: { stream: '0'.repeat(26), seq: 3, leafHash: P },
};

/** Two tasks one after the other; the first is due on Wednesday. */
function matter(): Matter {
  const model = new ProcessBuilder('P')
    .element('startEvent', 'start', { event: NONE_EVENT, name: '提出事项', properties: { 'start.form': START_FORM } })
    .element('userTask', 'ask', {
      ...ANYBODY,
      user: { ...ANYBODY.user, dueDate: '@"2026-01-07T09:00:00+08:00"' },
    } as never)
    .element('userTask', 'tell', ANYBODY)
    .element('endEvent', 'end', { event: NONE_EVENT })
    .chain('start', 'ask', 'tell', 'end')
    .build();
  return new Matter([model]);
}

/** What was done, one record for each command; `as` stands in them as who did it. */
function dataOf(of: Matter, as: Actor = SYSTEM): MatterData {
  const again = new Matter(Object.values(of.facts.definitions.processes));
  const history = of.commands.map(({ command }, seq): HistoryRecord => {
    again.at = command.at;
    const { at, by, ...ask } = command;
    const events = again.ask(ask, by);
    return {
      ...{ stream: 'm', seq, at, type: command.type, prev: null, leafHash: `h${seq}`, leaf: '' },
      command: { ...command, by: as } as never,
      events: events as never,
    };
  });
  return {
    ...{ matter: 'm', number: '', scope: 'qinghe/d2', procedure: { id: 'P', name: 'P', version: 1 }, bpmn: {} },
    ...{ set: of.facts.definitions, state: of.state, history, entities: [] },
  };
}

const readingAs = (role: string, now: number): Reading => ({
  ...{ now, calendars: { years: {} }, person: 'x', roles: [role as never], p: OWN, right: () => null },
  open: () => '楼下的灯坏了。',
  holder: (p, as) => ({ role: as, place: null, name: null, p, you: p === OWN }),
  published: (p) => ({ role: 'resident', place: null, name: null, p, you: false }),
});

describe('the trace at any moment', () => {
  it('says what is chosen as the form calls it', () => {
    // given
    const values = [
      { value: 'building', label: '本楼栋' },
      { value: 'estate', label: '本小区' },
    ];
    const components = [
      { type: 'radio', key: 'reach', label: '影响范围', values },
      { type: 'checklist', key: 'reaches', label: '涉及', values },
    ];
    const forms = { start: { type: 'default', id: 'start', components } };
    const done = new Matter(Object.values(matter().facts.definitions.processes), { forms }).start({
      ...{ reach: 'building', reaches: ['estate', 'building'] },
    });
    // when
    const [first] = momentsOf(dataOf(done, worker), readingAs('worker', done.at), fold(dataOf(done, worker)));
    // then
    expect(first?.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['影响范围', ['本楼栋']],
      ['涉及', ['本小区', '本楼栋']],
    ]);
    // what is none of the options is said as it is
    const other = new Matter(Object.values(matter().facts.definitions.processes), { forms }).start({ reach: 'moon' });
    const [once] = momentsOf(dataOf(other, worker), readingAs('worker', other.at), fold(dataOf(other, worker)));
    expect(once?.values).toMatchObject([{ value: 'moon', chosen: null }]);
  });

  it('has what each record changed, and opens sealed words to those inside alone', () => {
    // given
    const done = matter().start({ asked: P, own: OWN, words: WORDS as never });
    done.at += DAY;
    done.complete('ask', { n: 2 });
    const data = dataOf(done, worker);
    const told = (role: string) => momentsOf(data, readingAs(role, done.at), fold(data));
    // then
    const [first, second] = told('worker');
    expect(first?.values.map(({ name, value, hidden }) => [name, value, hidden])).toEqual([
      ['asked', P, false],
      ['own', OWN, false],
      ['words', '楼下的灯坏了。', false],
    ]);
    expect(second?.values.map(({ name, value }) => [name, value])).toEqual([['n', 2]]);
    expect(second?.basis).toEqual({ kind: 'organisation', record: worker.basis });
    const shut = (role: string) =>
      told(role)[0]?.values.map(({ value, hidden }) => (hidden ? 'hidden' : value === null ? 'null' : 'shown'));
    expect(shut('auditor')).toEqual(['shown', 'shown', 'hidden']);
    expect(shut('expert')).toEqual(['hidden', 'shown', 'hidden']);
    expect(shut('resident')).toEqual(['hidden', 'shown', 'hidden']);
  });

  it('keeps the counts of a call-back with few answers from neighbours, wherever the procedure put them', () => {
    // given: the result lies in the matter, and once as it came, beside the call-back's id
    const result = { callback: 'c1', outcome: 'solved', asked: 6, answered: 4, solved: 3, satisfied: 3, contacted: 4 };
    const done = matter().start({ ...result, call_back_result: result as never });
    const answersOf = (answers: number) => Array.from({ length: answers }, (_, n) => ({ p: `p${n}`, solved: true }));
    const told = (role: string, answers: number) => {
      const state = { status: 'closed', answers: answersOf(answers) };
      const data = { ...dataOf(done), entities: [{ stream: 'c1', kind: 'callback', state, history: [] } as never] };
      const values = momentsOf(data, readingAs(role, done.at), fold(data))[0]?.values ?? [];
      return Object.fromEntries(values.map(({ name, value }) => [name, value]));
    };
    const none = { ...{ outcome: null, asked: null, answered: null }, solved: null, satisfied: null, contacted: null };
    // then
    expect(told('resident', 4)).toEqual({ callback: 'c1', ...none, call_back_result: { callback: 'c1', ...none } });
    expect(told('resident', 5)).toEqual({ ...result, call_back_result: result });
    expect(told('auditor', 4)).toEqual({ ...result, call_back_result: result });
  });

  it('says in the way of a matter neither who answered what nor what few answers came to', () => {
    // given
    const closed = (answered: number) => ({ type: 'CallbackClosed', answered, solved: 1, outcome: 'solved' });
    const record = (seq: number, event: object) => ({
      ...{ stream: 'c1', seq, at: seq, type: 'x', prev: null, leafHash: `h${seq}`, leaf: '' },
      command: { type: 'x', by: SYSTEM, at: seq } as never,
      events: [event] as never,
    });
    const history = [record(0, { type: 'CallbackAnswered', solved: true }), record(1, closed(4)), record(2, closed(5))];
    const data = { ...dataOf(matter().start()), entities: [{ stream: 'c1', kind: 'callback', state: {}, history }] };
    const said = (role: string) =>
      timeline(data as never, readingAs(role, 9), new Trail(data as never))
        .filter(({ stream }) => stream === 'c1')
        .map(({ said: { code, values } }) => [code, values]);
    const told = { answered: 5, solved: 1, outcome: 'solved' };
    // then
    expect(said('resident')).toEqual([
      ['event.CallbackAnswered', {}],
      ['event.CallbackClosed.few', { few: 5 }],
      ['event.CallbackClosed', told],
    ]);
    expect(said('auditor').slice(1)).toEqual([
      ['event.CallbackClosed', { ...told, answered: 4 }],
      ['event.CallbackClosed', told],
    ]);
  });

  it('has the form it was started with, and what was typed there for those inside alone', () => {
    // given
    const done = matter().start({ title: '装灯', words: WORDS as never });
    const data = dataOf(done, worker);
    const told = (role: string) => exhibitsOf(data, readingAs(role, done.at), fold(data)).forms;
    // then
    const [form, ...others] = told('worker');
    expect(others).toEqual([]);
    expect(form).toMatchObject({ notch: 0, name: '提出事项', hidden: [] });
    expect(form?.answers).toEqual({ title: '装灯', words: '楼下的灯坏了。' });
    expect(form?.form.components.map(({ label }) => label)).toEqual(['事项', '说明']);
    for (const role of ['auditor', 'resident'])
      expect(told(role)[0]).toMatchObject({ answers: { title: '装灯', words: null }, hidden: ['words'] });
    // a process that asks nothing at its start shows nothing
    const { facts } = done;
    const silent = { ...data, set: { ...facts.definitions, forms: {} } };
    expect(exhibitsOf(silent, readingAs('worker', done.at), fold(silent)).forms).toEqual([]);
  });

  it('names the register only by its kind, whose record would join a resident’s acts in several matters', () => {
    // given
    const done = matter().start();
    const basis = { stream: '01REGISTER0000000000000000', seq: 5, leafHash: P };
    done.complete('ask');
    const data = dataOf(done, { ...worker, role: 'resident', basis });
    // then
    expect(momentsOf(data, readingAs('auditor', done.at), fold(data))[1]?.basis).toEqual({
      kind: 'register',
      record: null,
    });
  });

  it('shows a return as a move, and counts what ran twice', () => {
    // given
    const done = matter().start();
    done.complete('ask');
    done.ask(
      {
        type: 'modify',
        op: 'return',
        terminate: [done.keyOf('task', 'tell') ?? 0],
        activate: [{ element: 'ask' }],
      } as never,
      { ...worker, basis: null },
    );
    const data = dataOf(done);
    // when
    const [whole] = diagrams(data, new Trail(data), fold(data));
    // then
    expect(whole?.moves).toEqual([{ notch: 2, from: 'tell', to: 'ask', returned: true }]);
    expect(whole?.runs.filter(({ element }) => element === 'ask').map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [2, null],
    ]);
  });

  it('says by rule what was late, what still is, and where nothing happened', () => {
    // given
    const done = matter().start();
    done.at = MONDAY + 9 * DAY;
    done.complete('ask');
    const codes = (now: number) =>
      marksOf(dataOf(done), readingAs('auditor', now)).map(
        ({ said, notch }) => `${said.code.slice(11)} ${notch ?? 'still'}`,
      );
    // then: five working days after its date, which is no gap yet
    expect(codes(done.at)).toEqual(['done-late 1']);
    expect(codes(done.at + 30 * DAY)).toEqual(['done-late 1', 'gap still']);
    const open = matter().start();
    expect(marksOf(dataOf(open), readingAs('auditor', MONDAY + 3 * DAY)).map(({ said }) => said)).toEqual([
      { code: 'trace.mark.still-open', values: { name: 'ask', due: MONDAY + 2 * DAY, days: 1 } },
    ]);
    expect(marksOf(dataOf(open), readingAs('auditor', MONDAY))).toEqual([]);
  });
});

describe('a sample', () => {
  const ids = Array.from({ length: 40 }, (_id, n) => `01M81HF2CGSJYZWNV0K8PBT${String(n).padStart(3, '0')}`);

  it('is the same for the same seed, whatever the order, and another for another', () => {
    const drawn = sampleOf(ids, '03 11 27', 10);
    expect(drawn.picked).toHaveLength(4);
    expect(sampleOf([...ids].reverse(), '03 11 27', 10)).toEqual(drawn);
    expect(sampleOf(ids, '03 11 28', 10).picked).not.toEqual(drawn.picked);
    // a larger part holds the smaller
    expect(sampleOf(ids, '03 11 27', 50).picked.slice(0, 4)).toEqual(drawn.picked);
    expect(sampleOf(ids.slice(1), '03 11 27', 10).digest).not.toBe(drawn.digest);
    expect(sampleOf([], 's', 5)).toMatchObject({ population: 0, picked: [] });
    expect(sampleOf(ids, 's', 1).picked).toHaveLength(1);
  });
});
