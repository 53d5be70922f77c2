import type { DefinitionSet } from '../model/types.js';
import { modelOf, type Model } from '../model/index.js';
import type { StoredValue } from '../expression/index.js';
import type { Variables } from './commands.js';
import type { IncidentState, InnerState, InstanceState, NodeState } from './state.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type MutableInner = Omit<Mutable<InnerState>, 'tokens' | 'counts'> & { tokens: number[]; counts: number[] };
export type MutableNode = Omit<Mutable<NodeState>, 'inner'> & { inner: MutableInner | null };
type MutableState = Omit<Mutable<InstanceState>, 'nodes' | 'incidents'> & {
  nodes: Record<number, NodeState>;
  incidents: Record<number, IncidentState>;
};

/**
 * A working copy of a state. What is touched is copied once, what is not stays shared with the state it came from, so a
 * command costs what it does and not what the instance holds. Only the appliers change it.
 */
export class Draft {
  readonly state: MutableState;
  private readonly owned = new Set<object>();
  /** The node touched last: most events touch the same scope again and again. */
  private last: MutableNode | null = null;
  /** How many incidents each place has; null until somebody asks, and again when several went at once. */
  private stopped: Map<string, number> | null = null;

  constructor(
    base: InstanceState,
    public definitions: DefinitionSet,
    /** The set that `Migrated` goes on in; null for any other command's events. */
    readonly target: DefinitionSet | null = null,
  ) {
    // what follows `Migrated` in its record happens in the new set
    if (target !== null && target.hash === base.definition) this.definitions = target;
    this.state = { ...base };
  }

  /** The state as it is now; the draft is not used any more afterwards. */
  finish(): InstanceState {
    return this.state;
  }

  takeKeys(last: number): void {
    if (last >= this.state.nextKey) this.state.nextKey = last + 1;
  }

  /** A node that may be changed. */
  node(key: number): MutableNode {
    if (this.last?.key === key) return this.last;
    const node = this.state.nodes[key];
    if (node === undefined) throw new Error(`no node ${key}`);
    if (this.owned.has(node)) {
      this.last = node as MutableNode;
      return this.last;
    }
    const copy = copyOf(node);
    this.place(copy);
    return copy;
  }

  inner(key: number): MutableInner {
    const inner = this.node(key).inner;
    if (inner === null) throw new Error(`node ${key} is no scope`);
    return inner;
  }

  /** Process whose elements run inside the scope. */
  model(scope: number): Model {
    const id = this.state.nodes[scope]?.inner?.process ?? '';
    const process = this.definitions.processes[id];
    if (process === undefined) throw new Error(`no process ${id}`);
    return modelOf(process);
  }

  add(node: MutableNode): void {
    this.place(node);
    this.takeKeys(node.key + node.watch.length);
    if (node.scope !== 0) this.inner(node.scope).active += 1;
  }

  private place(node: MutableNode): void {
    this.owned.add(node);
    const { state } = this;
    if (!this.owned.has(state.nodes)) {
      state.nodes = { ...state.nodes };
      this.owned.add(state.nodes);
    }
    state.nodes[node.key] = node;
    this.last = node;
  }

  /** Takes a node away, with all that runs inside it and its incidents. */
  remove(key: number): void {
    const node = this.node(key);
    if (node.inner !== null) this.empty(key);
    if (node.stopped > 0) this.forget((incident) => incident.of === key);
    if (node.scope !== 0) this.inner(node.scope).active -= 1;
    delete this.state.nodes[key];
    this.last = null;
  }

  /** Ends everything inside a scope; the scope itself stays. */
  empty(scope: number): void {
    const inner = this.inner(scope);
    const { active, stopped } = inner;
    inner.tokens = [];
    inner.counts = [];
    inner.active = 0;
    inner.stopped = 0;
    if (active === 0 && stopped === 0) return;
    const gone = subtreeOf(this.state, scope);
    this.forget((incident) => gone.has(incident.scope) && incident.of !== scope);
    gone.delete(scope);
    for (const key of gone) delete this.state.nodes[key];
    this.last = null;
  }

  private forget(which: (incident: IncidentState) => boolean): void {
    const { state } = this;
    this.stopped = null;
    for (const incident of Object.values(state.incidents))
      if (which(incident)) delete this.ownIncidents()[incident.key];
  }

  /** Has an element an incident: of a node, or (null) before it is entered? */
  isStopped(of: number | null, scope: number, element: number): boolean {
    const count = of === null ? this.state.nodes[scope]?.inner?.stopped : this.state.nodes[of]?.stopped;
    if ((count ?? 0) === 0) return false;
    if (this.stopped === null) {
      this.stopped = new Map();
      for (const incident of Object.values(this.state.incidents)) this.countPlace(incident, 1);
    }
    return (this.stopped.get(placeOf({ of, scope, element })) ?? 0) > 0;
  }

