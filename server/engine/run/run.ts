import type { IncidentCode } from '../codes.js';
import type { Actor, Effect } from '../decider.js';
import { createBudget, type Budget, type Calendars } from '../expression/index.js';
import type { DecisionAnswer } from '../decision/index.js';
import { apply } from '../history/appliers/index.js';
import type { InstanceCommand, Variables } from '../history/commands.js';
import { Draft } from '../history/draft.js';
import type { InstanceEvent, Migrated } from '../history/events.js';
import { bodyIn, collected, isBody } from '../history/loops.js';
import { ROOT, type IncidentState, type InstanceState, type NodeState } from '../history/state.js';
import { isJoin } from '../model/joins.js';
import type { Plan } from '../model/index.js';
import { traitsOf, type Traits } from '../model/traits.js';
import type { DefinitionSet } from '../model/types.js';
import { behaviourOf } from '../elements/index.js';
import { Conditions } from './conditions.js';
import { undoNext } from './compensation.js';
import { closeDone, closeSubtree } from './effects.js';
import { closeScope } from './event-sub-process.js';
import { Halt } from './halt.js';
import { isJoinReady, readyJoin } from './joins.js';
import { LIMITS } from './limits.js';
import { chooseFlows, idsOf, resultOf } from './leaving.js';
import { beginRuns, enterBody, goOn, isRun, leaveRun, passRun } from './loops.js';

/** What `decide` may know beside model and state. */
export interface InstanceFacts {
  readonly definitions: DefinitionSet;
  /** The set that a `migrate` command goes to, and its event with it. */
  readonly target?: DefinitionSet | null;
  /** Calendar years that are loaded; the command names them by hash. */
  readonly calendars?: Calendars;
}

/** A decision that a business rule task asked. */
export interface DecisionTaken {
  readonly element: string;
  readonly name: string | null;
  /** Key of the scope it was asked in. */
  readonly scope: number;
  readonly answer: DecisionAnswer;
}

/**
 * One command being decided: a working copy that changes only by applying the events made, so what is decided here and
 * what `evolve` makes of the events are the same. Tokens taken are worked off in the order they were taken.
 */
export class Run {
  readonly events: InstanceEvent[] = [];
  readonly effects: Effect[] = [];
  readonly at: number;
  readonly by: Actor;
  private readonly draft: Draft;
  /** Pairs of scope key and flow index still to be worked off. */
  private readonly agenda: number[] = [];
  private next = 0;
  /** Scopes that would have ended, while none may. */
  private held: Set<number> | null = null;
  private traits: Traits;
  /** Null where nothing in the set waits for a condition. */
  private conditions: Conditions | null;
  private elements: number = LIMITS.elements;
  private bytes: number = LIMITS.variableBytes;
  private counted: Budget | null = null;
  /** Decisions asked so far, with their steps, where somebody wants them told; null where nobody does. */
  told: DecisionTaken[] | null = null;
  /** Which run of a multi-instance body is being entered. */
  iteration = 0;

  constructor(
    state: InstanceState,
    command: InstanceCommand,
    public facts: InstanceFacts,
  ) {
    this.draft = new Draft(state, facts.definitions, facts.target ?? null);
    this.traits = traitsOf(facts.definitions);
    this.conditions = this.traits.conditions ? new Conditions() : null;
    this.at = command.at;
    this.by = command.by;
  }

  get state(): InstanceState {
    return this.draft.state;
  }

  /** Where the looks at state and model that appliers share find both. */
  get places(): Pick<Draft, 'state' | 'definitions'> {
    return this.draft;
  }

  /** Nothing more can be entered by this command. */
  get spent(): boolean {
    return this.elements <= 0;
  }

  get budget(): Budget {
    this.counted ??= createBudget({
      steps: LIMITS.feelSteps,
      items: LIMITS.feelItems,
      depth: LIMITS.feelDepth,
    });
    return this.counted;
  }

