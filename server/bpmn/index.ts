export { FINDING_RULES, hasErrors } from './findings.js';
export type { Finding, FindingRule, Severity } from './findings.js';
export { readBpmn } from './read/index.js';
export type { BpmnReading } from './read/index.js';
export { readDmn } from './dmn/index.js';
export type { DmnReading } from './dmn/index.js';
