import type {
  Alarm,
  Answer,
  AnswerOutcome,
  BallotLine,
  CalendarLine,
  Change,
  ChangePage,
  OperationBody,
  OperationsPage,
  Choice,
  Clock,
  ElectorLine,
  EntityKind,
  EntityPage,
  EvidenceBundle,
  Hash,
  Home,
  Id,
  InboxLine,
  LineChoice,
  MatterLine,
  MatterPage,
  Migration,
  Modification,
  NoticePage,
  ObjectionLine,
  ObjectionOutcome,
  OpinionLine,
  OpinionsPage,
  PersonLine,
  Plain,
  PollPage,
  ProcedureLine,
  Receipt,
  Session,
  Stance,
  TaskLine,
  TaskPage,
  TracePage,
} from './views.js';
import type { AdministrationPort } from './administration.js';
import type { AccountPort, SignedIn } from './accounts.js';
import type { ListsPort } from './lists.js';
import type { OrganisationPort } from './organisation.js';
import type { ProcedurePort } from './procedures.js';
import type { BoardPort } from './board.js';
import type { ClosingPort } from './closings.js';
import type { HelpPort } from './help.js';
import type { OverviewPort } from './overview.js';
import type { RegisterPort } from './register.js';
import type { TracingPort } from './tracing.js';
import type { ReminderPort } from './reminders.js';
import type { RecallPort } from './recall.js';
import type { DeputyPort } from './deputies.js';
import type { SeatPort } from './seats.js';

/**
 * Made by the client, once per act of a person, at least 16 characters of `[A-Za-z0-9_-]`; sent as `Idempotency-Key`. The
 * same key with the same body gets the first answer again; with another body the problem `conflict` (409).
 */
export type Key = string;

/** What a person enters, and for whom. */
export interface ActBody {
  readonly fields: Readonly<Record<string, Plain>>;
  readonly for?: { readonly person: Id; readonly way: 'in-person' | 'phone' | 'paper' };
  readonly proof?: string;
}

export interface UploadedFile {
  readonly file: Hash;
  readonly type: string;
  readonly size: number;
  readonly name: string;
}

/**
 * Everything pages ask for and do. Two transports: HTTP (`http.ts`) and a worker with the world in it (`worker/`).
 *
 * Over HTTP: JSON both ways, paths as in `ROUTES` (`routes.ts`), session in an HttpOnly SameSite cookie, `X-CSRF-Token` (from
 * `session`) and `Idempotency-Key` on every call that changes something, `Accept-Language: zh-CN|en` on all. An answer that is
 * not 2xx is `application/problem+json` `{type, title, status, code, detail, values}`. Reading calls answer the view itself;
 * changing calls answer `{settled, value}`. A call rejects with `PortProblem` and with nothing else.
 */