  /** Records what happened. The only way anything changes. */
  emit(event: InstanceEvent): void {
    this.events.push(event);
    if (this.conditions === null) apply(this.draft, event);
    else this.conditions.note(this.draft, event);
  }

  /** Records that the matter goes on in another definition set; what is decided after it is decided there. */
  moveTo(event: Migrated): void {
    this.emit(event);
    const { definitions } = this.draft;
    this.facts = { ...this.facts, definitions };
    this.traits = traitsOf(definitions);
    this.conditions = this.traits.conditions ? new Conditions() : null;
    this.conditions?.ask('all');
  }

  perform(effect: Effect): void {
    this.effects.push(effect);
  }

  node(key: number): NodeState {
    const node = this.state.nodes[key];
    if (node === undefined) throw new Error(`no node ${key}`);
    return node;
  }

  /** The plan of an element inside a scope. */
  plan(scope: number, element: number): Plan {
    return this.draft.model(scope).planOf(element);
  }

  /** The plan of the element a node runs. */
  planOfNode(node: NodeState): Plan {
    return this.plan(node.scope, node.element);
  }

  /** Counts what is written against the command's limit. */
  count(bytes: number): void {
    this.bytes -= bytes;
    if (this.bytes < 0) throw new Halt('budget-bytes', { limit: LIMITS.variableBytes });
  }

  // ---- entering ----

  /** A token is put before an element by command; one without incoming flows is entered at once. */
  activate(plan: Plan, scope: number): void {
    const { element } = plan;
    this.emit({ type: 'Activated', v: 1, element: element.id, scope });
    const [first] = element.incoming;
    if (first === undefined) this.enter(plan, scope);
    else this.agenda.push(scope, first);
  }

  /** Enters an element, with a token before it if it has incoming flows. What stops it becomes an incident. */
  enter(plan: Plan, scope: number): boolean {
    try {
      if (this.elements <= 0) throw new Halt('budget-elements', { limit: LIMITS.elements });
      this.elements -= 1;
      if (plan.element.loop !== null && !isRun(this, plan, scope)) enterBody(this, plan, scope);
      else behaviourOf(plan.element).enter(this, plan, scope);
      return true;
    } catch (stop) {
      if (!(stop instanceof Halt)) throw stop;
      this.stopBefore(plan, scope, stop);
      return false;
    }
  }

  /** Enters one run of a multi-instance body; false where an incident keeps it back. */
  enterRun(plan: Plan, body: number, index: number): boolean {
    const before = this.iteration;
    this.iteration = index;
    const entered = this.enter(plan, body);
    this.iteration = before;
    return entered;
  }

  /** Which run an event begins, where that is not the next. */
  indexField(plan: Plan, scope: number): { readonly i?: number } | null {
    const body = plan.given ? bodyIn(this.state, scope, plan.element) : null;
    return body === null || this.iteration === body.loop.next + 1 ? null : { i: this.iteration };
  }

  /** The token stays before the element. An element without incoming flows has none, so it is held as a node. */
  private stopBefore(plan: Plan, scope: number, stop: Halt): void {
    const { element } = plan;
    const { inner, loop } = this.node(scope);
    // runs of a body and what is undone have no token either, but their scope knows what is left to do
    if (element.incoming.length === 0 && loop === null && inner?.undoing !== true) {
      const key = this.state.nextKey;
      this.emit({ type: 'Entered', v: 1, element: element.id, scope, key });
      this.emit({ type: 'Held', v: 1, key });
      this.raise(plan, scope, key, stop.code, stop.values);
      return;
    }
    if (this.isStopped(null, scope, element.index)) return;
    this.raise(plan, scope, null, stop.code, stop.values);
  }

  /** Has this element an incident already: of a node, or (null) before it is entered? */
  isStopped(of: number | null, scope: number, element: number): boolean {
    return this.draft.isStopped(of, scope, element);
  }

  /** Looks again at the conditions of a node, or at all of them. */
  recheck(key: number | 'all'): void {
    this.conditions?.ask(key);
  }

