import { SYSTEM, type InstanceState, type StoredValue } from '#engine';
import { canonicalText, noDefinition } from '#ledger';
import { awaitsYear } from '#world';
import { closingFile, nextClosing, NO_CALENDARS, type CalendarState } from '#rules/calendar';
import type { Answer, CalendarRequest, ClosingRequest, ReopeningRequest } from './api.js';
import { base64, NATIVE, sha256 } from './bytes.js';
import { closeDays, loadYear, reopenDays, setCalendar, type Asked } from './commands.js';
import type { Environment } from './environment.js';
import type { Groups } from './groups.js';
import { INSTANCE } from './names.js';
import type { CalendarYear } from './ports.js';
import type { Counted } from './settle.js';
import type { FactRow } from './store-port.js';
import type { States } from './states.js';

/** Setting that names the calendar's stream. */
const STREAM_SETTING = 'calendar.stream';
/** Setting that names the year whose loading not every matter was told of yet; null when all were. */
const TELLING_SETTING = 'calendar.telling';
const FACT_KIND = 'calendar';
const CLOSING_FACT = 'closing';
const OPENING = { kind: 'calendar', scope: '', definition: noDefinition(), title: null } as const;

/**
 * Working-day calendars: a year's file is a fact by its hash, its loading a record on the calendar's stream, and every
 * matter whose date waits for that year is told by a recorded command. Terms that reach beyond the loaded years wait. A
 * local closing is a fact and a record likewise; no matter is told of one, since a term that began keeps its date.
 */
