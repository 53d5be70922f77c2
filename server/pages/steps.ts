import type { Element, NodeState, Process } from '#engine';
import type { CosignState } from '#rules/cosign';
import type { CouncilState } from '#rules/council';
import type { MeetingState } from '#rules/meeting';
import type { NoticeState } from '#rules/notice';
import type { OpinionsState } from '#rules/opinions';
import type { PollState } from '#rules/poll';
import type { EntityData, HistoryRecord, MatterData, Reading } from './data.js';
import { clockDue, clockOf, dueOf, NO_DUE, unitOfTask, unitOfTimer } from './due.js';
import { isRole } from '#rules/contract';
import { isStep, isWork, kindOf } from './kinds.js';
import { assigneesRole } from './listing.js';
import { awaitedHolder } from './seats.js';
import { actorOf } from './timeline.js';
import { Trail, type Run } from './trail.js';
import type { Due, Holder, LinkedKind, OpenStep, Role, Said, StepKind, StepLine, StepState } from './views.js';

const ROOT = 1;

/** Capabilities whose streams have a page of their own; where a step opened several, the first of this list is shown. */
const LINKED: readonly LinkedKind[] = [
  'opinions',
  'poll',
  'notice',
  'cosign',
  'meeting',
  'council',
  'callback',
  'intake',
  'archive',
  'roll',
];

/** The procedure's steps as they came and as they may come, with what became of each and who holds the one that waits. */
export function stepLines(data: MatterData, reading: Reading, trail: Trail): readonly StepLine[] {
  const process = data.set.processes[data.state.process || data.set.main];
  if (!process) return [];
  const active = activeElements(data);
  const ahead = reachable(process, active);
  const steps = inOrder(process).filter(isStep);
  return [...steps, ...asideNow(process, data).filter((element) => !steps.includes(element))]
    .map((element) => {
      const state = stateOf(element, data, trail, ahead);
      return stepLine(element, state, state === 'next' && isSure(process, active, element), data, reading, trail);
    })
    .sort(asTheyCame);
}

/** The same, and of what is done and says no more of itself: who did it, as this reader may know. */
export function withDoers(
  steps: readonly StepLine[],
  { history }: MatterData,
  reading: Reading,
  trail: Trail,
): readonly StepLine[] {
  const ended = new Map<string, number>();
  for (const { key, element, ended: seq } of trail.runs) {
    const step = key === null || element.type !== 'userTask' ? undefined : trail.outermost(key);
    if (step !== undefined && seq !== null) ended.set(step.element.id, seq);
  }
  return steps.map((step) => {
    const silent = step.state === 'done' && step.said === null;
    const record = silent ? history.find(({ seq }) => seq === ended.get(step.element)) : undefined;
    return record?.command.type === 'completeTask' ? { ...step, holder: actorOf(record, reading) } : step;
  });
}

/** What runs beside the way now: work in an event sub-process that began, or what undoes a step. It has no place in the order. */
function asideNow({ elements }: Process, data: MatterData): readonly Element[] {
  const running = new Set<number>();
  for (const { scope, element } of Object.values(data.state.nodes)) {
    if (scope !== ROOT && scope !== 0 && isOnTheWay(scope, data)) running.add(element);
  }
  return elements.filter((element) => running.has(element.index) && isWork(element));
}

/** The procedure itself, or what stands in for it: an event sub-process that took over, an event that undoes. */
function isOnTheWay(scope: number, data: MatterData): boolean {
  if (scope === ROOT) return true;
  const node = data.state.nodes[scope];
  const process = data.set.processes[data.state.nodes[node?.scope ?? 0]?.inner?.process ?? ''];
  if (node === undefined || process?.id !== (data.state.process || data.set.main)) return false;
  const aside = process.elements[node.element]?.type === 'eventSubProcess' || node.inner?.undoing === true;
  return aside && isOnTheWay(node.scope, data);
}

/** Done, then now, each in the order they began; then what may come, in the order of the flow. */
function asTheyCame(a: StepLine, b: StepLine): number {
  return RANK[a.state] - RANK[b.state] || (a.from ?? 0) - (b.from ?? 0);
}
const RANK: Readonly<Record<StepState, number>> = { done: 0, now: 1, next: 2, skipped: 3 };

