import type { Model } from '../model/index.js';
import type { Element } from '../model/types.js';
import { literalText } from '../model/defaults.js';
import type { MutableInner, MutableNode } from './draft.js';
import type { Due, MessageWait, SignalWait, Watch } from './events.js';
import type { InstanceState, MessageState, NodeState, SignalState, TimerState, WatchState } from './state.js';

const NOTHING = Object.freeze({});
const NO_STREAMS: MutableInner['streams'] = Object.freeze([]) as MutableInner['streams'];
const NO_UNDO: MutableInner['undo'] = Object.freeze([]) as MutableInner['undo'];
const NO_WATCH: NodeWatch = Object.freeze([]) as NodeWatch;
type NodeWatch = MutableNode['watch'];

/** A node as it is when nothing else is known about it. */
export function freshNode(key: number, element: number, scope: number): MutableNode {
  return {
    key,
    element,
    scope,
    phase: 'active',
    variables: NOTHING,
    result: null,
    inner: null,
    job: null,
    task: null,
    timer: null,
    message: null,
    signal: null,
    condition: null,
    stopped: 0,
    index: 0,
    loop: null,
    watchKey: key + 1,
    watch: NO_WATCH,
  };
}

/** The inside of a scope as it begins. */
export function freshInner(process: string, border: boolean, depth: number): MutableInner {
  return {
    process,
    border,
    depth,
    tokens: [],
    counts: [],
    active: 0,
    stopped: 0,
    closed: false,
    undoing: false,
    undo: NO_UNDO,
    streams: NO_STREAMS,
  };
}

/** The state of a due date; null for one that never comes. */
export function timerState(due: Due): TimerState | null {
  if (due.at === undefined && due.year === undefined) return null;
  return {
    kind: 'timer',
    due: due.at ?? null,
    year: due.at === undefined ? (due.year ?? null) : null,
    planned: null,
    since: due.since ?? null,
    cycle: due.cycle ?? null,
    left: due.left ?? null,
  };
}

/** A due date that was set or moved. */
export function moved(timer: TimerState, due: Due): TimerState {
  return {
    ...timer,
    due: due.at ?? null,
    year: due.at === undefined ? (due.year ?? null) : null,
    planned: timer.planned ?? timer.due,
    cycle: due.cycle ?? timer.cycle,
    left: due.left ?? timer.left,
  };
}

/** A due date after a pause of so many milliseconds. */
export function shifted(timer: TimerState, shift: number): TimerState {
  return {
    ...timer,
    due: timer.due === null ? null : timer.due + shift,
    planned: timer.planned ?? timer.due,
    since: timer.since === null ? null : timer.since + shift,
  };
}

export function messageState(model: Model, element: Element | undefined, wait: MessageWait): MessageState {
  const literal = element?.event?.kind === 'message' ? literalText(model, element.event.name) : '';
  return { kind: 'message', name: wait.name ?? literal, key: wait.key };
}

export function signalState(model: Model, element: Element | undefined, wait: SignalWait): SignalState {
  const literal = element?.event?.kind === 'signal' ? literalText(model, element.event.name) : '';
  return { kind: 'signal', name: wait.name ?? literal };
}

/** What is watched for one event beside a running element; null for a timer that never comes. */
export function watchState(model: Model, element: Element | undefined, watch: Watch): WatchState | null {
  switch (element?.event?.kind) {
    case 'message':
      return messageState(model, element, watch as MessageWait);
    case 'signal':
      return signalState(model, element, watch as SignalWait);
    case 'conditional':
      return { kind: 'condition', held: false };
    default:
      return timerState(watch as Due);
  }
}

/** One watched event happened and its host runs on: a timer is used up or set to its next instant. */
export function used(watch: NodeWatch, position: number, next: Due | undefined): NodeWatch {
  const current = watch[position];
  const after = current == null ? null : afterUse(current, next);
  return after === current ? watch : watch.map((each, index) => (index === position ? after : each));
}

function afterUse(current: WatchState, next: Due | undefined): WatchState | null {
  if (current.kind === 'condition') return { ...current, held: true };
  if (current.kind !== 'timer') return current;
  if (next?.at === undefined) return null;
  return { ...current, due: next.at, planned: null, left: current.left === null ? null : current.left - 1 };
}

/** Most boundary events one element may have that are watched; a key is looked for no further back. */
export const MAX_WATCHED = 256;

/** The node a key belongs to: its own key (position −1), or the position in what it watches. */
export function hostOf(state: InstanceState, key: number): { readonly key: number; readonly position: number } | null {
  if (state.nodes[key] !== undefined) return { key, position: -1 };
  for (let host = key - 1; host > 0 && key - host <= MAX_WATCHED; host -= 1) {
    const node = state.nodes[host];
    if (node !== undefined && node.watchKey === host + 1) return watchedBy(node, key) ?? rekeyed(state, key);
  }
  return rekeyed(state, key);
}

function watchedBy(node: NodeState, key: number): { readonly key: number; readonly position: number } | null {
  const position = key - node.watchKey;
  return position < 0 || node.watch[position] == null ? null : { key: node.key, position };
}

/** Nodes that went on in another definition set watch under keys of their own. */
function rekeyed(state: InstanceState, key: number): ReturnType<typeof hostOf> {
  for (const node of Object.values(state.nodes)) {
    const found = node.watchKey === node.key + 1 ? null : watchedBy(node, key);
    if (found !== null) return found;
  }
  return null;
}
