import { compile } from '#engine/expression';
import type { StoredValue } from '#engine';
import { isKnownName, type KnownName } from './known.js';

/** A form-js schema as JSON. */
export type FormSchema = StoredValue;

/**
 * The field types that are checked; `date` is a `datetime` of the subtype date, `file` a `filepicker` (its value: the hashes of
 * files uploaded before), `list` a `dynamiclist` (its value: a list of records).
 */
export type FieldKind =
  | 'textfield'
  | 'textarea'
  | 'number'
  | 'checkbox'
  | 'select'
  | 'radio'
  | 'checklist'
  | 'date'
  | 'time'
  | 'datetime'
  | 'file'
  | 'list';

/** A field people fill in, with everything around it worked out. */
export interface Field {
  /** Where its value stands in the answer: names joined by dots, groups' paths included. */
  readonly key: string;
  readonly kind: FieldKind;
  readonly label: string | null;
  /** Shown only: an answer for it is not taken. */
  readonly fixed: boolean;
  /** The value may be read by everybody and by FEEL (`heyi.open`); a typed text is sealed otherwise. */
  readonly open: boolean;
  /** The text is a person's id, chosen from the register (`heyi.person`): open, and a pseudonym in the record. */
  readonly person: boolean;
  /** What of the register it stands for (`heyi.known`): not asked of whom the register holds it of. */
  readonly known: KnownName | null;
  /** Of a list: the fields of each record, their keys within it. */
  readonly of: readonly Field[];
  /** FEEL conditions that hide it: its own and those of the groups around it. */
  readonly hide: readonly string[];
  readonly rules: Rules;
  readonly options: Options | null;
}

/** `validate` and its siblings; numbers may be FEEL (`=…`). */
export interface Rules {
  readonly required: boolean;
  readonly minLength: StoredValue;
  readonly maxLength: StoredValue;
  readonly pattern: StoredValue;
  readonly min: StoredValue;
  readonly max: StoredValue;
  readonly validationType: StoredValue;
  readonly decimalDigits: StoredValue;
  readonly increment: StoredValue;
  readonly disallowPassedDates: boolean;
}

/** Where the values to choose from come from. */
export type Options =
  | { readonly from: 'list'; readonly values: readonly StoredValue[] }
  | { readonly from: 'key'; readonly key: string }
  | { readonly from: 'expression'; readonly source: string };

/** Something wrong with a form itself. */
export interface FormProblem {
  /** Id of the component, or of the form. */
  readonly component: string | null;
  readonly key: string | null;
  readonly code: FormProblemCode;
  readonly values: Readonly<Record<string, StoredValue>>;
}

export const FORM_PROBLEM_CODES = [
  'form-shape', // –: not a form-js schema
  'form-field', // { type }: a type that is not checked
  'form-key', // { key }: missing, malformed or twice
  'form-options', // –: nothing to choose from
  'form-rule', // { rule, value }
  'feel', // { where, source, code, from, to }
] as const;

export type FormProblemCode = (typeof FORM_PROBLEM_CODES)[number];

export interface FormReading {
  readonly fields: readonly Field[];
  readonly problems: readonly FormProblem[];
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  textfield: 'textfield',
  textarea: 'textarea',
  number: 'number',
  checkbox: 'checkbox',
  select: 'select',
  radio: 'radio',
  checklist: 'checklist',
  date: 'date',
  datetime: 'datetime',
  filepicker: 'file',
  dynamiclist: 'list',
};

/** Components that show something and take nothing. */
const SHOWN = ['text', 'html', 'image', 'spacer', 'separator', 'button'];

type Component = { readonly [key: string]: StoredValue };

interface Around {
  readonly path: string;
  readonly hide: readonly string[];
  readonly fixed: boolean;
}

/** Reads a form-js schema; what cannot be checked later is a problem now. */
export function readForm(form: FormSchema): FormReading {
  const reader = new FormReader();
  if (!isObject(form) || !Array.isArray(form['components'])) {
    return { fields: [], problems: [{ component: null, key: null, code: 'form-shape', values: {} }] };
  }
  reader.components(form['components'], { path: '', hide: [], fixed: false });
  return { fields: reader.fields, problems: reader.problems };
}

class FormReader {
  readonly fields: Field[] = [];
  readonly problems: FormProblem[] = [];

  components(list: readonly StoredValue[], around: Around): void {
    for (const component of list) {
      if (isObject(component)) this.component(component, around);
      else this.problems.push({ component: null, key: null, code: 'form-shape', values: {} });
    }
  }

  private component(component: Component, around: Around): void {
    const type = stringOf(component['type']) ?? '';
    if (SHOWN.includes(type)) return;
    const hide = this.hideOf(component);
    const inside: Around = {
      path: around.path,
      hide: hide === null ? around.hide : [...around.hide, hide],
      fixed: around.fixed || component['readonly'] === true || component['disabled'] === true,
    };
    if (type === 'group') {
      const path = stringOf(component['path']);
      const inner = path === null ? inside : { ...inside, path: `${around.path}${path}.` };
      this.components(Array.isArray(component['components']) ? component['components'] : [], inner);
      return;
    }
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    if (kind === undefined) this.problem(component, 'form-field', { type });
    else this.field(component, kind === 'datetime' ? subtypeOf(component) : kind, inside);
  }

  private field(component: Component, kind: FieldKind, around: Around): void {
    const name = stringOf(component[kind === 'list' ? 'path' : 'key']);
    const key = `${around.path}${name ?? ''}`;
    if (!isKey(key) || this.fields.some((field) => clash(field.key, key))) {
      this.problem(component, 'form-key', { key });
      return;
    }
    const options = this.optionsOf(component, kind);
    const person = kind === 'textfield' && [true, 'true'].includes(propertyOf(component, 'heyi.person') as boolean);
    this.fields.push({
      key,
      kind,
      label: stringOf(component['label']),
      fixed: around.fixed,
      open: person || isOpen(component),
      person,
      known: this.knownOf(component, kind),
      of: kind === 'list' ? this.recordOf(component) : [],
      hide: around.hide,
      rules: this.rulesOf(component),
      options,
    });
  }

