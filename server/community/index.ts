export * from './deputies.js';
export * from './electorate.js';
export * from './entities.js';
export * from './imports.js';
export * from './organisation-rows.js';
export * from './people.js';
export * from './registers.js';
export * from './residents.js';
export * from './settings.js';
export { writeFigures, type SheetFormat } from './sheets.js';
/** For rooms that read rows of places with all below them. */
export { within, withinParameters } from './rows.js';
export { scopeFits } from '#rules/contract';
export { ROLES, type Role, type Unit } from '#rules/people';
export { ADMINISTRATORS, STAFF, TWO_FACTOR } from '#rules/contract';
