import type { Seat, StoredValue } from '#engine';
import { openItems, type OpinionsState } from '#rules/opinions';
import type { NoticeState } from '#rules/notice';
import type { EntityKind } from './entity-views.js';
import { isStaff, textOf, type EntityData, type MatterData, type Reading } from './data.js';
import { stoodFor } from './deputies.js';
import { dueOf, unitOfTask } from './due.js';
import { kindOf } from './kinds.js';
import { heldOf } from './list-rows.js';
import { assigneesRole } from './listing.js';
import { materialsOf } from './materials.js';
import { no, YES } from './may.js';
import { titleOf } from './matter.js';
import { objectionLines } from './notice.js';
import { opinionLines } from './opinions.js';
import { awaitingLine, nameOf, refuseAwaited, seatTaskLine, taskSeats } from './seats.js';
import { stepLines } from './steps.js';
import { subjectOf, writtenIn } from './subject.js';
import { taskTerm, termTaskLine } from './terms.js';
import { timeline } from './timeline.js';
import type { Run, Trail } from './trail.js';
import type { FormSchema, May, Plain, Role, TaskLine, TaskPage } from './views.js';

/** An open task as the runtime or the world lists it. */
export interface OpenTaskRow {
  readonly stream: string;
  readonly key: number;
  readonly element: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly assignee: string | null;
  readonly form: string | null;
  readonly due: number | null;
  readonly seats: readonly Seat[];
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly openedAt: number;
}

/** `<matter>.<key>`: names a task outside its matter. */
export function taskId(stream: string, key: number): string {
  return `${stream}.${key}`;
}

/** Matter and key of a task's id; null for anything else. */
export function readTaskId(id: string): { readonly stream: string; readonly key: number } | null {
  const match = /^([0-9A-Z]{26})\.([1-9]\d{0,9})$/.exec(id);
  return match ? { stream: match[1] as string, key: Number(match[2]) } : null;
}

/**
 * Whether a task is this reader's business: staff of the place see what goes on at the desks there; a resident sees only
 * what is theirs to do or was done by them.
 */
export function concernsReader(key: number, data: MatterData, reading: Reading): boolean {
  if (reading.roles.some((role) => role !== 'resident')) return true;
  const task = data.state.nodes[key]?.task;
  if (task) return task.assignee === reading.p || task.people.includes(reading.p);
  return data.history.some(
    ({ command }) => command.type === 'completeTask' && command['key'] === key && command.by.p === reading.p,
  );
}

/** Of a task that is the reader's to do, also beside others or in a colleague's name. */
const OWN: ReadonlySet<TaskLine['state']> = new Set(['mine', 'deputy', 'seat', 'decide']);

/** Who is not of the office reads the words of a task that is theirs, or that they may take; of anybody else's only that it is there. */
function readsWords({ state }: TaskLine, { key, roles }: OpenTaskRow, data: MatterData, reading: Reading): boolean {
  if (isStaff(reading) || OWN.has(state)) return true;
  if (data.state.nodes[key]?.task?.people.includes(reading.p) === true) return true;
  return state === 'free' && roles.some((role) => reading.roles.some((own) => own === role));
}

/** An open task as its page names it. */
export function taskLine(task: OpenTaskRow, data: MatterData, reading: Reading, trail: Trail): TaskLine {
  const run = trail.byKey(task.key);
  const mine = task.assignee === reading.p;
  const stood = stoodFor(task.key, data, reading);
  const holder = stood?.may.yes === true ? reading.holder(stood.p, stood.role as Role) : null;
  const line: TaskLine = {
    ...common(task.key, task.name, data, reading, run, trail),
    due: dueOf(data.state.nodes[task.key]?.task?.due ?? null, unitOfTask(run), reading),
    why: mine
      ? { code: 'task.why.mine', values: {} }
      : holder !== null
        ? { code: 'task.why.deputy', values: { who: nameOf(holder) } }
        : task.assignee !== null
          ? { code: 'task.why.other', values: {} }
          : { code: 'task.why.role', values: { role: heldOf(task.roles, reading.roles) } },
    holder:
      holder ??
      (task.assignee === null ? null : reading.holder(task.assignee, assigneesRole(task.key, task, data.history))),
    state: holder !== null ? 'deputy' : task.assignee === null ? 'free' : mine ? 'mine' : 'other',
    doneAt: null,
  };
  return (
    seatTaskLine(line, task.key, data, reading) ??
    termTaskLine(line, task.key, data, reading) ??
    awaitingLine(line, task.key, data, reading)
  );
}

/** The post a task is for: of the first of its roles. */
export function roleOf({ roles }: { readonly roles: readonly string[] }): Role {
  return (roles[0] as Role | undefined) ?? 'worker';
}

function common(key: number, name: string, data: MatterData, reading: Reading, run: Run | undefined, trail: Trail) {
  const step = trail.outermost(key);
  return {
    task: taskId(data.matter, key),
    matter: data.matter,
    number: data.number,
    title: titleOf(data, reading),
    element: run?.element.id ?? '',
    kind: step ? kindOf(step.element) : ('handle' as const),
    name,
    since: run?.from ?? 0,
  };
}

