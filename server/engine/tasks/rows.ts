import type { TaskFacts } from '../decider.js';
import type { InstanceState } from '../history/state.js';
import { modelOf } from '../model/index.js';
import type { Element } from '../model/types.js';
import { taskFacts } from '../run/effects.js';
import type { InstanceFacts } from '../run/run.js';

/** An open task as a list shows it. */
export interface TaskRow {
  readonly key: number;
  readonly element: string;
  /** Ids of the call activities it lies in, from the outside in. */
  readonly path: readonly string[];
  readonly task: TaskFacts;
}

/** The open tasks of an instance, the oldest first. */
export function taskRows(state: InstanceState, facts: InstanceFacts): readonly TaskRow[] {
  const rows: TaskRow[] = [];
  for (const node of Object.values(state.nodes)) {
    if (node.task === null || node.phase !== 'active') continue;
    const process = facts.definitions.processes[state.nodes[node.scope]?.inner?.process ?? ''];
    if (process === undefined) continue;
    const plan = modelOf(process).planOf(node.element);
    const task = taskFacts(state, node, plan);
    if (task !== null)
      rows.push({ key: node.key, element: plan.element.id, path: callPath(state, facts, node.scope), task });
  }
  return rows;
}

/** Ids of the call activities around a scope, from the outside in. */
export function callPath(state: InstanceState, facts: InstanceFacts, scope: number): readonly string[] {
  const path: string[] = [];
  for (let key = scope; key !== 0; key = state.nodes[key]?.scope ?? 0) {
    const element = elementOf(state, facts, key);
    if (element?.type === 'callActivity' && state.nodes[key]?.loop === null) path.unshift(element.id);
  }
  return path;
}

/** The element a node runs; undefined for the root. */
export function elementOf(state: InstanceState, facts: InstanceFacts, key: number): Element | undefined {
  const node = state.nodes[key];
  if (node === undefined || node.scope === 0) return undefined;
  const process = facts.definitions.processes[state.nodes[node.scope]?.inner?.process ?? ''];
  return process?.elements[node.element];
}
