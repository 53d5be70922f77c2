export { OpinionsController } from './controller.js';
