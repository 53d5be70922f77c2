import type { StoredValue } from '#engine';
import { isStaff, textOf, type MatterData, type Reading } from './data.js';
import type { Run } from './trail.js';
import type { FormComponent, FormSchema, Holder, Instant, WatchedAnswer } from './views.js';

/** What became of a task that was watched: who did it and what the first fields of its form say; typed words as commitments. */
export interface ListedAnswer {
  /** Whoever completed it last. */
  readonly p: string;
  readonly role: string;
  readonly said: readonly { readonly label: string; readonly value: StoredValue }[];
}

/** A row has no room for more. */
const MOST_FIELDS = 3;

/** Null where nobody completed it: it was withdrawn with the matter or sent back. */
export function answerOf({ key, element }: Run, { history, set }: MatterData): ListedAnswer | null {
  const done = [...history]
    .reverse()
    .find(({ command }) => command.type === 'completeTask' && command['key'] === key)?.command;
  if (done === undefined) return null;
  const form = set.forms[element.user?.formId ?? ''] as unknown as FormSchema | undefined;
  const given = (done['variables'] ?? {}) as Readonly<Record<string, StoredValue>>;
  const said = fieldsOf(form?.components ?? []).flatMap(({ key: name = '', label, values }) => {
    const value = given[name];
    if (label === undefined || value === undefined || !isShort(value)) return [];
    return [{ label, value: values?.find((each) => each.value === value)?.label ?? value }];
  });
  return { p: done.by.p, role: done.by.role, said: said.slice(0, MOST_FIELDS) };
}

function fieldsOf(components: readonly FormComponent[]): readonly FormComponent[] {
  return components.flatMap((each) => [
    ...(each.key === undefined || each.properties?.['heyi.known'] !== undefined ? [] : [each]),
    ...fieldsOf(each.path === undefined ? (each.components ?? []) : []),
  ]);
}

/** One word or number, or a typed text: no list, person or file. */
function isShort(value: StoredValue): boolean {
  if (typeof value === 'string') return value !== '' && !HASH.test(value);
  return typeof value === 'number' || (typeof value === 'object' && value !== null && '~' in value);
}
const HASH = /^[A-Za-z0-9+/]{43}=$/;

/** The same for one reader: typed words are for those who work on the matter. `promised`: the watcher's date. */
export function watchedAnswer(
  answer: ListedAnswer | null,
  promised: Instant | null,
  overAt: Instant,
  reading: Pick<Reading, 'roles' | 'holder' | 'open'>,
): WatchedAnswer {
  const staff = isStaff(reading);
  return {
    by: answer === null ? null : reading.holder(answer.p, answer.role as Holder['role']),
    promised,
    late: promised !== null && overAt > promised,
    said: (answer?.said ?? []).flatMap(({ label, value }) => {
      const text =
        typeof value === 'number' ? String(value) : staff || typeof value === 'string' ? opened(value, reading) : null;
      return text === null ? [] : [{ label, text }];
    }),
  };
}

function opened(value: StoredValue, { open }: Pick<Reading, 'open'>): string | null {
  return textOf(value, { open } as Reading);
}
