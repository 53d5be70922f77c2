import type { Refusal } from '#engine';
import { NO_CALENDARS, type CalendarState } from '#rules/calendar';
import { canonicalText, definitionFile, definitionHash, noDefinition } from '#ledger';
import type {
  Answer,
  BroadcastRequest,
  CalendarRequest,
  Change,
  ClosingRequest,
  IncidentView,
  JobView,
  Listener,
  Published,
  PublishRequest,
  RecordView,
  ReopeningRequest,
  SealedInput,
  StartRequest,
  StateView,
  StreamQuery,
  StreamView,
  Stuck,
  SubmitRequest,
  TaskQuery,
  TaskView,
  TimerView,
  VoteCast,
  VoteRequest,
  VoteRow,
} from './api.js';
import { base64, fromBase64, NATIVE, sha256 } from './bytes.js';
import { Calendars } from './calendars.js';
import { Casting } from './casting.js';
import { start } from './commands.js';
import { DEFAULT_LIMITS, type Environment, type RuntimeOptions } from './environment.js';
import { Groups } from './groups.js';
import { Jobs } from './jobs.js';
import { Messages } from './messages.js';
import { INSTANCE, isName, isUlid } from './names.js';
import { Outbox } from './outbox.js';
import { Performer } from './performer.js';
import type { DefinitionFileBytes, HostedDecider, CalendarYear } from './ports.js';
import { Cause, type Counted } from './settle.js';
import { States } from './states.js';
import { readStuck, release } from './stuck.js';
import { Signals } from './signals.js';
import type { InboxRow, StreamRow } from './store-port.js';
import { Timers } from './timers.js';
import type { Idempotency, Order } from './unit.js';

/**
 * The runtime: takes commands, keeps streams alive and performs what they ask for. `start()` begins performing (jobs,
 * timers, messages, inbox); without it commands are only recorded. Any number of runtimes may share one MariaDB.
 */
export class Runtime {
  readonly #environment: Environment;
  readonly #states: States;
  readonly #groups: Groups;
  readonly #performer: Performer;
  readonly #messages: Messages;
  readonly #signals: Signals;
  readonly #calendars: Calendars;
  readonly #casting: Casting | null;
  readonly #listeners = new Set<Listener>();
  /** Types of jobs that are done here. */
  readonly #types: readonly string[];
  /** What requests that wait for their consequences have caused, by the stream they were for. */
  readonly #settling = new Map<string, Set<Cause>>();

