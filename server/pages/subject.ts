import type { StoredValue } from '#engine';
import { grouped } from '#text';
import { isStaff, textOf, type MatterData, type Reading } from './data.js';
import { topicOf } from './topic.js';
import type { Trail } from './trail.js';
import type { FormComponent, FormSchema, SubjectLine } from './views.js';

type Values = Readonly<Record<string, StoredValue>>;

/** The task a page is made for, as far as its subject rests on it. */
export interface About {
  readonly key: number;
  readonly form: string | null;
  /** What the procedure handed to it. */
  readonly variables: Values;
}

/**
 * What the step works on, by the labels of the forms it was written in: what the procedure handed to the task itself (落实任务: what is to be
 * done, by whom, until when), and for those who work on the matter what the form before said, or the topic where there was none. A field
 * of the task's own form is no subject of it. Files stand among the material. Texts this reader may not open are left out.
 */
export function subjectOf(task: About, data: MatterData, reading: Reading, trail: Trail): readonly SubjectLine[] {
  const own = new Set(fieldsIn(formNamed(task.form, data)).map(({ key }) => key));
  const handed = Object.entries(task.variables).flatMap(([name, value]) => linesOf(name, value, data, reading));
  if (!isStaff(reading)) return handed;
  const before = formBefore(task, data, trail);
  const said =
    before === null
      ? topicOf(data, reading, null).texts.flatMap(({ label, text }) => (text === null ? [] : [{ label, text }]))
      : fieldsIn(before.form).flatMap((field) =>
          own.has(field.key) ? [] : lineOf(field, before.values[field.key ?? ''], reading),
        );
  const labels = new Set(handed.map(({ label }) => label));
  return [...handed, ...said.filter(({ label }) => !labels.has(label))];
}

/** What was written in a task that is over, by the labels of its form; a list entry by entry. Files stand among the material. */
export function writtenIn(form: FormSchema | null, values: Values, reading: Reading): readonly SubjectLine[] {
  return flat(form?.components ?? []).flatMap((field) => {
    if (field.type !== 'dynamiclist') return lineOf(field, values[field.key ?? ''], reading);
    const entries = values[field.path ?? ''];
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry) =>
      (field.components ?? []).flatMap((each) => lineOf(each, recordOf(entry)?.[each.key ?? ''], reading)),
    );
  });
}

/** Handed on: a field of a form by its own name, or an entry of a form's list under any name. */
function linesOf(name: string, value: StoredValue, data: MatterData, reading: Reading): readonly SubjectLine[] {
  const forms = Object.values(data.set.forms) as unknown as readonly FormSchema[];
  const field = forms.flatMap(fieldsIn).find(({ key }) => key === name && name !== 'title');
  if (field !== undefined) return lineOf(field, value, reading);
  const entry = recordOf(value);
  const keys = Object.keys(entry ?? {});
  if (entry === null || keys.length === 0) return [];
  const list = forms
    .flatMap(({ components }) => flat(components))
    .find(({ type, components }) => {
      const known = (components ?? []).map(({ key }) => key);
      return type === 'dynamiclist' && keys.every((key) => known.includes(key));
    });
  return (list?.components ?? []).flatMap((each) => lineOf(each, entry[each.key ?? ''], reading));
}

/** The last form that was filled in on the procedure's own way before this task began, with what it said. */
function formBefore(
  { key, form }: About,
  data: MatterData,
  trail: Trail,
): { readonly form: FormSchema; readonly values: Values } | null {
  const began = trail.outermost(key)?.from ?? trail.byKey(key)?.from ?? Number.MAX_SAFE_INTEGER;
  for (const { at, command } of [...data.history].reverse()) {
    if (command.type !== 'completeTask' || command['key'] === key || at > began) continue;
    const run = trail.byKey(command['key'] as number);
    const id = run?.path.length === 0 ? (run.element.user?.formId ?? null) : null;
    const schema = formNamed(id, data);
    const values = recordOf(command['variables']);
    if (schema !== null && values !== null && id !== form) return { form: schema, values };
  }
  return null;
}

function lineOf(field: FormComponent, value: StoredValue | undefined, reading: Reading): readonly SubjectLine[] {
  const label = field.label ?? '';
  if (label === '' || value === undefined || value === null || field.type === 'filepicker') return [];
  if (String(field.properties?.['heyi.person'] ?? '') === 'true') {
    const name = typeof value === 'string' ? reading.holder(value, 'worker').name : null;
    return name === null ? [] : [{ label, text: name }];
  }
  const options = Array.isArray(value) ? value : [value];
  const said = options.flatMap((one) => wordsOf(field, one as StoredValue, reading) ?? []);
  if (said.length === 0) return [];
  const line = { label, text: said.join('、') };
  return [field.type === 'datetime' || field.type === 'date' ? { ...line, date: true as const } : line];
}

/** A choice is read by its label. */
function wordsOf(field: FormComponent, value: StoredValue, reading: Reading): string | null {
  const option = field.values?.find((each) => each.value === value);
  if (option !== undefined) return option.label;
  if (typeof value !== 'number') return textOf(value, reading);
  // a year has four digits
  return Number.isInteger(value) && Math.abs(value) >= 10_000 ? grouped(value) : String(value);
}

function formNamed(id: string | null, data: MatterData): FormSchema | null {
  return id === null ? null : ((data.set.forms[id] as unknown as FormSchema | undefined) ?? null);
}

/** Fields of a form that say something by themselves, those of groups with them; lists are told by their entries. */
function fieldsIn(form: FormSchema | null): readonly FormComponent[] {
  return flat(form?.components ?? []).filter(({ type, key }) => type !== 'dynamiclist' && key !== undefined);
}

function flat(components: readonly FormComponent[]): readonly FormComponent[] {
  return components.flatMap((each) => [each, ...(each.type === 'dynamiclist' ? [] : flat(each.components ?? []))]);
}

function recordOf(value: unknown): Values | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || '~' in value || '~n' in value) return null;
  return value as Values;
}
