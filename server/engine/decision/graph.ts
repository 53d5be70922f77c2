import { FeelContext, type FeelFunction, type FeelValue } from '../expression/index.js';
import { evaluateBoxed } from './boxed.js';
import { DecisionScope, type Evaluation, type Owner, type Step } from './evaluation.js';
import { functionAs, typedFunction } from './functions.js';
import { namesOf, parameterNames } from './names.js';
import { asType } from './shape.js';
import type {
  DecisionModel,
  DecisionModels,
  KnowledgeModel,
  ModelPart,
  Required,
  RequiredInput,
  ServiceModel,
} from './types.js';

export type Variables = (name: string) => FeelValue | undefined;

/** Names of imports from the file asked to the file an element stands in: the same element may be reached on two ways. */
type Path = readonly string[];

/**
 * Evaluates the requirements graph of one request (DMN 1.5, 10.4): every decision once, inputs as they are declared, and
 * functions for business knowledge models and decision services.
 */
export class Graph {
  private readonly results = new Map<string, FeelValue>();
  private readonly inputs = new Map<string, FeelValue>();
  private readonly open = new Set<string>();

  constructor(
    private readonly models: DecisionModels,
    private readonly variables: Variables,
    private readonly shared: Evaluation,
    /** What is given to a service: results of input decisions, and input data by id. */
    private readonly given: {
      readonly results: ReadonlyMap<string, FeelValue>;
      readonly inputs: ReadonlyMap<string, FeelValue>;
    } = { results: new Map(), inputs: new Map() },
  ) {}

  /** The result of a decision, and the step that led to it. */
  decide(decision: DecisionModel, path: Path = []): { readonly value: FeelValue; readonly step: Step } {
    const key = keyOf(path, decision.id);
    const step = stepOf('decision', decision);
    this.open.add(key);
    const scope: DecisionScope = this.scope(decision, step, path, (name) =>
      decision.unrequired?.includes(name) ? undefined : asColumn(decision, name, this.variables(name)),
    );
    const value = scope.conform(evaluateBoxed(decision.logic, scope), decision.variable.type, 'result');
    this.open.delete(key);
    this.results.set(key, value);
    this.shared.finished({ ...step, result: value });
    return { value, step };
  }

  /** The result of a service for its arguments, in the order of its parameters. */
  serve(service: ServiceModel, args: readonly FeelValue[], path: Path = []): FeelValue {
    const step = stepOf('service', service);
    const inputs = new Map<string, FeelValue>();
    const given = new Map<string, FeelValue>();
    for (const [index, { name, of, source }] of service.parameters.entries()) {
      const value = args[index] ?? null;
      step.read.set(name, value);
      if (of === 'input') inputs.set(source.id, value);
      else given.set(keyOf(pathTo(path, source), source.id), value);
    }
    const inner = new Graph(this.models, () => undefined, this.shared, { results: given, inputs });
    const scope = this.bare(service, step);
    const outputs = service.outputs.map((output): [string, FeelValue] => {
      const decision = own(this.models.decisions, output.id);
      if (!decision) return [output.id, scope.problem('unknown-decision', 'result', { decision: output.id })];
      return [qualified(output.import, decision.name), inner.result(decision, pathTo(path, output), scope)];
    });
    const [single] = outputs;
    const whole = outputs.length === 1 && single ? single[1] : new FeelContext(new Map(outputs));
    const value = scope.conform(whole, service.type, 'result');
    this.shared.finished({ ...step, result: value });
    return value;
  }

  /** The result of a business knowledge model that was asked for itself, its parameters read from the variables by name. */
  invoke(model: KnowledgeModel): FeelValue {
    const scope = this.scope(model, stepOf('knowledge', model), [], () => undefined);
    const named = new Map(model.logic.parameters.map((each) => [each.name, this.input(each, [], scope)]));
    return scope.call(this.knowledge(model, []), named, 'result');
  }

  /** The arguments of a service that was asked for itself, as the variables have them. */
  arguments(service: ServiceModel): readonly FeelValue[] {
    const scope = this.bare(service);
    return service.parameters.map(({ name, type, source }) => {
      const local = source.import === undefined ? name : name.slice(source.import.length + 1);
      return this.input({ name: local, type }, pathTo([], source), scope);
    });
  }

  /** The scope of a service that was asked for itself, in which its arguments are read. */
  private bare(service: ServiceModel, step: Step = stepOf('service', service)): DecisionScope {
    const part: ModelPart = { ...service, requires: NOTHING, names: [] };
    return new DecisionScope(service, this.shared, step, namesOf(part), () => undefined);
  }

  private result(decision: DecisionModel, path: Path, scope: DecisionScope): FeelValue {
    const key = keyOf(path, decision.id);
    const given = this.given.results.get(key);
    if (given !== undefined) return given;
    if (this.open.has(key)) return scope.problem('decision-cycle', '', { decision: decision.id });
    const known = this.results.get(key);
    return known === undefined ? this.shared.deeper(scope, () => this.decide(decision, path).value) : known;
  }

