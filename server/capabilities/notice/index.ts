export { NoticeController } from './controller.js';
