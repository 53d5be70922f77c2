import type { Draft } from '../draft.js';
import type { InstanceEvent } from '../events.js';
import type { Element } from '../../model/types.js';

/** Events that say nothing of where the matter stands: the act before them can still be taken back. */
const BESIDE: ReadonlySet<InstanceEvent['type']> = new Set([
  'Passed',
  'Entered',
  'TaskUpdated',
  'SeatAdded',
  'SeatRemoved',
  'SeatActed',
  'DueMoved',
  'Watched',
  'VariablesSet',
  'ConditionFell',
  'Suspended',
  'Resumed',
]);

/**
 * Keeps in mind the last task that somebody completed, as long as nothing else has moved since, and whether anything that
 * cannot be taken back left the matter: a job, a message, a signal. Called before the event is applied.
 */
export function rememberAct(draft: Draft, event: InstanceEvent): void {
  const { state } = draft;
  if (event.type === 'Completed' && event.by !== undefined) {
    const { key, scope, element } = draft.node(event.key);
    state.act = { key, p: event.by, scope, element, since: state.nextKey, sent: false };
    return;
  }
  if (state.act === null) return;
  if (event.type === 'Completed') {
    // what is passed on the way counts as done at once; what a job or a clock finished moved the matter on
    const node = draft.node(event.key);
    const waited = node.job !== null || node.task !== null || node.timer !== null || node.message !== null;
    if (waited) state.act = null;
    return;
  }
  if (!BESIDE.has(event.type)) state.act = null;
  else if (event.type === 'Passed' || event.type === 'Entered') {
    const model = draft.model(event.scope);
    const element = model.planOf(model.indexOf(event.element)).element;
    if (isSent(element)) state.act = { ...state.act, sent: true };
  }
}

/** Does it reach outside as soon as it is there? */
function isSent({ job, type, event }: Element): boolean {
  if (job !== null) return true;
  const throws = type === 'intermediateThrowEvent' || type === 'endEvent';
  return throws && event !== null && ['message', 'signal', 'escalation', 'error', 'compensation'].includes(event.kind);
}
