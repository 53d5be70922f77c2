import { SYSTEM, type Actor, type Refusal, type StoredValue } from '#engine';
import type { Answer, CalendarRequest } from './api.js';
import { base64, sha256 } from './bytes.js';
import { loadYear, setCalendar } from './commands.js';
import type { Environment } from './environment.js';
import type { Groups } from './groups.js';
import type { CalendarYear } from './ports.js';
import type { Counted } from './settle.js';
import { noDefinition } from '#ledger';

/** Setting that names the calendar's stream. */
const STREAM_SETTING = 'calendar.stream';
const FACT_KIND = 'calendar';

/**
 * Working-day calendars: a year's file is a fact by its hash, its loading a record on the calendar's stream, and every
 * matter whose date waits for that year is told by a recorded command. Terms that reach beyond the loaded years wait.
 */
export class Calendars {
  constructor(
    private readonly environment: Environment,
    private readonly groups: Groups,
  ) {}

  /** Reads the loaded years; call at the start, and whenever another server may have loaded one. */
  async refresh(): Promise<void> {
    const facts = await this.environment.store.facts(FACT_KIND);
    if (facts.length === this.environment.calendars.length) return;
    const years = facts.map(
      (fact): CalendarYear => ({
        year: Number(fact.name),
        hash: base64(fact.hash),
        calendar: JSON.parse(Buffer.from(fact.bytes).toString('utf8')) as StoredValue,
      }),
    );
    this.environment.calendars = years.sort((a, b) => a.year - b.year);
  }

  /** Refused `calendar-invalid`, `calendar-loaded` (that year, another file), or by the calendar's decider. */
  async load(request: CalendarRequest, cause: Counted | null): Promise<Answer> {
    const { store } = this.environment;
    const invalid = check(request);
    if (invalid !== null) return invalid;
    const hash = sha256(request.bytes);
    const name = String(request.year);
    const there = (await store.facts(FACT_KIND)).find((fact) => fact.name === name);
    if (there !== undefined && Buffer.compare(there.hash, hash) !== 0) return { refused: 'calendar-loaded', values: { year: request.year } };
    const stream = await this.stream();
    const answer = await this.groups.ask(
      {
        stream,
        command: loadYear(request.year, base64(hash), Buffer.from(request.bytes).toString('utf8')),
        by: request.by,
        opening: { kind: 'calendar', scope: '', definition: noDefinition(), title: null },
        idempotency: { scope: stream, key: `year-${name}`, bytesHash: hash },
      },
      { from: 'caller' },
      cause,
    );
    if (answer === 'gone') return { refused: 'stream-unknown' };
    if ('refused' in answer) return answer;
    if (there === undefined) await store.unit((tx) => tx.insertFact({ hash, kind: FACT_KIND, name, bytes: request.bytes }));
    await this.refresh();
    await this.tellWaiting(cause);
    return answer;
  }

  /** Gives `setCalendar` to every matter with a date that waits for a year now loaded. Also mends what a crash left out. */
  async tellWaiting(cause: Counted | null): Promise<void> {
    const { store, calendars, limits } = this.environment;
    const told = new Set<string>();
    for (const { year } of calendars) {
      for (;;) {
        const waiting = (await store.awaitingCalendar(year, limits.batch + told.size)).filter((timer) => !told.has(timer.stream));
        if (waiting.length === 0) break;
        const streams = [...new Set(waiting.map((timer) => timer.stream))];
        streams.forEach((stream) => told.add(stream));
        const by: Actor = SYSTEM;
        await Promise.all(
          streams.map((stream) => this.groups.ask({ stream, command: setCalendar(), by }, { from: 'caller' }, cause)),
        );
      }
    }
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

function check(request: CalendarRequest): Refusal | null {
  try {
    const calendar = JSON.parse(Buffer.from(request.bytes).toString('utf8')) as { readonly year?: unknown };
    if (calendar.year === request.year && Number.isSafeInteger(request.year)) return null;
  } catch {
    // not JSON: the same answer
  }
  return { refused: 'calendar-invalid', values: { year: request.year } };
}