  /**
   * Works off every token taken so far, and what became true on the way. Inclusive joins are looked at when nothing else
   * moves any more: then it is known what may still come to them.
   */
  settle(): void {
    for (;;) {
      this.workOff();
      const ready = this.traits.joins ? readyJoin(this) : null;
      if (ready === null) return;
      this.enter(ready.plan, ready.scope);
    }
  }

  private workOff(): void {
    for (;;) {
      if (this.conditions?.due === true) this.conditions.look(this);
      else if (this.next >= this.agenda.length) return;
      else {
        const scope = this.agenda[this.next] ?? 0;
        const flow = this.agenda[this.next + 1] ?? 0;
        this.next += 2;
        this.arrive(scope, flow);
      }
    }
  }

  private arrive(scope: number, flow: number): void {
    if (flow < 0) {
      this.goOn(scope);
      return;
    }
    const inner = this.state.nodes[scope]?.inner;
    if (inner == null || !inner.tokens.includes(flow)) return;
    const model = this.draft.model(scope);
    const target = model.process.flows[flow]?.target ?? 0;
    const plan = model.planOf(target);
    if (plan.element.type === 'parallelGateway' && !isFull(plan, inner.tokens)) return;
    if (isJoin(plan.element)) return;
    this.enter(plan, scope);
  }

  /** A body or a scope that undoes goes on once everything before it on the agenda is worked off. */
  goOnLater(scope: number): void {
    this.agenda.push(scope, -1);
  }

  private goOn(scope: number): void {
    const node = this.state.nodes[scope];
    if (node?.phase !== 'active') return;
    if (isBody(node)) goOn(this, node);
    else if (node.inner?.undoing === true) undoNext(this, node);
  }

  /** Enters an element again for every token that waits before it. */
  retryBefore(plan: Plan, scope: number): void {
    const node = this.state.nodes[scope];
    if (isBody(node)) {
      beginRuns(this, scope);
      return;
    }
    if (node?.inner?.undoing === true && plan.element.incoming.length === 0) {
      this.goOn(scope);
      return;
    }
    for (;;) {
      const tokens = this.state.nodes[scope]?.inner?.tokens ?? [];
      const ready =
        plan.element.type === 'parallelGateway'
          ? isFull(plan, tokens)
          : isJoin(plan.element)
            ? this.state.nodes[scope]?.inner != null && isJoinReady(this, plan, scope)
            : plan.element.incoming.some((flow) => tokens.includes(flow));
      if (!ready || !this.enter(plan, scope)) return;
    }
  }

  // ---- leaving ----

  /**
   * Enters and leaves an element in one go. `local` are its input mappings, `result` what it brings; `effect` is asked for
   * once nothing can stop it any more; `then` happens before the token goes on.
   */
  pass(plan: Plan, scope: number, local: Variables, result: Variables, effect?: Effect, then?: () => void): void {
    const { element } = plan;
    if (element.loop !== null && isRun(this, plan, scope)) {
      passRun(this, plan, scope, local, result, effect);
      return;
    }
    const variables = resultOf(this, plan, scope, local, result);
    const flows = chooseFlows(this, plan, scope, variables);
    this.emit({
      type: 'Passed',
      v: 1,
      element: element.id,
      scope,
      ...(flows === null ? null : { flows: idsOf(plan, flows) }),
      ...(variables === null ? null : { variables }),
    });
    if (effect !== undefined) this.perform(effect);
    then?.();
    this.follow(plan, scope, flows);
  }

  /** Leaves a node with what it brought; a failure keeps it, with an incident. */
  leave(key: number, result: Variables, by?: string): void {
    const node = this.node(key);
    const plan = this.planOfNode(node);
    try {
      this.elements -= 1;
      if (this.elements < 0) throw new Halt('budget-elements', { limit: LIMITS.elements });
      this.leaveNow(node, plan, { ...node.result, ...result }, by);
    } catch (stop) {
      if (!(stop instanceof Halt)) throw stop;
      closeDone(this, node);
      if (node.inner !== null) closeScope(this, key);
      this.emit({ type: 'Held', v: 1, key, ...(Object.keys(result).length === 0 ? null : { variables: result }) });
      this.raise(plan, node.scope, key, stop.code, stop.values);
    }
  }