function stepLine(
  element: Element,
  state: StepState,
  sure: boolean,
  data: MatterData,
  reading: Reading,
  trail: Trail,
): StepLine {
  const runs = trail.runs.filter((run) => run.scope === ROOT && run.element.index === element.index);
  const last = runs[runs.length - 1];
  const entity = last && entityOf(last, data, trail);
  const now = state === 'now' ? waitingIn(element, data, reading, trail) : null;
  return {
    element: element.id,
    kind: kindOf(element),
    name: element.name ?? element.id,
    state,
    sure,
    from: runs[0]?.from ?? null,
    to: state === 'done' ? (last?.to ?? null) : null,
    expected: null,
    said: state === 'done' && entity ? outcomeOf(entity, data) : null,
    why: now?.why ?? null,
    doing: now?.doing ?? null,
    holder: now?.holder ?? null,
    due: now?.due ?? null,
    link: entity ? { kind: entity.kind as LinkedKind, id: entity.stream } : null,
  };
}

interface WaitingNow {
  readonly why: Said;
  readonly doing: Said | null;
  readonly holder: Holder;
  readonly due: Due;
}

/** The answer to 为什么等, 谁在办, 最晚: the innermost thing that waits in this step, people's work before clocks. */
export function waitingIn(element: Element, data: MatterData, reading: Reading, trail: Trail): WaitingNow | null {
  const inside = nodesIn(element, data);
  const task = inside.find((node) => node.task !== null);
  const timer = inside.find((node) => node.timer !== null);
  const node = task ?? timer ?? inside[0];
  if (!node) return null;
  const run = trail.byKey(node.key);
  const name = run?.element.name ?? element.name ?? element.id;
  const incident = Object.values(data.state.incidents).some((each) => each.of === node.key);
  if (incident)
    return {
      why: { code: 'why.incident', values: { name } },
      doing: null,
      holder: reading.holder(null, 'administrator'),
      due: NO_DUE,
    };
  if (node.task) {
    const added = awaitedHolder(node.task, reading);
    const kind = kindOf(element);
    // work beside a running term: the step waits for the term, and the work is what is being done meanwhile
    const beside = timer !== undefined && hasWhy(kind);
    const why = beside ? `why.${kind}` : 'why.task';
    return {
      why: { code: added === null ? why : 'why.seats', values: { name } },
      doing: added === null && !beside ? null : { code: 'doing.task', values: { name } },
      holder: added ?? reading.holder(node.task.assignee, assigneesRole(node.key, node.task, data.history)),
      due: dueOf(node.task.due, unitOfTask(run), reading),
    };
  }
  if (node.timer) {
    const kind = kindOf(element);
    const lane = run ? run.process.lanes[run.element.lane ?? -1]?.role : undefined;
    return {
      why: { code: hasWhy(kind) ? `why.${kind}` : 'why.timer', values: { name } },
      doing: hasWhy(kind) ? { code: `doing.${kind}`, values: { name } } : null,
      holder: reading.holder(null, clocksHolder(kind, lane)),
      due: clockDue(clockOf(node, run), reading),
    };
  }
  if (run && waitsForEvent(node, run)) {
    const choice = run.element.type === 'eventBasedGateway';
    return {
      why: { code: 'why.event', values: { names: eventNames(run) } },
      doing: null,
      holder: reading.holder(null, choice ? clocksHolder(kindOf(element), null) : 'system'),
      due: choice ? clockDue(clockOf(node, run), reading) : NO_DUE,
    };
  }
  return {
    why: { code: 'why.machine', values: { name } },
    doing: null,
    holder: reading.holder(null, 'system'),
    due: NO_DUE,
  };
}

/** Everything that waits now, step by step in their order. */
export function openNow(
  data: MatterData,
  reading: Reading,
  trail: Trail,
  steps: readonly StepLine[],
): readonly OpenStep[] {
  const process = data.set.processes[data.state.process || data.set.main];
  return steps
    .filter(({ state }) => state === 'now')
    .flatMap(({ element: id }) => {
      const element = process?.elements.find((each) => each.id === id);
      return element === undefined ? [] : openIn(element, data, reading, trail);
    });
}

