import type { StoredValue } from '../expression/index.js';
import type { Element, LoopDefinition } from '../model/types.js';
import type { Variables } from './commands.js';
import type { Draft } from './draft.js';
import type { InstanceState, LoopState, NodeState } from './state.js';

/** A node with the runs of a multi-instance body. */
export type BodyNode = NodeState & { readonly loop: LoopState };

/** The body an element would be a run of in this scope; null where it would be entered as itself. */
export function bodyIn(state: InstanceState, scope: number, element: Element): BodyNode | null {
  if (element.loop === null) return null;
  const node = state.nodes[scope];
  return isBody(node) && node.element === element.index ? node : null;
}

export function isBody(node: NodeState | undefined): node is BodyNode {
  return node !== undefined && node.loop !== null;
}

/** Runs that can begin now, in their order: those an incident kept back, then those nobody began. */
export function runsLeft({ loop }: BodyNode): readonly number[] {
  const left = loop.pending.slice();
  for (let index = loop.next + 1; index <= loop.count; index += 1) left.push(index);
  return left;
}

/** The variables a run has before any mapping: its counter, its item, and an empty place for its result. */
export function runVariables(definition: LoopDefinition, loop: LoopState, index: number): Variables {
  const result = resultName(definition);
  return {
    ...(result === null ? null : { [result]: null }),
    loopCounter: index,
    ...(definition.inputElement === null ? null : { [definition.inputElement]: loop.items?.[index - 1] ?? null }),
  };
}

/** Names of the variables a run has of its own. */
export function runNames(definition: LoopDefinition): readonly string[] {
  return ['loopCounter', definition.inputElement, resultName(definition)].filter((name) => name !== null);
}

const PATH = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\.\s*[A-Za-z_][A-Za-z0-9_]*\s*)*$/;

/**
 * The variable a result is read from, where `outputElement` is a plain name or a path: it belongs to the run alone, so
 * that parallel runs do not write over each other's (as in Zeebe).
 */
function resultName({ outputElement }: LoopDefinition): string | null {
  const name = outputElement === null ? null : (PATH.exec(outputElement)?.[1] ?? null);
  return name === 'true' || name === 'false' || name === 'null' ? null : name;
}

/** A run begins: the next one, unless the event names another. Answers its index. */
export function beginRun(draft: Draft, body: number, named: number | undefined): number {
  const node = draft.node(body);
  const { loop } = node;
  if (loop === null) throw new Error(`node ${body} is no body`);
  const index = named ?? loop.next + 1;
  if (index <= loop.next) {
    node.loop = { ...loop, pending: loop.pending.filter((each) => each !== index) };
    return index;
  }
  const skipped: number[] = [];
  for (let each = loop.next + 1; each < index; each += 1) skipped.push(each);
  node.loop = { ...loop, next: index, pending: skipped.length === 0 ? loop.pending : [...loop.pending, ...skipped] };
  return index;
}

/** A run is done; what it brought takes its place in the list of results. */
export function endRun(draft: Draft, body: number, index: number, output: StoredValue | undefined): void {
  const node = draft.node(body);
  const { loop } = node;
  if (loop === null) return;
  const outputs = loop.outputs === null ? null : draft.own(loop.outputs);
  if (outputs !== null) outputs[index - 1] = output ?? null;
  node.loop = { ...loop, completed: loop.completed + 1, outputs };
}

/** What a finished body hands on, null where the model collects nothing. */
export function collected(element: Element, loop: LoopState | null): Variables | null {
  const name = element.loop?.outputCollection ?? null;
  return name === null || loop === null ? null : { [name]: loop.outputs ?? [] };
}
