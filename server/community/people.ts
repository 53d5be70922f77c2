import { Inject, Injectable } from '@nestjs/common';
import { SYSTEM, type Actor, type RecordReference, type StoredValue } from '#engine';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import {
  communityOf as communityIn,
  inForce,
  NO_ORGANISATION,
  upwards,
  type AppointingDocument,
  type Body,
  type NewAppointment,
  type PeopleState,
  type Role,
  type Unit,
} from '#rules/people';
import type { PersonRow } from '#rules/register';
import { isRefused, Runtime, type Accepted, type SealedInput } from '#runtime';
import { Database, places } from '#store';
import { In } from 'typeorm';
import { AppointmentRow, Person } from './entities.js';
import type { BesideRecord, Newcomer } from './organisation-rows.js';
import { Registers } from './registers.js';
import { within, withinParameters } from './rows.js';

/** What somebody may act as, with the record that right rests on: an appointment, or for residents their community's register. */
export interface Appointed {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
  readonly basis: RecordReference;
}

/** A person with one role. `scope` of a resident is where they live. A document is needed for every role but resident and the first administrator. */
export interface NewPerson {
  readonly name: string;
  readonly place: string;
  readonly role: Role;
  readonly scope: string;
  readonly document?: AppointingDocument | null;
  readonly born?: string | null;
  readonly phone?: string | null;
}

/** Further terms of an appointment; without them it begins now and has no end. */
export interface Terms {
  readonly body?: string | null;
  readonly from?: number | null;
  readonly to?: number | null;
  readonly document?: AppointingDocument | null;
  /** Whether a near relative of a committee member; needed for the supervision committee. */
  readonly relative?: boolean | null;
}

/** A person found by name or place, with what they hold now. */
export interface Found {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly roles: readonly Role[];
}

/** The one stream of the organisation has a fixed id, so that it can be found before anything else is known. */
export const ORGANISATION = '00000000000000000000000000';

/** Thrown with the code of the refusal, where the installation itself founds and appoints. */
export class OrganisationProblem extends Error {
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, StoredValue>> = {},
  ) {
    super(code);
  }
}

/** Who asks for a change of the organisation. */
export interface Asking {
  readonly by: Actor;
  readonly idempotencyKey?: string;
  readonly bytes?: Uint8Array;
  /** What opens the commitments that stand in the command. */
  readonly sealed?: readonly SealedInput[];
}

const INSTALLATION: Asking = { by: SYSTEM };

