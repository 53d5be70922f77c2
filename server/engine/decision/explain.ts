import type { StoredValue } from '../expression/index.js';
import type { DecisionAnswer, DecisionStep, TableStep } from './types.js';

/** One sentence of an explanation: a code of `EXPLANATION_CODES` and its values; `server/text` has the words. */
export interface Explained {
  readonly code: ExplanationCode;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** How far the sentence stands below the one it belongs to. */
  readonly depth: number;
}

export const EXPLANATION_CODES = [
  'decision', // { name }
  'knowledge', // { name }
  'service', // { name }
  'read', // { name, value }
  'table', // { hitPolicy, rules }
  'condition', // { name, value }: an input of a table
  'matched', // { row, annotations }
  'no-match', // –
  'result', // { name, value }
  'problem', // { code, name, where, values }
] as const;

export type ExplanationCode = (typeof EXPLANATION_CODES)[number];

/**
 * An evaluation told in order: what was decided from what, which rows of which table matched, what came out and what went
 * wrong. The evaluation must have been asked for its steps.
 */
export function explainDecision(answer: DecisionAnswer): readonly Explained[] {
  const told = (answer.steps ?? []).flatMap(step);
  const problems = answer.problems.map(({ code, decision, name, where, values }): Explained => ({
    code: 'problem',
    values: { code, name: name ?? decision, where, values: values ?? {} },
    depth: 0,
  }));
  return [...told, ...problems];
}

function step({ kind, name, read, tables, result }: DecisionStep): readonly Explained[] {
  return [
    { code: kind, values: { name }, depth: 0 },
    ...read.map((each): Explained => ({ code: 'read', values: { name: each.name, value: each.value }, depth: 1 })),
    ...tables.flatMap(table),
    { code: 'result', values: { name, value: result }, depth: 1 },
  ];
}

function table({ hitPolicy, rules, inputs, matched }: TableStep): readonly Explained[] {
  const rows = matched.map(({ rule, annotations }): Explained => ({
    code: 'matched',
    values: { row: rule, annotations: Object.values(annotations).filter((each) => each !== '') },
    depth: 2,
  }));
  return [
    { code: 'table', values: { hitPolicy, rules }, depth: 1 },
    ...inputs.map(({ label, expression, value }): Explained => ({
      code: 'condition',
      values: { name: label ?? expression, value },
      depth: 2,
    })),
    ...(rows.length > 0 ? rows : [{ code: 'no-match', values: {}, depth: 2 } as const]),
  ];
}
