import { ADMINISTRATION_ROUTES } from './administration.js';
import { accountRoutes } from './accounts.js';
import { listRoutes } from './lists.js';
import { organisationRoutes } from './organisation.js';
import { OVERVIEW_ROUTES } from './overview.js';
import { boardRoutes } from './board.js';
import { closingRoutes } from './closings.js';
import { HELP_ROUTES } from './help.js';
import type { Port } from './port.js';
import { procedureRoutes } from './procedures.js';
import { recallRoutes } from './recall.js';
import { REGISTER_ROUTES } from './register.js';
import { tracingRoutes } from './tracing.js';
import { REMINDER_ROUTES } from './reminders.js';
import { deputyRoutes } from './deputies.js';
import { seatRoutes } from './seats.js';
import type { Role } from './views.js';

export type Method = 'GET' | 'POST' | 'DELETE';
/** Who may call it at all: `anybody` needs no session; further limits (scope, roll, seat) are the server's. */
export type Audience = 'anybody' | readonly Role[];
export interface Route {
  readonly method: Method;
  /** `:name` stands for one path segment, in the order of the call's arguments. */
  readonly path: string;
  readonly audience: Audience;
}

const STAFF = [
  'worker',
  'convenor',
  'grid',
  'expert',
  'social-worker',
  'department',
  'supervision',
  'street',
  'party',
  'administrator',
  'security',
  'auditor',
] as const;
const RESIDENT = ['resident'] as const;
const SIGNED_IN = [...RESIDENT, ...STAFF] as const;
const ANSWERING = ['worker', 'convenor'] as const;
const ADMINISTRATOR = ['administrator'] as const;
const MOVING = ['worker', 'street', 'administrator'] as const;

/** One line per call of the port: what the HTTP client asks and the server answers, and what the route × role test walks. */
export const ROUTES: Readonly<Record<keyof Port, Route>> = {
  session: { method: 'GET', path: '/api/session', audience: 'anybody' },
  signIn: { method: 'POST', path: '/api/session', audience: 'anybody' },
  acceptInvitation: { method: 'POST', path: '/api/invitations', audience: 'anybody' },
  signOut: { method: 'DELETE', path: '/api/session', audience: SIGNED_IN },
  ...accountRoutes(SIGNED_IN),
  ...organisationRoutes(SIGNED_IN),
  ...REGISTER_ROUTES,
  ...listRoutes(SIGNED_IN),
  ...procedureRoutes(SIGNED_IN),
  ...tracingRoutes(SIGNED_IN),
  ...ADMINISTRATION_ROUTES,
  ...OVERVIEW_ROUTES,
  ...boardRoutes(STAFF),
  ...closingRoutes(STAFF),
  ...HELP_ROUTES,
  ...REMINDER_ROUTES,
  ...seatRoutes(STAFF),
  ...deputyRoutes(STAFF),
  ...recallRoutes(STAFF),
  clock: { method: 'GET', path: '/api/clock', audience: 'anybody' },
  moveClock: { method: 'POST', path: '/api/clock/moves', audience: SIGNED_IN },
  home: { method: 'GET', path: '/api/home', audience: RESIDENT },
  myBallots: { method: 'GET', path: '/api/home/ballots', audience: RESIDENT },
  opinions: { method: 'GET', path: '/api/opinions/:opinions', audience: SIGNED_IN },
  giveOpinion: { method: 'POST', path: '/api/opinions/:opinions/items', audience: RESIDENT },
  poll: { method: 'GET', path: '/api/polls/:poll', audience: SIGNED_IN },
  cast: { method: 'POST', path: '/api/polls/:poll/votes', audience: SIGNED_IN },
  notice: { method: 'GET', path: '/api/notices/:notice', audience: SIGNED_IN },
  object: { method: 'POST', path: '/api/notices/:notice/objections', audience: RESIDENT },
  matters: { method: 'GET', path: '/api/matters', audience: SIGNED_IN },
  matter: { method: 'GET', path: '/api/matters/:matter', audience: SIGNED_IN },
  trace: { method: 'GET', path: '/api/matters/:matter/trace', audience: SIGNED_IN },
  evidence: { method: 'GET', path: '/api/matters/:matter/evidence', audience: SIGNED_IN },
  previewModify: { method: 'POST', path: '/api/matters/:matter/preview-modify', audience: MOVING },
  modify: { method: 'POST', path: '/api/matters/:matter/modify', audience: MOVING },
  previewMigrate: { method: 'POST', path: '/api/matters/:matter/preview-migrate', audience: ADMINISTRATOR },
  migrate: { method: 'POST', path: '/api/matters/:matter/migrate', audience: ADMINISTRATOR },
  inbox: { method: 'GET', path: '/api/inbox', audience: SIGNED_IN },
  readMessages: { method: 'POST', path: '/api/inbox/read', audience: SIGNED_IN },
  readMessage: { method: 'POST', path: '/api/inbox/:message/read', audience: SIGNED_IN },
  tasks: { method: 'GET', path: '/api/tasks', audience: SIGNED_IN },
  task: { method: 'GET', path: '/api/tasks/:task', audience: SIGNED_IN },
  operations: { method: 'GET', path: '/api/tasks/:task/operations', audience: STAFF },
  previewOperation: { method: 'POST', path: '/api/tasks/:task/preview-operation', audience: STAFF },
  operate: { method: 'POST', path: '/api/tasks/:task/operations', audience: STAFF },
  claim: { method: 'POST', path: '/api/tasks/:task/claim', audience: SIGNED_IN },
  complete: { method: 'POST', path: '/api/tasks/:task/completion', audience: SIGNED_IN },
  answerOpinion: { method: 'POST', path: '/api/opinions/:opinions/items/:item/answer', audience: ANSWERING },
  answerObjection: { method: 'POST', path: '/api/notices/:notice/objections/:objection/answer', audience: ANSWERING },
  entity: { method: 'GET', path: '/api/entities/:kind/:entity', audience: SIGNED_IN },
  act: { method: 'POST', path: '/api/entities/:kind/:entity/acts/:act', audience: SIGNED_IN },
  lines: { method: 'GET', path: '/api/entities/:kind/:entity/lines/:person', audience: ['grid', 'worker'] },
  electors: { method: 'GET', path: '/api/entities/:kind/:entity/electors', audience: ['worker'] },
  people: { method: 'GET', path: '/api/matters/:matter/people', audience: STAFF },
  upload: { method: 'POST', path: '/api/files', audience: SIGNED_IN },
  file: { method: 'GET', path: '/api/files/:file', audience: SIGNED_IN },
  procedures: { method: 'GET', path: '/api/procedures', audience: SIGNED_IN },
  startMatter: { method: 'POST', path: '/api/matters', audience: SIGNED_IN },
  calendars: { method: 'GET', path: '/api/calendars', audience: STAFF },
  loadCalendar: { method: 'POST', path: '/api/calendars', audience: ADMINISTRATOR },
  alarms: { method: 'GET', path: '/api/alarms', audience: STAFF },
  retryIncident: { method: 'POST', path: '/api/alarms/:alarm/retry', audience: ADMINISTRATOR },
  subscribe: { method: 'GET', path: '/api/events', audience: SIGNED_IN },
};