/** Everything that waits in this step, each with its own name, holder and date: the step's own clock first, then people's tasks. */
export function openIn(element: Element, data: MatterData, reading: Reading, trail: Trail): readonly OpenStep[] {
  const kind = kindOf(element);
  const step = element.name ?? element.id;
  const stuck = new Set(Object.values(data.state.incidents).map(({ of }) => of));
  const found = nodesIn(element, data).flatMap((node): readonly OpenStep[] => {
    const run = trail.byKey(node.key);
    const own = run?.element.name ?? step;
    if (stuck.has(node.key)) return [];
    if (node.task !== null) {
      const role = assigneesRole(node.key, node.task, data.history);
      const holder = awaitedHolder(node.task, reading) ?? reading.holder(node.task.assignee, role);
      return [
        {
          ...{ element: element.id, kind, name: own, holder, unit: unitOfTask(run), n: 1 },
          due: dueOf(node.task.due, unitOfTask(run), reading),
        },
      ];
    }
    if (node.timer === null) return [];
    const lane = run ? run.process.lanes[run.element.lane ?? -1]?.role : undefined;
    const holder = reading.holder(null, clocksHolder(kind, lane));
    return [
      {
        element: element.id,
        kind,
        name: hasWhy(kind) ? step : own,
        holder,
        due: clockDue(clockOf(node, run), reading),
        unit: unitOfTimer(run),
        n: 1,
      },
    ];
  });
  const clocks = found.filter(({ name }) => name === step);
  const others = found.filter(({ name }) => name !== step);
  if (found.length > 0) return together([...clocks, ...others]);
  const now = waitingIn(element, data, reading, trail);
  return now === null
    ? []
    : [{ element: element.id, kind, name: step, holder: now.holder, due: now.due, unit: 'day', n: 1 }];
}

/** Tasks alike in name, holder and date are one with their number. */
function together(open: readonly OpenStep[]): readonly OpenStep[] {
  const alike = new Map<string, OpenStep>();
  for (const each of open) {
    const { name, holder, due } = each;
    const key = JSON.stringify([name, holder.role, holder.p, due.at, due.awaitsYear]);
    alike.set(key, { ...each, n: (alike.get(key)?.n ?? 0) + 1 });
  }
  return [...alike.values()];
}

function nodesIn(element: Element, data: MatterData): readonly NodeState[] {
  return Object.values(data.state.nodes).filter((node) => node.inner === null && belongsTo(node, element, data));
}

/** Does it wait for something to happen: a message, a signal, a condition, or the first of several? */
function waitsForEvent(node: NodeState, { element }: Run): boolean {
  const event = node.message !== null || node.signal !== null || node.condition !== null;
  return event || element.type === 'eventBasedGateway';
}

/** What it waits for by name; behind an event-based gateway each of the events. */
function eventNames({ element, process }: Run): readonly string[] {
  const waits =
    element.type === 'eventBasedGateway'
      ? element.outgoing.map((flow) => process.elements[process.flows[flow]?.target ?? 0])
      : [element];
  return waits.flatMap((each) => (each === undefined ? [] : [each.name ?? each.id]));
}

function hasWhy(kind: string): boolean {
  return ['consult', 'cosign', 'meeting', 'vote', 'publicity', 'call-back', 'roll'].includes(kind);
}

/** Steps in which residents act while a clock of the platform runs. */
const RESIDENTS_ACT: readonly StepKind[] = ['consult', 'cosign', 'vote', 'call-back'];

/** Whom a running term waits for: who keeps its lane, the residents where the step is theirs, otherwise nobody. */
function clocksHolder(kind: StepKind, lane: string | null | undefined): Role | 'system' {
  if (isHolding(lane)) return lane;
  return RESIDENTS_ACT.includes(kind) ? 'resident' : 'system';
}

/** A lane that names a post of the organisation, or the residents. */
function isHolding(lane: string | null | undefined): lane is Role {
  return isRole(lane);
}

/** The capability's stream that was opened inside this run, if it has a page. */
export function entityOf(run: Run, data: MatterData, trail: Trail): EntityData | undefined {
  const opened = data.entities.filter((entity) => openedIn(entity.stream, data, trail) === run);
  return LINKED.map((kind) => opened.filter((entity) => entity.kind === kind).at(-1)).find(
    (entity) => entity !== undefined,
  );
}

/** The run of the procedure's own process whose job brought this stream. */
export function openedIn(stream: string, data: MatterData, trail: Trail): Run | undefined {
  const record = openingOf(stream, data);
  return record && trail.outermost(record.command['key'] as number);
}

