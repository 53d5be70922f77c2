import { describe, expect, it } from 'vitest';
import { createBudget } from '../expression/index.js';
import { evaluateDecision } from './evaluate.js';
import { explainDecision } from './explain.js';
import type { DecisionModel, DecisionModels, TypedName } from './types.js';

const number = (name: string): TypedName => ({ name, type: { kind: 'base', type: 'number' } });

const grade: DecisionModel = {
  id: 'd1',
  name: 'grade',
  variable: { name: 'grade', type: null },
  requires: { inputs: [number('score')], decisions: [], knowledge: [{ id: 'k' }] },
  names: [],
  logic: {
    kind: 'table',
    hitPolicy: 'FIRST',
    aggregation: null,
    inputs: [{ label: '得分', expression: 'half(score)', type: null, values: null }],
    outputs: [{ name: 'o', type: null, values: null, otherwise: null }],
    rules: [
      { id: 'r1', inputs: ['> 30'], outputs: ['"pass"'], annotations: { 依据: '第三条' } },
      { id: 'r2', inputs: ['< 10'], outputs: ['"fail"'], annotations: {} },
    ],
  },
};
const models: DecisionModels = {
  decisions: {
    d1: grade,
    d2: {
      id: 'd2',
      name: 'answer',
      variable: { name: 'answer', type: null },
      requires: { inputs: [], decisions: [{ id: 'd1' }] },
      names: [],
      logic: { kind: 'literal', source: 'grade + "!"' },
    },
  },
  knowledge: {
    k: {
      id: 'k',
      name: 'half',
      requires: { inputs: [], decisions: [] },
      names: [],
      logic: { kind: 'function', parameters: [number('n')], body: { kind: 'literal', source: 'n / 2' } },
    },
  },
};

function told(score: number): readonly (readonly [string, unknown])[] {
  const environment = { at: 0, budget: createBudget() };
  const answer = evaluateDecision(models, 'answer', { score }, environment, { steps: true });
  return explainDecision(answer).map(({ code, values }) => [code, values]);
}

describe('a decision explained', () => {
  it('says what was read, which rows matched and what came out, in the order it was done', () => {
    expect(told(80)).toEqual([
      ['knowledge', { name: 'half' }],
      ['read', { name: 'n', value: 80 }],
      ['result', { name: 'half', value: 40 }],
      ['decision', { name: 'grade' }],
      ['read', { name: 'score', value: 80 }],
      ['table', { hitPolicy: 'FIRST', rules: 2 }],
      ['condition', { name: '得分', value: 40 }],
      ['matched', { row: 1, annotations: ['第三条'] }],
      ['result', { name: 'grade', value: 'pass' }],
      ['decision', { name: 'answer' }],
      ['read', { name: 'grade', value: 'pass' }],
      ['result', { name: 'answer', value: 'pass!' }],
    ]);
  });

  it('says so where no row matches and where it goes wrong', () => {
    // when
    const codes = told(40).map(([code]) => code);
    // then
    expect(codes).toContain('no-match');
    expect(told(40).at(-1)).toEqual([
      'problem',
      {
        code: 'wrong-operand',
        name: 'answer',
        where: 'literal',
        values: { operator: '+', left: 'null', right: 'string' },
      },
    ]);
  });

  it('is not kept where nobody asks', () => {
    const answer = evaluateDecision(models, 'answer', { score: 80 }, { at: 0, budget: createBudget() });
    expect(answer).not.toHaveProperty('steps');
    expect(explainDecision(answer)).toEqual([]);
  });
});
