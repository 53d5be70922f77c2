import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits, within, withinParameters } from '#community';
import { notFound } from '#http';
import type { Caller } from '#identity';
import { Definitions, editionOf, Matters, openRecord, Pseudonyms, rolesAt, type Opened } from '#matters';
import { CLOCK, type Clock } from '#outside';
import {
  GAP_DAYS,
  marksOf,
  matterLine,
  sampleOf,
  timeline,
  Trail,
  type HistoryRecord,
  type UnreadableMatter,
} from '#pages';
import { Runtime, type StreamView } from '#runtime';
import { Database } from '#store';

/** Who asks over all matters of their places. */
export const CHECKING = ['supervision', 'auditor'];
const INSTANCE = 'instance';
const AT_ONCE = 20;
/** Matters looked at for one page of what was late; there may be none among them. */
const LOOKED_AT = 40;

/** Questions of those who check. Every answer is of matters at or below the places they check, read from rows and paged. */
@Injectable()
export class Questions {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Matters in which something was or is late, or nothing happened; none on a page only means that there was none among those looked at. */
  async late(caller: Caller, before: string | null) {
    const page = await this.#page(caller, LOOKED_AT, { before });
    const { read, unreadable } = await this.#read(idsOf(page.streams), caller, (opened) => ({
      ...rowOf(opened),
      marks: marksOf(opened.data, opened.reading),
    }));
    const items = read.filter(({ marks }) => marks.length > 0);
    return { items, unreadable, next: page.next, looked: page.streams.length, gapDays: GAP_DAYS };
  }

  /** Definition sets that matters of these places are on, the one begun last first. */
  async versions(caller: Caller) {
    const { where, parameters } = inPlaces(caller);
    const sql = `SELECT definition, COUNT(*) AS n, MIN(started_at) AS first_at, MAX(started_at) AS last_at FROM stream
      WHERE kind = ? AND ${where} GROUP BY definition ORDER BY MAX(started_at) DESC`;
    const rows = await this.database.reading((session) => session.all(sql, [INSTANCE, ...parameters]));
    return Promise.all(
      rows.map(async (row) => {
        const hash = Buffer.from(row['definition'] as Uint8Array).toString('base64');
        // the same files may have been published under several names and numbers
        const editions = (await this.definitions.aboutsOf(hash, placesOf(caller))).map((about) => editionOf(about));
        const distinct = new Map(editions.map((each) => [`${each.version} ${each.name}`, each]));
        const readable = editions.length > 0 ? null : await this.definitions.get(hash).catch(() => null);
        return {
          definition: hash,
          editions: [...distinct.values()],
          process: readable?.set.main ?? null,
          matters: Number(row['n']),
          first: Number(row['first_at']),
          last: Number(row['last_at']),
        };
      }),
    );
  }

  /** Problem `version-not-used`: also where only other places have matters on it. */
  async onVersion(caller: Caller, definition: string, before: string | null) {
    const page = await this.#page(caller, AT_ONCE, { before, definition });
    if (page.streams.length === 0 && before === null) throw notFound('version-not-used');
    const { read, unreadable } = await this.#read(idsOf(page.streams), caller, rowOf);
    return { items: read, unreadable, next: page.next };
  }

  /** What somebody did in one post, over the matters of the caller's places. What they did as residents is not in it: that is theirs. */
  async actsOf(caller: Caller, appointment: string, before: string | null) {
    const post = (await this.people.state()).appointments[appointment];
    const scopes = placesOf(caller);
    if (post === undefined || !scopes.some((each) => scopeFits(each, post.scope) || scopeFits(post.scope, each)))
      throw notFound('unknown-appointment');
    const acted = (await this.pseudonyms.ofPerson(post.person))
      .filter(({ matter }) => before === null || matter < before)
      .sort((a, b) => (a.matter < b.matter ? 1 : -1));
    const page = acted.slice(0, AT_ONCE);
    const streams = await Promise.all(page.map(({ matter }) => this.runtime.stream(matter)));
    const here = streams.flatMap((stream) =>
      stream !== null && scopes.some((each) => scopeFits(each, stream.scope)) ? [stream.id] : [],
    );
    const names = new Map(page.map(({ matter, p }) => [matter, p]));
    const { read, unreadable } = await this.#read(here, caller, (opened) =>
      actsIn(opened, ({ command: { by } }) => {
        return by.p === names.get(opened.data.matter) && by.role === post.role && by.scope === post.scope;
      }),
    );
    return { items: read.flat(), unreadable, next: acted.length > AT_ONCE ? (page.at(-1)?.matter ?? null) : null };
  }

  /** A sample of the matters begun until then (now, where nothing is said), to be drawn again by anybody: `sampleOf`. */
  async sample(caller: Caller, seed: string, percent: number, until: number | null) {
    const now = this.clock.now();
    const to = until === null || until > now ? now : until;
    const { where, parameters } = inPlaces(caller);
    const sql = `SELECT id FROM stream WHERE kind = ? AND started_at <= ? AND ${where} ORDER BY id`;
    const rows = await this.database.reading((session) => session.all(sql, [INSTANCE, to, ...parameters]));
    const { population, digest, picked } = sampleOf(
      rows.map(({ id }) => id as string),
      seed,
      percent,
    );
    // of a large sample the first hundred are shown; the rest is drawn by the same seed with fewer percent
    const { read, unreadable } = await this.#read(picked.slice(0, 100), caller, rowOf);
    return { seed, percent, until: to, population, digest, drawn: picked.length, picked: read, unreadable };
  }

  /** The appointment some act of the matter rests on; `record-unknown` for any other record, since it is nobody's business here. */
  async basis(opened: Opened, caller: Caller, stream: string, seq: number) {
    const acts = recordsOf(opened).filter(
      ({ command: { by } }) => by.role !== 'resident' && by.basis?.stream === stream && by.basis.seq === seq,
    );
    const [view] = acts.length === 0 ? [] : await this.runtime.records(stream, seq, 1);
    if (view === undefined) throw notFound('record-unknown');
    const persons = await this.pseudonyms.among(opened.data.matter, [
      ...new Set(acts.map(({ command }) => command.by.p)),
    ]);
    const record = openRecord(view);
    const holds = ({ role, scope }: { role: string; scope: string }, person: string) =>
      acts.some(({ command: { by } }) => by.role === role && by.scope === scope && persons.get(by.p) === person);
    const names = rolesAt(caller, opened.data.scope).some((role) => role !== 'resident')
      ? await this.people.namesOf([...persons.values()])
      : new Map<string, string>();
    const given = (record.events as unknown as readonly Given[]).filter(
      (event) => event.type === 'Appointed' && holds(event, event.person),
    );
    return {
      at: record.at,
      leafHash: record.leafHash,
      posts: await Promise.all(
        given.map(async ({ role, scope, from, to, document, person }) => ({
          ...{ role, from, to, document },
          scopeName: await this.people.unitName(scope),
          name: names.get(person) ?? null,
        })),
      ),
    };
  }

  /** What is told of each of them; one that cannot be read, or told of, is named and keeps nobody from the others. */
  async #read<T>(
    matters: readonly string[],
    caller: Caller,
    tell: (opened: Opened) => T,
  ): Promise<{ readonly read: readonly T[]; readonly unreadable: readonly UnreadableMatter[] }> {
    const { opened, unreadable } = await this.matters.openEach(matters, caller);
    const untold: string[] = [];
    const read: T[] = [];
    for (const each of opened) {
      try {
        read.push(tell(each));
      } catch {
        untold.push(each.data.matter);
      }
    }
    return { read, unreadable: [...unreadable, ...(await this.matters.numbered(untold))] };
  }

  /** The next matters of the caller's places, newest first. Places may lie in each other: each matter comes once. */
  async #page(caller: Caller, most: number, { before, definition }: { before: string | null; definition?: string }) {
    const found = await Promise.all(
      placesOf(caller).map((scope) =>
        this.runtime.streams({
          kind: INSTANCE,
          scope,
          limit: most + 1,
          ...(before === null ? {} : { before }),
          ...(definition === undefined ? {} : { definition }),
        }),
      ),
    );
    const byId = new Map(found.flat().map((stream) => [stream.id, stream]));
    const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    const streams = sorted.slice(0, most);
    return { streams, next: sorted.length > most ? (streams.at(-1)?.id ?? null) : null };
  }
}

