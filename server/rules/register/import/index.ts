export { areaOf, areaText, dateOf, phoneOf } from './cells.js';
export * from './export.js';
export * from './households.js';
export * from './posts.js';
export * from './property.js';
export type { Column, Finding, KnownUnit, Proposal } from './reading.js';
export * from './table.js';
