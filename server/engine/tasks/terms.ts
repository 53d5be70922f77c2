import type { InstanceState } from '../history/state.js';
import { modelOf } from '../model/index.js';
import { splitList } from '../model/defaults.js';
import type { DefinitionSet } from '../model/types.js';

/** Who decides on a longer term unless the step says otherwise: those above the desk that works on it. */
const DECIDERS: readonly string[] = ['street', 'administrator'];

/** Roles that may give a task or a timer a longer term: `step.extend` of it or of the nearest step around it. */
export function termDeciders(state: InstanceState, { processes }: DefinitionSet, key: number): readonly string[] {
  for (let node = state.nodes[key]; node !== undefined && node.scope !== 0; node = state.nodes[node.scope]) {
    const process = processes[state.nodes[node.scope]?.inner?.process ?? ''];
    const said =
      process === undefined ? undefined : modelOf(process).planOf(node.element).element.properties['step.extend'];
    if (said !== undefined) return splitList(said);
  }
  return DECIDERS;
}
