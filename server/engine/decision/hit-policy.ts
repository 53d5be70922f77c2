import { aggregate, equal, FeelContext, type FeelValue } from '../expression/index.js';
import type { DecisionScope } from './evaluation.js';
import type { Aggregation, DecisionTable } from './types.js';

/** The outputs of one matching rule, one a column. */
export type Row = readonly FeelValue[];

/** What matching rules come to (DMN 1.5, 8.2.8 and 8.3.4); there is at least one. */
export function resultOf(table: DecisionTable, rows: readonly Row[], scope: DecisionScope): FeelValue {
  const values = rows.map((row) => outputOf(table, row));
  const [first = null] = values;
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (rows.length > 1) return failed(scope, 'several-rules-match');
      return first;
    case 'ANY':
      if (values.some((value) => equal(value, first) !== true)) return failed(scope, 'rules-disagree');
      return first;
    case 'FIRST':
      return first;
    case 'PRIORITY':
      return outputOf(table, byPriority(table, rows, scope)[0] ?? []);
    case 'OUTPUT ORDER':
      return byPriority(table, rows, scope).map((row) => outputOf(table, row));
    case 'RULE ORDER':
      return values;
    case 'COLLECT':
      return table.aggregation === null ? values : aggregated(table.aggregation, values, scope);
  }
}

/** One output is the value itself, several are a context by name. */
export function outputOf(table: DecisionTable, row: Row): FeelValue {
  if (table.outputs.length === 1) return row[0] ?? null;
  return new FeelContext(new Map(table.outputs.map((output, column) => [output.name, row[column] ?? null])));
}

function failed(scope: DecisionScope, code: 'several-rules-match' | 'rules-disagree' | 'cannot-aggregate'): null {
  scope.problem(code, 'result');
  return null;
}

function aggregated(aggregation: Aggregation, values: readonly FeelValue[], scope: DecisionScope): FeelValue {
  const kinds = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' } as const;
  return aggregate(kinds[aggregation], values) ?? failed(scope, 'cannot-aggregate');
}

/** Highest priority first: by the lists of output values, column by column from the left; equals keep the table's order. */
function byPriority(table: DecisionTable, rows: readonly Row[], scope: DecisionScope): readonly Row[] {
  const lists = table.outputs.map((output, column) => {
    if (output.values === null) return null;
    const list = scope.value(`[${output.values}]`, `values:${column + 1}`);
    return Array.isArray(list) ? (list as readonly FeelValue[]) : null;
  });
  const ranked = rows.map((row) => ({
    row,
    ranks: lists.map((list, column) => (list === null ? 0 : rankOf(list, row[column] ?? null))),
  }));
  return ranked.sort((left, right) => compareRanks(left.ranks, right.ranks)).map(({ row }) => row);
}

/** Position in the list; a value that is not in it comes last. */
function rankOf(list: readonly FeelValue[], value: FeelValue): number {
  const at = list.findIndex((candidate) => equal(candidate, value) === true);
  return at < 0 ? list.length : at;
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
  for (const [column, rank] of left.entries()) {
    const other = right[column] ?? 0;
    if (rank !== other) return rank - other;
  }
  return 0;
}