  /** Only words can be taken from the register. */
  private knownOf(component: Component, kind: FieldKind): KnownName | null {
    const name = propertyOf(component, 'heyi.known');
    if (name === null) return null;
    if (kind === 'textfield' && isKnownName(name)) return name;
    this.problem(component, 'form-rule', { rule: 'heyi.known', value: name });
    return null;
  }

  /** The fields of a list's records, with their problems beside the form's own. */
  private recordOf(component: Component): readonly Field[] {
    const inner = readForm({ components: component['components'] ?? [] });
    this.problems.push(...inner.problems);
    if (inner.problems.length === 0 && inner.fields.length === 0) this.problem(component, 'form-options', {});
    return inner.fields;
  }

  private rulesOf(component: Component): Rules {
    const validate = isObject(component['validate']) ? component['validate'] : {};
    const known = ['required', 'minLength', 'maxLength', 'pattern', 'min', 'max', 'validationType'];
    for (const rule of Object.keys(validate)) {
      if (!known.includes(rule)) this.problem(component, 'form-rule', { rule, value: validate[rule] ?? null });
    }
    const rule = (name: string): StoredValue => this.ruleOf(component, name, validate[name] ?? null);
    return {
      required: validate['required'] === true,
      minLength: rule('minLength'),
      maxLength: rule('maxLength'),
      pattern: validate['pattern'] ?? null,
      min: rule('min') ?? this.ruleOf(component, 'min', propertyOf(component, 'heyi.min')),
      max: rule('max') ?? this.ruleOf(component, 'max', propertyOf(component, 'heyi.max')),
      validationType: validate['validationType'] ?? null,
      decimalDigits: this.ruleOf(component, 'decimalDigits', component['decimalDigits'] ?? null),
      increment: this.ruleOf(component, 'increment', component['increment'] ?? null),
      disallowPassedDates: component['disallowPassedDates'] === true,
    };
  }

  /** A number, a numeral, or FEEL; an empty text is as good as nothing. */
  private ruleOf(component: Component, rule: string, value: StoredValue): StoredValue {
    if (value === null || value === '') return null;
    if (typeof value === 'number' || (isObject(value) && '~n' in value)) return value;
    if (typeof value === 'string' && isExpression(value)) {
      this.compiled(component, rule, value);
      return value;
    }
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value;
    this.problem(component, 'form-rule', { rule, value });
    return null;
  }

  private optionsOf(component: Component, kind: FieldKind): Options | null {
    if (kind !== 'select' && kind !== 'radio' && kind !== 'checklist') return null;
    const expression = stringOf(component['valuesExpression']);
    if (expression !== null) {
      this.compiled(component, 'valuesExpression', expression);
      return { from: 'expression', source: sourceOf(expression) };
    }
    const key = stringOf(component['valuesKey']);
    if (key !== null) return { from: 'key', key };
    const values = Array.isArray(component['values']) ? component['values'] : [];
    if (values.length === 0) this.problem(component, 'form-options', {});
    return { from: 'list', values: values.map(optionValue) };
  }

  private hideOf(component: Component): string | null {
    const conditional = component['conditional'];
    const hide = isObject(conditional) ? stringOf(conditional['hide']) : null;
    if (hide === null) return null;
    this.compiled(component, 'hide', hide);
    return sourceOf(hide);
  }

  private compiled(component: Component, where: string, raw: string): void {
    const offset = raw.length - sourceOf(raw).length;
    const result = compile(sourceOf(raw));
    for (const problem of result.ok ? [] : result.problems) {
      const { code, from, to } = problem;
      this.problem(component, 'feel', {
        ...problem.values,
        where,
        source: raw,
        code,
        from: from + offset,
        to: to + offset,
      });
    }
  }

  private problem(component: Component, code: FormProblemCode, values: Readonly<Record<string, StoredValue>>): void {
    this.problems.push({ component: stringOf(component['id']), key: stringOf(component['key']), code, values });
  }
}

/** An option is `{ label, value }`, or a plain value that is its own label. */
export function optionValue(option: StoredValue): StoredValue {
  return isObject(option) && 'value' in option ? (option['value'] ?? null) : option;
}

export function isObject(value: StoredValue | undefined): value is Component {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOf(value: StoredValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function isExpression(text: string): boolean {
  return text.trimStart().startsWith('=');
}

/** FEEL without its `=`; conditions are also written without. */
export function sourceOf(text: string): string {
  return isExpression(text) ? text.slice(text.indexOf('=') + 1) : text;
}

function subtypeOf(component: Component): 'date' | 'time' | 'datetime' {
  const subtype = component['subtype'];
  return subtype === 'time' || subtype === 'datetime' ? subtype : 'date';
}

/** The custom property `heyi.open` of form-js; its editor writes texts. */
function isOpen(component: Component): boolean {
  const open = propertyOf(component, 'heyi.open');
  return open === true || open === 'true';
}

function propertyOf(component: Component, name: string): StoredValue {
  const properties = component['properties'];
  return isObject(properties) ? (properties[name] ?? null) : null;
}

/** Names joined by dots, none of them reserved for stored values (`~`). */
function isKey(key: string): boolean {
  return key.split('.').every((name) => name.trim() === name && name !== '' && !name.startsWith('~'));
}

/** The same key, or one inside the other. */
function clash(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right}.`) || right.startsWith(`${left}.`);
}
