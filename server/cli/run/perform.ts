import { SYSTEM, type DefinitionSet, type Refusal, type StoredValue } from '#engine';
import { dueOfDuration } from '#engine/expression';
import type { Answer, World } from '#world';
import { isContext, text } from '../json/read.js';
import { sealByForm } from './forms.js';
import type { Matter } from './matter.js';
import { verbOf, type Step } from './steps.js';

/** Why a step did nothing; null: nothing was there to act on. */
export type Skip = { readonly skipped: string | null };

/** Milliseconds a message of a script is kept: for ever, as far as a run goes. */
export const KEPT = 1000 * 366 * 86_400_000;

/** Performs one step on a running matter; undefined when it was done. */
export function perform(world: World, set: DefinitionSet, matter: Matter, step: Step): Skip | undefined {
  const variables = broughtBy(step);
  const ask = (command: Readonly<{ type: string } & Record<string, unknown>>): Skip | undefined =>
    skipOf(world.submit(matter.stream, { command, by: SYSTEM }));
  switch (verbOf(step)) {
    case 'complete':
      return complete(world, set, matter, text(step['complete']), variables);
    case 'fail': {
      const job = find(world, matter, text(step['fail']), ['job']);
      if (job === undefined) return NOTHING;
      const retries = typeof step['retries'] === 'number' ? step['retries'] : 0;
      const message = step['message'] ?? '';
      return ask({ type: 'failJob', key: job.key, retries, code: 'job-failed', values: { message } });
    }
    case 'error': {
      const waiting = find(world, matter, text(step['error']), ['job', 'userTask', 'manualTask']);
      if (waiting === undefined) return NOTHING;
      return ask({ type: 'throwError', key: waiting.key, code: text(step['code']), variables });
    }
    case 'message':
      keepMessage(world, step);
      return undefined;
    case 'signal':
      return throwSignal(world, step);
    case 'advance': {
      const to = advanced(world.at, step['advance']);
      if (to === undefined) return { skipped: 'bad-timer' };
      return advance(world, to);
    }
    case 'set':
      return isContext(step['set'] ?? null) ? ask({ type: 'setVariables', variables: step['set'] }) : NOTHING;
    case 'resolve': {
      const name = text(step['resolve']);
      const incident = world
        .incidents(matter.stream)
        .find((row) => names(name, row.element, matter.pathOfIncident(row.key)));
      return incident === undefined ? NOTHING : ask({ type: 'resolveIncident', key: incident.key });
    }
    case 'suspend':
      return ask({ type: 'suspend', clock: step['suspend'] === 'stops' ? 'stops' : 'runs' });
    case 'resume':
      return ask({ type: 'resume' });
    case 'cancel':
      return ask({ type: 'cancel' });
    case 'modify':
      return ask(modification(step['modify'] ?? null));
    case 'escalate': {
      const waiting = find(world, matter, text(step['escalate']), ['job', 'userTask', 'manualTask']);
      if (waiting === undefined) return NOTHING;
      return ask({ type: 'throwEscalation', key: waiting.key, code: text(step['code']), variables });
    }
    default:
      return NOTHING;
  }
}

/** The command of `{"modify":{"activate":[…],"terminate":[…]}}`; an id alone is an activation of it. */
function modification(value: StoredValue): Readonly<{ type: string } & Record<string, unknown>> {
  const { activate = [], terminate = [] } = isContext(value) ? value : {};
  const listed = Array.isArray(activate)
    ? activate.map((each: StoredValue) => (typeof each === 'string' ? { element: each } : each))
    : activate;
  return { type: 'modify', activate: listed, terminate };
}

/** The variables of a step. */
export function broughtBy(step: Step): Readonly<Record<string, StoredValue>> {
  const variables = step['variables'] ?? null;
  return isContext(variables) ? variables : {};
}

/** A message of a script is kept until somebody waits for it. */
export function keepMessage(world: World, step: Step): void {
  world.publishMessage({
    name: text(step['message']),
    correlationKey: text(step['key']),
    variables: broughtBy(step),
    timeToLive: KEPT,
  });
}

/** A signal of a script is heard by who waits now; with nobody there the step did nothing. */
export function throwSignal(world: World, step: Step): Skip | undefined {
  const { told } = world.broadcastSignal({ name: text(step['signal']), variables: broughtBy(step) });
  return told === 0 ? NOTHING : undefined;
}

/** Moves the clock; where timers without end keep it from getting there, the step is not done. */
export function advance(world: World, to: number): Skip | undefined {
  world.advance(to);
  return world.at < to ? { skipped: 'unsettled' } : undefined;
}

/** The instant an ISO duration after `at`; undefined where it is none, or points back. */
export function advanced(at: number, duration: StoredValue | undefined): number | undefined {
  if (typeof duration !== 'string') return undefined;
  const due = dueOfDuration(duration, { at });
  return due.ok && due.at >= at ? due.at : undefined;
}

const NOTHING: Skip = { skipped: null };

function complete(
  world: World,
  set: DefinitionSet,
  matter: Matter,
  name: string,
  given: Readonly<Record<string, StoredValue>>,
): Skip | undefined {
  const waiting = find(world, matter, name, ['userTask', 'job', 'manualTask']);
  if (waiting === undefined) return NOTHING;
  if (waiting.kind === 'job') {
    return skipOf(
      world.submit(matter.stream, { command: { type: 'completeJob', key: waiting.key, variables: given }, by: SYSTEM }),
    );
  }
  const task = world.tasks(matter.stream).find((row) => row.key === waiting.key);
  // somebody who fits: the assignee, else anybody of the first role that may act
  const by =
    task === undefined
      ? SYSTEM
      : { p: task.assignee ?? task.people?.[0] ?? 'script', role: task.roles[0] ?? '', scope: task.scope, basis: null };
  const variables = sealByForm(world, set, task?.form ?? null, given);
  return skipOf(world.submit(matter.stream, { command: { type: 'completeTask', key: waiting.key, variables }, by }));
}

/** The oldest waiting element a script's name means: a bare id anywhere, or `callId/elementId`. */
function find(world: World, matter: Matter, name: string, kinds: readonly string[]) {
  return world.waiting(matter.stream).find((row) => kinds.includes(row.kind) && names(name, row.element, row.path));
}

function names(name: string, element: string, path: readonly string[]): boolean {
  const parts = name.split('/');
  if (parts.pop() !== element) return false;
  return parts.length <= path.length && parts.every((part, index) => part === path[path.length - parts.length + index]);
}

function skipOf(answer: Answer): Skip | undefined {
  return isRefused(answer) ? { skipped: answer.refused } : undefined;
}

function isRefused(answer: Answer): answer is Refusal {
  return 'refused' in answer;
}
