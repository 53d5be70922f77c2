import type { Plain } from '#web/port';
import type { ScopeAt } from './at-notch.js';

type Value = ScopeAt['values'][number];

/** What stands in a scope as it is read: what this record changed first, then what forms ask for, then what the procedure keeps for itself. */
export interface ValuesRead {
  readonly told: readonly Value[];
  /** No form asks for them, so nothing but their name says what they are. */
  readonly inner: readonly Value[];
  /** How many this reader may not see. */
  readonly sealed: number;
}

export function valuesRead({ values }: Pick<ScopeAt, 'values'>, notch: number): ValuesRead {
  const open = values.filter(({ hidden, value }) => !hidden || value !== null);
  const isNew = (one: Value): boolean => one.notch === notch;
  const freshFirst = (list: readonly Value[]): readonly Value[] => [
    ...list.filter(isNew),
    ...list.filter((one) => !isNew(one)),
  ];
  return {
    told: freshFirst(open.filter(({ label }) => label !== null)),
    inner: freshFirst(open.filter(({ label }) => label === null)),
    sealed: values.length - open.length,
  };
}

export interface ValueWords {
  readonly yes: string;
  readonly no: string;
  readonly empty: string;
  readonly file: (type: string, size: number) => string;
  readonly rows: (n: number) => string;
}

/** A value under a label: never as it is stored. Files are said by kind and size, tables by their rows. */
export function valueInWords(value: Plain, words: ValueWords): string {
  if (value === null || value === '') return words.empty;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const each = value as readonly Plain[];
    if (each.length === 0) return words.empty;
    const said = each.map((one) => (isRow(one) ? null : valueInWords(one, words)));
    return said.every((one) => one !== null) ? said.join('；') : words.rows(each.length);
  }
  const { type, size } = value as Readonly<Record<string, Plain>>;
  return isRow(value) ? words.rows(Object.keys(value).length) : words.file(String(type), Number(size));
}

function isRow(value: Plain): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('file' in value && 'size' in value);
}
