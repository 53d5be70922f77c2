export { ActsController } from './controller.js';