/** The matter's record in which an entity was opened; the clock of its step began to run with it. */
export function openingOf(stream: string, { history }: MatterData): HistoryRecord | undefined {
  return history.find(({ command }) => {
    const variables = command.type === 'completeJob' ? command['variables'] : null;
    return typeof variables === 'object' && variables !== null && Object.values(variables).includes(stream);
  });
}

/** What a finished step came to, in numbers everybody may know; of what has none that it is over. */
function outcomeOf({ kind, state, history }: EntityData, { number }: MatterData): Said | null {
  if (history.length === 0) return null;
  const said = (values: Said['values']): Said => ({ code: `step.done.${kind}.numbers`, values });
  switch (kind) {
    case 'cosign': {
      const { supports, threshold } = state as CosignState;
      return said({ supporters: supports.length, threshold });
    }
    case 'opinions': {
      const { items } = state as OpinionsState;
      return said({ given: items.length, answered: items.filter(({ answer }) => answer !== null).length });
    }
    case 'meeting': {
      const { present, members } = state as MeetingState;
      return said({ present: present.length, seats: members.length });
    }
    case 'council':
      return said({ seats: (state as CouncilState).members.length });
    case 'notice':
      return said({ objections: (state as NoticeState).objections.length });
    case 'poll': {
      const { result } = state as PollState;
      if (result === null) break;
      const { yes, no, abstain } = result.counts;
      return said({ outcome: result.outcome, yes, no, abstain });
    }
    case 'intake':
      if (number === '') break;
      return said({ number });
  }
  return { code: `step.done.${kind}`, values: {} };
}

function activeElements(data: MatterData): readonly number[] {
  const nodes = Object.values(data.state.nodes).filter((node) => node.scope === ROOT);
  const root = data.state.nodes[ROOT];
  const process = data.set.processes[data.state.process];
  const tokens = root?.inner?.tokens.map((flow) => process?.flows[flow]?.target ?? -1) ?? [];
  return [...nodes.map((node) => node.element), ...tokens];
}

function stateOf(element: Element, data: MatterData, trail: Trail, ahead: ReadonlySet<number>): StepState {
  const active = Object.values(data.state.nodes).some(
    (node) => node.key !== ROOT && node.element === element.index && isOnTheWay(node.scope, data),
  );
  if (active) return 'now';
  const done = trail.runs.some((run) => run.scope === ROOT && run.element.index === element.index && run.to !== null);
  if (done) return 'done';
  return ahead.has(element.index) ? 'next' : 'skipped';
}

/** Elements that can still be reached from where the matter stands. */
function reachable(process: Process, from: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const queue = [...from];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const element = process.elements[index];
    if (!element || seen.has(index)) continue;
    seen.add(index);
    for (const flow of element.outgoing) queue.push(process.flows[flow]?.target ?? -1);
    queue.push(...element.boundary);
  }
  return seen;
}

/** Does every way from these elements to an end lead through this one? What interrupts a step is no way but an exception. */
function isSure(process: Process, from: readonly number[], { index: through }: Element): boolean {
  const seen = new Set<number>([through]);
  const queue = [...from];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const element = process.elements[index];
    if (!element || seen.has(index)) continue;
    if (element.outgoing.length === 0) return false;
    seen.add(index);
    for (const flow of element.outgoing) queue.push(process.flows[flow]?.target ?? -1);
  }
  return from.length > 0;
}

/** Elements in the order of the flow from the start; what it does not reach comes last, in document order. */
export function inOrder(process: Process): readonly Element[] {
  const seen = new Set<number>();
  const queue = [...(process.elements[0]?.starts ?? [])];
  const order: Element[] = [];
  for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
    const element = process.elements[index];
    if (!element || seen.has(index)) continue;
    seen.add(index);
    order.push(element);
    for (const flow of element.outgoing) queue.push(process.flows[flow]?.target ?? -1);
    queue.push(...element.boundary);
  }
  return [
    ...order,
    ...process.elements.filter((element) => element.index !== 0 && element.parent === 0 && !seen.has(element.index)),
  ];
}

function belongsTo(node: NodeState, element: Element, data: MatterData): boolean {
  let at: NodeState | undefined = node;
  while (at && at.scope !== 0 && !isOnTheWay(at.scope, data)) at = data.state.nodes[at.scope];
  return at !== undefined && at.key !== ROOT && at.element === element.index;
}
