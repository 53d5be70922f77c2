export * from './accounts.js';
export * from './entities.js';
export * from './guard.js';
export * from './installation.js';
export { SessionController } from './session.controller.js';
