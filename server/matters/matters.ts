import { Inject, Injectable, Logger } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '#engine';
import type { Calendars } from '#engine/expression';
import { Deputies, People, Residents, scopeFits, type Role } from '#community';
import { forbidden, notFound, Problem } from '#http';
import type { Caller } from '#identity';
import { CanonicalError, opensSeal, parseCanonical } from '#ledger';
import { CLOCK, type Clock } from '#outside';
import {
  calendarsAt,
  groundOf,
  isStaff,
  linesOn,
  type ElectorLine,
  type EntityData,
  type Holder,
  type HistoryRecord,
  type MatterData,
  type Reading,
  type UnreadableMatter,
} from '#pages';
import { HELPERS, principal } from '#rules/contract';
import type { Right, RollState } from '#rules/roll';
import { Runtime, type StreamView } from '#runtime';
import { Database } from '#store';
import { MatterRow } from './entities.js';
import { Histories } from './histories.js';
import { INSTANCE, MatterRecords } from './matter-records.js';
import { Pseudonyms } from './pseudonyms.js';
import { appointmentsAt, isNear, placesAbove, rolesAt, UPWARD } from './reach.js';

/** A matter loaded once, with the eyes of one reader. */
export interface Opened {
  readonly data: MatterData;
  readonly reading: Reading;
}

/** Several matters loaded, and those that could not be. */
export interface OpenedEach {
  readonly opened: readonly Opened[];
  readonly unreadable: readonly UnreadableMatter[];
}