/** Persons, the organisation's stream of places, bodies and appointments, and what a person may act as. */
@Injectable()
export class People {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Registers) private readonly registers: Registers,
  ) {}

  /** Founds the units that do not exist yet. */
  async found(units: readonly Unit[], asking: Asking = INSTALLATION): Promise<void> {
    const known = (await this.state()).units;
    const missing = units.filter((unit) => !known[unit.path]);
    if (missing.length > 0) await this.submit({ type: 'found', units: missing.map((unit) => ({ ...unit })) }, asking);
  }

  /** Establishes bodies; their ids are the caller's (ULIDs). */
  async establish(bodies: readonly Body[], asking: Asking = INSTALLATION): Promise<void> {
    await this.submit(
      {
        type: 'establish',
        bodies: bodies.map((body) => ({
          ...body,
          remit: [...body.remit],
          seats: body.seats.map((one) => ({ ...one })),
        })),
      },
      asking,
    );
  }

  /** A new person with one appointment, or who lives in a community from now on. */
  async add({ name, place, role, scope, document = null, born = null, phone = null }: NewPerson): Promise<string> {
    const id = this.ids.ulid();
    if (role === 'resident') {
      await this.#enter({ id, name, place, scope, household: null, phone, born, relation: null });
      return id;
    }
    await this.database.write((manager) =>
      manager.insert(Person, { ...NOBODY_IN_A_REGISTER, id, name, place, phone, born }),
    );
    await this.appoint(id, role, scope, { document });
    return id;
  }

  /** Persons who stand in no register yet: whom an office appoints. Their ids are the caller's. */
  async enterStaff(persons: readonly Newcomer[]): Promise<void> {
    const rows = persons.map((each) => ({ ...NOBODY_IN_A_REGISTER, phone: null, born: null, ...each }));
    await this.database.write((manager) => manager.insert(Person, rows));
  }

  /** One appointment of somebody who is known. */
  async appoint(person: string, role: Role, scope: string, terms: Terms = {}, asking?: Asking): Promise<void> {
    const { body = null, from = null, to = null, document = null, relative = null } = terms;
    const appointment = this.ids.ulid();
    await this.appointAll([{ appointment, person, role, scope, body, from, to, document, relative }], asking);
  }

  /** Many appointments in one record, all or none. Throws `OrganisationProblem`. */
  async appointAll(
    appointments: readonly NewAppointment[],
    asking: Asking = INSTALLATION,
    beside: BesideRecord = {},
  ): Promise<void> {
    await this.submit(
      {
        type: 'appoint',
        appointments: appointments.map((each) => ({ ...each, document: each.document && { ...each.document } })),
      },
      asking,
      beside,
    );
  }

  /** Somebody who is known lives here from now on: their row enters the community's register. */
  async settle(person: string, scope: string): Promise<void> {
    const known = await this.person(person);
    if (!known) throw new OrganisationProblem('unknown-person');
    const { id, name, place, phone, born, relation } = known;
    await this.#enter({ id, name, place, scope, household: null, phone, born, relation });
  }

  /**
   * Any command of the organisation, in the name of somebody: the decider judges. The rows of appointments and what
   * stands `beside` are written in the record's transaction. Throws `OrganisationProblem` with the code of the refusal.
   */
  async submit(
    command: Readonly<{ type: string } & Record<string, StoredValue>>,
    asking: Asking = INSTALLATION,
    beside: BesideRecord = {},
  ): Promise<Accepted> {
    const { by, idempotencyKey, bytes, sealed } = asking;
    const answer = await this.runtime.submit({
      stream: ORGANISATION,
      kind: 'organisation',
      scope: '',
      by,
      command,
      beside,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(bytes === undefined ? {} : { bytes }),
      ...(sealed === undefined ? {} : { sealed }),
    });
    if (isRefused(answer)) throw new OrganisationProblem(answer.refused, answer.values);
    return answer;
  }

  async nameOf(person: string): Promise<string> {
    return (await this.person(person))?.name ?? '';
  }

  /** Names of many people at once; whose row is erased is missing. */
  async namesOf(persons: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map([...(await this.persons(persons))].map(([id, { name }]) => [id, name]));
  }

  person(id: string): Promise<Person | null> {
    return this.database.repository(Person).findOneBy({ id });
  }

  /** People who live in the scope or hold something at it or above it, whose name or place holds the words; `most` of them. */
  async find(scope: string, words: string, most: number): Promise<readonly Found[]> {
    const like = `%${words.replace(/[!%_]/g, '!$&')}%`;
    const reach = upwards(scope);
    const now = this.clock.now();
    const sql = `SELECT p.id AS id, p.name AS name, p.place AS place FROM person p
      WHERE (p.name LIKE ? ESCAPE '!' OR p.place LIKE ? ESCAPE '!')
      AND (${within('p.scope')} OR p.id IN (SELECT a.person FROM appointment a
        WHERE (${within('a.scope')} OR a.scope IN (${places(reach.length)}))
        AND a.from_at <= ? AND (a.to_at IS NULL OR a.to_at > ?)))
      ORDER BY p.name, p.place, p.id LIMIT ${most}`;
    const parameters = [like, like, ...withinParameters(scope), ...withinParameters(scope), ...reach, now, now];
    const rows = await this.database.reading((session) => session.all(sql, parameters));
    return Promise.all(
      (rows as unknown as readonly Omit<Found, 'roles'>[]).map(async ({ id, name, place }) => {
        const roles = (await this.appointmentsOf(id)).map(({ role }) => role);
        return { id, name, place, roles: [...new Set(roles)] };
      }),
    );
  }

  /** Rows of many persons at once, by id; who was erased is missing. */
  async persons(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const found = new Map<string, Person>();
    for (let from = 0; from < ids.length; from += 500) {
      const rows = await this.database.repository(Person).findBy({ id: In(ids.slice(from, from + 500)) });
      for (const row of rows) found.set(row.id, row);
    }
    return found;
  }

  /** Everything the person may act as now: appointments in force, and `resident` of the place they live in. */
  async appointmentsOf(person: string): Promise<readonly Appointed[]> {
    const [row, rows] = await Promise.all([
      this.person(person),
      this.database.repository(AppointmentRow).findBy({ person }),
    ]);
    const now = this.clock.now();
    const held = rows.filter((each) => inForce(each, now)).map(appointed);
    const lives = row && (await this.#residence(row));
    return lives === null ? held : [lives, ...held];
  }

  /**
   * Who is meant by a role at a scope: the holders appointed exactly there, else at the nearest scope above. `resident`
   * means everybody who lives there or below.
   */
  async holders(role: string, scope: string): Promise<readonly Appointed[]> {
    if (role === 'resident') return this.#residents(scope);
    const now = this.clock.now();
    const reach = upwards(scope);
    const rows = await this.database.repository(AppointmentRow).findBy({ role, scope: In([...reach]) });
    const held = rows.filter((each) => inForce(each, now));
    for (const place of reach) {
      const here = held.filter((each) => each.scope === place);
      if (here.length > 0) return here.map(appointed);
    }
    return [];
  }

  /** Whether anybody holds the role anywhere. */
  async isHeld(role: Role): Promise<boolean> {
    const now = this.clock.now();
    return (await this.database.repository(AppointmentRow).findBy({ role })).some((each) => inForce(each, now));
  }

  /** Everybody who holds a post now; residents hold none. */
  async posted(): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    const rows = await this.database.repository(AppointmentRow).find();
    return new Set(rows.filter((each) => inForce(each, now)).map(({ person }) => person));
  }

  /** Name of a unit by its path. */
  async unitName(path: string): Promise<string> {
    const { units, closed } = await this.state();
    return (units[path] ?? closed[path])?.name ?? path;
  }

  /** Name of the building a place lies in; null where it lies in none. */
  async buildingOf(path: string): Promise<string | null> {
    const { units } = await this.state();
    return (
      upwards(path)
        .flatMap((place) => units[place] ?? [])
        .find(({ kind }) => kind === 'building')?.name ?? null
    );
  }

  /** Path of the community a place lies in; where there is none, of the topmost unit. */
  async communityOf(path: string): Promise<string> {
    const community = communityIn(await this.state(), path);
    return community?.path ?? upwards(path).at(-1) ?? path;
  }

  /** The organisation as it stands. */
  async state(): Promise<PeopleState> {
    return (await this.runtime.state<PeopleState>(ORGANISATION))?.state ?? NO_ORGANISATION;
  }

  async #enter(row: PersonRow): Promise<void> {
    const { scope } = row;
    if (scope === null || !(await this.state()).units[scope]) throw new OrganisationProblem('unknown-scope');
    const community = await this.communityOf(scope);
    await this.registers.change({ community, kind: 'entry', by: SYSTEM, rows: { persons: [row] } });
  }

  /** Everybody of a community quotes the same record, its register's latest: matters cannot be linked by it. */
  async #residence({ id, scope, community }: Person): Promise<Appointed | null> {
    if (scope === null || community === null) return null;
    const basis = await this.registers.latest(community);
    return basis && { id, person: id, role: 'resident', scope, basis };
  }

  async #residents(scope: string): Promise<readonly Appointed[]> {
    const community = await this.communityOf(scope);
    const basis = await this.registers.latest(community);
    if (basis === null) return [];
    const rows = await this.database.reading((session) =>
      session.all(`SELECT id, scope FROM person WHERE ${within('scope')}`, withinParameters(scope)),
    );
    return (rows as unknown as readonly { id: string; scope: string }[]).map((row) => ({
      id: row.id,
      person: row.id,
      role: 'resident',
      scope: row.scope,
      basis,
    }));
  }
}

const NOBODY_IN_A_REGISTER = { community: null, scope: null, household: null, relation: null, salt: null };

function appointed({ id, person, role, scope, stream, seq, leafHash }: AppointmentRow): Appointed {
  return { id, person, role: role as Role, scope, basis: { stream, seq: Number(seq), leafHash } };
}
