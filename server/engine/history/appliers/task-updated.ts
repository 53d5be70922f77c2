import type { Draft } from '../draft.js';
import type { TaskUpdated } from '../events.js';

/** Changes who has a task, who reads it and who watches it. */
export function taskUpdated(draft: Draft, event: TaskUpdated): void {
  const node = draft.node(event.key);
  const { task } = node;
  if (task === null) return;
  node.task = {
    ...task,
    assignee: event.assignee === undefined ? task.assignee : event.assignee,
    done: task.done || event.op === 'complete',
    owner: event.owner === undefined ? task.owner : event.owner,
    readers: event.readers === undefined ? task.readers : [...task.readers, ...event.readers],
    urgedAt: event.at ?? task.urgedAt,
    opened: task.opened || !PASSIVE.has(event.op),
    term: event.term === undefined ? task.term : event.term,
    watchers: event.watcher === undefined ? task.watchers : [...task.watchers, event.watcher],
  };
  if (event.variables !== undefined) node.result = { ...node.result, ...event.variables };
}

/** What others do about a task, who need not have opened it. */
const PASSIVE: ReadonlySet<TaskUpdated['op']> = new Set(['copy', 'urge', 'watch']);
