import { fromStored, toStored, type Environment, type FeelValue, type StoredValue } from '../expression/index.js';
import { DecisionScope, Evaluation, Stop } from './evaluation.js';
import { asType } from './shape.js';
import { evaluateTable, type TableAnswer } from './table.js';
import type { DecisionModel, DecisionAnswer, DecisionModels, DecisionProblem, TypedName } from './types.js';

/** Variables a decision may read: stored JSON by name, or a look-up of FEEL values (undefined: nobody set it). */
export type DecisionVariables = Readonly<Record<string, StoredValue>> | ((name: string) => FeelValue | undefined);

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
): DecisionAnswer {
  const found = find(models, decision);
  if (typeof found === 'string') return refused(found, decision);
  return new GraphEvaluation(models, lookUp(variables), environment).answer(found);
}

function find(models: DecisionModels, wanted: string): DecisionModel | 'unknown-decision' | 'ambiguous-decision' {
  const byId = Object.hasOwn(models.decisions, wanted) ? models.decisions[wanted] : undefined;
  if (byId) return byId;
  const byName = Object.values(models.decisions).filter((candidate) => candidate.name === wanted);
  if (byName.length > 1) return 'ambiguous-decision';
  return byName[0] ?? 'unknown-decision';
}

function refused(code: 'unknown-decision' | 'ambiguous-decision', decision: string): DecisionAnswer {
  const problem: DecisionProblem = { code, decision, where: '', values: { decision }, from: 0, to: 0 };
  return { ok: false, result: null, matched: [], inputs: [], problems: [problem] };
}

function lookUp(variables: DecisionVariables): (name: string) => FeelValue | undefined {
  if (typeof variables === 'function') return variables;
  return (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? undefined : fromStored(value);
  };
}

class GraphEvaluation {
  private readonly shared: Evaluation;
  private readonly results = new Map<string, FeelValue>();
  private readonly inputs = new Map<string, FeelValue>();
  private readonly open = new Set<string>();

  constructor(
    private readonly models: DecisionModels,
    private readonly variables: (name: string) => FeelValue | undefined,
    environment: Environment,
  ) {
    this.shared = new Evaluation(environment);
  }

  answer(decision: DecisionModel): DecisionAnswer {
    let value: FeelValue = null;
    let table: TableAnswer | null = null;
    try {
      ({ value, table } = this.decide(decision));
    } catch (thrown) {
      if (!(thrown instanceof Stop)) throw thrown;
    }
    const { problems, awaitingCalendar } = this.shared;
    const stored = toStored(value);
    if (!stored.ok) problems.push({ ...stored.problem, decision: decision.id, where: 'result' });
    return {
      ok: problems.length === 0,
      result: stored.ok ? stored.value : null,
      matched: table?.matched ?? [],
      inputs: readInputs(decision, table),
      problems,
      ...(awaitingCalendar === undefined ? {} : { awaitingCalendar }),
    };
  }

  private decide(decision: DecisionModel): { value: FeelValue; table: TableAnswer | null } {
    this.open.add(decision.id);
    const required = this.required(decision);
    const scope: DecisionScope = new DecisionScope(decision, this.shared, (name) => {
      if (required.has(name)) return required.get(name);
      const declared = decision.requires.inputs.find((input) => input.name === name);
      return declared ? this.input(declared, scope) : asColumn(decision, name, this.variables(name));
    });
    const table = decision.logic.kind === 'table' ? evaluateTable(decision.logic, scope) : null;
    const raw =
      decision.logic.kind === 'literal' ? scope.value(decision.logic.source, 'literal') : (table?.value ?? null);
    const value = asType(raw, decision.variable.type, 'result');
    if (value === undefined) scope.problem('output-type', 'result');
    else if (!scope.allowed(value, decision.variable.type, 'result')) scope.problem('output-not-allowed', 'result');
    this.open.delete(decision.id);
    this.results.set(decision.id, value ?? null);
    return { value: value ?? null, table };
  }

  /** Results of required decisions by the names they are read by: the variable's, the decision's, and its id. */
  private required(decision: DecisionModel): ReadonlyMap<string, FeelValue> {
    const values = new Map<string, FeelValue>();
    for (const id of decision.requires.decisions) {
      const required = Object.hasOwn(this.models.decisions, id) ? this.models.decisions[id] : undefined;
      if (!required || this.open.has(id)) {
        this.problem(decision, required ? 'decision-cycle' : 'unknown-decision', id);
        continue;
      }
      const value = this.results.has(id) ? (this.results.get(id) ?? null) : this.decide(required).value;
      for (const name of [id, required.name, required.variable.name]) values.set(name, value);
    }
    return values;
  }

  /** A declared input, read once as its declared type; what nobody set is null with a problem. */
  private input(declared: TypedName, scope: DecisionScope): FeelValue {
    const known = this.inputs.get(declared.name);
    if (known !== undefined) return known;
    const value = this.typed(declared, scope);
    this.inputs.set(declared.name, value);
    return value;
  }

  private typed(declared: TypedName, scope: DecisionScope): FeelValue {
    const where = `variable:${declared.name}`;
    const given = this.variables(declared.name);
    if (given === undefined) {
      scope.problem('missing-input', where, { name: declared.name });
      return null;
    }
    const value = asType(given, declared.type, 'input');
    if (value === undefined) {
      scope.problem('input-type', where, { name: declared.name });
      return null;
    }
    if (!scope.allowed(value, declared.type, where)) scope.problem('input-not-allowed', where, { name: declared.name });
    return value;
  }

  private problem(decision: DecisionModel, code: 'decision-cycle' | 'unknown-decision', id: string): void {
    this.shared.problems.push({ code, decision: decision.id, where: '', values: { decision: id }, from: 0, to: 0 });
  }
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

function readInputs(decision: DecisionModel, table: TableAnswer | null): DecisionAnswer['inputs'] {
  if (table === null || decision.logic.kind !== 'table') return [];
  return decision.logic.inputs.map((input, column) => {
    const stored = toStored(table.inputs[column] ?? null);
    return { expression: input.expression, label: input.label, value: stored.ok ? stored.value : null };
  });
}
