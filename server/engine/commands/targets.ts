import type { InstanceRefusal } from '../codes.js';
import type { InstanceState, NodeState } from '../history/state.js';
import { ROOT } from '../history/state.js';
import type { Element } from '../model/types.js';
import { callPath, elementOf } from '../tasks/rows.js';
import type { Run } from '../run/run.js';
import { gone } from './handler.js';

/** What is terminated: element instances, and tokens that wait before an element. */
export interface Targets {
  readonly nodes: readonly NodeState[];
  readonly tokens: readonly { readonly scope: number; readonly element: Element }[];
}

type Tokens = Targets['tokens'][number];

/** What keys and ids of a command mean now, or why one of them means nothing. */
export function targetsOf(run: Run, terminate: readonly (string | number)[]): Targets | InstanceRefusal {
  const nodes = new Map<number, NodeState>();
  const tokens = new Map<string, Tokens>();
  for (const each of terminate) {
    const found = typeof each === 'number' ? byKey(run, each) : byId(run, each);
    if ('refused' in found) return found;
    for (const node of found.nodes) nodes.set(node.key, node);
    for (const waiting of found.tokens) tokens.set(`${waiting.scope} ${waiting.element.index}`, waiting);
  }
  return { nodes: [...nodes.values()].sort((a, b) => a.key - b.key), tokens: [...tokens.values()] };
}

function byKey(run: Run, key: number): Targets | InstanceRefusal {
  const { nodes, incidents } = run.state;
  if (key === ROOT) return everything(run);
  const node = nodes[key];
  if (node !== undefined) return { nodes: [node], tokens: [] };
  const incident = incidents[key];
  if (incident === undefined) return gone(run, key);
  if (incident.of !== null) return { nodes: [run.node(incident.of)], tokens: [] };
  return {
    nodes: [],
    tokens: [{ scope: incident.scope, element: run.plan(incident.scope, incident.element).element }],
  };
}

/** All that runs directly in the root scope, and every token in it. */
function everything(run: Run): Targets {
  const nodes = Object.values(run.state.nodes).filter(({ scope }) => scope === ROOT);
  return { nodes, tokens: waitingIn(run, ROOT) };
}

/** Elements of a scope that tokens wait before. */
function waitingIn(run: Run, scope: number): readonly Tokens[] {
  const inner = run.state.nodes[scope]?.inner;
  if (inner == null) return [];
  const { process } = run.plan(scope, 0).model;
  const targets = new Set(inner.tokens.map((flow) => process.flows[flow]?.target ?? -1));
  return process.elements.filter(({ index }) => targets.has(index)).map((element) => ({ scope, element }));
}

/** `call/element` or an id alone: every instance of it, wherever it runs. */
function byId(run: Run, named: string): Targets | InstanceRefusal {
  const parts = named.split('/');
  const id = parts[parts.length - 1] ?? '';
  const calls = parts.slice(0, -1);
  const { state, facts } = run;
  const inPlace = (scope: number): boolean => {
    const path = callPath(state, facts, scope);
    return calls.every((call, index) => call === path[path.length - calls.length + index]);
  };
  const all: readonly NodeState[] = Object.values(state.nodes);
  const nodes = all.filter((node) => elementOf(state, facts, node.key)?.id === id && inPlace(node.scope));
  const tokens = scopesOf(state)
    .filter((scope) => inPlace(scope))
    .flatMap((scope) => waitingIn(run, scope).filter(({ element }) => element.id === id));
  if (nodes.length + tokens.length > 0) return { nodes, tokens };
  const element = Object.values(facts.definitions.processes)
    .flatMap((process) => process.elements)
    .find((each) => each.id === id && each.index > 0);
  if (element === undefined) return { refused: 'unknown-element', values: { element: id } };
  return { refused: 'not-running', values: { element: id, name: element.name ?? id } };
}

function scopesOf(state: InstanceState): readonly number[] {
  return Object.values(state.nodes).flatMap(({ key, inner }) => (inner === null ? [] : [key]));
}
