export { evaluateDecision } from './evaluate.js';
export { DECISION_PROBLEM_CODES } from './types.js';
export type * from './types.js';
