export { areaOf, areaText, dateOf, phoneOf } from './cells.js';
export * from './check.js';
export * from './export.js';
export * from './households.js';
export * from './posts.js';
export * from './property.js';
export { IMPORT_CODES, PROPOSAL_CODES } from './reading.js';
export type { Column, Finding, ImportCode, KnownUnit, Proposal } from './reading.js';
export * from './table.js';
