export { FileAttachments } from './attachments.js';
export { FilesController } from './controller.js';
export { FileRow, FileUseRow } from './entities.js';
export { Files, FILES_FOLDER } from './files.js';
export { keepable, MAX_UPLOAD, type Kept, type UploadProblem } from './kinds.js';
