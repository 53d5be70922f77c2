import type { InstanceRefusal } from '../codes.js';
import type { CompleteJob, FailJob, ThrowError, ThrowEscalation } from '../history/commands.js';
import type { EntityStream, NodeState } from '../history/state.js';
import { isJobOpen, openJob } from '../run/effects.js';
import { throwError as leaveByError } from '../run/errors.js';
import { throwEscalation as escalateFrom } from '../run/escalations.js';
import { Halt } from '../run/halt.js';
import { areVariables } from '../run/sizes.js';
import type { Run } from '../run/run.js';
import { BAD_COMMAND, refuseVariables, openNode } from './handler.js';

export function completeJob(run: Run, { key, variables = {}, streams = [] }: CompleteJob): InstanceRefusal | null {
  const found = openJobOf(run, key);
  if ('refused' in found) return found;
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  if (!areStreams(streams)) return BAD_COMMAND;
  if (streams.length > 0) run.emit({ type: 'StreamsOpened', v: 1, key, streams });
  run.leave(key, variables);
  return null;
}

function areStreams(streams: readonly unknown[]): streams is readonly EntityStream[] {
  return (
    Array.isArray(streams) &&
    streams.every(
      (each: Partial<EntityStream> | null) => typeof each?.stream === 'string' && typeof each.kind === 'string',
    )
  );
}

/** Fewer retries, and with none left an incident. */
export function failJob(run: Run, command: FailJob): InstanceRefusal | null {
  const { key, retries, code = 'failed', values = {}, backOff } = command;
  const node = openJobOf(run, key);
  if ('refused' in node) return node;
  if (!Number.isSafeInteger(retries) || retries < 0 || !areVariables(values)) return BAD_COMMAND;
  run.emit({ type: 'JobFailed', v: 1, key, retries });
  const plan = run.planOfNode(node);
  if (retries > 0) openJob(run, run.node(key), plan, backOff);
  else {
    run.perform({ do: 'closeJob', key });
    run.raise(plan, node.scope, key, 'no-retries-left', {
      cause: code,
      ...(Object.keys(values).length === 0 ? null : { values }),
    });
  }
  return null;
}

/** A BPMN error from a job or a user task; without a boundary event that takes it, an incident. */
export function throwError(run: Run, { key, code, variables = {} }: ThrowError): InstanceRefusal | null {
  const node = thrower(run, key);
  if ('refused' in node) return node;
  if (typeof code !== 'string') return BAD_COMMAND;
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  try {
    leaveByError(run, key, code, variables);
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    if (stop.code === 'unhandled-error' && isJobOpen(run.state, node)) run.perform({ do: 'closeJob', key });
    run.raise(run.planOfNode(node), node.scope, key, stop.code, stop.values);
  }
  return null;
}

/** An escalation from a job or a user task: it goes on, unless whoever takes it ends it. */
export function throwEscalation(run: Run, { key, code, variables = {} }: ThrowEscalation): InstanceRefusal | null {
  const node = thrower(run, key);
  if ('refused' in node) return node;
  if (typeof code !== 'string') return BAD_COMMAND;
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  try {
    escalateFrom(run, key, code, variables);
  } catch (stop) {
    // the code of a catching event cannot be worked out
    if (!(stop instanceof Halt)) throw stop;
    run.raise(run.planOfNode(node), node.scope, key, stop.code, stop.values);
  }
  return null;
}

function thrower(run: Run, key: number): NodeState | InstanceRefusal {
  const task = run.state.nodes[key]?.task ?? null;
  if (task === null) return openJobOf(run, key);
  const found = openNode(run, key, 'task');
  return 'refused' in found ? found : found.node;
}

/** The node whose job is out. */
function openJobOf(run: Run, key: number): NodeState | InstanceRefusal {
  const found = openNode(run, key, 'job');
  if ('refused' in found) return found;
  return isJobOpen(run.state, found.node) ? found.node : { refused: 'incident-open', values: { key } };
}
