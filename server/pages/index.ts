export type * from './views.js';
export type * from './views/administration.js';
export type * from './views/board.js';
export type * from './views/help.js';
export { byDue, helpOpenings } from './help.js';
export { BOARD_KINDS, BOARD_STANDS, boardPanels } from './board.js';
export * from './views/matter-list.js';
export * from './views/overview.js';
export type * from './views/step-figures.js';
export * from './overview.js';
export {
  AGAIN_CAUSES,
  figuresOf,
  isClosedPoll,
  stepName,
  type ActFigure,
  type AgainCause,
  type CountedBallot,
  type TaskFigure,
} from './figures.js';
export { stepOf, stepRows, toldRuns, type StepPlace } from './step-figures.js';
export type * from './entity-views.js';
export type * from './views/procedures.js';
export type * from './views/tracing.js';
export { entityPage } from './entities/index.js';
export { inPost, isStaff, textOf } from './data.js';
export type { EarlierSet, EntityData, HistoryRecord, MatterData, Reading } from './data.js';
export { daysBetween, dueOf, isWorkingDay, leftUntil, unitOfTask } from './due.js';
export { ballotLines, type BallotLine } from './ballots.js';
export { digestOf } from './digest.js';
export { calendarsAt } from './calendars.js';
export {
  closingLines,
  closingPreview,
  hasDateAfter,
  termsBeside,
  termsMovedBy,
  type ClosingReader,
} from './closings.js';
export { comesAt, fitsTogether, isQuiet, nextDigest, REMINDER_TIMES } from './reminders.js';
export type { DigestMatter, ReminderPage, ReminderTimes } from './reminders.js';
export { groundOf, linesOn, type OwnLine } from './ground.js';
export { home, type HomeMatter } from './home.js';
export { migrationPage, modificationPage } from './changes.js';
export type { ChangePage, Migration, Modification } from './changes.js';
export {
  operationCommand,
  operationPage,
  operationsAfter,
  operationsPage,
  OPERATIONS,
  BY_DEPUTY,
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
export { named } from './materials.js';
export { askOf, entriesOf, inListOrder, listRow } from './list-rows.js';
export { alikeOf, DONE, listed, NAMED, SEATED } from './listing.js';
export type { ListedText } from './texts.js';
export type { ListedAnswer } from './answered.js';
export type { Entry } from './list-rows.js';
export type { Listed, ListedMatter, ListedPerson, ListedReason, ListedTask } from './listing.js';
export { inMatterOrder, isLateRow, matterRow } from './matter-list.js';
export { termsPage } from './month.js';
export { matterLine, matterPage, titleOf, tracePage } from './matter.js';
export type { FileNames } from './topic.js';
export { noticePage, objectionLines } from './notice.js';
export { notesOpening, ownCompletion, recallPage } from './recall.js';
export { stoodFor, type StoodFor } from './deputies.js';
export { ownSeat } from './seats.js';
export { opinionLines, opinionsPage } from './opinions.js';
export { electorsFor, pollPage, type Receipts } from './poll.js';
export { checkProcedure, type ProcedureFinding } from './procedures/check.js';
export { differenceOf, type Compared } from './procedures/difference.js';
export { buildSet, checkLines, type Checked } from './procedures/draft.js';
export { durationOf } from './procedures/duration.js';
export { nextAfter } from './foreseen.js';
export { nameOf, takersOf, wordsOf, type TakenBy } from './procedures/words.js';
export { stepLines } from './steps.js';
export { timeline } from './timeline.js';
export { GAP_DAYS, marksOf, sampleOf, type Sample } from './tracing/index.js';
export { Trail, type Run } from './trail.js';
export { concernsReader, doneTaskPage, readTaskId, roleOf, taskId, taskPage, type OpenTaskRow } from './tasks.js';
