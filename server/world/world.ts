import { SYSTEM, type Actor, type InstanceState, type StoredValue } from '#engine';
import { base64Encode, canonicalText, fileHash, noDefinition, utf8Encode } from '#ledger';
import {
  calendarHash,
  closingFile,
  closingsFor,
  inForce,
  nextClosing,
  NO_CALENDARS,
  type CalendarState,
  type ClosingFile,
} from '#rules/calendar';
import type { PureJob } from '#rules/contract';
import { calendarOf } from './calendars.js';
import { castBallot } from './casting.js';
import { emptyWorld, streamOf, type StreamData, type WorldData } from './data.js';
import { hostsOf } from './facts.js';
import { countedId } from './ids.js';
import { performJob, type JobHelp } from './jobs.js';
import { dropExpired, keepMessage, nextPair, takeMessage } from './messages.js';
import { inOrder } from './order.js';
import { sealInto } from './sealed.js';
import { perform } from './perform.js';
import { tellSignal } from './signals.js';
import { POLL_CASTING } from './poll-casting.js';
import { provideFact } from './provide.js';
import { awaitsYear, nameOfElement, waitingOf } from './waiting.js';
import type { Accepted, Answer, StartRequest, SubmitRequest, World, WorldSettings } from './types.js';
import { Unit, worldSalt, type Place, type UnitContext } from './unit.js';

/** Units one call may cause before the world says that it does not settle. */
const MAX_UNITS = 10_000;

const CALENDAR_PLACE: Place = { kind: 'calendar', definition: base64Encode(noDefinition()), scope: '' };

/**
 * A world from its settings, or one that goes on from `snapshot` (made by `World.snapshot` under the same settings).
 * Throws `RangeError` for a calendar that is none.
 */