  constructor(options: RuntimeOptions) {
    const { store, clock, ids } = options;
    const log = options.log ?? { warn: () => undefined };
    const hosts = hostsOf(options);
    const environment: Environment = {
      store,
      clock,
      ids,
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      log,
      hosts,
      calendars: [],
      calendar: NO_CALENDARS,
    };
    this.#environment = environment;
    this.#states = new States(environment, options.definitions, (snapshot) => this.#performer.keepSnapshot(snapshot));
    this.#groups = new Groups(environment, this.#states, (committed) => this.#performer.committed(committed));
    this.#calendars = new Calendars(environment, this.#groups, this.#states);
    this.#messages = new Messages(environment, (rows, cause) => this.#performer.deliver(rows, cause));
    this.#signals = new Signals(environment, (rows, cause) => this.#performer.deliver(rows, cause));
    this.#casting = options.casting === undefined ? null : new Casting(environment, this.#states, options.casting);
    const holder = ids.ulid();
    const jobs = new Jobs(
      environment,
      this.#states,
      this.#groups,
      options.providers,
      holder,
      (committed) => this.#performer.committed(committed),
      options.rules,
    );
    this.#types = jobs.types;
    this.#performer = new Performer(environment, holder, {
      groups: this.#groups,
      jobs,
      timers: new Timers(environment, this.#groups),
      messages: this.#messages,
      signals: this.#signals,
      calendars: this.#calendars,
      outbox: options.outbox === undefined ? null : new Outbox(environment, options.outbox),
      publish: (changes) => this.#publish(changes),
    });
  }

  /** Reads the calendars and begins to perform. */
  async start(): Promise<void> {
    await this.#calendars.refresh();
    this.#performer.start();
  }

  /** Ends performing and waits for what is in flight. What is left lies in the database. */
  async stop(): Promise<void> {
    await this.#performer.stop();
  }

  /** Starts a matter on a stored definition set. */
  async startInstance(request: StartRequest): Promise<Answer> {
    const definition = fromBase64(request.definition, 32);
    if (definition === null || (await this.#environment.store.definition(definition)) === null) {
      return { refused: 'definition-unknown' };
    }
    const stream = request.stream ?? this.#environment.ids.ulid();
    const title = request.title ?? null;
    const extra = { ...request.extra, ...(request.title === undefined ? {} : { title: request.title }) };
    const command = start(request.variables, request.scope, extra);
    const order = {
      stream,
      kind: INSTANCE,
      command,
      opening: { kind: INSTANCE, scope: request.scope, definition, title },
    };
    return this.#submit(request, order, 'start', () => canonical({ command, definition: request.definition }));
  }

  /** Gives one command to one stream. */
  async submit(request: SubmitRequest): Promise<Answer> {
    const { stream, kind, command } = request;
    const definition = request.definition === undefined ? NO_DEFINITION : fromBase64(request.definition, 32);
    if (definition === null) return { refused: 'definition-unknown' };
    const opening =
      kind === undefined || request.scope === undefined
        ? undefined
        : { kind, scope: request.scope, definition, title: null };
    const { act, beside } = request;
    const order = { stream, kind, command, ...(opening === undefined ? {} : { opening }), act, beside };
    return this.#submit(request, order, stream, () => canonical({ command, stream }));
  }

  async #submit(
    request: StartRequest | SubmitRequest,
    order: Omit<Order, 'by' | 'kind' | 'act'> & { kind?: string | undefined; act?: boolean | undefined },
    scope: string,
    bytesOf: () => Uint8Array,
  ): Promise<Answer> {
    const { kind, act, ...rest } = order;
    const key = request.idempotencyKey ?? null;
    if (!isUlid(order.stream) || (kind !== undefined && !isName(kind, 32))) return { refused: 'text-invalid' };
    if (!isName(rest.opening?.scope ?? '', 255, true) || (key !== null && !isName(key, 128)))
      return { refused: 'text-invalid' };
    const { sealed } = request;
    if (sealed !== undefined && !sealed.every(isSealedInput)) return { refused: 'text-invalid' };
    const idempotency: Idempotency | undefined =
      key === null ? undefined : { scope, key, bytesHash: sha256(request.bytes ?? bytesOf()) };
    return this.#settled(request.settle, async (cause) => {
      const answer = await this.#groups.ask(
        {
          ...rest,
          by: request.by,
          ...(kind === undefined ? {} : { kind }),
          ...(act === undefined ? {} : { act }),
          ...(idempotency === undefined ? {} : { idempotency }),
          ...(sealed === undefined ? {} : { sealed }),
        },
        { from: 'caller' },
        cause,
      );
      return answer === 'gone' ? { refused: 'stream-unknown' } : answer;
    });
  }

  /** Publishes a message from outside. */
  publishMessage(request: PublishRequest): Promise<Published | Refusal> {
    return this.#settled(request.settle, async (cause) => {
      const answer = await this.#messages.publish(request);
      if (!('refused' in answer) && !answer.repeated) this.#performer.match(request, cause);
      return answer;
    });
  }

  /** Throws a signal from outside: who waits for it now hears it, nobody later. */
  broadcastSignal(request: BroadcastRequest): Promise<Published | Refusal> {
    return this.#settled(request.settle, async (cause) => {
      const answer = await this.#signals.broadcast(request);
      if (!('refused' in answer)) this.#performer.spread(answer.id, cause);
      return answer;
    });
  }

  /** Casts an open ballot. Refused `stream-unknown`, `stream-kind`, or as `rules/poll` says. */
  castVote(request: VoteRequest): Promise<VoteCast | Refusal> {
    if (this.#casting === null) return Promise.resolve({ refused: 'kind-unknown' });
    return this.#casting.cast(request);
  }

  /** All ballots of a poll, for the count after its close. */
  votes(poll: string): Promise<readonly VoteRow[]> {
    return this.#environment.store.votes(poll);
  }

  /** Loads a year of the working-day calendar and tells every matter that waits for it. */
  loadCalendar(request: CalendarRequest): Promise<Answer> {
    return this.#settled(request.settle, (cause) => this.#calendars.load(request, cause));
  }

  /** Closes the offices of a place on days to come; commands name it from now on, and no term that runs is touched. */
  closeDays(request: ClosingRequest): Promise<Answer> {
    return this.#settled(request.settle, (cause) => this.#calendars.close(request, cause));
  }

  /** Takes a closing back that has not begun. */
  reopenDays(request: ReopeningRequest): Promise<Answer> {
    return this.#settled(request.settle, (cause) => this.#calendars.reopen(request, cause));
  }

  /** The calendar's stream as it was last read: loaded years, and every local closing. */
  calendarState(): CalendarState {
    return this.#environment.calendar;
  }

  /** Years loaded, ascending. */
  calendarYears(): readonly { readonly year: number; readonly hash: string }[] {
    return this.#environment.calendars.map(({ year, hash }) => ({ year, hash }));
  }

  /** The loaded years with their parsed files, ascending. */
  calendars(): readonly CalendarYear[] {
    return this.#environment.calendars;
  }

  /** Stores the files of a definition set; answers its hash in standard base64. Storing it twice changes nothing. */
  async storeDefinition(main: string, files: readonly DefinitionFileBytes[]): Promise<string> {
    const hash = definitionHash(files.map((file) => definitionFile(file.path, file.bytes)));
    if ((await this.#environment.store.definition(hash)) === null) {
      await this.#environment.store.unit((tx) => tx.insertDefinition({ hash, main, files }));
    }
    return base64(hash);
  }

  /** Files and main process of a stored definition set; null when unknown. */
  async definition(
    hash: string,
  ): Promise<{ readonly main: string; readonly files: readonly DefinitionFileBytes[] } | null> {
    const bytes = fromBase64(hash, 32);
    return bytes === null ? null : this.#environment.store.definition(bytes);
  }

  /** The state of a stream with the record it stands after; null when there is none. */
  async state<State = unknown>(stream: string): Promise<StateView<State> | null> {
    const loaded = await this.#states.latest(stream);
    if (loaded === null) return null;
    const { leafHash, seq } = loaded.row;
    return {
      stream: viewOf(loaded.row),
      state: loaded.state as State,
      record: leafHash === null ? null : { stream, seq: seq - 1, leafHash: base64(leafHash) },
    };
  }

  async stream(stream: string): Promise<StreamView | null> {
    const row = await this.#environment.store.stream(stream);
    return row === null ? null : viewOf(row);
  }

  async streams(query: StreamQuery): Promise<readonly StreamView[]> {
    return (await this.#environment.store.streams(query)).map(viewOf);
  }

  /** Records of a stream, ascending, at most `limit` (default 1000) from `from` on. */
  async records(stream: string, from = 0, limit = 1_000): Promise<readonly RecordView[]> {
    return this.#environment.store.records(stream, from, limit);
  }

  tasks(query: TaskQuery): Promise<readonly TaskView[]> {
    return this.#environment.store.tasks(query);
  }

  /** Open timers, of one stream or the earliest of all; undated ones (日期待定) last. */
  timers(stream: string | null = null, limit = 200): Promise<readonly TimerView[]> {
    return this.#environment.store.timersOf(stream, limit);
  }

  /** Alarms: timers that wait for a calendar year nobody has loaded. */
  /** At or below `scopes`; null: anywhere. */
  awaitingCalendar(scopes: readonly string[] | null = null, limit = 200): Promise<readonly TimerView[]> {
    return this.#environment.store.awaitingCalendar(null, limit, scopes);
  }

  /** Of one stream, or of the streams at or below places; null: of all. */
  incidents(of: string | readonly string[] | null = null, limit = 200): Promise<readonly IncidentView[]> {
    return this.#environment.store.incidents(of, limit);
  }

  jobs(stream: string): Promise<readonly JobView[]> {
    return this.#environment.store.jobsOf(stream);
  }

  /** Commands between streams that the receiver refused, with their code. */
  async undelivered(
    limit = 200,
  ): Promise<readonly { readonly stream: string; readonly type: string; readonly code: string }[]> {
    const rows = await this.#environment.store.refusedInbox(limit, null);
    return rows.map((row: InboxRow) => ({ stream: row.stream, type: row.command.type, code: row.refused ?? '' }));
  }

  /** What waits for somebody to look at it at or below `scopes` (null: anywhere): at most `limit` of each, the oldest first. */
  stuck(scopes: readonly string[] | null = null, limit = 500): Promise<Stuck> {
    return readStuck(this.#environment, this.#types, limit, scopes);
  }

  /** Tries one of them again, and waits until it was; false where it is gone. */
  async tryAgain(what: 'effect' | 'job' | 'command', stream: string, id: string): Promise<boolean> {
    if (!(await release(this.#environment, what, stream, id))) return false;
    await this.#performer.sweep();
    await this.#performer.idle();
    return true;
  }

  /** Sealed values by commitment (standard base64): who may see them is for the caller to check. */
  sealed(commitments: readonly string[]): Promise<readonly SealedInput[]> {
    return this.#environment.store.sealed(commitments);
  }

  /** The earliest due instant over all streams, UTC milliseconds; null when nothing waits for a date. */
  nextEvent(): Promise<number | null> {
    return this.#environment.store.nextDue();
  }

  /**
   * After the clock was moved by hand: fires what became due and waits, at most `settle` milliseconds, until this process
   * has nothing left to do. Waits for everything and not only for what it fired itself, since the sweep may fire first.
   */
  async clockMoved(settle = 10_000): Promise<{ readonly fired: number; readonly settled: boolean }> {
    const fired = await this.#performer.fireDue(null);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), settle)));
    const settled = await Promise.race([this.#performer.idle().then(() => true), late]);
    clearTimeout(timer);
    return { fired, settled };
  }

  /** Waits until nothing is queued, being done or being matched in this process. */
  idle(): Promise<void> {
    return this.#performer.idle();
  }

  /** Looks once for everything that waits in the database: due timers, ready jobs, forgotten inbox rows and messages. */
  sweep(): Promise<void> {
    return this.#performer.sweep();
  }

  /** Hears of every commit of this process. Answers how to stop listening. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #publish(changes: readonly Change[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.#environment.log.warn('listener threw', { error: String(error) });
      }
    }
  }

  /**
   * Runs `work` and, where asked for, waits until what it caused is consumed. A repeat caused nothing itself: it waits for
   * what the first, answered at the same time, has caused.
   */
  async #settled<T extends object>(
    milliseconds: number | undefined,
    work: (cause: Counted | null) => Promise<T>,
  ): Promise<T> {
    const wanted = milliseconds !== undefined && milliseconds > 0 && this.#performer.running;
    if (!wanted) return work(null);
    const cause = new Cause();
    const answer = await work(cause);
    if ('refused' in answer) return answer;
    const { stream = '' } = answer as { readonly stream?: string };
    const beside = this.#settling.get(stream) ?? new Set();
    const causes = [cause, ...beside];
    this.#settling.set(stream, beside.add(cause));
    const settled = await Promise.all(causes.map((one) => one.settled(milliseconds)));
    beside.delete(cause);
    if (beside.size === 0) this.#settling.delete(stream);
    return { ...answer, settled: settled.every((one) => one) };
  }
}

const NO_DEFINITION = noDefinition();

function canonical(value: unknown): Uint8Array {
  return NATIVE.utf8(canonicalText(value));
}

function hostsOf(options: RuntimeOptions): ReadonlyMap<string, HostedDecider> {
  const hosts = new Map<string, HostedDecider>();
  for (const rule of options.rules) {
    for (const decider of rule.deciders) hosts.set(decider.kind, { decider, needsModel: false, facts: () => ({}) });
  }
  for (const host of options.deciders) hosts.set(host.decider.kind, host);
  return hosts;
}

function viewOf(row: StreamRow): StreamView {
  const { id, kind, scope, title, status, seq, startedAt, at } = row;
  return { id, kind, definition: base64(row.definition), scope, title, status, seq, startedAt, at };
}

function isSealedInput(input: SealedInput): boolean {
  return fromBase64(input.commitment, 32) !== null && input.salt.length === 32;
}
