import { compile, type CompileResult } from '../expression/index.js';
import type { StoredValue } from '../expression/index.js';
import type { Element, Process } from './types.js';

/** What is worked out once per element, so that nothing is searched for while an instance runs. */
export interface Plan {
  readonly model: Model;
  readonly element: Element;
  /** Boundary timers and messages, in the order of the model: they are watched while the element runs. */
  readonly watched: readonly Element[];
  /** Boundary error events. */
  readonly errors: readonly Element[];
  /** Every outgoing flow is taken, whatever the variables say. */
  readonly takesAll: boolean;
  /** Where a none start inside is; -1 without one. */
  readonly noneStart: number;
}

/** A constant that an expression is, or undefined where it has to be evaluated. */
type Constant = { readonly value: StoredValue } | undefined;

/** Look-ups and compiled expressions of one process; made on first use and kept as long as the process is. */
export class Model {
  readonly plans: readonly Plan[];
  private readonly indexes = new Map<string, number>();
  private readonly flowIndexes = new Map<string, number>();
  private readonly compiled = new Map<string, CompileResult>();
  private readonly constants = new Map<string, Constant>();

  constructor(readonly process: Process) {
    for (const element of process.elements) this.indexes.set(element.id, element.index);
    for (const flow of process.flows) this.flowIndexes.set(flow.id, flow.index);
    this.plans = process.elements.map((element) => planOf(this, element));
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

function planOf(model: Model, element: Element): Plan {
  const { elements, flows } = model.process;
  const boundary = element.boundary.map((index) => elements[index]).filter((event) => event !== undefined);
  const starts = element.starts.map((index) => elements[index]).filter((event) => event !== undefined);
  const conditional = element.outgoing.some((flow) => flows[flow]?.condition != null) || element.defaultFlow !== null;
  const chooses = element.type === 'exclusiveGateway' && element.outgoing.length > 1;
  return {
    model,
    element,
    watched: boundary.filter((event) => event.event?.kind === 'timer' || event.event?.kind === 'message'),
    errors: boundary.filter((event) => event.event?.kind === 'error'),
    takesAll: element.type === 'parallelGateway' || !(conditional || chooses),
    noneStart: starts.find((event) => (event.event?.kind ?? 'none') === 'none')?.index ?? -1,
  };
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
