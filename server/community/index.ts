export * from './electorate.js';
export * from './entities.js';
export * from './imports.js';
export * from './people.js';
export * from './registers.js';
export * from './residents.js';
export { type SheetFormat } from './sheets.js';
export { ROLES, scopeFits, type Role, type Unit } from '#rules/people';
export { ADMINISTRATORS, STAFF, TWO_FACTOR } from '#rules/contract';
