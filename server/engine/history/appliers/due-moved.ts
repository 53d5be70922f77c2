import type { Draft } from '../draft.js';
import type { DueMoved } from '../events.js';
import type { TimerState } from '../state.js';
import { hostOf, moved } from '../parts.js';

/** A due date of a timer, of a boundary timer or of a task. A date that was known stays readable as `planned`. */
export function dueMoved(draft: Draft, event: DueMoved): void {
  const found = hostOf(draft.state, event.key);
  if (found === null) return;
  const node = draft.node(found.key);
  const change = (timer: TimerState | null): TimerState | null => (timer === null ? null : moved(timer, event.due));
  if (found.position >= 0) {
    const watch = node.watch.slice();
    const current = watch[found.position];
    if (current?.kind === 'timer') watch[found.position] = change(current);
    node.watch = watch;
  } else if (node.task !== null) node.task = { ...node.task, due: change(node.task.due) };
  else node.timer = change(node.timer);
}
