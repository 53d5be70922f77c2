import { describe, expect, it } from 'vitest';
import type { MatterData, Reading } from './data.js';
import { subjectOf, writtenIn, type About } from './subject.js';
import type { Trail } from './trail.js';
import type { FormSchema } from './views.js';

const PLAN: FormSchema = {
  components: [
    { type: 'textarea', key: 'scheme', label: '方案' },
    { type: 'select', key: 'payer', label: '谁出钱', values: [{ label: '维修资金', value: 'fund' }] },
    { type: 'filepicker', key: 'papers', label: '附件' },
    {
      type: 'dynamiclist',
      path: 'measures',
      label: '落实任务',
      components: [
        { type: 'textarea', key: 'what', label: '做什么' },
        { type: 'textfield', key: 'owner', label: '责任人', properties: { 'heyi.person': 'true' } },
        { type: 'datetime', key: 'due', label: '完成日期' },
      ],
    },
  ],
};
const REPORT: FormSchema = { components: [{ type: 'textarea', key: 'done', label: '完成情况' }] };
const POST: FormSchema = { components: [{ type: 'textfield', key: 'spot', label: '贴在哪里' }] };
const START: FormSchema = {
  components: [
    { type: 'textarea', key: 'wish', label: '希望怎么办', properties: { 'heyi.shown': 'true' } },
    { type: 'textfield', key: 'contact', label: '联系电话' },
  ],
};

const MEASURE = { what: { '~': 'c1' }, owner: 'p-lin', due: '2026-02-13' };
const TEXTS: Readonly<Record<string, string>> = { c1: '疏通北侧两处', c2: '先清淤，再换管' };
const SAID = { scheme: { '~': 'c2' }, payer: 'fund', papers: [{ file: 'h' }], measures: [MEASURE] };

function reading(role: string, names = true): Reading {
  return {
    roles: [role],
    open: (commitment: string) => TEXTS[commitment] ?? null,
    holder: (p: string) => ({ p, name: names ? '林召和' : null }),
  } as unknown as Reading;
}

/** A matter whose plan (key 4) was made before the measure (key 7) began; another form inside a called step (key 5) after it. */
function matter(planned: boolean): { data: MatterData; trail: Trail } {
  const runs: Record<number, unknown> = {
    4: { path: [], from: 10, element: { id: 'plan', user: { formId: 'plan' } } },
    5: { path: ['publicity'], from: 20, element: { id: 'post', user: { formId: 'post' } } },
    7: { path: [], from: 30, element: { id: 'carry', user: { formId: 'report' } } },
  };
  const completed = (key: number, at: number, variables: object) => ({
    at,
    command: { type: 'completeTask', key, variables },
  });
  const history = [
    { at: 1, command: { type: 'start', variables: { wish: '早点修', contact: '13800000000' } } },
    ...(planned ? [completed(4, 15, SAID), completed(5, 25, { spot: '北门' })] : []),
  ];
  return {
    data: {
      history,
      set: {
        main: 'm',
        processes: {
          m: {
            elements: [
              { id: 'm', starts: [1] },
              { id: 's', properties: { 'start.form': 'start' } },
            ],
          },
        },
        forms: { start: START, plan: PLAN, post: POST, report: REPORT },
      },
    } as unknown as MatterData,
    trail: { byKey: (key: number) => runs[key], outermost: (key: number) => runs[key] } as unknown as Trail,
  };
}
const CARRY: About = { key: 7, form: 'report', variables: { title: '排水管', measure: MEASURE } };
const HANDED = [
  { label: '做什么', text: '疏通北侧两处' },
  { label: '责任人', text: '林召和' },
  { label: '完成日期', text: '2026-02-13', date: true },
];

describe('what a step works on', () => {
  it('is what it was handed, then what the form before said: choices by label, no files, no list twice', () => {
    // given
    const { data, trail } = matter(true);
    // when
    const lines = subjectOf(CARRY, data, reading('worker'), trail);
    // then
    expect(lines).toEqual([
      ...HANDED,
      { label: '方案', text: '先清淤，再换管' },
      { label: '谁出钱', text: '维修资金' },
    ]);
  });

  it('is the topic where nothing was written before, and never what the start form keeps to the office', () => {
    const { data, trail } = matter(false);
    expect(subjectOf({ key: 7, form: 'report', variables: {} }, data, reading('worker'), trail)).toEqual([
      { label: '希望怎么办', text: '早点修' },
    ]);
  });

  it('is for others only what the procedure handed to their task, without names they may not read', () => {
    // given
    const { data, trail } = matter(true);
    // when
    const lines = subjectOf(CARRY, data, reading('resident', false), trail);
    // then
    expect(lines).toEqual(HANDED.filter(({ label }) => label !== '责任人'));
  });

  it('leaves out what was erased or may not be opened', () => {
    const { data, trail } = matter(true);
    const blind = { ...reading('worker'), open: () => null } as unknown as Reading;
    expect(subjectOf(CARRY, data, blind, trail).map(({ label }) => label)).toEqual(['责任人', '完成日期', '谁出钱']);
  });
});

describe('what was written in a task that is over', () => {
  it('reads sums in groups of three digits, and a year as a year', () => {
    const form: FormSchema = {
      components: [
        { type: 'number', key: 'cost', label: '预计费用（元）' },
        { type: 'number', key: 'year', label: '年份' },
      ],
    };
    expect(writtenIn(form, { cost: 12_600, year: 2026 }, reading('worker'))).toEqual([
      { label: '预计费用（元）', text: '12,600' },
      { label: '年份', text: '2026' },
    ]);
  });

  it('stands by its labels, a list entry by entry', () => {
    expect(writtenIn(PLAN, SAID as never, reading('worker'))).toEqual([
      { label: '方案', text: '先清淤，再换管' },
      { label: '谁出钱', text: '维修资金' },
      ...HANDED,
    ]);
  });
});
