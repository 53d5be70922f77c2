export * from './access-log.js';
export * from './accounts.js';
export * from './codes.js';
export * from './enrolments.js';
export * from './second-factors.js';
export * from './entities.js';
export * from './guard.js';
export * from './installation.js';
export { SessionController } from './session.controller.js';