  /** The scope of an element: what it requires by name, behind it whatever `beyond` knows. */
  private scope(part: ModelPart, step: Step, path: Path, beyond: Variables): DecisionScope {
    const names = new Map<string, () => FeelValue>();
    const imports = new Map<string, Map<string, () => FeelValue>>();
    const scope: DecisionScope = new DecisionScope(part, this.shared, step, namesOf(part), (name) => {
      const value = names.get(name);
      return value === undefined ? beyond(name) : value();
    });
    const put = (from: string | undefined, name: string, value: () => FeelValue): void => {
      const into = from === undefined ? names : (imports.get(from) ?? new Map<string, () => FeelValue>());
      if (from !== undefined) imports.set(from, into);
      into.set(name, value);
    };
    const seen = (from: string | undefined, name: string, value: FeelValue): FeelValue => {
      step.read.set(qualified(from, name), value);
      return value;
    };
    for (const input of part.requires.inputs) {
      const { name, import: from } = input;
      put(from, name, () => seen(from, name, this.input(input, pathTo(path, input), scope)));
    }
    for (const required of part.requires.decisions) {
      const { id, import: from } = required;
      const decision = own(this.models.decisions, id);
      const value = decision
        ? this.result(decision, pathTo(path, required), scope)
        : scope.problem('unknown-decision', '', { decision: id });
      const name = decision?.variable.name ?? id;
      for (const each of new Set([id, decision?.name ?? id, name])) put(from, each, () => seen(from, name, value));
    }
    for (const required of part.requires.knowledge ?? []) {
      const made = this.callable(required, pathTo(path, required), scope);
      if (made) put(required.import, made.name, made.value);
    }
    for (const [from, entries] of imports)
      names.set(
        from,
        once(() => contextOf(entries)),
      );
    return scope;
  }

  private callable(
    required: Required,
    path: Path,
    scope: DecisionScope,
  ): { readonly name: string; readonly value: () => FeelValue } | undefined {
    const knowledge = own(this.models.knowledge ?? {}, required.id);
    if (knowledge) return { name: knowledge.name, value: once(() => this.knowledge(knowledge, path)) };
    const service = own(this.models.services ?? {}, required.id);
    if (service) return { name: service.name, value: once(() => this.service(service, path)) };
    scope.problem('unknown-decision', '', { decision: required.id });
    return undefined;
  }

  /** A business knowledge model as a function; its logic sees its parameters and what knowledge it requires. */
  private knowledge(model: KnowledgeModel, path: Path): FeelFunction {
    const { parameters, body, type } = model.logic;
    const names = namesOf(model).with(model.logic, [model.name, ...parameterNames(parameters)]);
    const scope = this.scope(model, stepOf('knowledge', model), path, (name) =>
      name === model.name ? made : undefined,
    );
    const plain = typedFunction(model.name, parameters, null, scope, (_, args) => {
      const bound = new Map(parameters.map(({ name }, index) => [name, args[index] ?? null]));
      const step = { ...stepOf('knowledge', model), read: bound };
      const inner = new DecisionScope(model, this.shared, step, names, scope.read).bind(bound, names);
      const value = evaluateBoxed(body, inner);
      this.shared.finished({ ...step, result: value });
      return value;
    });
    const typed = type?.kind === 'function' ? functionAs(plain, type, scope) : plain;
    const made = typed as FeelFunction;
    return made;
  }

  private service(model: ServiceModel, path: Path): FeelFunction {
    return typedFunction(model.name, model.parameters, null, this.bare(model), (_, args) =>
      this.serve(model, args, path),
    );
  }

  /** A declared input, read once as its declared type; what nobody set is null with a problem. */
  input(declared: RequiredInput, path: Path, scope: DecisionScope): FeelValue {
    const given = declared.id === undefined ? undefined : this.given.inputs.get(declared.id);
    if (given !== undefined) return given;
    const key = keyOf(path, declared.name);
    const known = this.inputs.get(key);
    if (known !== undefined) return known;
    const { name, type } = declared;
    const where = `variable:${qualified(declared.import, name)}`;
    const found = this.find([...path, name]);
    const value =
      found === undefined
        ? scope.problem('missing-input', where, { name })
        : scope.conform(found, type, where, 'input', { name });
    this.inputs.set(key, value);
    return value;
  }

  /**
   * The value somebody gave for a qualified name: within contexts, or with dots in its name. An input of an imported model
   * may be given by the end of its path, as by its own name alone.
   */
  private find(path: Path): FeelValue | undefined {
    for (let from = 0; from < path.length; from++) {
      const [first = '', ...rest] = path.slice(from);
      let value = this.variables([first, ...rest].join('.'));
      if (value !== undefined) return value;
      value = rest.length === 0 ? undefined : this.variables(first);
      for (const name of rest) value = value instanceof FeelContext ? value.entries.get(name) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

const NOTHING = { inputs: [], decisions: [] };

function stepOf(kind: Step['kind'], { id, name }: Owner): Step {
  return { kind, id, name, read: new Map(), tables: [], result: null };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Nothing a name can hold separates the parts. */
function keyOf(path: Path, id: string): string {
  return JSON.stringify([...path, id]);
}

function pathTo(path: Path, required: { readonly import?: string }): Path {
  return required.import === undefined ? path : [...path, required.import];
}

function qualified(from: string | undefined, name: string): string {
  return from === undefined ? name : `${from}.${name}`;
}

function contextOf(entries: ReadonlyMap<string, () => FeelValue>): FeelContext {
  return new FeelContext(new Map([...entries].map(([name, value]) => [name, value()])));
}

function once(make: () => FeelValue): () => FeelValue {
  let made: FeelValue | undefined;
  return () => (made ??= make());
}

/**
 * A variable nobody declared, as the type of the column that reads it by its bare name: a table need not draw its inputs,
 * and the column's type is then all that is declared. A value that does not fit stays, for the column to say so.
 */
function asColumn(decision: DecisionModel, name: string, value: FeelValue | undefined): FeelValue | undefined {
  if (value === undefined || decision.logic.kind !== 'table') return value;
  const column = decision.logic.inputs.find((input) => input.expression.trim() === name);
  return column ? (asType(value, column.type, 'input') ?? value) : value;
}