export class Calendars {
  /** Id of the calendar's stream, once it is known. */
  #stream: StoredValue | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly groups: Groups,
    private readonly states: States,
  ) {}

  /** Reads years and closings; call at the start, and now and then since another server may have recorded one. */
  async refresh(): Promise<void> {
    await this.#refreshYears();
    const state = await this.#state();
    if (state !== null) this.environment.calendar = state;
  }

  async #refreshYears(): Promise<void> {
    const facts = await this.environment.store.facts(FACT_KIND);
    if (facts.length === this.environment.calendars.length) return;
    const years = facts.map((fact): CalendarYear => ({
      year: Number(fact.name),
      hash: base64(fact.hash),
      calendar: JSON.parse(Buffer.from(fact.bytes).toString('utf8')) as StoredValue,
    }));
    this.environment.calendars = years.sort((a, b) => a.year - b.year);
  }

  /** Refused as the calendar's decider says. The record, the file and the duty to tell the matters are one transaction. */
  async load(request: CalendarRequest, cause: Counted | null): Promise<Answer> {
    const { year, bytes, by } = request;
    const hash = sha256(bytes);
    const stream = await this.stream();
    const answer = await this.groups.ask(
      {
        stream,
        command: loadYear(year, base64(hash), Buffer.from(bytes).toString('utf8')),
        by,
        opening: OPENING,
        idempotency: { scope: stream, key: `year-${year}-${base64(hash)}`, bytesHash: hash },
        facts: [{ hash, kind: FACT_KIND, name: String(year), bytes }],
        settings: [{ name: TELLING_SETTING, value: year }],
      },
      { from: 'caller' },
      cause,
    );
    if (answer === 'gone') return { refused: 'stream-unknown' };
    if ('refused' in answer) return answer;
    await this.refresh();
    await this.tellWaiting(cause);
    return answer;
  }

  /** Refused as the calendar's decider says. Record and file are one transaction. */
  async close({ closing, ...request }: ClosingRequest, cause: Counted | null): Promise<Answer> {
    const { scope } = closing;
    const state = (await this.#state()) ?? NO_CALENDARS;
    const n = nextClosing(state, scope);
    const file = closingFile({ ...closing, n });
    const bytes = NATIVE.utf8(file);
    const hash = sha256(bytes);
    const fact = { hash, kind: CLOSING_FACT, name: String(state.closings.length + 1), bytes };
    return this.#ask(request, closeDays(scope, n, base64(hash), file), [fact], cause);
  }

  /** The same. What was decided while the closing stood goes on naming it. */
  reopen({ scope, n, reason, ...request }: ReopeningRequest, cause: Counted | null): Promise<Answer> {
    return this.#ask(request, reopenDays(scope, n, reason), [], cause);
  }

  async #ask(
    { by, idempotencyKey: key = null, bytes }: Pick<ClosingRequest, 'by' | 'idempotencyKey' | 'bytes'>,
    command: Asked,
    facts: readonly FactRow[],
    cause: Counted | null,
  ): Promise<Answer> {
    const stream = await this.stream();
    // a closing's number is counted up, so a repeated request is known by what was asked, not by the command
    const bytesHash = sha256(bytes ?? NATIVE.utf8(canonicalText(command)));
    const idempotency = key === null ? null : { idempotency: { scope: stream, key, bytesHash } };
    const order = { stream, command, by, opening: OPENING, facts, ...idempotency };
    const answer = await this.groups.ask(order, { from: 'caller' }, cause);
    if (answer === 'gone') return { refused: 'stream-unknown' };
    if (!('refused' in answer)) await this.refresh();
    return answer;
  }

  /** What the calendar's stream has come to; null before its first record. */
  async #state(): Promise<CalendarState | null> {
    const { store } = this.environment;
    this.#stream ??= await store.setting(STREAM_SETTING);
    const row = typeof this.#stream === 'string' ? await store.stream(this.#stream) : null;
    if (row === null) return null;
    const loaded = await this.states.load(row, store);
    this.states.replace([loaded]);
    return loaded.state as CalendarState;
  }

  /** Gives `setCalendar` to every matter that waits for a year just loaded. After a crash the next sweep goes on here. */
  async tellWaiting(cause: Counted | null): Promise<void> {
    const { store } = this.environment;
    const year = await store.setting(TELLING_SETTING);
    if (typeof year !== 'number') return;
    for (;;) {
      const timers = await store.awaitingCalendar(year, this.environment.limits.batch, null);
      const before = timers.length;
      if (before === 0) break;
      await this.#tell(new Set(timers.map((timer) => timer.stream)), cause);
      // those that refuse stay undated: do not ask them for ever
      if ((await store.awaitingCalendar(year, before, null)).length === before) break;
    }
    for (let after = ''; ;) {
      const streams = await store.undatedTaskStreams(after, this.environment.limits.batch);
      const last = streams.at(-1);
      if (last === undefined) break;
      after = last;
      const waiting = new Set<string>();
      for (const stream of streams) if (await this.#awaits(stream, year)) waiting.add(stream);
      await this.#tell(waiting, cause);
    }
    await store.unit((tx) => tx.setSetting(TELLING_SETTING, null));
  }

  async #tell(streams: ReadonlySet<string>, cause: Counted | null): Promise<void> {
    const orders = [...streams].map((stream) => ({ stream, command: setCalendar(), by: SYSTEM }));
    await Promise.all(orders.map((order) => this.groups.ask(order, { from: 'caller' }, cause)));
  }

  /** Dates of tasks are in the state only. */
  async #awaits(stream: string, year: number): Promise<boolean> {
    const row = await this.environment.store.stream(stream);
    if (row === null || row.kind !== INSTANCE) return false;
    const { state } = await this.states.load(row, this.environment.store);
    return awaitsYear(state as InstanceState, year);
  }

  /** Id of the calendar's stream, drawn once. */
  async stream(): Promise<string> {
    const { store, ids } = this.environment;
    const known = await store.setting(STREAM_SETTING);
    if (typeof known === 'string') return known;
    return store.unit(async (tx) => {
      const present = await tx.setting(STREAM_SETTING);
      if (typeof present === 'string') return present;
      const id = ids.ulid();
      await tx.setSetting(STREAM_SETTING, id);
      return id;
    });
  }
}