  private leaveNow(node: NodeState, plan: Plan, result: Variables, by?: string): void {
    const { key, scope } = node;
    if (node.loop !== null) {
      this.leaveBody(node, plan);
      return;
    }
    const brought = behaviourOf(plan.element).brings?.(node, plan, result) ?? result;
    if (node.index > 0) {
      leaveRun(this, node, plan, brought);
      return;
    }
    const variables = resultOf(this, plan, scope, node.variables, brought, node);
    const flows = chooseFlows(this, plan, scope, variables);
    closeSubtree(this, key, 'completed');
    this.emit({
      type: 'Completed',
      v: 1,
      element: plan.element.id,
      key,
      ...(flows === null ? null : { flows: idsOf(plan, flows) }),
      ...(variables === null ? null : { variables }),
      ...(by === undefined ? null : { by }),
    });
    this.follow(plan, scope, flows);
  }

  /** A body hands on the list of results, which the event need not say; what still runs in it is ended. */
  private leaveBody({ key, scope, loop }: NodeState, plan: Plan): void {
    const results = collected(plan.element, loop);
    const flows = chooseFlows(this, plan, scope, results);
    closeSubtree(this, key, 'completed');
    const { id } = plan.element;
    this.emit({
      type: 'Completed',
      v: 1,
      element: id,
      key,
      ...(flows === null ? null : { flows: idsOf(plan, flows) }),
    });
    for (const name of Object.keys(results ?? {})) this.conditions?.wrote(this.state, scope, name);
    this.follow(plan, scope, flows);
  }

  /** Puts the flows taken on the agenda; without any, the scope may be done. */
  follow(plan: Plan, scope: number, flows: readonly number[] | null): void {
    const taken = flows ?? plan.element.outgoing;
    for (const flow of taken) this.agenda.push(scope, flow);
    if (taken.length === 0) this.finishScope(scope);
  }

  /** No scope ends while `work` moves what is in it; those that are empty then end afterwards. */
  withoutFinishing<T>(work: () => T): T {
    const held = new Set<number>();
    this.held = held;
    const answer = work();
    this.held = null;
    for (const scope of held) this.finishScope(scope);
    return answer;
  }

  /** A scope ends when no node and no token is left in it. */
  finishScope(scope: number): void {
    if (this.held !== null) {
      this.held.add(scope);
      return;
    }
    const node = this.state.nodes[scope];
    const inner = node?.inner;
    if (node === undefined || inner == null || inner.tokens.length > 0 || inner.active > 0) return;
    if (node.loop !== null || inner.undoing) this.goOnLater(scope);
    else if (scope === ROOT) this.end('completed');
    else this.leave(scope, {});
  }

  /** Ends the instance; nothing stays open. What was broken off takes the entities of its finished steps with it. */
  end(status: 'completed' | 'terminated' | 'cancelled'): void {
    closeSubtree(this, ROOT, status === 'completed' ? 'completed' : 'cancelled');
    this.emit({ type: 'Ended', v: 1, status });
    this.perform({ do: 'endStream', status });
  }

  // ---- incidents ----

  raise(plan: Plan, scope: number, of: number | null, code: IncidentCode, values: Variables): IncidentState['key'] {
    const key = this.state.nextKey;
    const element = plan.element.id;
    this.emit({
      type: 'IncidentRaised',
      v: 1,
      key,
      element,
      scope,
      ...(of === null ? null : { of }),
      code,
      ...(Object.keys(values).length === 0 ? null : { values }),
    });
    this.perform({ do: 'openIncident', key, element, code, values });
    return key;
  }
}

function isFull(plan: Plan, tokens: readonly number[]): boolean {
  const { incoming } = plan.element;
  if (incoming.length === 1) return true;
  return incoming.every((flow) => tokens.includes(flow));
}
