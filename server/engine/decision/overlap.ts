import {
  compare,
  createBudget,
  Decimal,
  equal,
  evaluate,
  integer,
  literalsOf,
  toStored,
  type CompiledExpression,
  type FeelNumber,
  type FeelValue,
  type StoredValue,
} from '../expression/index.js';
import { Names } from './names.js';
import type { DecisionTable, InputColumn } from './types.js';

/** What can be told of a table by its conditions alone. */
export type TableFault =
  /** Two rules, from 1, that match for the same values. */
  | { readonly kind: 'overlap'; readonly rows: readonly [number, number] }
  /** Values, one a column, for which no rule matches. */
  | {
      readonly kind: 'gap';
      readonly values: readonly { readonly name: string; readonly value: StoredValue }[];
    };

/** Larger tables are not looked at: a check must not take longer than reading. */
const MAX_RULES = 300;
const MAX_SAMPLES = 200;
const MAX_COMBINATIONS = 5_000;
const MAX_FAULTS = 5;

/** A column as the values that stand for all others: conditions change at these only. */
interface Column {
  readonly name: string;
  readonly samples: readonly FeelValue[];
  /** Whether the samples stand for every value there may be. */
  readonly whole: boolean;
  /** For each rule, which of the samples it matches. */
  readonly matches: readonly (readonly boolean[])[];
}

/**
 * Rules of a table with the hit policy U that overlap, and one combination of values that no rule takes. Decided only where
 * every condition compares with numbers, texts or booleans that are written out, and columns read different names; else
 * nothing is said. A gap is told where every column is a number, a boolean or one of values that are listed.
 */
export function overlapsOf(table: DecisionTable): readonly TableFault[] {
  const names = new Set(table.inputs.map(({ expression }) => expression.trim()));
  if (table.rules.length > MAX_RULES || names.size < table.inputs.length) return [];
  const columns: Column[] = [];
  for (const [index, input] of table.inputs.entries()) {
    const column = columnOf(table, input, index);
    if (column === undefined) return [];
    columns.push(column);
  }
  const faults: TableFault[] = table.hitPolicy === 'UNIQUE' ? overlaps(table, columns) : [];
  const gap = table.outputs.some(({ otherwise }) => otherwise !== null) ? undefined : gapOf(table, columns);
  return gap ? [...faults, gap] : faults;
}

function overlaps(table: DecisionTable, columns: readonly Column[]): TableFault[] {
  const found: TableFault[] = [];
  for (let first = 0; first < table.rules.length; first++) {
    for (let second = first + 1; second < table.rules.length && found.length < MAX_FAULTS; second++) {
      const together = columns.every(({ matches }) =>
        matches[first]?.some((matched, sample) => matched && matches[second]?.[sample]),
      );
      if (together) found.push({ kind: 'overlap', rows: [first + 1, second + 1] });
    }
  }
  return found;
}

function gapOf(table: DecisionTable, columns: readonly Column[]): TableFault | undefined {
  const combinations = columns.reduce((product, { samples }) => product * samples.length, 1);
  if (combinations > MAX_COMBINATIONS || columns.some(({ whole }) => !whole)) return undefined;
  const all = table.rules.map((_, rule) => rule);
  return search(columns, 0, all, []);
}

/** Goes through the samples column by column with the rules that still match; none left is a gap. */
function search(
  columns: readonly Column[],
  at: number,
  rules: readonly number[],
  chosen: readonly FeelValue[],
): TableFault | undefined {
  const column = columns[at];
  if (column === undefined) {
    if (rules.length > 0) return undefined;
    const values = columns.map(({ name }, index) => ({ name, value: stored(chosen[index] ?? null) }));
    return { kind: 'gap', values };
  }
  for (const [index, sample] of column.samples.entries()) {
    const left = rules.filter((rule) => column.matches[rule]?.[index]);
    const gap = search(columns, at + 1, left, [...chosen, sample]);
    if (gap) return gap;
  }
  return undefined;
}

function stored(value: FeelValue): StoredValue {
  const made = toStored(value);
  return made.ok ? made.value : null;
}

const PLAIN = new Names([], {});

function columnOf(table: DecisionTable, input: InputColumn, index: number): Column | undefined {
  const cells = table.rules.map((rule) => cellOf(rule.inputs[index] ?? null));
  const limits = [input.values, input.type?.allowed ?? null].map(cellOf);
  if (cells.includes(undefined) || limits.includes(undefined)) return undefined;
  const literals = [...cells, ...limits].flatMap((cell) => (cell && literalsOf(cell)) ?? []);
  const kinds = new Set(literals.map((value) => (value instanceof Decimal ? 'number' : typeof value)));
  const domain = domainOf(input, literals, kinds, limits);
  if (domain === undefined || domain.samples.length > MAX_SAMPLES) return undefined;
  const samples = domain.samples.filter((value) => limits.every((limit) => !limit || meets(limit, value)));
  return {
    name: input.label ?? input.expression,
    samples,
    whole: domain.whole,
    matches: cells.map((cell) => samples.map((value) => !cell || meets(cell, value))),
  };
}

/** A cell that compares with written values only; null for one that matches everything, undefined for any other. */
function cellOf(source: string | null): CompiledExpression | null | undefined {
  if (source === null) return null;
  const compiled = PLAIN.compile(source, 'unary-tests');
  return compiled.ok && literalsOf(compiled.expression) !== undefined ? compiled.expression : undefined;
}

function domainOf(
  input: InputColumn,
  literals: readonly FeelValue[],
  kinds: ReadonlySet<string>,
  limits: readonly (CompiledExpression | null | undefined)[],
): { readonly samples: readonly FeelValue[]; readonly whole: boolean } | undefined {
  if (kinds.size > 1) return undefined;
  const declared = input.type?.kind === 'base' ? input.type.type : null;
  const [kind] = kinds;
  if (kind === 'number' && (declared === null || declared === 'number'))
    return { samples: numbers(literals), whole: declared === 'number' };
  if (kind === 'boolean' || (kind === undefined && declared === 'boolean'))
    return { samples: [true, false], whole: declared === 'boolean' };
  if (kind === 'string') {
    const listed = limits.some((limit) => limit !== null);
    // A text nobody wrote stands for all others where none are listed.
    return { samples: [...distinct(literals), ...(listed ? [] : ['\u0000'])], whole: listed };
  }
  return kind === undefined ? { samples: ['\u0000'], whole: false } : undefined;
}

/** Every number that is written, one between each two, and one beyond each end. */
function numbers(literals: readonly FeelValue[]): readonly FeelValue[] {
  const written = distinct(literals)
    .filter((value): value is FeelNumber => value instanceof Decimal)
    .sort((left, right) => compare(left, right) ?? 0);
  const [first] = written;
  if (first === undefined) return [integer(0)];
  return [
    first.minus(1),
    ...written.flatMap((value, index) => {
      const next = written[index + 1];
      return [value, next === undefined ? value.plus(1) : between(value, next)];
    }),
  ];
}

/** A number between two others, a whole one where there is one: people read it in a finding. */
function between(low: FeelNumber, high: FeelNumber): FeelNumber {
  const middle = low.plus(high).div(2);
  const whole = middle.floor();
  return whole.greaterThan(low) ? whole : middle;
}

function distinct(values: readonly FeelValue[]): readonly FeelValue[] {
  return values.filter((value, index) => values.findIndex((other) => equal(value, other) === true) === index);
}

function meets(tests: CompiledExpression, input: FeelValue): boolean {
  return evaluate(tests, () => undefined, { at: 0, budget: createBudget(), input }).value === true;
}
