import { fromStored, toStored, type Environment, type FeelValue, type StoredValue } from '../expression/index.js';
import { Evaluation, Stop, type Step, type TableRun } from './evaluation.js';
import { Graph, type Variables } from './graph.js';
import type {
  DecisionAnswer,
  DecisionModel,
  DecisionModels,
  DecisionProblem,
  DecisionProblemCode,
  DecisionStep,
  ReadInput,
} from './types.js';

/** Variables a decision may read: stored JSON by name, or a look-up of FEEL values (undefined: nobody set it). */
export type DecisionVariables = Readonly<Record<string, StoredValue>> | Variables;

export interface DecisionOptions {
  /** Whether the answer says step by step what was evaluated. */
  readonly steps?: boolean;
}

/**
 * Evaluates a decision and what it requires (DMN 1.5, 10.4), each required decision once. `decision` is an id, or a name
 * where no decision has that id. Declared inputs are read as their declared type; names that are not declared fall
 * through to the variables, as in the dialect. Never throws for a model `bpmn` accepted: what goes wrong is in `problems`.
 */
export function evaluateDecision(
  models: DecisionModels,
  decision: string,
  variables: DecisionVariables,
  environment: Environment,
  options: DecisionOptions = {},
): DecisionAnswer {
  const found = find(models.decisions, decision, 'unknown-decision');
  if (typeof found === 'string') return refused(found, decision);
  return answer(
    environment,
    options,
    (shared) => {
      const graph = new Graph(models, lookUp(variables), shared);
      return graph.decide(found);
    },
    found,
  );
}

/**
 * Evaluates a decision service by id or name (6.3.10, 10.4): its input data and input decisions are read from the variables
 * by name, nothing else is. One output decision is the result itself, several are a context by their names.
 */
export function evaluateService(
  models: DecisionModels,
  service: string,
  variables: DecisionVariables,
  environment: Environment,
  options: DecisionOptions = {},
): DecisionAnswer {
  const found = find(models.services ?? {}, service, 'unknown-service');
  if (typeof found === 'string') return refused(found, service);
  return answer(
    environment,
    options,
    (shared) => {
      const graph = new Graph(models, lookUp(variables), shared);
      return { value: graph.serve(found, graph.arguments(found)), step: null };
    },
    null,
  );
}

/** Calls a business knowledge model by id or name (6.3.9) with the variables of its parameters' names. */
export function evaluateKnowledge(
  models: DecisionModels,
  knowledge: string,
  variables: DecisionVariables,
  environment: Environment,
  options: DecisionOptions = {},
): DecisionAnswer {
  const found = find(models.knowledge ?? {}, knowledge, 'unknown-decision');
  if (typeof found === 'string') return refused(found, knowledge);
  return answer(
    environment,
    options,
    (shared) => ({ value: new Graph(models, lookUp(variables), shared).invoke(found), step: null }),
    null,
  );
}

function find<T extends { readonly name: string }>(
  models: Readonly<Record<string, T>>,
  wanted: string,
  unknown: 'unknown-decision' | 'unknown-service',
): T | DecisionProblemCode {
  const byId = Object.hasOwn(models, wanted) ? models[wanted] : undefined;
  if (byId) return byId;
  const byName = Object.values(models).filter((candidate) => candidate.name === wanted);
  if (byName.length > 1) return 'ambiguous-decision';
  return byName[0] ?? unknown;
}

function refused(code: DecisionProblemCode, decision: string): DecisionAnswer {
  const problem: DecisionProblem = { code, decision, where: '', values: { decision }, from: 0, to: 0 };
  return { ok: false, result: null, matched: [], inputs: [], problems: [problem] };
}

function lookUp(variables: DecisionVariables): Variables {
  if (typeof variables === 'function') return variables;
  return (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? undefined : fromStored(value);
  };
}

function answer(
  environment: Environment,
  options: DecisionOptions,
  run: (shared: Evaluation) => { readonly value: FeelValue; readonly step: Step | null },
  decision: DecisionModel | null,
): DecisionAnswer {
  const shared = new Evaluation(environment, options.steps === true);
  const { depth } = environment.budget;
  let value: FeelValue = null;
  let step: Step | null = null;
  try {
    ({ value, step } = run(shared));
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    environment.budget.depth = depth;
  }
  const stored = toStored(value);
  if (!stored.ok) shared.problems.push({ ...stored.problem, decision: decision?.id ?? '', where: 'result' });
  const table = decision?.logic.kind === 'table' ? step?.tables.find(({ where }) => where === '') : undefined;
  const { problems, awaitingCalendar } = shared;
  return {
    ok: problems.length === 0,
    result: stored.ok ? stored.value : null,
    matched: table?.matched ?? [],
    inputs: table ? table.inputs.map(readInput) : [],
    problems,
    ...(awaitingCalendar === undefined ? {} : { awaitingCalendar }),
    ...(options.steps === true ? { steps: shared.steps.map(stepInWords) } : {}),
  };
}

function readInput({ expression, label, value }: TableRun['inputs'][number]): ReadInput {
  return { expression, label, value: shown(value) };
}

function stepInWords({ kind, id, name, read, tables, result }: Step): DecisionStep {
  return {
    kind,
    id,
    name,
    read: [...read].map(([each, value]) => ({ name: each, value: shown(value) })),
    tables: tables.map((table) => ({ ...table, inputs: table.inputs.map(readInput), result: shown(table.result) })),
    result: shown(result),
  };
}

/** A value for people to look at; what cannot be stored, such as a function, is null. */
function shown(value: FeelValue): StoredValue {
  const stored = toStored(value);
  return stored.ok ? stored.value : null;
}
