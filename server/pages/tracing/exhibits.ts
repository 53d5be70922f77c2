import { elementOf, type Element, type StoredValue } from '#engine';
import type { HistoryRecord, MatterData, Reading } from '../data.js';
import { fileIn, filesIn } from '../materials.js';
import { actorOf } from '../timeline.js';
import type { FormSchema, Plain } from '../views.js';
import type { Exhibits, FileExhibit, FormExhibit, LetterExhibit } from '../views/tracing.js';
import type { Folded } from './fold.js';
import { PUBLISHED, shown } from './shown.js';
import type { Step } from './states.js';

/** Forms with their answers, files, postings, tellings and letters, each with the notch it came at. */
export function exhibitsOf(data: MatterData, reading: Reading, folded: Folded): Exhibits {
  const { order, notches, steps } = folded;
  const each = <T>(type: string, of: (event: Fields, record: HistoryRecord, notch: number) => T): readonly T[] =>
    order.flatMap((record, notch) =>
      record.events.filter((event) => event.type === type).map((event) => of(event as Fields, record, notch)),
    );
  const versions = steps.flatMap(({ record, set, next }, n) =>
    n === 0 || set !== next ? [{ notch: notches.get(record) ?? 0, definition: next.hash }] : [],
  );
  return {
    forms: steps.flatMap((step) => formOf(step, notches.get(step.record) ?? 0, reading)),
    files: filesOf(order, reading),
    postings: each('PostingProved', ({ place, file }, { stream }, notch) => ({
      notch,
      notice: stream,
      place: typeof place === 'string' ? place : '',
      file: fileIn(file)?.file ?? null,
    })),
    tellings: each('Sent', ({ code, to }, _record, notch) => {
      const { role, people } = to as { readonly role?: string; readonly people?: readonly string[] };
      return { notch, code: String(code), role: role ?? null, people: people?.length ?? 0 };
    }),
    letters: lettersOf(each),
    versions: versions.length > 0 ? versions : [{ notch: 0, definition: data.set.hash }],
  };
}

type Fields = Readonly<Record<string, StoredValue | undefined>>;

/** The form a matter was started with, or that of a completed task, each as that version had it. */
function formOf(step: Step, notch: number, reading: Reading): readonly FormExhibit[] {
  const { record } = step;
  const { command } = record;
  const starts = command.type === 'start';
  const element = starts ? startOf(step) : taskOf(step);
  const form = step.set.forms[(starts ? element?.properties['start.form'] : element?.user?.formId) ?? ''];
  if (element === undefined || form === undefined) return [];
  const answers: Record<string, Plain> = {};
  const hidden: string[] = [];
  for (const [name, value] of Object.entries((command['variables'] ?? {}) as Readonly<Record<string, StoredValue>>)) {
    const told = shown(value, reading, starts && PUBLISHED.has(name));
    answers[name] = told.value;
    if (told.hidden) hidden.push(name);
  }
  const name = element.name ?? element.id;
  return [{ notch, name, by: actorOf(record, reading), form: form as unknown as FormSchema, answers, hidden }];
}

/** The start event that a matter began with: the first of the procedure's own that was passed. */
function startOf({ record: { events }, set }: Step): Element | undefined {
  const started = events.find(({ type }) => type === 'Started') as Fields | undefined;
  const process = set.processes[String(started?.['process'] ?? set.main)];
  const begun = events.map((event) => process?.elements.find(({ id }) => id === (event as Fields)['element']));
  return begun.find((element) => element?.type === 'startEvent' && element.parent === 0);
}

function taskOf({ record: { command }, before, set }: Step): Element | undefined {
  if (command.type !== 'completeTask' || typeof command['key'] !== 'number') return undefined;
  return elementOf(before, { definitions: set }, command['key']);
}

/** Files that commands brought, each where it came first. */
function filesOf(order: readonly HistoryRecord[], reading: Reading): readonly FileExhibit[] {
  return filesIn(order).map(({ file, record, notch }) => ({ ...file, notch, by: actorOf(record, reading) }));
}

function lettersOf(
  each: <T>(type: string, of: (event: Fields, record: HistoryRecord, notch: number) => T) => readonly T[],
): readonly LetterExhibit[] {
  const brought = new Map(
    each(
      'LetterDelivered',
      ({ n, day, way }, _record, notch) => [Number(n), { notch, day: String(day), way: String(way) }] as const,
    ),
  );
  return each('LetterWritten', ({ n, code, due }, _record, notch) => ({
    notch,
    n: Number(n),
    code: String(code),
    due: Number(due),
    delivery: brought.get(Number(n)) ?? null,
  }));
}
