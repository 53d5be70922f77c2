import type { FeelValue } from '../expression/index.js';
import type { DecisionScope } from './evaluation.js';
import { outputOf, resultOf, type Row } from './hit-policy.js';
import { asType } from './shape.js';
import type { DecisionTable, MatchedRule, Rule } from './types.js';

export interface TableAnswer {
  readonly value: FeelValue;
  readonly inputs: readonly FeelValue[];
  readonly matched: readonly MatchedRule[];
}

/** Evaluates a decision table: every input once, then the rules from the first, then what the hit policy makes of them. */
export function evaluateTable(table: DecisionTable, scope: DecisionScope): TableAnswer {
  const inputs = table.inputs.map((_, column) => readInput(table, column, scope));
  if (inputs.some((input) => !input.allowed))
    return { value: null, inputs: inputs.map((each) => each.value), matched: [] };
  const values = inputs.map((input) => input.value);
  const matched: MatchedRule[] = [];
  const rows: Row[] = [];
  for (const [index, rule] of table.rules.entries()) {
    if (!matches(rule, index, values, scope)) continue;
    matched.push({ rule: index + 1, id: rule.id, annotations: rule.annotations });
    rows.push(rowOf(table, rule, index, scope));
    if (table.hitPolicy === 'FIRST') break;
  }
  const value = rows.length > 0 ? resultOf(table, rows, scope) : otherwise(table, scope);
  return { value, inputs: values, matched };
}

function readInput(
  table: DecisionTable,
  column: number,
  scope: DecisionScope,
): { readonly value: FeelValue; readonly allowed: boolean } {
  const input = table.inputs[column];
  if (!input) return { value: null, allowed: true };
  const where = `input:${column + 1}`;
  const read = scope.value(input.expression, where);
  const value = asType(read, input.type, 'input');
  if (value === undefined) {
    scope.problem('input-type', where);
    return { value: null, allowed: false };
  }
  const inList = input.values === null || value === null || scope.passes(input.values, value, `values:${where}`);
  const allowed = inList && scope.allowed(value, input.type, where);
  if (!allowed) scope.problem('input-not-allowed', where);
  return { value, allowed };
}

function matches(rule: Rule, index: number, values: readonly FeelValue[], scope: DecisionScope): boolean {
  return rule.inputs.every(
    (tests, column) =>
      tests === null || scope.passes(tests, values[column] ?? null, `rule:${index + 1}:input:${column + 1}`),
  );
}

function rowOf(table: DecisionTable, rule: Rule, index: number, scope: DecisionScope): Row {
  return table.outputs.map((_, column) =>
    output(table, column, rule.outputs[column] ?? 'null', `rule:${index + 1}:output:${column + 1}`, scope),
  );
}

function output(table: DecisionTable, column: number, source: string, where: string, scope: DecisionScope): FeelValue {
  const clause = table.outputs[column];
  const value = scope.value(source, where);
  if (!clause) return value;
  const typed = scope.conform(value, clause.type, where);
  if (typed === null || clause.values === null || scope.passes(clause.values, typed, `values:${where}`)) return typed;
  return scope.problem('output-not-allowed', where);
}

/**
 * No rule matched: the default outputs where there are any (DMN 1.5, 8.3.3), else null, an empty list where results are
 * collected, or zero where they are counted.
 */
function otherwise(table: DecisionTable, scope: DecisionScope): FeelValue {
  if (table.outputs.some((clause) => clause.otherwise !== null)) {
    const row = table.outputs.map((clause, column) =>
      clause.otherwise === null ? null : output(table, column, clause.otherwise, `otherwise:${column + 1}`, scope),
    );
    return outputOf(table, row);
  }
  if (table.hitPolicy !== 'COLLECT') return null;
  return table.aggregation === null || table.aggregation === 'COUNT' ? resultOf(table, [], scope) : null;
}
