import { describe, expect, it } from 'vitest';
import type { FormSchema } from '#web/port';
import { answersOf, startValues, wrongFields } from './form.js';

const schema: FormSchema = {
  components: [
    { type: 'text', text: 'words' },
    {
      type: 'group',
      label: 'a group',
      components: [
        { type: 'textfield', key: 'title', validate: { required: true, minLength: 2, maxLength: 4 } },
        { type: 'number', key: 'count', validate: { min: 1, max: 9 } },
      ],
    },
    { type: 'textarea', key: 'shown', readonly: true },
    { type: 'checkbox', key: 'sure', validate: { required: true } },
    {
      type: 'radio',
      key: 'kind',
      defaultValue: 'b',
      values: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'b' },
      ],
    },
  ],
};
const wrong = (values: Parameters<typeof wrongFields>[1]) => wrongFields(schema, values, (key) => key);

describe('a form', () => {
  it('starts with the variables, else the defaults, groups included', () => {
    expect(startValues(schema, { count: 3, shown: 'before' })).toEqual({
      title: null,
      count: '3',
      shown: 'before',
      sure: false,
      kind: 'b',
    });
  });

  it.each([
    [{ sure: true }, { title: 'form.missing' }],
    [{ title: ' ', sure: true }, { title: 'form.missing' }],
    [{ title: '一', sure: true }, { title: 'form.tooShort' }],
    [{ title: '一二三四五', sure: true }, { title: 'form.tooLong' }],
    [{ title: '𠮷𠮷𠮷𠮷', sure: true }, {}],
    [{ title: '两字', sure: false }, { sure: 'form.missing' }],
    [{ title: '两字', sure: true, count: 'x' }, { count: 'form.wrong' }],
    [{ title: '两字', sure: true, count: '0' }, { count: 'form.tooSmall' }],
    [{ title: '两字', sure: true, count: '10' }, { count: 'form.tooBig' }],
    [{ title: '两字', sure: true, count: '9' }, {}],
  ])('%o is %o', (values, found) => {
    expect(wrong(values)).toEqual(found);
  });

  it('sends numbers as numbers where they are exact, and nothing that is only shown or empty', () => {
    expect(answersOf(schema, { title: ' 两字 ', count: '7', shown: 'x', sure: true, kind: null })).toEqual({
      title: '两字',
      count: 7,
      sure: true,
    });
    expect(answersOf(schema, { count: '0.50', sure: false })).toEqual({ count: '0.50', sure: false });
  });
});
