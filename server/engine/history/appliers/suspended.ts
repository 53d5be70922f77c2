import type { Draft } from '../draft.js';
import type { Resumed, Suspended } from '../events.js';
import type { TimerState } from '../state.js';
import { shifted } from '../parts.js';

export function suspended(draft: Draft, event: Suspended): void {
  draft.state.suspended = { at: event.at, clock: event.clock };
}

/** Moves every open due date by the pause; the dates before stay readable. */
export function resumed(draft: Draft, event: Resumed): void {
  draft.state.suspended = null;
  if (event.shift === 0) return;
  const move = (timer: TimerState | null): TimerState | null => (timer === null ? null : shifted(timer, event.shift));
  for (const { key, timer, task, watch } of Object.values(draft.state.nodes)) {
    const timed = timer !== null || task?.due != null || watch.some((each) => each?.kind === 'timer');
    if (!timed) continue;
    const node = draft.node(key);
    node.timer = move(node.timer);
    if (node.task !== null) node.task = { ...node.task, due: move(node.task.due) };
    node.watch = node.watch.map((each) => (each?.kind === 'timer' ? move(each) : each));
  }
}
