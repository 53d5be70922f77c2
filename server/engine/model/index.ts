import { compile, type CompileResult } from '../expression/index.js';
import type { StoredValue } from '../expression/index.js';
import { joinsOf, type Join } from './joins.js';
import type { Element, Process } from './types.js';

/** What is worked out once per element, so that nothing is searched for while an instance runs. */
export interface Plan {
  readonly model: Model;
  readonly element: Element;
  /**
   * What is watched while the element runs: its boundary timers, messages, signals and conditions in the order of the
   * model; of an event-based gateway the elements behind it, in the order of its outgoing flows.
   */
  readonly watched: readonly Element[];
  /** Boundary error and escalation events. */
  readonly caught: readonly Element[];
  /** What the event sub-processes directly inside begin with. */
  readonly inside: Inside;
  /** Every outgoing flow is taken, whatever the variables say. */
  readonly takesAll: boolean;
  /** Where a none start inside is; -1 without one. */
  readonly noneStart: number;
  /** Where the activity that undoes it is; -1 without one. */
  readonly undoneBy: number;
  /** It has variables of its own before any mapping: an item and counter, or what it undoes saw. */
  readonly given: boolean;
}

/** Start events of event sub-processes of one scope. */
export interface Inside {
  /** Set off from outside, in the order of the model: they are watched while the scope runs. */
  readonly watched: readonly Element[];
  /** Errors and escalations thrown inside the scope. */
  readonly caught: readonly Element[];
}

/** A constant that an expression is, or undefined where it has to be evaluated. */
type Constant = { readonly value: StoredValue } | undefined;

/** Look-ups and compiled expressions of one process; made on first use and kept as long as the process is. */
export class Model {
  readonly plans: readonly Plan[];
  /** Inclusive gateways that wait for what may still come. */
  readonly joins: readonly Join[];
  private readonly indexes = new Map<string, number>();
  private readonly flowIndexes = new Map<string, number>();
  private readonly compiled = new Map<string, CompileResult>();
  private readonly constants = new Map<string, Constant>();

  constructor(readonly process: Process) {
    for (const element of process.elements) this.indexes.set(element.id, element.index);
    for (const flow of process.flows) this.flowIndexes.set(flow.id, flow.index);
    const inside = insidesOf(process);
    this.plans = process.elements.map((element) => planOf(this, element, inside.get(element.index) ?? NOTHING_INSIDE));
    this.joins = joinsOf(process);
  }

  /** Position of the element with this id; -1 where there is none. */
  indexOf(id: string): number {
    return this.indexes.get(id) ?? -1;
  }

  flowOf(id: string): number {
    return this.flowIndexes.get(id) ?? -1;
  }

  planOf(index: number): Plan {
    const plan = this.plans[index];
    if (plan === undefined) throw new Error(`process ${this.process.id} has no element ${index}`);
    return plan;
  }

  compile(source: string): CompileResult {
    let result = this.compiled.get(source);
    if (result === undefined) {
      result = compile(source);
      this.compiled.set(source, result);
    }
    return result;
  }

  /** The value of a source that is a plain literal, or a list of plain strings. */
  constant(source: string): Constant {
    if (this.constants.has(source)) return this.constants.get(source);
    const constant = constantOf(source);
    this.constants.set(source, constant);
    return constant;
  }
}

const models = new WeakMap<Process, Model>();

/** The model of a process. */
export function modelOf(process: Process): Model {
  let model = models.get(process);
  if (model === undefined) {
    model = new Model(process);
    models.set(process, model);
  }
  return model;
}

function planOf(model: Model, element: Element, inside: Inside): Plan {
  const { elements, flows } = model.process;
  const boundary = element.boundary.map((index) => elements[index]).filter((event) => event !== undefined);
  const starts = element.starts.map((index) => elements[index]).filter((event) => event !== undefined);
  const conditional = element.outgoing.some((flow) => flows[flow]?.condition != null) || element.defaultFlow !== null;
  const gateway = element.type === 'exclusiveGateway' || element.type === 'inclusiveGateway';
  const chooses = gateway && element.outgoing.length > 1;
  return {
    model,
    element,
    watched: element.type === 'eventBasedGateway' ? behind(model.process, element) : boundary.filter(isWatched),
    caught: boundary.filter(isCaught),
    inside,
    takesAll: element.type === 'parallelGateway' || !(conditional || chooses),
    noneStart: starts.find((event) => (event.event?.kind ?? 'none') === 'none')?.index ?? -1,
    undoneBy: boundary.find(({ event }) => event?.kind === 'compensation')?.handler ?? -1,
    given: element.loop !== null || element.forCompensation,
  };
}

const NOTHING_INSIDE: Inside = Object.freeze({ watched: Object.freeze([]), caught: Object.freeze([]) });

/** By scope, what its event sub-processes begin with. */
function insidesOf({ elements }: Process): ReadonlyMap<number, Inside> {
  const insides = new Map<number, { watched: Element[]; caught: Element[] }>();
  for (const element of elements) {
    if (element.type !== 'eventSubProcess') continue;
    const inside = insides.get(element.parent) ?? { watched: [], caught: [] };
    insides.set(element.parent, inside);
    const start = elements[element.starts[0] ?? -1];
    if (start !== undefined && isWatched(start)) inside.watched.push(start);
    else if (start !== undefined && isCaught(start)) inside.caught.push(start);
  }
  return insides;
}

/** Thrown inside and taken by the nearest that fits. */
function isCaught({ event }: Element): boolean {
  return event?.kind === 'error' || event?.kind === 'escalation';
}

/** Boundary events and starts of event sub-processes that something from outside sets off. */
function isWatched({ event }: Element): boolean {
  const kind = event?.kind;
  return kind === 'timer' || kind === 'message' || kind === 'signal' || kind === 'conditional';
}

/** The elements right behind a gateway, one for each outgoing flow. */
function behind({ elements, flows }: Process, { outgoing }: Element): readonly Element[] {
  return outgoing.map((flow) => elements[flows[flow]?.target ?? 0]).filter((element) => element !== undefined);
}

const STRING = /^"[^"\\]*"$/;
const INTEGER = /^-?(0|[1-9][0-9]{0,14})$/;
const STRINGS = /^\[\s*(?:"[^"\\]*"\s*(?:,\s*"[^"\\]*"\s*)*)?\]$/;

function constantOf(source: string): Constant {
  const text = source.trim();
  if (STRING.test(text)) return { value: text.slice(1, -1) };
  if (INTEGER.test(text) && text !== '-0') return { value: Number(text) };
  if (text === 'true') return { value: true };
  if (text === 'false') return { value: false };
  if (text === 'null') return { value: null };
  if (STRINGS.test(text)) return { value: Array.from(text.matchAll(/"([^"]*)"/g), ([, each]) => each ?? '') };
  return undefined;
}
