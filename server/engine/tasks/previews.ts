import { isRefusal, type Actor, type Refusal } from '../decider.js';
import type { InstanceCommand } from '../history/commands.js';
import type { InstanceEvent } from '../history/events.js';
import { hostOf } from '../history/parts.js';
import { watchedAt } from '../history/watched.js';
import type { InstanceState } from '../history/state.js';
import { instanceDecider } from '../instance.js';
import { modelOf, type Plan } from '../model/index.js';
import type { InstanceFacts } from '../run/run.js';

/** What a command would do, shown before it is given. */
export interface Preview {
  /** Elements that would be finished, in order; boundary events among them. */
  readonly finishes: readonly string[];
  /** What would be asked for and still be open afterwards. */
  readonly opens: readonly Wait[];
  /** What is open now and would not be any more. */
  readonly closes: readonly Wait[];
  /** How the matter would end; null: it goes on. */
  readonly ends: 'completed' | 'terminated' | 'cancelled' | null;
}

export interface Wait {
  readonly kind: 'job' | 'timer' | 'message' | 'signal' | 'task' | 'incident';
  readonly key: number;
  readonly element: string;
}

/** Decides without recording anything: the answer is what would happen, or the refusal. */
export function preview(state: InstanceState, command: InstanceCommand, facts: InstanceFacts): Preview | Refusal {
  const decision = instanceDecider.decide(state, command, facts);
  if (isRefusal(decision)) return decision;
  const opened = new Map<string, Wait>();
  const closes: Wait[] = [];
  let ends: Preview['ends'] = null;
  for (const effect of decision.effects) {
    if (effect.do === 'endStream') ends = effect.status;
    const kind = KINDS[effect.do];
    if (kind === undefined || !('key' in effect)) continue;
    const { key } = effect;
    const name = `${kind} ${key}`;
    if (effect.do === 'openSubscription') opened.set(name, { kind: effect.kind, key, element: effect.element });
    else if ('element' in effect) opened.set(name, { kind, key, element: effect.element });
    else if (!opened.delete(name))
      closes.push({ kind: hears(state, key) ? 'signal' : kind, key, element: idOf(state, facts, kind, key) });
  }
  return {
    finishes: decision.events.flatMap((event) => (isFinish(event) ? [event.element] : [])),
    opens: [...opened.values()].filter(({ key }) => key >= state.nextKey),
    closes,
    ends,
  };
}

type Finish = Extract<InstanceEvent, { readonly type: 'Passed' | 'Completed' | 'Fired' | 'Triggered' }>;

/** Is an element done by this event? Events that happened are, when they could be left. */
function isFinish(event: InstanceEvent): event is Finish {
  if (event.type === 'Triggered') return event.held === undefined;
  return event.type === 'Passed' || event.type === 'Completed' || event.type === 'Fired';
}

const KINDS: Readonly<Record<string, Wait['kind']>> = {
  openJob: 'job',
  closeJob: 'job',
  openTimer: 'timer',
  closeTimer: 'timer',
  openSubscription: 'message',
  closeSubscription: 'message',
  openTask: 'task',
  closeTask: 'task',
  openIncident: 'incident',
  closeIncident: 'incident',
};

/** Is this the key of a subscription to a signal? */
function hears(state: InstanceState, key: number): boolean {
  const host = hostOf(state, key);
  const node = host === null ? undefined : state.nodes[host.key];
  if (node === undefined || host === null) return false;
  return host.position < 0 ? node.signal !== null : node.watch[host.position]?.kind === 'signal';
}

/** The element an open key is about. */
function idOf(state: InstanceState, facts: InstanceFacts, kind: Wait['kind'], key: number): string {
  const incident = kind === 'incident' ? state.incidents[key] : undefined;
  if (incident !== undefined) return planIn(state, facts, incident.scope, incident.element)?.element.id ?? '';
  const host = hostOf(state, key);
  const node = host === null ? undefined : state.nodes[host.key];
  if (node === undefined || host === null) return '';
  const places = { state, definitions: facts.definitions };
  const plan =
    host.position < 0 ? planIn(state, facts, node.scope, node.element) : watchedAt(places, node, host.position);
  return plan?.element.id ?? '';
}

function planIn(state: InstanceState, facts: InstanceFacts, scope: number, element: number): Plan | null {
  const process = facts.definitions.processes[state.nodes[scope]?.inner?.process ?? ''];
  return process === undefined ? null : modelOf(process).planOf(element);
}

/** An operation on a task with why this actor may not do it now; null: it may. */
export interface Offer {
  readonly operation: string;
  readonly refused: Refusal | null;
}

/** What an actor can do with a task now, and why not the rest, so that no button fails afterwards. */
export function offersFor(
  state: InstanceState,
  key: number,
  by: Actor,
  at: number,
  facts: InstanceFacts,
): readonly Offer[] {
  const common = { key, by, at };
  // somebody who cannot exist: whether the other person fits is another question
  const other = '?';
  const attempts: readonly (readonly [string, InstanceCommand])[] = [
    ['complete', { type: 'completeTask', ...common }],
    ['claim', { type: 'updateTask', op: 'claim', ...common }],
    ['return', { type: 'updateTask', op: 'return', ...common }],
    ['assign', { type: 'assignTask', assignee: other, ...common }],
    ['delegate', { type: 'updateTask', op: 'delegate', to: other, ...common }],
    ['withdraw', { type: 'updateTask', op: 'withdraw', ...common }],
    ['addSeat', { type: 'addSeat', p: other, role: by.role, place: 'before', ...common }],
    ['copy', { type: 'updateTask', op: 'copy', people: [other], ...common }],
    ['urge', { type: 'updateTask', op: 'urge', ...common }],
    ['watch', { type: 'updateTask', op: 'watch', ...common }],
  ];
  return attempts.map(([operation, command]) => {
    const decision = instanceDecider.decide(state, command, facts);
    return { operation, refused: isRefusal(decision) ? decision : null };
  });
}
