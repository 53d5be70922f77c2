import type { InstanceState } from '#engine';
import { kindOf } from './kinds.js';
import type { Trail } from './trail.js';
import type { MatterStatus } from './views.js';

/** What became of a matter so far. */
export function statusOf(state: InstanceState): MatterStatus {
  if (state.status !== 'active') return state.status === 'new' ? 'active' : state.status;
  if (state.suspended) return 'suspended';
  return Object.keys(state.incidents).length > 0 ? 'incident' : 'active';
}

export function isOver(status: MatterStatus): boolean {
  return status === 'completed' || status === 'terminated' || status === 'cancelled';
}

/** Name of the end the procedure itself reached last. */
export function outcomeOf(trail: Trail): string | null {
  const ends = trail.runs.filter((run) => run.path.length === 0 && kindOf(run.element) === 'end');
  return ends[ends.length - 1]?.element.name ?? null;
}
