import { describe, expect, it } from 'vitest';
import type { DiagramRun, Moment, TraceDiagram, TracePage } from '#web/port';
import { diagramAt, drawingsAt, resultsAt, valuesAt } from './at-notch.js';
import { dayFrom } from './words.js';

const DAY = 86_400_000;
const moment = (at: number, more: Partial<Moment> = {}): Moment =>
  ({ at, stream: 's', seq: at, values: [], closed: [], ...more }) as unknown as Moment;
const run = (element: string, from: number, to: number | null, more: Partial<DiagramRun> = {}): DiagramRun => ({
  ...{ element, from, to, began: from * DAY, ended: to === null ? null : to * DAY, done: to !== null },
  ...{ flows: to === null ? [] : [`${element}>`], single: false, due: null, waits: [] },
  ...more,
});
const moments = [0, 1, 2, 3].map((n) => moment(n * DAY));
const diagram = (...runs: DiagramRun[]): TraceDiagram =>
  ({ path: [], bpmn: '', passed: [], active: [], flows: [], runs, moves: [] }) as unknown as TraceDiagram;

describe('a drawing at a notch', () => {
  it('has passed what ended by then, runs what had begun, and knows nothing of later', () => {
    const drawn = diagram(run('a', 0, 1), run('b', 1, 3, { due: 1.5 * DAY }), run('c', 3, null));
    const at = (notch: number) => {
      const { passed, active, flows, late } = diagramAt(drawn, moments, notch, 3 * DAY, false);
      return [passed.map((one) => one.element), active.map((one) => one.element), flows, late];
    };
    expect(at(0)).toEqual([[], ['a'], [], []]);
    expect(at(1)).toEqual([['a'], ['b'], ['a>'], []]);
    expect(at(2)).toEqual([['a'], ['b'], ['a>'], ['b']]);
  });

  it('is that of the version in force then', () => {
    const drawings = [
      { version: 2, from: 2, until: null },
      { version: 1, from: 0, until: 1 },
    ] as unknown as readonly TraceDiagram[];
    expect([0, 1, 2, 3].map((notch) => drawingsAt(drawings, notch).map(({ version }) => version))).toEqual([
      ...[[1], [1]],
      ...[[2], [2]],
    ]);
  });

  it('counts loops, and measures how long each took up to there', () => {
    const drawn = diagram(run('a', 0, 1), run('a', 2, null));
    const told = diagramAt(drawn, moments, 2, 9 * DAY, false);
    expect(told.passed).toEqual([{ element: 'a', at: DAY, times: 1 }]);
    expect(told.heat).toEqual([{ element: 'a', ms: DAY, level: 4 }]);
    expect(diagramAt(drawn, moments, 3, 9 * DAY, false).heat[0]?.ms).toBe(8 * DAY);
    expect(diagramAt(drawn, moments, 3, 9 * DAY, true).heat[0]?.ms).toBe(2 * DAY);
  });
});

describe('the rest of a moment', () => {
  it('shows a result from the record of its count on, never before', () => {
    const result = { record: { stream: 's', seq: 2 * DAY, leafHash: '' }, at: 2 * DAY };
    const page = { moments, results: [{ poll: 'p', title: '', result }] } as unknown as TracePage;
    expect([0, 1, 2, 3].map((notch) => resultsAt(page, notch).length)).toEqual([0, 0, 1, 1]);
  });

  it('keeps variables until their scope ends', () => {
    const set = (name: string, value: number, scope = 1) => ({
      scope,
      where: [],
      name,
      label: null,
      chosen: null,
      value,
      hidden: false,
    });
    const told = [
      moment(0, { values: [set('a', 1)] }),
      moment(1, { values: [set('a', 2), set('b', 3, 5)] }),
      moment(2, { closed: [5] }),
    ];
    const at = (notch: number) =>
      valuesAt(told, notch).map(({ values }) => values.map(({ name, value }) => `${name}=${value}`));
    expect([at(0), at(1), at(2)]).toEqual([[['a=1']], [['a=2'], ['b=3']], [['a=2']]]);
  });

  it('goes by days', () => {
    const many = [0, 1, DAY, DAY + 1, 3 * DAY].map((at) => moment(at));
    expect([dayFrom(many, 0, 1), dayFrom(many, 2, 1), dayFrom(many, 4, 1)]).toEqual([2, 4, 4]);
    expect([dayFrom(many, 4, -1), dayFrom(many, 3, -1), dayFrom(many, 0, -1)]).toEqual([3, 1, 0]);
  });
});
