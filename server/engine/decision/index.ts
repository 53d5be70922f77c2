export { evaluateDecision, evaluateService } from './evaluate.js';
export type { DecisionOptions, DecisionVariables } from './evaluate.js';
export { DECISION_PROBLEM_CODES } from './types.js';
export type * from './types.js';
export { namesWithin, componentNames, parameterNames } from './names.js';
export { sourcesOf } from './sources.js';
export type { Source } from './sources.js';
