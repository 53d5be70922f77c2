import type { InstanceRefusal } from '../codes.js';
import type { Cancel, ResolveIncident, Resume, SetVariables, Suspend } from '../history/commands.js';
import { ROOT } from '../history/state.js';
import { closeWaits, isJobOpen, open, openJob } from '../run/effects.js';
import { insidePlan } from '../history/watched.js';
import type { Plan } from '../model/index.js';
import { watchAgain } from '../run/event-sub-process.js';
import type { Run } from '../run/run.js';
import { refuseStaff } from '../tasks/authority.js';
import { refuseRunning } from './returns.js';
import { BAD_COMMAND, refuseVariables, gone } from './handler.js';
import { setDates } from './waits.js';

/** Sets variables in exactly one scope, the root unless named. */
export function setVariables(run: Run, { variables, scope = ROOT }: SetVariables): InstanceRefusal | null {
  if (run.state.nodes[scope]?.inner == null) return gone(run, scope);
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  run.emit({ type: 'VariablesSet', v: 1, scope, variables });
  return null;
}

/** Tries again at the point where it stopped: before the element, at its job, or when leaving it. */
export function resolveIncident(run: Run, { key, retries }: ResolveIncident): InstanceRefusal | null {
  const incident = run.state.incidents[key];
  if (incident === undefined) return gone(run, key);
  if (retries !== undefined && (!Number.isSafeInteger(retries) || retries < 1)) return BAD_COMMAND;
  const { of, scope, element, code } = incident;
  // an incident of what is watched beside it says nothing about the element's own work
  const own = of !== null && scope === run.node(of).scope && element === run.node(of).element;
  const spent = own && run.node(of).job?.retries === 0;
  run.emit({ type: 'IncidentResolved', v: 1, key, ...(spent ? { retries: retries ?? 1 } : null) });
  run.perform({ do: 'closeIncident', key });
  if (of === null) {
    run.retryBefore(run.plan(scope, element), scope);
    return null;
  }
  const node = run.node(of);
  const start = scope === of ? run.plan(of, element) : null;
  if (start !== null && isUnwatched(run, of, start)) beginAgain(run, of, start);
  else if (node.phase === 'completing') run.leave(of, {});
  else if (spent || code === 'unhandled-error') {
    if (isJobOpen(run.state, node)) openJob(run, node, run.planOfNode(node));
  } else {
    setDates(run, node);
    run.recheck(of);
  }
  return null;
}

/** Could the event sub-processes of this scope not be watched? Then the incident names its own start, or one that began it. */
function isUnwatched(run: Run, scope: number, { element }: Plan): boolean {
  const inside = insidePlan(run.places, run.node(scope));
  return inside !== null && element.type === 'startEvent' && element.parent === inside.element.index;
}

/** Watches them now; a process that has not begun yet begins. */
function beginAgain(run: Run, scope: number, start: Plan): void {
  const { inner } = run.node(scope);
  const begun = inner !== null && (inner.active > 0 || inner.tokens.length > 0);
  if (watchAgain(run, scope, start) && !begun) run.enter(start, scope);
}

/** 挂起: nothing wakes the matter until it is resumed; its tasks stay in sight. */
export function suspend(run: Run, { clock, by }: Suspend): InstanceRefusal | null {
  if (clock !== 'runs' && clock !== 'stops') return BAD_COMMAND;
  const refused = refuseStaff(by) ?? refuseRunning(run);
  if (refused !== null) return refused;
  for (const node of Object.values(run.state.nodes)) closeWaits(run, node);
  run.emit({ type: 'Suspended', v: 1, clock, at: run.at });
  return null;
}

/** 恢复: with the clock stopped, every open due date moves by the pause. */
export function resume(run: Run, { by }: Resume): InstanceRefusal | null {
  const { suspended } = run.state;
  const refused = refuseStaff(by);
  if (refused !== null) return refused;
  if (suspended === null) return { refused: 'not-suspended' };
  const shift = suspended.clock === 'stops' ? Math.max(0, run.at - suspended.at) : 0;
  run.emit({ type: 'Resumed', v: 1, shift });
  for (const node of Object.values(run.state.nodes)) open(run, node);
  run.recheck('all');
  return null;
}

/** 终止: ends the matter by authority. */
export function cancel(run: Run, { by }: Cancel): InstanceRefusal | null {
  const refused = refuseStaff(by);
  if (refused !== null) return refused;
  run.end('cancelled');
  return null;
}