export function createWorld(settings: WorldSettings, snapshot?: string): World {
  const data = snapshot === undefined ? emptyWorld(settings.at) : (JSON.parse(snapshot) as WorldData);
  const definitions = new Map(settings.definitions.map((set) => [set.hash, set]));
  const hosts = hostsOf(settings.rules);
  const jobs = new Map<string, PureJob>(
    settings.rules.flatMap((rules) => rules.jobs.map((job) => [job.type, job] as const)),
  );
  const context: UnitContext = {
    data,
    host: (kind) => hosts.get(kind),
    sources: ({ id, definition, scope }, startedAt, target) => ({
      stream: id,
      definition,
      model: definitions.get(definition) ?? null,
      target: target === null ? null : (definitions.get(target) ?? null),
      calendars: data.calendars,
      scope,
      closings: closingsFor(inForce(calendarState().closings), { scope, startedAt }),
    }),
  };
  function calendarState(): CalendarState {
    const stream = data.calendarStream === null ? undefined : streamOf(data, data.calendarStream);
    return (stream?.state as CalendarState | undefined) ?? NO_CALENDARS;
  }

  const drawId = (): string => (settings.ids ?? countedId)(data.ids++);
  const help: JobHelp = {
    elementName: (stream, element) => nameOfElement(definitions.get(stream.definition), element),
    drawIds: (count) => Array.from({ length: count }, drawId),
    cancels: (kind) => settings.rules.some((rules) => rules.cancels?.includes(kind) === true),
    provide: (need, scope, instance) =>
      settings.provide?.(need, scope, world) ?? provideFact(data, need, { scope, instance }),
  };
  const commit = (unit: Unit): void => unit.commit((stream, effect, at) => perform(data, stream, effect, at));

  /** Applies one command in a unit of its own. */
  function applyAlone(
    stream: string,
    place: Place | null,
    command: SubmitRequest['command'],
    by = SYSTEM,
    act = false,
  ) {
    const unit = new Unit(context);
    const applied = unit.apply(stream, place, command, by, act);
    if (!('refused' in applied)) commit(unit);
    return applied;
  }

  /** One step of what happens by itself; false when nothing is left to do. */
  function step(): boolean {
    const waiting = data.inbox.shift();
    if (waiting !== undefined) {
      applyAlone(waiting.stream, waiting, waiting.command); // a refusal is the end of it: who sent it does not wait
      return true;
    }
    const pair = nextPair(data);
    if (pair !== undefined) {
      const { message, subscription } = pair;
      const command = { type: 'deliverMessage', key: subscription.key, variables: message.variables };
      if ('refused' in applyAlone(subscription.stream, null, command)) setAside(subscription);
      else takeMessage(data, message);
      return true;
    }
    const job = inOrder(Object.values(data.jobs)).find(
      (row) => jobs.has(row.type) && row.notBefore <= data.at && row.retries > 0 && fresh(row),
    );
    if (job !== undefined) {
      const unit = performJob(context, help, jobs.get(job.type)!, job);
      if (unit instanceof Unit) commit(unit);
      else setAside(job);
      return true;
    }
    const timer = Object.values(data.timers)
      .filter((row) => row.due !== null && row.due <= data.at && fresh(row))
      .sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || a.order - b.order)[0];
    if (timer !== undefined) {
      if ('refused' in applyAlone(timer.stream, null, { type: 'fireTimer', key: timer.key })) setAside(timer);
      return true;
    }
    return false;
  }

  type Aside = { readonly stream: string; tried?: number };
  const setAside = (row: Aside): void => void (row.tried = streamOf(data, row.stream)?.records.length ?? 0);
  const fresh = (row: Aside): boolean => row.tried !== (streamOf(data, row.stream)?.records.length ?? 0);

  function settle(): boolean {
    for (let units = 0; units < MAX_UNITS; units++) {
      if (!step()) {
        dropExpired(data);
        return true;
      }
    }
    return false;
  }

  /** A key belongs to what it was used on: a stream, or the starting of matters. */
  function once(on: string, given: string | undefined, bytes: string, run: () => Answer): Answer {
    if (given === undefined) return run();
    const key = `${on} ${given}`;
    const first = Object.hasOwn(data.answers, key) ? data.answers[key] : undefined;
    if (first !== undefined) {
      if (first.bytes !== bytes) return { refused: 'conflict' };
      const answer = first.answer as unknown as Answer;
      return 'accepted' in answer ? { ...answer, repeated: true } : answer;
    }
    const answer = run();
    // a refusal changed nothing, so the key is still free
    if ('accepted' in answer) data.answers[key] = { bytes, answer: answer as unknown as StoredValue };
    return answer;
  }

  function submit(stream: string, request: SubmitRequest): Answer {
    const { command, by, act = false } = request;
    const place =
      request.kind === undefined
        ? null
        : {
            kind: request.kind,
            definition: request.definition ?? base64Encode(noDefinition()),
            scope: request.scope ?? '',
          };
    return once(
      stream,
      request.idempotencyKey,
      canonicalText({ stream, kind: request.kind ?? null, command, by }),
      () => {
        const applied = applyAlone(stream, place, command, by, act);
        if ('refused' in applied) return applied;
        const settled = settle();
        return { accepted: true, stream, ...applied, repeated: false, settled } satisfies Accepted;
      },
    );
  }

  function start(request: StartRequest = {}): Answer {
    const definition =
      request.definition ?? (settings.definitions.length === 1 ? settings.definitions[0]?.hash : undefined);
    if (definition === undefined || !definitions.has(definition)) return { refused: 'definition-unknown' };
    const { variables = {}, scope = '', by = SYSTEM, title, process, element, idempotencyKey } = request;
    const command = {
      type: 'start',
      scope,
      variables,
      ...(title !== undefined && { title }),
      ...(process !== undefined && { process }),
      ...(element !== undefined && { element }),
    };
    const bytes = canonicalText({ definition, command, by, stream: request.stream ?? null });
    return once('start', idempotencyKey, bytes, () => {
      const stream = request.stream ?? drawId();
      if (streamOf(data, stream) !== undefined) return { refused: 'stream-exists', values: { stream } };
      return submit(stream, { kind: 'instance', definition, scope, command, by });
    });
  }

  function advance(to: number): void {
    if (!Number.isSafeInteger(to) || to < data.at) throw new RangeError('the clock does not run backwards');
    settle();
    for (let due = nextDue(); due !== null && due <= to; due = nextDue()) {
      data.at = Math.max(data.at, due);
      if (!settle()) return;
    }
    data.at = to;
    dropExpired(data);
  }

  function nextDue(): number | null {
    const dues = [
      ...Object.values(data.timers)
        .filter(fresh)
        .map((row) => row.due),
      ...Object.values(data.jobs)
        .filter((row) => jobs.has(row.type) && row.retries > 0 && fresh(row))
        .map((row) => row.notBefore),
    ].filter((due) => due !== null);
    return dues.length === 0 ? null : dues.reduce((least, due) => Math.min(least, due));
  }

  /** Its record lies on the calendar's own stream; matters that waited for the year are told. */
  function loadCalendar(text: string, by = SYSTEM): Answer {
    const calendar = calendarOf(text);
    if (calendar === undefined) return { refused: 'calendar-invalid' };
    const { year } = calendar;
    const hash = base64Encode(fileHash(utf8Encode(text)));
    const stream = (data.calendarStream ??= drawId());
    const command = { type: 'loadYear', year, hash, file: text };
    const applied = applyAlone(stream, CALENDAR_PLACE, command, by);
    if ('refused' in applied) return applied;
    if (!data.calendars.some((loaded) => loaded.year === year)) {
      data.facts[hash] = text;
      data.calendars = [...data.calendars, { ...calendar, hash }].sort((a, b) => a.year - b.year);
      for (const id of data.streamOrder) if (waitsFor(id, year)) applyAlone(id, null, { type: 'setCalendar' });
    }
    return { accepted: true, stream, ...applied, repeated: false, settled: settle() };
  }

  /** Its record lies on the calendar's own stream; commands name it from now on, and no term that runs is touched. */
  function closeDays(asked: Omit<ClosingFile, 'n'>, by = SYSTEM): Answer {
    const { scope } = asked;
    const n = nextClosing(calendarState(), scope);
    const file = closingFile({ ...asked, n });
    const hash = calendarHash(file);
    const answer = onCalendar({ type: 'closeDays', scope, n, hash, file }, by);
    if ('accepted' in answer) data.facts[hash] = file;
    return answer;
  }

  function onCalendar(command: SubmitRequest['command'], by: Actor): Answer {
    const stream = (data.calendarStream ??= drawId());
    const applied = applyAlone(stream, CALENDAR_PLACE, command, by);
    return 'refused' in applied ? applied : { accepted: true, stream, ...applied, repeated: false, settled: settle() };
  }

  function waitsFor(id: string, year: number): boolean {
    if (Object.values(data.timers).some((row) => row.stream === id && row.awaitsYear === year)) return true;
    const matter = streamOf(data, id);
    return matter?.kind === 'instance' && awaitsYear(matter.state as InstanceState, year);
  }

  const of = <R extends { readonly stream: string; readonly order: number }>(
    rows: Record<string, R>,
    stream?: string,
  ): R[] => inOrder(Object.values(rows).filter((row) => stream === undefined || row.stream === stream));

  const world: World = {
    get at() {
      return data.at;
    },
    start,
    submit,
    cast: (poll, ballot) => castBallot(world, data, settings.casting ?? POLL_CASTING, poll, ballot),
    publishMessage(message) {
      const kept = keepMessage(data, { ...message, id: message.id ?? null }, data.at);
      settle();
      return { accepted: true, repeated: !kept };
    },
    broadcastSignal({ scope = '', ...signal }) {
      const told = tellSignal(data, { ...signal, scope }, null);
      settle();
      return { accepted: true, told };
    },
    advance,
    nextDue,
    loadCalendar,
    closeDays,
    reopenDays: (asked, by = SYSTEM) => onCalendar({ type: 'reopenDays', ...asked }, by),
    calendarState,
    setElectors: (electors) => void (data.electors = [...electors]),
    setHouseholds: (households) => void (data.households = [...households]),
    setKnown: ({ counts = data.counts, similar = data.similar }) => {
      data.counts = { ...counts };
      data.similar = [...similar];
    },
    seal(value, subject) {
      const salt = worldSalt('value', String(data.seals++));
      return sealInto(data, salt, value, subject ?? null);
    },
    open: (commitment) => (Object.hasOwn(data.sealed, commitment) ? data.sealed[commitment]?.value : undefined),
    erase: (commitment) => void delete data.sealed[commitment],
    state: (stream) => streamOf(data, stream)?.state,
    stream: (id) => streamOf(data, id),
    streams: (kind) =>
      data.streamOrder
        .map((id) => data.streams[id])
        .filter((row): row is StreamData => row !== undefined && (kind === undefined || row.kind === kind)),
    records: (stream) => streamOf(data, stream)?.records ?? [],
    votes: (poll) => (Object.hasOwn(data.votes, poll) ? (data.votes[poll] ?? []) : []),
    tasks: (stream) => of(data.tasks, stream),
    jobs: (stream) => of(data.jobs, stream),
    timers: (stream) => of(data.timers, stream),
    subscriptions: (stream) => of(data.subscriptions, stream),
    incidents: (stream) => of(data.incidents, stream),
    notifications: () => data.notifications,
    waiting: (id) => {
      const stream = streamOf(data, id);
      return stream === undefined ? [] : waitingOf(stream, definitions.get(stream.definition));
    },
    definition: (hash) => definitions.get(hash),
    snapshot: () => JSON.stringify(data),
    data,
  };
  for (const text of snapshot === undefined ? (settings.calendars ?? []) : []) {
    if ('refused' in loadCalendar(text)) throw new RangeError('not a calendar');
  }
  return world;
}
