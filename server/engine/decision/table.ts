import type { FeelValue } from '../expression/index.js';
import type { DecisionScope } from './evaluation.js';
import { outputOf, resultOf, type Row } from './hit-policy.js';
import type { DecisionTable, InputColumn, MatchedRule, Rule, TypeShape } from './types.js';

export interface TableAnswer {
  readonly value: FeelValue;
  readonly inputs: readonly FeelValue[];
  readonly matched: readonly MatchedRule[];
}

/** Evaluates a decision table: every input once, then the rules from the first, then what the hit policy makes of them. */
export function evaluateTable(table: DecisionTable, scope: DecisionScope): TableAnswer {
  const values = table.inputs.map((input, column) => readInput(input, column, scope));
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

/** What a column reads; null with a problem where it is of another type or not one of the values allowed (8.2.2). */
function readInput(input: InputColumn, column: number, scope: DecisionScope): FeelValue {
  const where = `input:${column + 1}`;
  const read = scope.value(input.expression, where);
  const value = scope.conform(read, input.type, where, 'input');
  if (value === null || input.values === null || scope.passes(input.values, value, `values:${where}`)) return value;
  return scope.problem('input-not-allowed', where);
}

function matches(rule: Rule, index: number, values: readonly FeelValue[], scope: DecisionScope): boolean {
  return rule.inputs.every(
    (tests, column) =>
      tests === null || scope.passes(tests, values[column] ?? null, `rule:${index + 1}:input:${column + 1}`),
  );
}

function rowOf(table: DecisionTable, rule: Rule, index: number, scope: DecisionScope): Row {
  return table.outputs.map((_, column) =>
    output(
      table,
      column,
      rule.outputs[column] ?? 'null',
      `rule:${index + 1}:output:${column + 1}`,
      scope,
      rule.types?.[column],
    ),
  );
}

function output(
  table: DecisionTable,
  column: number,
  source: string,
  where: string,
  scope: DecisionScope,
  type: TypeShape | null = null,
): FeelValue {
  const clause = table.outputs[column];
  const value = scope.value(source, where);
  if (!clause) return value;
  const typed = scope.conform(scope.conform(value, type, where), clause.type, where);
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
