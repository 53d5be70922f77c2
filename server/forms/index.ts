export { checkAnswer } from './check.js';
export type { AnswerFinding, AnswerResult } from './check.js';
export type { FormEnvironment } from './expressions.js';
export { ANSWER_CODES } from './fields.js';
export type { AnswerCode } from './fields.js';
export { FORM_PROBLEM_CODES, readForm } from './schema.js';
export type { Field, FieldKind, FormProblem, FormProblemCode, FormReading, FormSchema } from './schema.js';
export { attachAnswer, nameAnswer, sealable, sealAnswer } from './seal.js';
export type { SealedValue } from './seal.js';