interface Given {
  readonly type: string;
  readonly person: string;
  readonly role: string;
  readonly scope: string;
  readonly from: number;
  readonly to: number | null;
  readonly document: { readonly number: string; readonly title: string } | null;
}

function placesOf(caller: Caller): readonly string[] {
  return [...new Set(caller.appointments.filter(({ role }) => CHECKING.includes(role)).map(({ scope }) => scope))];
}

function inPlaces(caller: Caller): { readonly where: string; readonly parameters: readonly string[] } {
  const places = placesOf(caller);
  return {
    where: `(${places.map(() => within('scope')).join(' OR ')})`,
    parameters: places.flatMap((place) => [...withinParameters(place)]),
  };
}

function idsOf(streams: readonly StreamView[]): readonly string[] {
  return streams.map(({ id }) => id);
}

/** Acts of the matter in words, the newest first: those of records that `own` names. */
function actsIn(opened: Opened, own: (record: HistoryRecord) => boolean) {
  const mine = new Set(
    recordsOf(opened)
      .filter(own)
      .map(({ stream, seq }) => `${stream}/${seq}`),
  );
  if (mine.size === 0) return [];
  const { matter, number, title } = rowOf(opened);
  const told = timeline(opened.data, opened.reading, new Trail(opened.data));
  return [...told]
    .reverse()
    .flatMap(({ at, stream, seq, said, by }) =>
      mine.has(`${stream}/${seq}`) ? [{ matter, number, title, at, stream, seq, said, by }] : [],
    );
}

function recordsOf({ data }: Opened): readonly HistoryRecord[] {
  return [data.history, ...data.entities.map(({ history }) => history)].flat();
}

function rowOf({ data, reading }: Opened) {
  const { matter, number, title, status, startedAt } = matterLine(data, reading);
  return { matter, number, title, status, startedAt };
}
