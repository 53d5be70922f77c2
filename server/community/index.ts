export * from './electorate.js';
export * from './entities.js';
export * from './people.js';
export * from './registers.js';
export { ROLES, scopeFits, type Role, type Unit } from '#rules/people';
export { ADMINISTRATORS, STAFF } from '#rules/contract';
