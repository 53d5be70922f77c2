import {
  isRefusal,
  instanceDecider,
  modelOf,
  reachedFrom,
  ROOT,
  type Actor,
  type Change,
  type InstanceCommand,
  type Seat,
  type StoredValue,
} from '#engine';
import { changesPage, type ChangePage } from './changes.js';
import type { MatterData, Reading } from './data.js';
import { stoodFor } from './deputies.js';
import { no, YES } from './may.js';
import { readTaskId, taskId, type OpenTaskRow } from './tasks.js';
import { Trail } from './trail.js';
import type { Holder, Id, Instant, May, Plain, Role, Said } from './views.js';

/**
 * What can be done with a task besides completing it. 认领 claim, 释放 release, 转办 assign, 委托 delegate and take back,
 * 加签 addSeat, 减签 removeSeat, 抄送 copy, 催办 urge, 督办 watch, 延期 extend, 申请延期 askTerm, 同意 grantTerm, 不同意 declineTerm, 退回 send back, 挂起 suspend, 恢复 resume, 终止 end.
 */
export const OPERATIONS = [
  'claim',
  'release',
  'assign',
  'delegate',
  'takeBack',
  'addSeat',
  'removeSeat',
  'copy',
  'urge',
  'watch',
  'extend',
  'askTerm',
  'grantTerm',
  'declineTerm',
  'sendBack',
  'suspend',
  'resume',
  'end',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What an operation is asked with; each takes what it needs. `person` is a person's id outside, a pseudonym in here. */
export interface OperationAsked {
  readonly person?: string;
  /** UTC milliseconds. */
  readonly due?: Instant;
  readonly clock?: 'stops' | 'runs';
  /** A step of the procedure that has been passed. */
  readonly element?: Id;
  /** Where somebody is added: before the task's own act, after it, beside it. */
  readonly place?: Seat['place'];
  /** Somebody who was added, by number. */
  readonly seat?: number;
}

export type OperationBody = OperationAsked & { readonly operation: Operation };

/** What a person can do with a task now, why not the rest, and whom they can name. */
export interface OperationsPage {
  readonly task: Id;
  readonly matter: Id;
  readonly offers: readonly Offered[];
  /** Who could do the task, and who else can be asked; the reader is not among them. */
  readonly people: readonly Candidate[];
  /** Steps it can be sent back to, the latest first. */
  readonly steps: readonly { readonly element: Id; readonly name: string }[];
  readonly due: Instant | null;
  /** Whom the reader added and who has not acted. */
  readonly seats: readonly { readonly seat: number; readonly who: Holder; readonly place: Seat['place'] }[];
}
export interface Offered {
  readonly operation: Operation;
  readonly may: May;
  /** It is not done without a reason. */
  readonly reasoned: boolean;
}
export interface Candidate {
  readonly person: Id;
  readonly name: string;
  readonly role: Role;
  /** Can do the task itself, not only read it or be asked beside it. */
  readonly able: boolean;
}

/** Why it is done stands in the record: asked for where others are concerned. */
export const WITH_REASON: ReadonlySet<Operation> = new Set([
  'assign',
  'delegate',
  'addSeat',
  'watch',
  'extend',
  'askTerm',
  'declineTerm',
  'sendBack',
  'suspend',
  'end',
]);
/** Names somebody who must be able to do the task. */
export const TO_ABLE: ReadonlySet<Operation> = new Set(['assign', 'delegate']);
/** What a deputy may do in the holder's name beside completing it (代理). */
export const BY_DEPUTY: ReadonlySet<Operation> = new Set(['release']);
/** Names somebody of the staff. */
export const TO_STAFF: ReadonlySet<Operation> = new Set(['copy', 'addSeat']);

const MOVERS = ['worker', 'street', 'administrator'] as const satisfies readonly Role[];
const OVER: ReadonlySet<Operation> = new Set(['sendBack', 'suspend', 'resume', 'end']);
/** Deciding on a term is for those above the desk, or whom the step names: the engine knows which. */
const TERMS: ReadonlySet<Operation> = new Set(['extend', 'grantTerm', 'declineTerm']);
/** Answers to a request: nothing to offer where none is made. */
const ANSWERS: ReadonlySet<Operation> = new Set(['grantTerm', 'declineTerm']);
/** 督办 is for those above the desk that works on it. */
const WATCHERS = ['street', 'supervision', 'administrator'] as const satisfies readonly Role[];

/** In which of their roles somebody does it: those of the task, or those who move matters. */
export function rolesFor(
  operation: Operation,
  task: Pick<OpenTaskRow, 'roles'>,
  held: readonly Role[],
): readonly string[] {
  if (OVER.has(operation)) return MOVERS;
  if (operation === 'watch') return WATCHERS;
  if (TERMS.has(operation)) return ['street', 'administrator', ...held.filter((role) => role !== 'resident')];
  // whoever added somebody may have given the task away since
  return operation === 'urge' || operation === 'removeSeat'
    ? [...task.roles, ...held.filter((role) => role !== 'resident')]
    : task.roles;
}

type Body = Readonly<{ type: string } & Record<string, StoredValue>>;

/** The command an operation is, without who asks and when. `role` is that of a person who is named. */
export function operationCommand(
  operation: Operation,
  { key }: Pick<OpenTaskRow, 'key'>,
  asked: OperationAsked,
  role: string,
  data: MatterData,
): Body {
  const { person = '', due = 0, clock = 'stops', element = '', place = 'before', seat = 0 } = asked;
  switch (operation) {
    case 'claim':
    case 'urge':
      return { type: 'updateTask', op: operation, key };
    case 'release':
      return { type: 'updateTask', op: 'return', key };
    case 'takeBack':
      return { type: 'updateTask', op: 'withdraw', key };
    case 'assign':
      return { type: 'assignTask', assignee: person, key };
    case 'delegate':
      return { type: 'updateTask', op: 'delegate', to: person, key };
    case 'addSeat':
      return { type: 'addSeat', p: person, role, place, key };
    case 'removeSeat':
      return { type: 'removeSeat', seat, key };
    case 'copy':
      return { type: 'updateTask', op: 'copy', people: [person], key };
    case 'watch':
      return { type: 'updateTask', op: 'watch', key, ...(asked.due === undefined ? null : { due }) };
    case 'extend':
      return { type: 'rescheduleTimer', key, due };
    case 'askTerm':
      return { type: 'updateTask', op: 'askTerm', key, due };
    case 'grantTerm':
    case 'declineTerm':
      return { type: 'updateTask', op: operation, key };
    case 'sendBack':
      return { type: 'modify', op: 'return', terminate: [...endedBy(element, data)], activate: [{ element }] };
    case 'suspend':
      return { type: 'suspend', clock };
    case 'resume':
      return { type: 'resume' };
    case 'end':
      return { type: 'cancel' };
  }
}

/** What goes on behind the step it is sent back to: what runs in the procedure itself, and what waits before an element of it. */
function endedBy(element: Id, { state, set }: MatterData): readonly (number | string)[] {
  const inner = state.nodes[ROOT]?.inner;
  const process = set.processes[inner?.process ?? ''];
  if (process === undefined || inner == null) return [];
  const model = modelOf(process);
  const behind = reachedFrom(model, model.indexOf(element));
  const running = Object.values(state.nodes).filter((node) => node.scope === ROOT && behind.has(node.element));
  const waited = inner.tokens.map((flow) => process.flows[flow]?.target ?? -1).filter((target) => behind.has(target));
  return [...running.map(({ key }) => key), ...new Set(waited.map((index) => process.elements[index]?.id ?? ''))];
}

/** Everything that can be done with a task, each with why not; nothing fails afterwards that was offered. */
export function operationsPage(
  task: OpenTaskRow,
  data: MatterData,
  reading: Reading,
  actors: (roles: readonly string[]) => Actor | null,
  candidates: readonly Candidate[],
): OperationsPage {
  const { state } = data;
  const suspended = state.suspended !== null;
  const due = state.nodes[task.key]?.task?.due?.due ?? null;
  const facts = { definitions: data.set, calendars: reading.calendars };
  const tried = (operation: Operation, asked: OperationAsked): May => {
    const own = actors(rolesFor(operation, task, reading.roles));
    if (own === null) return no('role-does-not-fit');
    const stood = BY_DEPUTY.has(operation) ? stoodFor(task.key, data, reading) : null;
    if (stood?.may.yes === false) return stood.may;
    const by: Actor = stood === null ? own : { ...own, for: { p: stood.p, basis: null, way: 'deputy' } };
    const command = { ...operationCommand(operation, task, asked, by.role, data), by, at: reading.now };
    const decision = instanceDecider.decide(state, command as unknown as InstanceCommand, facts);
    // somebody who cannot exist is asked for: whether the one who is named fits is another question
    if (!isRefusal(decision) || decision.refused === 'receiver-cannot-act') return YES;
    return no(decision.refused, (decision.values ?? {}) as Readonly<Record<string, Plain>>);
  };
  const behind = stepsBehind(task, data);
  const steps = behind.filter(({ element }) => tried('sendBack', { element }).yes);
  const seats = (state.nodes[task.key]?.task?.seats ?? [])
    .filter((seat) => seat.addedBy === reading.p && !seat.acted)
    .map(({ seat, p, role, place }) => ({ seat, place, who: reading.holder(p, role as Role) }));
  const may = (operation: Operation): May => {
    if (operation === 'sendBack' && behind.length === 0) return no('nothing-behind');
    if ((operation === 'extend' || operation === 'askTerm') && due === null) return no('no-term');
    const nobody = TO_ABLE.has(operation) ? !candidates.some(({ able }) => able) : candidates.length === 0;
    if ((TO_ABLE.has(operation) || TO_STAFF.has(operation)) && nobody) return no('nobody-to-name');
    if (operation === 'removeSeat' && seats.length === 0) return no('nobody-added');
    const element = (steps[0] ?? behind[0])?.element ?? '';
    return tried(operation, {
      person: '?',
      due: Math.max(due ?? 0, reading.now) + DAY,
      element,
      seat: seats[0]?.seat ?? 0,
    });
  };
  const asked = (state.nodes[task.key]?.task?.term ?? null) !== null;
  const isAbout = (operation: Operation): boolean => {
    if (ANSWERS.has(operation)) return asked;
    return operation !== (suspended ? 'suspend' : 'resume');
  };
  return {
    task: taskId(data.matter, task.key),
    matter: data.matter,
    offers: OPERATIONS.filter((operation) => isAbout(operation)).map((operation) => ({
      operation,
      may: may(operation),
      reasoned: WITH_REASON.has(operation),
    })),
    people: candidates,
    steps,
    due,
    seats,
  };
}

/** The same of a task that is over: everything is there, and refused in words. Null where there never was such a task. */
export function operationsAfter(task: Id, data: MatterData): OperationsPage | null {
  const key = readTaskId(task)?.key ?? -1;
  const named = (command: Readonly<Record<string, unknown>>) => command['key'] === key;
  const done = data.history.some(({ command }) => command.type === 'completeTask' && named(command));
  if (!done && new Trail(data).byKey(key)?.element.type !== 'userTask') return null;
  const may = no(done ? 'already-completed' : 'task-over');
  return {
    task,
    matter: data.matter,
    offers: OPERATIONS.filter((operation) => !ANSWERS.has(operation)).map((operation) => ({
      operation,
      may,
      reasoned: WITH_REASON.has(operation),
    })),
    people: [],
    steps: [],
    due: null,
    seats: [],
  };
}

const DAY = 86_400_000;

/** Tasks and steps of the procedure itself that were finished and lie before what runs now, the latest first. */
function stepsBehind({ key }: OpenTaskRow, { state, set, history }: MatterData): OperationsPage['steps'] {
  const process = set.processes[state.nodes[ROOT]?.inner?.process ?? ''];
  if (process === undefined) return [];
  let outermost = state.nodes[key];
  while (outermost !== undefined && outermost.scope !== ROOT) outermost = state.nodes[outermost.scope];
  const found = new Map<string, string>();
  for (const record of [...history].reverse()) {
    for (const event of [...record.events].reverse()) {
      if (event.type !== 'Completed' && event.type !== 'Passed') continue;
      const element = process.elements.find(({ id }) => id === event['element']);
      if (element === undefined || !STEPS.has(element.type) || element.parent !== 0 || element.name === null) continue;
      if (outermost === undefined || element.index === outermost.element) continue;
      if (!reachedFrom(modelOf(process), element.index).has(outermost.element)) continue;
      found.set(element.id, element.name);
    }
  }
  return [...found].map(([element, name]) => ({ element, name }));
}

const STEPS: ReadonlySet<string> = new Set(['userTask', 'manualTask', 'callActivity', 'subProcess']);

/** A dry run of an operation in words. `receiver` is whom it names, who may not have had to do with the matter so far. */
export function operationPage(
  data: MatterData,
  reading: Reading,
  command: Body,
  by: Actor,
  receiver: Receiver | null,
): ChangePage {
  const asked = { ...command, by, at: reading.now } as unknown as InstanceCommand;
  return changesPage(data, reading, asked, null, (change) => named(change, reading, receiver));
}

/** Somebody by pseudonym and name. */
export interface Receiver {
  readonly p: string;
  readonly name: string;
}

function named({ code, values }: Change, reading: Reading, receiver: Receiver | null): Said | null {
  const nameOf = (p: unknown, role: unknown): string =>
    receiver !== null && p === receiver.p
      ? receiver.name
      : (reading.holder(typeof p === 'string' ? p : null, (role as Role | undefined) ?? 'worker').name ?? '');
  switch (code) {
    case 'change.task-handed': {
      const name = values['name'] as string;
      if (values['assignee'] === null) return { code: 'change.task-freed', values: { name } };
      return { code, values: { name, who: nameOf(values['assignee'], 'worker') } };
    }
    case 'change.seat-opened':
    case 'change.seat-withdrawn':
      return { code, values: { who: nameOf(values['p'], values['role']), place: values['place'] as string } };
    case 'change.told': {
      const { people, role } = values;
      if (typeof role === 'string') return { code: 'change.told-role', values: { role } };
      return { code, values: { who: (people as readonly string[]).map((p) => nameOf(p, 'worker')).join('、') } };
    }
    default:
      return null;
  }
}
