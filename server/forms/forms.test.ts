import { describe, expect, it } from 'vitest';
import type { StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { attachAnswer, checkAnswer, nameAnswer, readForm, sealable, sealAnswer } from './index.js';

const AT = 1_772_413_200_000; // 2026-03-02T09:00:00+08:00

const form = (...components: StoredValue[]): StoredValue => ({ type: 'default', id: 'f', components });

function check(schema: StoredValue, answer: StoredValue, data: Readonly<Record<string, StoredValue>> = {}) {
  return checkAnswer(schema, answer, { at: AT, budget: createBudget(), data });
}

describe('a field the register holds', () => {
  const phone = form({
    type: 'textfield',
    key: 'x',
    validate: { required: true },
    properties: { 'heyi.known': 'phone' },
  });
  const known = (answer: StoredValue, held: string | null) =>
    checkAnswer(phone, answer, { at: AT, budget: createBudget(), known: { phone: held } });

  it('is not asked, and takes no other value', () => {
    // when then
    expect(known({}, '19900000001')).toEqual({ ok: true, answer: { x: '19900000001' } });
    expect(known({ x: '' }, '19900000001')).toMatchObject({ ok: true });
    expect(known({ x: '19900000002' }, '19900000001')).toMatchObject({
      findings: [{ field: 'x', code: 'known-field' }],
    });
    expect(sealable(phone)).toEqual(['x']);
  });

  it('is asked of whom the register does not hold it', () => {
    expect(known({}, null)).toMatchObject({ findings: [{ field: 'x', code: 'required' }] });
    expect(known({ x: '19900000002' }, null)).toMatchObject({ ok: true });
    expect(check(phone, { x: '19900000002' })).toMatchObject({ ok: true });
  });

  it.each([
    ['textfield', 'shoe-size'],
    ['number', 'area'],
  ])('is a text of a name there is: no %s of %s', (type, name) => {
    const { problems } = readForm(form({ type, key: 'x', properties: { 'heyi.known': name } }));
    expect(problems).toMatchObject([{ code: 'form-rule', values: { rule: 'heyi.known' } }]);
  });
});

const choices = [
  { label: '同意', value: 'yes' },
  { label: '不同意', value: 'no' },
];

/** Field under the key `x`, a good value, and what is kept of it. */
const GOOD: readonly (readonly [
  name: string,
  field: Record<string, StoredValue>,
  value: StoredValue,
  kept: StoredValue,
])[] = [
  ['text', { type: 'textfield', validate: { required: true, minLength: 2, maxLength: 4 } }, '修电梯', '修电梯'],
  ['text counted in characters', { type: 'textfield', validate: { maxLength: 2 } }, '𠮷𠮷', '𠮷𠮷'],
  ['text by pattern', { type: 'textfield', validate: { pattern: '^[0-9]{3}$' } }, '123', '123'],
  ['email', { type: 'textfield', validate: { validationType: 'email' } }, 'a@b.cn', 'a@b.cn'],
  ['phone', { type: 'textfield', validate: { validationType: 'phone' } }, '+86 138-0000-0000', '+86 138-0000-0000'],
  ['empty', { type: 'textfield' }, '', null],
  ['longer text', { type: 'textarea', validate: { maxLength: 2000 } }, '一\n二', '一\n二'],
  ['number', { type: 'number', validate: { min: 1, max: 10 } }, 10, 10],
  ['decimal string', { type: 'number', decimalDigits: 2 }, '0.50', { '~n': '0.5' }],
  ['stored number', { type: 'number' }, { '~n': '1.25' }, { '~n': '1.25' }],
  ['step', { type: 'number', increment: '0.1' }, { '~n': '0.3' }, { '~n': '0.3' }],
  ['computed bound', { type: 'number', validate: { max: '=limit * 2' } }, 20, 20],
  ['checkbox', { type: 'checkbox' }, true, true],
  ['checkbox untouched', { type: 'checkbox' }, null, false],
  ['radio', { type: 'radio', values: choices }, 'yes', 'yes'],
  ['select by key', { type: 'select', valuesKey: 'people' }, 2, 2],
  ['select by expression', { type: 'select', valuesExpression: '=for p in people return p.value' }, 1, 1],
  ['checklist', { type: 'checklist', values: choices }, ['no', 'yes'], ['no', 'yes']],
  ['date', { type: 'datetime', subtype: 'date' }, '2026-03-02', '2026-03-02'],
  ['date by its own type', { type: 'date' }, '2026-03-02', '2026-03-02'],
  ['date from today on', { type: 'datetime', subtype: 'date', disallowPassedDates: true }, '2026-03-02', '2026-03-02'],
  ['time', { type: 'datetime', subtype: 'time' }, '09:30', '09:30:00'],
  ['date and time', { type: 'datetime', subtype: 'datetime' }, '2026-03-02T09:30+08:00', '2026-03-02T09:30:00+08:00'],
];

/** Field under the key `x`, a wrong value, and the code of what is wrong. */
const WRONG: readonly (readonly [code: string, field: Record<string, StoredValue>, value: StoredValue])[] = [
  ['required', { type: 'textfield', validate: { required: true } }, ''],
  ['required', { type: 'checkbox', validate: { required: true } }, false],
  ['required', { type: 'checklist', values: choices, validate: { required: true } }, []],
  ['not-a-text', { type: 'textarea' }, 5],
  ['not-a-text', { type: 'textarea' }, { '~': 'forged' }],
  ['too-short', { type: 'textfield', validate: { minLength: 2 } }, '一'],
  ['too-long', { type: 'textfield', validate: { maxLength: 2 } }, '一二三'],
  ['too-long', { type: 'textarea' }, 'x'.repeat(10_001)],
  ['pattern', { type: 'textfield', validate: { pattern: '^[0-9]{3}$' } }, '12'],
  ['email', { type: 'textfield', validate: { validationType: 'email' } }, 'a@b'],
  ['phone', { type: 'textfield', validate: { validationType: 'phone' } }, 'call me'],
  ['not-a-number', { type: 'number' }, 'many'],
  ['not-a-number', { type: 'number' }, true],
  ['too-small', { type: 'number', validate: { min: 1 } }, 0],
  ['too-big', { type: 'number', validate: { max: '=limit' } }, 11],
  ['rule-failed', { type: 'number', validate: { max: '=nobody + 1' } }, 11],
  ['too-many-digits', { type: 'number', decimalDigits: 1 }, '0.55'],
  ['not-a-step', { type: 'number', increment: 5 }, 7],
  ['not-a-boolean', { type: 'checkbox' }, 'yes'],
  ['not-an-option', { type: 'radio', values: choices }, 'maybe'],
  ['not-an-option', { type: 'select', valuesKey: 'people' }, '2'],
  ['rule-failed', { type: 'select', valuesKey: 'nobody' }, 2],
  ['not-a-list', { type: 'checklist', values: choices }, 'yes'],
  ['not-an-option', { type: 'checklist', values: choices }, ['yes', 'maybe']],
  ['chosen-twice', { type: 'checklist', values: choices }, ['yes', 'yes']],
  ['not-a-date', { type: 'datetime', subtype: 'date' }, '2026-02-30'],
  ['not-a-date', { type: 'datetime' }, 20260302],
  ['not-a-time', { type: 'datetime', subtype: 'time' }, '25:00'],
  ['not-a-date-and-time', { type: 'datetime', subtype: 'datetime' }, '2026-03-02'],
  ['date-passed', { type: 'datetime', subtype: 'date', disallowPassedDates: true }, '2026-03-01'],
];

const DATA = {
  limit: 10,
  people: [
    { label: '甲', value: 1 },
    { label: '乙', value: 2 },
  ],
};

describe('one field', () => {
  it.each(GOOD)('takes %s', (_, field, value, kept) => {
    expect(check(form({ key: 'x', ...field }), { x: value }, DATA)).toEqual({ ok: true, answer: { x: kept } });
  });

  it.each(WRONG)('refuses with %s: %j', (code, field, value) => {
    // when
    const result = check(form({ key: 'x', ...field }), { x: value }, DATA);
    // then
    expect(result.ok || result.findings.map((finding) => [finding.field, finding.code])).toEqual([['x', code]]);
  });

  it('says the numbers a sentence needs', () => {
    const result = check(form({ type: 'textfield', key: 'x', validate: { maxLength: 2 } }), { x: '一二三' });
    expect(result).toMatchObject({ findings: [{ values: { max: 2, length: 3 } }] });
  });
});

describe('the whole answer', () => {
  const opinion = form(
    { type: 'text', text: '请写意见' },
    { type: 'radio', key: 'stance', values: choices },
    { type: 'textarea', key: 'reason', conditional: { hide: '=stance = "yes"' }, validate: { required: true } },
    {
      type: 'group',
      path: 'who',
      components: [
        { type: 'textfield', key: 'name' },
        { type: 'number', key: 'age' },
      ],
    },
    { type: 'textfield', key: 'before', readonly: true },
  );

  it('refuses fields the form does not have, however deep', () => {
    const result = check(opinion, { stance: 'yes', extra: 1, who: { name: '甲', role: 'admin' } });
    expect(result).toMatchObject({
      ok: false,
      findings: [
        { field: 'extra', code: 'unknown-field' },
        { field: 'who.role', code: 'unknown-field' },
      ],
    });
  });

  it('refuses an answer that is no object', () => {
    expect(check(opinion, ['yes'])).toMatchObject({ findings: [{ field: '', code: 'not-an-answer' }] });
  });

  it('neither asks for nor takes what is hidden', () => {
    expect(check(opinion, { stance: 'yes' })).toMatchObject({ ok: true, answer: { reason: null } });
    expect(check(opinion, { stance: 'yes', reason: 'x' })).toMatchObject({
      findings: [{ field: 'reason', code: 'hidden-field' }],
    });
    expect(check(opinion, { stance: 'no' })).toMatchObject({ findings: [{ field: 'reason', code: 'required' }] });
    expect(check(opinion, {})).toMatchObject({ findings: [{ field: 'reason', code: 'required' }] });
  });

  it('hides what lies in a hidden group', () => {
    const grouped = form(
      { type: 'checkbox', key: 'more' },
      {
        type: 'group',
        conditional: { hide: '=not(more)' },
        components: [{ type: 'textfield', key: 'x', validate: { required: true } }],
      },
    );
    expect(check(grouped, { more: false })).toMatchObject({ ok: true, answer: { x: null } });
    expect(check(grouped, { more: true })).toMatchObject({ findings: [{ field: 'x', code: 'required' }] });
  });

  it('comes back complete, nested, and without what is only shown', () => {
    expect(check(opinion, { stance: 'no', reason: '太吵', who: { age: '42' }, before: 'forged' })).toEqual({
      ok: true,
      answer: { stance: 'no', reason: '太吵', who: { name: null, age: 42 } },
    });
  });
});

describe('sealing', () => {
  const schema = form(
    { type: 'textfield', key: 'title', properties: { 'heyi.open': true } },
    { type: 'textfield', key: 'code', properties: { 'heyi.open': 'true' } },
    { type: 'textarea', key: 'reason', properties: { 'heyi.open': 'false' } },
    {
      type: 'group',
      path: 'who',
      components: [
        { type: 'textfield', key: 'name' },
        { type: 'number', key: 'age' },
      ],
    },
    { type: 'radio', key: 'stance', values: choices },
    { type: 'textfield', key: 'shown', readonly: true },
  );

  it('is for texts people type, unless the field is open', () => {
    expect(sealable(schema)).toEqual(['reason', 'who.name']);
  });

  it('replaces exactly those texts', () => {
    // when
    const sealed = sealAnswer(
      schema,
      { title: 't', code: 'c', reason: '因为', who: { name: '甲', age: 42 }, stance: 'yes' },
      (key, value) => ({ '~': `${key}:${value}` }),
    );
    // then
    expect(sealed).toEqual({
      title: 't',
      code: 'c',
      reason: { '~': 'reason:因为' },
      who: { name: { '~': 'who.name:甲' }, age: 42 },
      stance: 'yes',
    });
    expect(sealAnswer(schema, { reason: null }, () => ({ '~': 'x' }))).toEqual({ reason: null });
  });
});

describe('lists, files and people', () => {
  const hash = 'A'.repeat(43) + '=';
  const schema = form(
    {
      type: 'dynamiclist',
      path: 'tasks',
      properties: { 'heyi.min': 1, 'heyi.max': 2 },
      components: [
        { type: 'textfield', key: 'what', validate: { required: true, maxLength: 5 } },
        { type: 'textfield', key: 'owner', properties: { 'heyi.person': 'true' } },
        { type: 'number', key: 'cost', validate: { max: '=limit' } },
      ],
    },
    { type: 'filepicker', key: 'photos' },
    { type: 'number', key: 'limit' },
  );
  const good: Readonly<Record<string, StoredValue>> = {
    limit: 9,
    tasks: [{ what: '修灯', owner: 'wang', cost: 9 }, { what: '刷墙' }],
    photos: [hash],
  };

  it('checks every record by its own fields, which read the answer around them', () => {
    expect(check(schema, good)).toMatchObject({
      ok: true,
      answer: {
        tasks: [
          { what: '修灯', owner: 'wang', cost: 9 },
          { what: '刷墙', owner: null, cost: null },
        ],
        photos: [hash],
      },
    });
  });

  it.each<readonly [field: string, code: string, answer: StoredValue]>([
    ['tasks', 'too-few', { ...good, tasks: [] }],
    ['tasks', 'too-many', { ...good, tasks: [{ what: 'a' }, { what: 'b' }, { what: 'c' }] }],
    ['tasks', 'not-a-list', { ...good, tasks: {} }],
    ['tasks.1', 'not-an-answer', { ...good, tasks: [{ what: 'a' }, 7] }],
    ['tasks.1.what', 'required', { ...good, tasks: [{ what: 'a' }, {}] }],
    ['tasks.0.what', 'too-long', { ...good, tasks: [{ what: '一二三四五六' }] }],
    ['tasks.0.cost', 'too-big', { ...good, tasks: [{ what: 'a', cost: 10 }] }],
    ['tasks.0.more', 'unknown-field', { ...good, tasks: [{ what: 'a', more: 1 }] }],
    ['photos', 'not-a-file', { ...good, photos: ['x.jpg'] }],
    ['photos', 'too-many', { ...good, photos: Array.from({ length: 10 }, () => hash) }],
  ])('%s: %s', (field, code, answer) => {
    const checked = check(schema, answer);
    expect(checked.ok ? [] : checked.findings).toMatchObject([{ field, code }]);
  });

  it('seals, names and attaches inside records', () => {
    expect(sealAnswer(schema, good, (key, text) => ({ '~': `${key}:${text}` }))).toMatchObject({
      tasks: [{ what: { '~': 'tasks.0.what:修灯' }, owner: 'wang' }, { what: { '~': 'tasks.1.what:刷墙' } }],
    });
    expect(nameAnswer(schema, good, (key, id) => `${key}=${id}`)).toMatchObject({
      tasks: [{ owner: 'tasks.0.owner=wang', what: '修灯' }, { what: '刷墙' }],
    });
    expect(attachAnswer(schema, good, (_key, file) => ({ file }))).toMatchObject({ photos: [{ file: hash }] });
    expect(sealable(schema)).toEqual(['tasks.what']);
  });
});

describe('a form itself', () => {
  it.each<readonly [code: string, component: StoredValue]>([
    ['form-field', { id: 'c', type: 'iframe', key: 'x' }],
    ['form-key', { id: 'c', type: 'dynamiclist', key: 'x', components: [{ type: 'number', key: 'n' }] }],
    ['form-options', { id: 'c', type: 'dynamiclist', path: 'x', components: [] }],
    ['form-key', { id: 'c', type: 'textfield' }],
    ['form-key', { id: 'c', type: 'textfield', key: '~x' }],
    ['form-options', { id: 'c', type: 'radio', key: 'x', values: [] }],
    ['form-rule', { id: 'c', type: 'textfield', key: 'x', validate: { custom: 'y' } }],
    ['form-rule', { id: 'c', type: 'number', key: 'x', validate: { min: 'one' } }],
    ['feel', { id: 'c', type: 'textfield', key: 'x', conditional: { hide: '=1 +' } }],
  ])('has a problem: %s', (code, component) => {
    expect(readForm(form(component)).problems).toMatchObject([{ component: 'c', code }]);
  });

  it('has a problem with a key twice, and with no components', () => {
    expect(
      readForm(form({ type: 'textfield', key: 'x' }, { id: 'c', type: 'number', key: 'x' })).problems,
    ).toMatchObject([{ component: 'c', code: 'form-key' }]);
    expect(readForm({}).problems).toMatchObject([{ code: 'form-shape' }]);
  });
});
