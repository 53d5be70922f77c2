export * from './views.js';
export type { ActBody, Key, Port, UploadedFile } from './port.js';
export type {
  AccessAsked,
  AccessLine,
  AccountLine,
  AccountPort,
  Enrolling,
  EnrolHousehold,
  FactorState,
  Invited,
  OneTimeLink,
  PrintedCodes,
  SignedIn,
  WaitingEnrolment,
} from './accounts.js';
export type { ListAsked, ListsPort, NewFilter } from './lists.js';
export type { BoardPort } from './board.js';
export type { DeputyPort } from './deputies.js';
export type { OverviewPort, StepsAsked } from './overview.js';
export type { AdministrationPort } from './administration.js';
export type {
  Amendment,
  BodyKind,
  BodyLine,
  NewBody,
  OrganisationPage,
  OrganisationPort,
  Paper,
  Posting,
  PostLine,
  SeatLine,
  Terms,
  UnitKind,
  UnitLine,
  VacancyLine,
  Whom,
} from './organisation.js';
export type {
  DraftBeginning,
  DraftComment,
  DraftRemark,
  DraftSaving,
  DraftSubmission,
  ProcedurePort,
} from './procedures.js';
export type { ReminderPort } from './reminders.js';
export type {
  DeliveryWay,
  LetterLine,
  MergeChoice,
  RegisterPage,
  RegisterPort,
  RosterImport,
  RosterTemplate,
} from './register.js';
export type {
  ActLine,
  BasisPage,
  LateMatter,
  LatePage,
  MatterRow,
  Paged,
  SamplePage,
  TracingPort,
  VersionInUse,
} from './tracing.js';
export { fileAddress } from './files.js';
export { OFFLINE, PortProblem, UNREADABLE } from './problem.js';
export { ROUTES } from './routes.js';
export type { Audience, Method, Route } from './routes.js';
export { createHttpPort, newKey } from './http.js';
export type { HttpPortOptions } from './http.js';
