import type { DefinitionSet, Element, InstanceState, NodeState } from '#engine';
import type { StreamData } from './data.js';
import type { Waiting } from './types.js';

/** What an instance waits for, the oldest first; what stopped with an incident is no wait. */
export function waitingOf(stream: StreamData, set: DefinitionSet | undefined): readonly Waiting[] {
  if (stream.kind !== 'instance' || set === undefined) return [];
  const state = stream.state as InstanceState;
  // an incident of what is watched beside an element does not stop the element
  const stopped = new Set(
    Object.values(state.incidents).map(({ of, element }) =>
      of !== null && state.nodes[of]?.element === element ? of : null,
    ),
  );
  return Object.values(state.nodes)
    .filter((node) => node.inner === null && !stopped.has(node.key))
    .sort((a, b) => a.key - b.key)
    .flatMap((node) => {
      const element = elementOf(set, state, node);
      const kind = element === undefined ? undefined : kindOf(element, node);
      if (element === undefined || kind === undefined) return [];
      const { id, name } = element;
      return [{ stream: stream.id, key: node.key, element: id, path: pathOf(set, state, node.scope), name, kind }];
    });
}

/** Ids of the call activities around what runs in scope `scope`, from the outside in. */
export function pathOf(set: DefinitionSet, state: InstanceState, scope: number): readonly string[] {
  const path: string[] = [];
  for (let node = state.nodes[scope]; node !== undefined && node.scope !== 0; node = state.nodes[node.scope]) {
    const element = elementOf(set, state, node);
    if (element?.type === 'callActivity' && node.loop === null) path.unshift(element.id);
  }
  return path;
}

/** The element a node runs. */
export function elementOf(set: DefinitionSet, state: InstanceState, node: NodeState): Element | undefined {
  const process = node.scope === 0 ? state.process : state.nodes[node.scope]?.inner?.process;
  return process === undefined ? undefined : set.processes[process]?.elements[node.element];
}

/** Does a date of the matter (a timer's, a boundary's or a task's) wait for the calendar of `year`? */
export function awaitsYear(state: InstanceState, year: number): boolean {
  return Object.values(state.nodes).some((node) =>
    [node.timer, node.task?.due, ...node.watch].some((wait) => wait?.kind === 'timer' && wait.year === year),
  );
}

/** Name of an element by its id, the main process first; ids are unique per process only. */
export function nameOfElement(set: DefinitionSet | undefined, id: string): string | null {
  if (set === undefined) return null;
  const main = set.processes[set.main];
  const others = Object.keys(set.processes)
    .sort()
    .map((key) => set.processes[key]);
  for (const process of [main, ...others]) {
    const element = process?.elements.find((each) => each.id === id);
    if (element !== undefined) return element.name;
  }
  return null;
}

function kindOf(element: Element, node: NodeState): Waiting['kind'] | undefined {
  if (node.job !== null) return 'job';
  if (node.task !== null) return element.type === 'manualTask' ? 'manualTask' : 'userTask';
  if (node.timer !== null) return 'timer';
  if (node.message !== null) return 'message';
  if (node.signal !== null) return 'signal';
  if (node.condition !== null) return 'condition';
  if (element.type === 'eventBasedGateway') return 'event';
  return element.type === 'manualTask' ? 'manualTask' : undefined;
}
