export { createHeyi, ENTITIES, type Heyi, type Start } from './app.js';
export { CONTROLLERS } from './modules.js';
export { readSettings, SettingsProblem, type Settings } from './settings.js';
export { hasDemoAccounts, installationOf, seedDemo } from './demo.js';
export { createLogger } from './logger.js';
