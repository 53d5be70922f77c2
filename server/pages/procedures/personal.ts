import type { DefinitionSet, Element, StoredValue } from '#engine';
import { compile } from '#engine/expression';
import { kindOf } from '../kinds.js';
import type { ProcedureFinding } from './check.js';
import { constantOf } from './constants.js';

/** Steps that show everybody a text, and the inputs it comes from. */
const PUBLISHING = ['publicity', 'consult', 'cosign', 'vote', 'notify'];
const SHOWN = ['title', 'text', 'question'];

/** Numbers of identity cards, and of mobile telephones. */
const NUMBERS = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;
/** What a form asks of somebody that does not belong on a board. */
const ASKED = /身份证|证件号|手机|电话|住址|门牌|房号|银行卡|出生|病/;

/**
 * Texts for everybody that hold somebody's personal data, as far as a drawing can tell: a number written out, or a field of a form that asks
 * for one. What people will type into a text is not known yet.
 */
export function personalFindings(set: DefinitionSet, places: ReadonlyMap<string, string>): readonly ProcedureFinding[] {
  const asked = askedFor(set);
  return Object.values(set.processes).flatMap((process) =>
    process.elements.flatMap((element) => {
      const what = PUBLISHING.includes(kindOf(element)) ? shownBy(element, asked) : null;
      if (what === null) return [];
      const { id, name } = element;
      const at = { element: id, name, file: places.get(process.id) ?? '' };
      return [{ ...at, rule: 'personal-data', severity: 'error' as const, values: { what } }];
    }),
  );
}

/** What an element shows that it should not, in the words of the form or as it is written; null where there is nothing. */
function shownBy({ input }: Element, asked: ReadonlyMap<string, string>): string | null {
  for (const { source, target } of input) {
    if (!SHOWN.includes(target)) continue;
    const written = constantOf(source);
    const number = typeof written === 'string' ? NUMBERS.exec(written)?.[0] : undefined;
    if (number !== undefined) return number;
    const compiled = compile(source);
    const field = compiled.ok ? compiled.expression.names.find((name) => asked.has(name)) : undefined;
    if (field !== undefined) return asked.get(field) ?? field;
  }
  return null;
}

/** Labels of the fields that ask for personal data, by key. */
function askedFor({ forms }: DefinitionSet): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const read = (value: StoredValue | undefined): void => {
    if (!Array.isArray(value)) return;
    for (const field of value as readonly StoredValue[]) {
      if (typeof field !== 'object' || field === null || Array.isArray(field)) continue;
      const { key, label, components } = field as Readonly<Record<string, StoredValue>>;
      if (typeof key === 'string' && typeof label === 'string' && ASKED.test(label)) found.set(key, label);
      read(components);
    }
  };
  for (const form of Object.values(forms)) read((form as Readonly<Record<string, StoredValue>>)['components']);
  return found;
}