  private countPlace(incident: IncidentState, by: 1 | -1): void {
    if (this.stopped === null) return;
    const place = placeOf(incident);
    this.stopped.set(place, (this.stopped.get(place) ?? 0) + by);
  }

  raise(incident: IncidentState): void {
    this.takeKeys(incident.key);
    this.ownIncidents()[incident.key] = incident;
    this.countStopped(incident, 1);
  }

  /** The element of an incident is at another position. */
  moveIncident(incident: IncidentState, element: number): void {
    this.ownIncidents()[incident.key] = { ...incident, element };
    this.stopped = null;
  }

  resolve(key: number): void {
    const incident = this.state.incidents[key];
    if (incident === undefined) return;
    delete this.ownIncidents()[key];
    this.countStopped(incident, -1);
  }

  private countStopped(incident: IncidentState, by: 1 | -1): void {
    const { of, scope } = incident;
    this.countPlace(incident, by);
    if (of === null) this.inner(scope).stopped += by;
    else this.node(of).stopped += by;
  }

  private ownIncidents(): Record<number, IncidentState> {
    const { state } = this;
    if (!this.owned.has(state.incidents)) {
      state.incidents = { ...state.incidents };
      this.owned.add(state.incidents);
    }
    return state.incidents;
  }

  /** Sets one variable in exactly this scope. */
  set(scope: number, name: string, value: StoredValue): void {
    const node = this.node(scope);
    if (!this.owned.has(node.variables)) {
      node.variables = { ...node.variables };
      this.owned.add(node.variables);
    }
    (node.variables as Record<string, StoredValue>)[name] = value;
  }

  /** A list of a state that may be changed in place. */
  own<T>(list: readonly T[]): T[] {
    if (this.owned.has(list)) return list as T[];
    const copy = list.slice();
    this.owned.add(copy);
    return copy;
  }

  /** Merges upwards: into the nearest scope that has the name, else into the border. */
  merge(scope: number, variables: Variables): void {
    for (const name of Object.keys(variables)) {
      const value = variables[name];
      if (value !== undefined) this.set(scopeOf(this.state, scope, name), name, value);
    }
  }
}

function placeOf({ of, scope, element }: Pick<IncidentState, 'of' | 'scope' | 'element'>): string {
  return `${of ?? ''}/${scope}/${element}`;
}

/** Field by field, which is several times faster than spreading. */
function copyOf(node: NodeState): MutableNode {
  const { inner } = node;
  return {
    key: node.key,
    element: node.element,
    scope: node.scope,
    phase: node.phase,
    variables: node.variables,
    result: node.result,
    inner:
      inner === null
        ? null
        : {
            process: inner.process,
            border: inner.border,
            depth: inner.depth,
            tokens: inner.tokens.slice(),
            counts: inner.counts.slice(),
            active: inner.active,
            stopped: inner.stopped,
            closed: inner.closed,
            undoing: inner.undoing,
            undo: inner.undo,
            streams: inner.streams,
          },
    job: node.job,
    task: node.task,
    timer: node.timer,
    message: node.message,
    signal: node.signal,
    condition: node.condition,
    stopped: node.stopped,
    index: node.index,
    loop: node.loop,
    watchKey: node.watchKey,
    watch: node.watch,
  };
}

/** Keys of a node and of everything that runs inside it. What runs inside always has a higher key than its scope. */
export function subtreeOf(state: InstanceState, key: number): Set<number> {
  const keys = new Set([key]);
  for (const node of Object.values(state.nodes)) if (keys.has(node.scope)) keys.add(node.key);
  return keys;
}

/** The scope that a variable assigned in `scope` goes to. */
export function scopeOf(state: InstanceState, scope: number, name: string): number {
  let key = scope;
  for (;;) {
    const node = state.nodes[key];
    if (node === undefined) throw new Error(`no scope ${key}`);
    if (Object.hasOwn(node.variables, name) || node.inner?.border === true) return key;
    key = node.scope;
  }
}

/** Everything that can be read in a scope, outer scopes first, up to the border. */
export function visibleIn(state: InstanceState, scope: number): Record<string, StoredValue> {
  const chain: Variables[] = [];
  for (let key = scope; key !== 0;) {
    const node = state.nodes[key];
    if (node === undefined) break;
    chain.push(node.variables);
    if (node.inner?.border === true) break;
    key = node.scope;
  }
  const seen: Record<string, StoredValue> = {};
  for (let index = chain.length - 1; index >= 0; index -= 1) Object.assign(seen, chain[index]);
  return seen;
}
