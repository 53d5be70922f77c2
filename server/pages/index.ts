export type * from './views.js';
export type * from './entity-views.js';
export { entityPage } from './entities/index.js';
export { isStaff, textOf } from './data.js';
export type { EntityData, HistoryRecord, MatterData, Reading } from './data.js';
export { daysBetween, dueOf, isWorkingDay, leftUntil } from './due.js';
export { groundOf, linesOn, type OwnLine } from './ground.js';
export { home, type HomeMatter } from './home.js';
export { migrationPage, modificationPage } from './changes.js';
export type { ChangePage, Migration, Modification } from './changes.js';
export {
  operationCommand,
  operationPage,
  operationsPage,
  OPERATIONS,
  rolesFor,
  TO_ABLE,
  TO_STAFF,
  WITH_REASON,
} from './operations.js';
export type {
  Candidate,
  Offered,
  Operation,
  OperationAsked,
  OperationBody,
  OperationsPage,
  Receiver,
} from './operations.js';
export { kindOf } from './kinds.js';
export { matterLine, matterPage, titleOf, tracePage } from './matter.js';
export { noticePage, objectionLines } from './notice.js';
export { notesOpening, ownCompletion, recallPage } from './recall.js';
export { ownSeat } from './seats.js';
export { opinionLines, opinionsPage } from './opinions.js';
export { electorsFor, pollPage, type Receipts } from './poll.js';
export { stepLines } from './steps.js';
export { timeline } from './timeline.js';
export { Trail, type Run } from './trail.js';
export {
  askedLine,
  concernsReader,
  doneTasks,
  readTaskId,
  taskId,
  taskLine,
  taskPage,
  withAsked,
  type OpenTaskRow,
} from './tasks.js';