/** Opens matters and says with whose eyes they are read. It judges nothing: pages and deciders do. */
@Injectable()
export class Matters {
  readonly #log = new Logger('matters');

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(MatterRecords) private readonly records: MatterRecords,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Histories) private readonly histories: Histories,
    @Inject(People) private readonly people: People,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(Deputies) private readonly deputies: Deputies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Matters in reach of the caller, newest first: at or below the place of an appointment, for residents also above it. */
  async inReach(caller: Caller, status?: StreamView['status']): Promise<readonly StreamView[]> {
    const wanted = { kind: INSTANCE, limit: 200, ...(status === undefined ? {} : { status }) };
    const below = [...new Set(caller.appointments.map((appointment) => appointment.scope))];
    const above = caller.appointments
      .filter(({ role }) => UPWARD.includes(role))
      .flatMap(({ scope }) => placesAbove(scope));
    const found = await Promise.all([
      ...below.map((scope) => this.runtime.streams({ ...wanted, scope })),
      ...[...new Set(above)].map((scope) => this.runtime.streams({ ...wanted, scope, exactly: true })),
    ]);
    const byId = new Map(found.flat().map((stream) => [stream.id, stream]));
    return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** The matter as this caller may read it; 404 where it does not exist or lies outside the caller's scope. */
  async open(matter: string, caller: Caller): Promise<Opened> {
    const data = await this.load(matter);
    if (!data || rolesAt(caller, data.scope).length === 0) throw notFound('matter-unknown');
    return { data, reading: await this.reading(data, caller) };
  }

  /**
   * Each of them as this caller may read it, in order. What is not there or out of reach is left out; what cannot be read, since its
   * records are damaged, is named and keeps nobody from the others.
   */
  async openEach(matters: readonly string[], caller: Caller): Promise<OpenedEach> {
    const unread: string[] = [];
    const opened = await Promise.all(
      matters.map((matter) =>
        this.open(matter, caller).catch((error: unknown) => {
          if (!(error instanceof Problem)) {
            this.#log.warn(`matter ${matter} cannot be read: ${String(error)}`);
            unread.push(matter);
          }
          return null;
        }),
      ),
    );
    return { opened: opened.filter((each) => each !== null), unreadable: await this.numbered(unread) };
  }

  /** The same matters with what people call them by. */
  async numbered(matters: readonly string[]): Promise<readonly UnreadableMatter[]> {
    if (matters.length === 0) return [];
    const rows = await this.database.repository(MatterRow).findBy({ id: In([...matters]) });
    const numbers = new Map(rows.map(({ id, number }) => [id, number]));
    return [...matters].sort().map((matter) => ({ matter, number: numbers.get(matter) ?? matter }));
  }

  /** The matter that an entity's stream belongs to, with the entity. */
  async ofEntity(stream: string, kind: string, caller: Caller): Promise<Opened & { readonly entity: EntityData }> {
    const matter = await this.matterOf(stream);
    if (matter === null) throw notFound(`${kind}-unknown`);
    const opened = await this.open(matter, caller);
    const entity = opened.data.entities.find((each) => each.stream === stream && each.kind === kind);
    if (!entity) throw notFound(`${kind}-unknown`);
    return { ...opened, entity };
  }

  /** The matter that the stream of an entity names in its first command; null where it names none, or that record cannot be read. */
  matterOf(stream: string): Promise<string | null> {
    return this.records.matterOf(stream);
  }

  /** All there is of a matter; null where there is none. */
  load(matter: string): Promise<MatterData | null> {
    return this.records.load(matter);
  }

  /** Every record of a stream, opened. */
  history(stream: string): Promise<readonly HistoryRecord[]> {
    return this.histories.of(stream);
  }

  /**
   * What the caller is in this matter: the actor of a command, with the record its right rests on. Of several roles the
   * first that the caller holds here. Problem `role-does-not-fit` where the caller holds none.
   */
  async actor(matter: string, scope: string, caller: Caller, roles: string | readonly string[]): Promise<Actor> {
    const actors = await this.actors(matter, scope, caller);
    const actor = actors(typeof roles === 'string' ? [roles] : roles);
    if (actor === null) throw forbidden('role-does-not-fit');
    return actor;
  }

  /** The same to ask several times: null where the caller holds none of the roles here. */
  async actors(matter: string, scope: string, caller: Caller): Promise<(roles: readonly string[]) => Actor | null> {
    const here = appointmentsAt(caller, scope);
    const p = await this.pseudonyms.of(matter, caller.person);
    return (roles) => {
      const held = roles
        .map((role) => here.find((appointment) => appointment.role === role))
        .find((appointment) => appointment !== undefined);
      return held === undefined ? null : { p, role: held.role, scope: held.scope, basis: held.basis };
    };
  }

  /** 代办: the caller as a helper of a resident of the place. Problems: `role-does-not-fit`, `person-unknown`. */
  async helper(matter: string, scope: string, caller: Caller, { person, way }: HelpedBy): Promise<Actor> {
    const by = await this.actor(matter, scope, caller, HELPERS);
    const appointments = person === caller.person ? [] : await this.people.appointmentsOf(person);
    const resident = appointments.find((held) => held.role === 'resident' && isNear(held.scope, scope));
    // whoever helps from below the place helps those of their own grid only
    if (!resident || !isNear(by.scope, resident.scope)) throw notFound('person-unknown');
    return { ...by, for: { p: await this.pseudonyms.of(matter, person), basis: resident.basis, way } };
  }

  /** 代理: the caller in the name of `holder`, a pseudonym of the matter. Problem `not-assigned-to-you` where they stand in for nobody such. */
  async deputy(by: Actor, matter: string, caller: Caller, holder: string): Promise<Actor> {
    for (const { person, basis } of await this.deputies.of(caller.person))
      if ((await this.pseudonyms.compute(matter, person)) === holder)
        return { ...by, for: { p: holder, basis, way: 'deputy' } };
    throw forbidden('not-assigned-to-you');
  }

  async #standsFor({ matter, scope }: MatterData, caller: Caller): Promise<Reading['standsFor'] & object> {
    const named = await this.deputies.of(caller.person);
    const here = named.map(({ person, posts }) => ({
      person,
      roles: posts.filter((post) => scopeFits(post.scope, scope)).map(({ role }) => role),
    }));
    return Promise.all(
      here
        .filter(({ roles }) => roles.length > 0)
        .map(async ({ person, roles }) => ({ p: await this.pseudonyms.compute(matter, person), roles })),
    );
  }

  /**
   * The actor of an act of somebody's own, resting on the line of the roll or the seat that gives the right, where the entity names one:
   * the roll is the matter's own, so the act links no two matters. Who helps keeps the record of their post.
   */
  grounded(actor: Actor, entity: EntityData, data: MatterData): Actor {
    const basis = groundOf(entity, data, principal(actor));
    if (basis === null) return actor;
    return actor.for === undefined ? { ...actor, basis } : { ...actor, for: { ...actor.for, basis } };
  }

  /** The lines a resident may use on the roll an entity names, with what each is called. */
  async linesOf({ data, entity }: Opened & { readonly entity: EntityData }, person: string) {
    const own = linesOn(entity, data, await this.pseudonyms.compute(data.matter, person));
    const labels = await this.#rights(data.matter, own);
    return own.map(({ e, elector }) => ({ line: e, label: labels.get(elector) ?? null }));
  }

  /** What the lines' households and owner groups are called, by elector. */
  async #rights(matter: string, lines: readonly { readonly elector: string }[]): Promise<ReadonlyMap<string, string>> {
    if (lines.length === 0) return new Map();
    const ids = await this.pseudonyms.among(
      matter,
      lines.map(({ elector }) => elector),
    );
    const labels = await this.residents.rights([...ids.values()]);
    return new Map([...ids].flatMap(([p, id]) => (labels.has(id) ? [[p, labels.get(id) as string] as const] : [])));
  }

  /** Pseudonyms of people who live or hold something in reach of the place; those who do not are missing. */
  async pseudonymsIn(matter: string, scope: string, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const person of new Set(people)) {
      const appointments = await this.people.appointmentsOf(person);
      if (appointments.some((held) => isNear(held.scope, scope)))
        found.set(person, await this.pseudonyms.of(matter, person));
    }
    return found;
  }

  /**
   * Pseudonyms of what lines of a roll may stand for: people, households or owner groups, as the roll's right is. What lies elsewhere, or is
   * of another kind, is missing.
   */
  async electorsIn(
    matter: string,
    scope: string,
    right: Right,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (right === 'person' || ids.length === 0) return this.pseudonymsIn(matter, scope, ids);
    const known = await this.residents.electors(right, ids, scope);
    const pseudonyms = await this.pseudonyms.ofAll(matter, known);
    return new Map(known.map((id, n) => [id, pseudonyms[n] as string]));
  }

  /** Whom a roll's lines may stand for, by a part of the name or the place, with the line each has on it. */
  async electorsFor(
    { data, entity }: Opened & { readonly entity: EntityData },
    words: string,
  ): Promise<readonly ElectorLine[]> {
    const { right, lines } = entity.state as RollState;
    const found =
      right === 'person'
        ? await this.people.find(data.scope, words, MOST_FOUND)
        : await this.residents.findElectors(right, data.scope, words, MOST_FOUND);
    const listed = new Map(lines.map(({ elector, heads, area }) => [elector, { heads, area }]));
    return Promise.all(
      found.map(async ({ id, name, place }) => {
        const line = listed.get(await this.pseudonyms.compute(data.matter, id)) ?? null;
        return { elector: id, name, place, line };
      }),
    );
  }

  async reading(data: MatterData, caller: Caller): Promise<Reading> {
    const histories = [data.history, ...data.entities.map(({ history }) => history)];
    const { commitments, pseudonyms } = this.histories.mentionedIn(histories);
    const p = await this.pseudonyms.compute(data.matter, caller.person);
    const own: (readonly { readonly elector: string }[])[] = data.entities
      .map((entity) => linesOn(entity, data, p))
      .filter((lines) => lines.length > 1);
    // staff read whose line was changed
    if (this.#isInside(data, caller)) own.push(changedIn(data.entities));
    const [people, values, place, rights, standsFor] = await Promise.all([
      this.pseudonyms.among(data.matter, [...pseudonyms]),
      this.opened([...commitments]),
      this.people.unitName(data.scope),
      this.#rights(data.matter, own.flat()),
      this.#standsFor(data, caller),
    ]);
    const persons = await this.people.persons([...people.values()]);
    const names = new Map([...people].map(([each, person]) => [each, persons.get(person)] as const));
    const roles = rolesAt(caller, data.scope);
    const reading: Reading = {
      right: (elector) => rights.get(elector) ?? null,
      published: (who): Holder => ({
        role: 'resident',
        place: null,
        name: names.get(who)?.name ?? null,
        p: who,
        you: who === p,
      }),
      now: this.clock.now(),
      calendars: this.calendars(data.scope),
      closings: this.runtime.calendarState().closings,
      person: caller.person,
      roles,
      p,
      standsFor,
      open: (commitment) => values.texts.get(commitment) ?? null,
      erased: values.erased,
      holder: (who, role): Holder => {
        const you = who === p;
        const known = who === null ? null : names.get(who);
        // Residents see posts; only staff see who stands behind one, and everybody sees oneself.
        const named = you || (roles.some((each) => each !== 'resident') && role !== 'resident');
        return {
          role,
          place:
            role === 'resident'
              ? isResidentPlaceShown(roles)
                ? (known?.place ?? null)
                : null
              : role === 'system'
                ? null
                : place,
          name: named ? (known?.name ?? null) : null,
          p: who,
          you,
        };
      },
    };
    return reading;
  }

  #isInside({ scope }: MatterData, caller: Caller): boolean {
    return isStaff({ roles: rolesAt(caller, scope) });
  }

  /**
   * Texts by commitment; who is shown which is for the pages. A value that was changed in its table no longer fits its
   * commitment, and is shown to nobody as what somebody said. `erased`: how many have no row (any more).
   */
  async opened(
    commitments: readonly string[],
  ): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly erased: number }> {
    const values = await this.runtime.sealed(commitments);
    const texts = new Map(
      values.flatMap(({ commitment, salt, value }) => {
        const text = readable(value);
        return text !== null && opensSeal({ '~': commitment }, salt, text) ? [[commitment, text] as const] : [];
      }),
    );
    return { texts, erased: commitments.length - values.length };
  }

  /** Holidays and make-up working days of every loaded year, with the local closings that stand at a place; null: at none. */
  calendars(place: string | null): Calendars {
    const years = this.runtime
      .calendars()
      .map(({ year, calendar }) => [String(year), calendar as unknown as Calendars['years'][string]] as const);
    return calendarsAt(Object.fromEntries(years), this.runtime.calendarState().closings, place);
  }
}

const MOST_FOUND = 20;

/** For whom a helper acts, and how they said what they want. */
export interface HelpedBy {
  readonly person: string;
  readonly way: 'in-person' | 'phone' | 'paper';
}

function changedIn(entities: readonly EntityData[]): readonly { readonly elector: string }[] {
  return entities.flatMap(({ kind, state }) => (kind === 'roll' ? (state as RollState).changes : []));
}

function isResidentPlaceShown(roles: readonly Role[]): boolean {
  return isStaff({ roles });
}

function readable(value: Uint8Array): string | null {
  try {
    const text = parseCanonical(value);
    return typeof text === 'string' ? text : null;
  } catch (error) {
    if (error instanceof CanonicalError) return null;
    throw error;
  }
}
