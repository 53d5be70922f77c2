import type { Draft } from '../draft.js';
import type { ConditionFell } from '../events.js';
import { hostOf } from '../parts.js';

/** The condition is false again: the next time it becomes true, the event happens once more. */
export function conditionFell(draft: Draft, event: ConditionFell): void {
  const found = hostOf(draft.state, event.key);
  if (found === null) return;
  const node = draft.node(found.key);
  node.watch = node.watch.map((each, index) =>
    index === found.position && each?.kind === 'condition' ? { ...each, held: false } : each,
  );
}