/** A task with its form, what it is about and what has to be answered before it can be completed. */
export function taskPage(task: OpenTaskRow, data: MatterData, reading: Reading, trail: Trail): TaskPage {
  const page = trail.byKey(task.key)?.element.properties['heyi.page'];
  const opinions = page === 'opinions' ? named(task.variables['opinions'], 'opinions', data) : undefined;
  const notice = page === 'objection' ? named(task.variables['notice'], 'notice', data) : undefined;
  const n = task.variables['n'];
  const line = taskLine(task, data, reading, trail);
  const opens = readsWords(line, task, data, reading);
  const variables = opens ? Object.entries(task.variables) : [];
  return {
    ...line,
    form: formOf(task.form, data),
    variables: Object.fromEntries(variables.map(([name, value]) => [name, shown(value, reading)])),
    subject: opens && page === undefined ? subjectOf(task, data, reading, trail) : [],
    // who was asked beside the task and is not of the office reads no opinions, so none are said to be there
    opinions: opinions && isStaff(reading) ? { id: opinions.stream, items: opinionLines(opinions, reading) } : null,
    objections: notice
      ? { notice: notice.stream, items: objectionLines(notice, reading).filter((line) => line.number === n) }
      : null,
    entity: entityAt(page, task, data),
    complete: mayComplete(task, data, opinions, notice, reading),
    step: trail.outermost(task.key)?.element.id ?? null,
    seats: taskSeats(task.key, data, reading),
    term: taskTerm(task.key, data, reading),
    planned: data.state.nodes[task.key]?.task?.due?.planned ?? null,
    after: null,
    steps: stepLines(data, reading, trail),
    history: timeline(data, reading, trail),
    materials: isStaff(reading) ? materialsOf(data, reading, trail) : [],
  };
}

/**
 * A task that is over, to be read by the office and by whoever did it: what was written, by whom and when; null for anybody else, and where
 * it was never completed. `complete` says why nothing more can be done with it.
 */
export function doneTaskPage(key: number, data: MatterData, reading: Reading, trail: Trail): TaskPage | null {
  const run = trail.byKey(key);
  const record = data.history.find(({ command }) => command.type === 'completeTask' && command['key'] === key);
  if (run === undefined || record === undefined) return null;
  const { by } = record.command;
  // what others wrote under seal is opened by its page, so it is for those who work on the matter
  if (!isStaff(reading) && by.p !== reading.p) return null;
  const { element } = run;
  const row: OpenTaskRow = {
    stream: data.matter,
    key,
    element: element.id,
    name: element.name ?? element.id,
    roles: [],
    assignee: null,
    form: element.user?.formId ?? null,
    due: null,
    seats: [],
    variables: (record.command['variables'] ?? {}) as OpenTaskRow['variables'],
    openedAt: run.from,
  };
  const page = taskPage(row, data, reading, trail);
  // often opened by a step before this one: the last there was by then
  const within = (kind: 'opinions' | 'notice') =>
    data.entities.filter((each) => each.kind === kind && (each.history[0]?.at ?? 0) <= record.at).at(-1);
  const worked = element.properties['heyi.page'];
  const opinions = worked === 'opinions' && isStaff(reading) ? within('opinions') : undefined;
  const notice = worked === 'objection' && isStaff(reading) ? within('notice') : undefined;
  return {
    ...page,
    variables: Object.fromEntries(Object.entries(row.variables).map(([name, value]) => [name, shown(value, reading)])),
    subject: writtenIn(page.form, row.variables, reading),
    opinions: opinions ? { id: opinions.stream, items: opinionLines(opinions, reading) } : null,
    objections: notice
      ? {
          notice: notice.stream,
          items: objectionLines(notice, reading).filter(({ answer }) => answer?.by.p === by.p),
        }
      : null,
    state: 'done',
    holder: reading.holder(by.p, by.role as Role),
    doneAt: record.at,
    complete: no('already-completed'),
  };
}

/** Kinds whose page a task may name (`heyi.page`): it is then done there. */
const WORKED_AT: readonly EntityKind[] = ['council', 'meeting', 'intake', 'roll', 'callback', 'cosign'];

function entityAt(page: string | undefined, task: OpenTaskRow, data: MatterData): TaskPage['entity'] {
  const kind = WORKED_AT.find((each) => each === page);
  const entity = kind && named(task.variables[kind], kind, data);
  return kind && entity ? { kind, id: entity.stream } : null;
}

function named(id: StoredValue | undefined, kind: string, data: MatterData): EntityData | undefined {
  return data.entities.find((entity) => entity.kind === kind && entity.stream === id);
}

function formOf(id: string | null, data: MatterData): FormSchema | null {
  return id === null ? null : ((data.set.forms[id] as unknown as FormSchema | undefined) ?? null);
}

function shown(value: StoredValue, reading: Reading): Plain {
  return typeof value === 'object' && value !== null && '~' in value ? textOf(value, reading) : value;
}

/** Said beside the button before anybody presses it; the procedure's own gate decides again. */
function mayComplete(
  task: OpenTaskRow,
  data: MatterData,
  opinions: EntityData | undefined,
  notice: EntityData | undefined,
  reading: Reading,
): May {
  if (!task.roles.some((role) => reading.roles.some((held) => held === role))) return no('role-does-not-fit');
  const stood = stoodFor(task.key, data, reading);
  if (stood?.may.yes === false) return stood.may;
  const self = stood?.p ?? reading.p;
  if (task.assignee !== null && task.assignee !== self) return no('not-assigned-to-you');
  const people = data.state.nodes[task.key]?.task?.people ?? [];
  if (people.length > 0 && !people.includes(self)) return no('not-assigned-to-you');
  const awaited = refuseAwaited(task.key, data, reading);
  if (awaited !== null) return awaited;
  if (opinions) {
    const [first, ...more] = openItems(opinions.state as OpinionsState);
    if (first) return no('opinions-unanswered', { n: first.n, open: more.length + 1 });
  }
  if (notice) {
    const n = task.variables['n'];
    const objection = (notice.state as NoticeState).objections.find((each) => each.n === n);
    if (objection?.answer === null) return no('objections-unanswered', { n: objection.n, open: 1 });
  }
  return YES;
}
