import { describe, expect, it } from 'vitest';
import { fillFields, namedIn, type Fields, type StoredValue } from './index.js';

const fields: Fields = {
  kind: { type: 'string', required: true },
  n: { type: 'integer', required: false },
  yes: { type: 'boolean', required: false },
  text: { type: 'sealed', required: false, most: 5 },
  photo: { type: 'file', required: false },
  members: {
    type: 'list',
    required: false,
    of: { p: { type: 'person', required: true }, why: { type: 'sealed', required: false } },
  },
  names: { type: 'list', required: false },
  change: {
    type: 'context',
    required: false,
    of: { p: { type: 'person', required: true }, why: { type: 'sealed', required: false } },
  },
};
const hands = {
  seal: (text: string) => ({ '~': text }),
  person: (id: string) => (id === 'nobody' ? null : `p-${id}`),
  elector: (id: string) => (id === 'nobody' ? null : `e-${id}`),
  file: (hash: string) => (hash === 'h' ? { file: 'h', type: 'image/jpeg', size: 3 } : null),
};

describe('the fields of an act', () => {
  it('arrive checked, with people under their pseudonyms and typed words sealed, inside lists too', () => {
    const body: Readonly<Record<string, StoredValue>> = {
      kind: 'a',
      n: 3,
      yes: false,
      text: ' 好的 ',
      photo: 'h',
      names: ['x', 1],
      members: [{ p: 'li', why: '因为' }, { p: 'wang' }],
      change: { p: 'sun', why: '搬走' },
    };
    expect(namedIn(fields, body, 'person')).toEqual(['li', 'wang', 'sun']);
    expect(namedIn(fields, body, 'file')).toEqual(['h']);
    expect(fillFields(fields, body, hands)).toEqual({
      ok: true,
      values: {
        kind: 'a',
        n: 3,
        yes: false,
        text: { '~': '好的' },
        photo: { file: 'h', type: 'image/jpeg', size: 3 },
        names: ['x', 1],
        members: [{ p: 'p-li', why: { '~': '因为' } }, { p: 'p-wang' }],
        change: { p: 'p-sun', why: { '~': '搬走' } },
      },
    });
  });

  it.each([
    ['field-unknown', { kind: 'a', more: 1 }, { field: 'more' }],
    ['field-missing', {}, { field: 'kind' }],
    ['field-invalid', { kind: 7 }, { field: 'kind' }],
    ['field-invalid', { kind: 'a', n: -1 }, { field: 'n' }],
    ['field-invalid', { kind: 'a', yes: 'true' }, { field: 'yes' }],
    ['field-invalid', { kind: 'a', members: [7] }, { field: 'members.0' }],
    ['field-invalid', { kind: 'a', names: [{}] }, { field: 'names.0' }],
    ['field-missing', { kind: 'a', members: [{ p: 'li' }, {}] }, { field: 'members.1.p' }],
    ['person-unknown', { kind: 'a', change: { p: 'nobody' } }, { field: 'change.p' }],
    ['person-unknown', { kind: 'a', members: [{ p: 'nobody' }] }, { field: 'members.0.p' }],
    ['file-unknown', { kind: 'a', photo: 'x' }, { field: 'photo' }],
    ['text-empty', { kind: 'a', text: '   ' }, { field: 'text' }],
    ['text-too-long', { kind: 'a', text: '一二三四五六' }, { field: 'text', most: 5 }],
    ['list-too-long', { kind: 'a', names: Array.from({ length: 501 }, () => 'x') }, { field: 'names', most: 500 }],
  ])('%s names the field: %o', (code, body, values) => {
    expect(fillFields(fields, body as never, hands)).toEqual({ ok: false, problem: { code, values } });
  });

  it('never takes a commitment, a pseudonym or a record from outside', () => {
    expect(fillFields({ text: { type: 'sealed', required: true } }, { text: { '~': 'x' } }, hands)).toMatchObject({
      problem: { code: 'field-invalid' },
    });
    expect(
      fillFields({ r: { type: 'reference', required: true } }, { r: { stream: 's', seq: 0, leafHash: '' } }, hands),
    ).toMatchObject({ problem: { code: 'field-invalid' } });
  });
});
