export { createHeyi, ENTITIES, type Heyi, type Start } from './app.js';
export { CONTROLLERS } from './modules.js';
export { readSettings, SettingsProblem, type Settings } from './settings.js';
export {
  demoPeople,
  fewPeople,
  hasDemoAccounts,
  installationOf,
  instant,
  loadPeople,
  seedDemo,
  STORY_BEGINS,
  type DemoPeople,
} from './demo/index.js';
export { createLogger } from './logger.js';
