import { startForm } from '#bpmn';
import type { StoredValue } from '#engine';
import { textOf, type MatterData, type Reading } from './data.js';
import type { Hash, TopicFile, TopicPage } from './views.js';

/** What a matter's files were called where they came from, by hash; one that was erased is missing. */
export type FileNames = ReadonlyMap<Hash, string>;

type Values = Readonly<Record<string, StoredValue>>;

/** What a matter was started with, by field. */
export function startVariables(data: MatterData): Values {
  return recordOf(data.history[0]?.command['variables']) ?? {};
}

/**
 * What a matter is about: of what it was started with, the fields its form marks `heyi.shown`, in the form's order, and the files
 * among them. What is not marked (a telephone number, say) is nobody's but the office's.
 */
export function topicOf(data: MatterData, reading: Reading, names: FileNames | null): TopicPage {
  const given = startVariables(data);
  const texts: { readonly label: string; readonly text: string | null }[] = [];
  const files: TopicFile[] = [];
  for (const field of shownIn(formOf(data))) {
    const value = given[field.key];
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) files.push(...value.flatMap((one) => fileOf(one, names) ?? []));
    else texts.push({ label: field.label, text: textOf(optionIn(field, value), reading) });
  }
  return { texts, files };
}

/** Whether there is anything to read of what the matter is about. */
export function hasTopic(data: MatterData, reading: Reading): boolean {
  const { texts, files } = topicOf(data, reading, null);
  return texts.length + files.length > 0;
}

/** The form of the event it was started with, as the version has it that it runs on. */
function formOf({ set, history }: MatterData): StoredValue {
  const process = history[0]?.command['process'];
  const element = history[0]?.command['element'];
  const started = set.processes[typeof process === 'string' ? process : set.main] ?? set.processes[set.main];
  const form = started === undefined ? null : startForm(started, typeof element === 'string' ? element : null);
  return form === null ? null : (set.forms[form] ?? null);
}

interface Field {
  readonly key: string;
  readonly label: string;
  readonly values: readonly StoredValue[];
}

function shownIn(form: StoredValue): readonly Field[] {
  const components = recordOf(form)?.['components'];
  if (!Array.isArray(components)) return [];
  return components.flatMap((each: StoredValue) => {
    const component = recordOf(each);
    if (component === null) return [];
    const { key, label, values } = component;
    const mark = recordOf(component['properties'])?.['heyi.shown'];
    const own =
      typeof key === 'string' && (mark === true || mark === 'true')
        ? [{ key, label: typeof label === 'string' ? label : key, values: Array.isArray(values) ? values : [] }]
        : [];
    return [...own, ...shownIn(component)];
  });
}

/** A choice is read by its label. */
function optionIn({ values }: Field, value: StoredValue): StoredValue {
  const option = values.map(recordOf).find((each) => each?.['value'] === value);
  return typeof option?.['label'] === 'string' ? option['label'] : typeof value === 'number' ? String(value) : value;
}

function fileOf(value: StoredValue, names: FileNames | null): TopicFile | null {
  const { file, type, size } = recordOf(value) ?? {};
  if (typeof file !== 'string' || typeof type !== 'string' || typeof size !== 'number') return null;
  return { file, type, size, name: names?.get(file) ?? null, erased: names !== null && !names.has(file) };
}

function recordOf(value: unknown): Values | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : null;
}