export interface Port
  extends
    AccountPort,
    AdministrationPort,
    BoardPort,
    ClosingPort,
    DeputyPort,
    HelpPort,
    ListsPort,
    OrganisationPort,
    OverviewPort,
    ProcedurePort,
    RegisterPort,
    ReminderPort,
    RecallPort,
    SeatPort,
    TracingPort {
  // -- session: anybody
  /** GET /api/session */
  session(): Promise<Session>;
  /**
   * POST /api/session `{account, password}`. Problems: `wrong-account-or-password` 401, `too-many-tries` 429 `{seconds}`. With a
   * second factor the answer has `needsSecondFactor`, and the sign-in goes on with `secondFactor`.
   */
  signIn(body: { account: string; password: string }, key: Key): Promise<Answer<SignedIn>>;
  /**
   * POST /api/invitations `{token, account, password}`: uses a one-time link up and signs in; who has an account keeps its login
   * and gets the password. Problems: `invitation-invalid` 404 (unknown, used or run out), `login-taken` 409, `login-invalid`,
   * `password-too-short`, `password-too-long` 422.
   */
  acceptInvitation(body: { token: string; account: string; password: string }, key: Key): Promise<Answer<SignedIn>>;
  /** DELETE /api/session */
  signOut(key: Key): Promise<Answer<Session>>;

  // -- clock: read by anybody; moved by anybody signed in, while the demo is on (else `demo-off` 409)
  /** GET /api/clock */
  clock(): Promise<Clock>;
  /** POST /api/clock/moves `{move}`: on to the next thing due, or by one working day; answers when all due timers have fired. */
  moveClock(body: { move: 'next' | 'workday' }, key: Key): Promise<Answer<Clock>>;

  // -- resident
  /** GET /api/home */
  home(): Promise<Home>;
  /** GET /api/home/ballots: polls the reader cast in, with receipts; never a choice. */
  myBallots(): Promise<readonly BallotLine[]>;
  /** GET /api/opinions/:opinions */
  opinions(opinions: Id): Promise<OpinionsPage>;
  /** POST /api/opinions/:opinions/items `{stance, text}`; text 1–1000 characters, sealed at the rim. */
  giveOpinion(opinions: Id, body: { stance: Stance; text: string }, key: Key): Promise<Answer<OpinionLine>>;
  /** GET /api/polls/:poll */
  poll(poll: Id): Promise<PollPage>;
  /** POST /api/polls/:poll/votes `{choice, line?, for?}`; `line`: the place on the roll, where there are several. Problems: `poll-closed` 409, `not-on-the-roll`, `which-line`, `not-your-line`. The answer never repeats the choice. */
  cast(poll: Id, body: { choice: Choice; line?: number; for?: ActBody['for'] }, key: Key): Promise<Answer<Receipt>>;
  /** GET /api/notices/:notice */
  notice(notice: Id): Promise<NoticePage>;
  /** POST /api/notices/:notice/objections `{text}`; text 1–1000 characters, sealed at the rim. */
  object(notice: Id, body: { text: string }, key: Key): Promise<Answer<ObjectionLine>>;

  // -- anybody signed in, of a matter in reach of their scope
  /** GET /api/matters: all in reach, newest first. */
  matters(): Promise<readonly MatterLine[]>;
  /** GET /api/matters/:matter */
  matter(matter: Id): Promise<MatterPage>;
  /** GET /api/matters/:matter/trace. Nothing of an open poll's ballots is in it. */
  trace(matter: Id): Promise<TracePage>;
  /** GET /api/matters/:matter/evidence: what `recheck` re-executes. Problem `poll-open` 409 while a poll of the matter is open. */
  evidence(matter: Id): Promise<EvidenceBundle>;
  /** GET /api/inbox: newest first. */
  inbox(): Promise<readonly InboxLine[]>;
  /** POST /api/inbox/read: those of `messages` (at most 200) that are the reader's and have come. Answers the whole inbox. */
  readMessages(body: { readonly messages: readonly Id[] }, key: Key): Promise<Answer<readonly InboxLine[]>>;
  /** POST /api/inbox/:message/read `{}` */
  readMessage(message: Id, key: Key): Promise<Answer<InboxLine>>;

  // -- worker
  /** GET /api/tasks?list=todo|done: due date first, the late on top. */
  tasks(list: 'todo' | 'done'): Promise<readonly TaskLine[]>;
  /** GET /api/tasks/:task; `glance`: it came into sight by itself, which does not count as opening it (撤回). */
  task(task: Id, glance?: boolean): Promise<TaskPage>;
  /** GET /api/tasks/:task/operations: what the reader can do with an open task, and why not the rest. */
  operations(task: Id): Promise<OperationsPage>;
  /** POST /api/tasks/:task/preview-operation `{operation, …}`: what it would do, in words; nothing is recorded. */
  previewOperation(task: Id, body: OperationBody, key: Key): Promise<ChangePage>;
  /** POST /api/tasks/:task/operations `{operation, …, reason}`: carried out; answers the matter as it is then. */
  operate(task: Id, body: OperationBody & { readonly reason: string }, key: Key): Promise<Answer<MatterPage>>;
  /** POST /api/tasks/:task/claim `{}` */
  claim(task: Id, key: Key): Promise<Answer<TaskPage>>;
  /** POST /api/tasks/:task/completion `{variables}`: the form's fields by key. Problems: `invalid-form` 422 with `values` `{<field key>: code}`. */
  complete(task: Id, body: { variables: Readonly<Record<string, Plain>> }, key: Key): Promise<Answer<TaskPage>>;
  /** POST /api/opinions/:opinions/items/:item/answer `{outcome, text}` */
  answerOpinion(
    opinions: Id,
    item: Id,
    body: { outcome: AnswerOutcome; text: string },
    key: Key,
  ): Promise<Answer<OpinionLine>>;
  /** POST /api/notices/:notice/objections/:objection/answer `{outcome, text}` */
  answerObjection(
    notice: Id,
    objection: Id,
    body: { outcome: ObjectionOutcome; text: string },
    key: Key,
  ): Promise<Answer<ObjectionLine>>;
  /** GET /api/procedures: published ones, with whether the reader may start them. */
  procedures(): Promise<readonly ProcedureLine[]>;
  /** POST /api/matters `{procedure, variables}` */
  startMatter(
    body: { procedure: Id; variables: Readonly<Record<string, Plain>> },
    key: Key,
  ): Promise<Answer<MatterPage>>;

  // -- moving a matter by authority; each change is shown before it is made
  /** POST /api/matters/:matter/preview-modify `{activate, terminate}`: what it would do, in words; nothing is recorded. */
  previewModify(matter: Id, body: Modification, key: Key): Promise<ChangePage>;
  /** POST /api/matters/:matter/modify `{activate, terminate, op?, reason}`: all of it or nothing; the reason is sealed at the rim. */
  modify(matter: Id, body: Modification & { readonly reason: string }, key: Key): Promise<Answer<MatterPage>>;
  /** POST /api/matters/:matter/preview-migrate `{definition, mapping}`: the same for another version of the procedure. */
  previewMigrate(matter: Id, body: Migration, key: Key): Promise<ChangePage>;
  /** POST /api/matters/:matter/migrate `{definition, mapping, reason}`: to a published version. */
  migrate(matter: Id, body: Migration & { readonly reason: string }, key: Key): Promise<Answer<MatterPage>>;

  // -- every other entity of a matter: support, seats, meetings, call-backs, rolls, intakes, the closing record
  /** GET /api/entities/:kind/:entity */
  entity(kind: EntityKind, entity: Id): Promise<EntityPage>;
  /**
   * POST /api/entities/:kind/:entity/acts/:act `{fields, for?, proof?}`: any act its page says the reader may do, also acts of
   * opinions, polls and notices. `for`: a helper enters it for a resident (代办). `proof`: the code shown at the place. Problems:
   * `field-missing`, `field-invalid`, `text-too-long` … 422 `{field}`, `not-for-others` 403, and what the entity refuses.
   */
  act(kind: string, entity: Id, act: string, body: ActBody, key: Key): Promise<Answer<EntityPage | null>>;
  /** GET /api/entities/:kind/:entity/lines/:person: for a helper, the lines of the roll that the resident helped may use. */
  lines(kind: string, entity: Id, person: Id): Promise<readonly LineChoice[]>;
  /** GET /api/entities/roll/:roll/electors?words=: whom a line of the roll may stand for, by a part of the name or the place. */
  electors(roll: Id, words: string): Promise<readonly ElectorLine[]>;
  /** GET /api/matters/:matter/people?words=: whom staff may name in the matter, by a part of the name or the place. */
  people(matter: Id, words: string): Promise<readonly PersonLine[]>;
  /** POST /api/files?name=: photos and papers as raw bytes. Problems 422: `file-empty`, `file-too-large`, `file-kind-refused`, `file-unreadable`. */
  upload(name: string, bytes: Blob, key: Key): Promise<Answer<UploadedFile>>;
  /** GET /api/files/:file?matter=: by the hash of a page. */
  file(file: Hash, matter: Id | null): Promise<Blob>;

  // -- administrator (workers may read)
  /** GET /api/calendars */
  calendars(): Promise<readonly CalendarLine[]>;
  /** POST /api/calendars: the year file itself as JSON `{year, holidays: […], workdays: […] …}`. Problems: `calendar-unreadable` 422, `calendar-loaded` 409. */
  loadCalendar(file: Plain, key: Key): Promise<Answer<CalendarLine>>;
  /** GET /api/alarms: open ones, oldest first. */
  alarms(): Promise<readonly Alarm[]>;
  /** POST /api/alarms/:alarm/retry `{}`: resolves the incident, which tries the element again. */
  retryIncident(alarm: Id, key: Key): Promise<Answer<readonly Alarm[]>>;

  // -- live
  /**
   * GET /api/events, server-sent events: `event: change`, `data:` one `Change`. Calls `listener` for each, and with
   * `{kind: 'session', id: null}` after a broken line is restored. Returns what ends the subscription.
   */
  subscribe(listener: (change: Change) => void): () => void;
}
