import { apply } from '../history/appliers/index.js';
import { scopeOf, type Draft } from '../history/draft.js';
import type { InstanceEvent } from '../history/events.js';
import { ROOT, type InstanceState, type NodeState } from '../history/state.js';
import { watchedAt } from '../history/watched.js';
import type { Plan } from '../model/index.js';
import { feelValue } from './expressions.js';
import { Halt } from './halt.js';
import { localsOf } from './leaving.js';
import type { Run } from './run.js';
import { trigger } from './trigger.js';

/**
 * Conditional events. A condition is looked at when what waits for it is entered, and again after every step that wrote a
 * variable it can see; it happens when it becomes true (being true at the first look counts). An event that does not
 * interrupt its host has to be false once before it can happen again. While the matter is suspended nothing is looked at;
 * everything is when it is resumed. A condition that fails is an incident on its event and is not looked at until that is
 * resolved.
 */
export class Conditions {
  /** Scopes whose variables were written since the last look. */
  private readonly written = new Set<number>();
  /** Nodes to look at whatever was written. */
  private readonly asked = new Set<number>();
  private everything = false;
  /** Nodes that may wait for a condition; null until the first look. A node that is gone is dropped at the next look. */
  private waiting: Set<number> | null = null;

  get due(): boolean {
    return this.everything || this.written.size > 0 || this.asked.size > 0;
  }

  /** A variable was written by an event that does not say so. */
  wrote(state: InstanceState, scope: number, name: string): void {
    this.written.add(scopeOf(state, scope, name));
  }

  /** Looks at every condition of one node, or of all. */
  ask(key: number | 'all'): void {
    if (key === 'all') this.everything = true;
    else this.asked.add(key);
  }

  /** Applies an event and notes which scopes it wrote to and what it armed. */
  note(draft: Draft, event: InstanceEvent): void {
    const scope = scopeWritten(draft.state, event);
    apply(draft, event);
    const { state } = draft;
    if (scope !== null && 'variables' in event && event.variables !== undefined) {
      const exactly = event.type === 'VariablesSet';
      for (const name of Object.keys(event.variables)) this.written.add(exactly ? scope : scopeOf(state, scope, name));
    }
    const armed = armedBy(event);
    if (armed !== null && hasCondition(state.nodes[armed])) {
      this.asked.add(armed);
      this.waiting?.add(armed);
    }
  }

  /** Keys of what waits for a condition, the oldest first. Found once by a walk over all nodes, then kept by `note`. */
  private found({ nodes }: InstanceState): readonly number[] {
    const keys = this.waiting ?? Object.values(nodes).map(({ key }) => key);
    const still = [...keys].filter((key) => hasCondition(nodes[key])).sort((a, b) => a - b);
    this.waiting = new Set(still);
    return still;
  }

  /** Looks at all that is due, the oldest first, and lets happen what became true. */
  look(run: Run): void {
    const written = new Set(this.written);
    const asked = new Set(this.asked);
    const { everything } = this;
    this.written.clear();
    this.asked.clear();
    this.everything = false;
    if (run.state.suspended !== null) return;
    for (const key of this.found(run.state)) {
      const node = run.state.nodes[key];
      if (node === undefined || !hasCondition(node)) continue;
      if (everything || asked.has(key) || sees(run.state, node, written)) lookAt(run, key);
    }
  }
}

/** The node whose conditions an event may have armed. */
function armedBy(event: InstanceEvent): number | null {
  switch (event.type) {
    case 'Started':
      return ROOT;
    case 'Entered':
    case 'Triggered':
    case 'Watched':
      return event.key;
    default:
      return null;
  }
}

/** The scope whose variables an event writes, before it is applied; null for none. */
function scopeWritten(state: InstanceState, event: InstanceEvent): number | null {
  switch (event.type) {
    case 'Passed':
    case 'VariablesSet':
      return event.scope;
    case 'Completed':
      return state.nodes[event.key]?.scope ?? null;
    case 'Fired':
      return event.key === undefined ? (state.nodes[event.host]?.scope ?? null) : null;
    case 'Triggered':
      return event.held === undefined ? event.key : null;
    default:
      return null;
  }
}

function hasCondition(node: NodeState | undefined): boolean {
  return node !== undefined && (node.condition !== null || node.watch.some((watch) => watch?.kind === 'condition'));
}

/** Can what waits at a node read the variables of one of these scopes? Look-up stops at a border. */
function sees(state: InstanceState, node: NodeState, written: ReadonlySet<number>): boolean {
  if (written.has(node.key)) return true;
  for (let key = node.scope; key !== 0;) {
    if (written.has(key)) return true;
    const scope = state.nodes[key];
    if (scope === undefined || scope.inner?.border === true) return false;
    key = scope.scope;
  }
  return false;
}

function lookAt(run: Run, key: number): void {
  const { condition: own, phase, watch } = run.node(key);
  if (own !== null && phase === 'active') {
    const node = run.node(key);
    if (holds(run, node, run.planOfNode(node)) === true) run.leave(key, {});
    return;
  }
  for (const position of watch.keys()) {
    const node = run.state.nodes[key];
    const now = node?.watch[position];
    if (node === undefined || now?.kind !== 'condition') continue;
    const plan = watchedAt(run.places, node, position);
    if (plan === null) continue;
    const holding = holds(run, node, plan);
    if (holding === true && !now.held) trigger(run, node, plan, {});
    else if (holding === false && now.held) run.emit({ type: 'ConditionFell', v: 1, key: node.watchKey + position });
  }
}

/** Is it true? Null when that cannot be said: an incident is open, or opened now. */
function holds(run: Run, node: NodeState, plan: Plan): boolean | null {
  const { element } = plan;
  // what begins an event sub-process stands inside the node, all else beside it
  const scope = element.type === 'startEvent' ? node.key : node.scope;
  if (element.event?.kind !== 'conditional' || run.isStopped(node.key, scope, element.index)) return null;
  try {
    const reach = { own: scope === node.key ? [] : own(run, node, plan), scope };
    const value = feelValue(run, plan, element.event.condition, 'condition', reach);
    if (typeof value === 'boolean') return value;
    throw new Halt('expression-wrong-type', { where: 'condition', expected: 'boolean' });
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    run.raise(plan, scope, node.key, stop.code, stop.values);
    return null;
  }
}

/** What a condition reads before the scope: the variables of its element, never those of a called process. */
function own(run: Run, node: NodeState, plan: Plan): readonly NodeState['variables'][] {
  if (run.planOfNode(node).element.type === 'eventBasedGateway') return [localsOf(run, plan, node.scope)];
  return node.inner?.border === true ? [] : [node.variables];
}
