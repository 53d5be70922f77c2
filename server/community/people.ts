import { Inject, Injectable } from '@nestjs/common';
import { SYSTEM, type Actor, type RecordReference } from '#engine';
import { IDS, type Ids } from '#outside';
import { scopeFits, type PeopleState, type Role, type Unit } from '#rules/people';
import { isRefused, Runtime } from '#runtime';
import { Database } from '#store';
import { AppointmentRow, Person } from './entities.js';

/** An appointment with the record its right rests on. */
export interface Appointed {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
  readonly basis: RecordReference;
}

export interface NewPerson {
  readonly name: string;
  readonly place: string;
  readonly role: Role;
  readonly scope: string;
}

/** The one stream of the organisation has a fixed id, so that it can be found before anything else is known. */
export const ORGANISATION = '00000000000000000000000000';

/** Thrown with the code of the refusal: founding and appointing are done by the installation, not over HTTP. */
export class OrganisationProblem extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Persons and the organisation's stream of appointments. */
@Injectable()
export class People {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Founds the units that do not exist yet. */
  async found(units: readonly Unit[]): Promise<void> {
    const known = (await this.#state())?.units ?? {};
    const missing = units.filter((unit) => !known[unit.path]);
    if (missing.length === 0) return;
    await this.#submit({ type: 'found', units: missing.map((unit) => ({ ...unit })) });
  }

  /** A new person with one appointment. */
  async add(person: NewPerson): Promise<string> {
    const id = this.ids.ulid();
    await this.database.write((manager) => manager.insert(Person, { id, name: person.name, place: person.place }));
    await this.appoint(id, person.role, person.scope);
    return id;
  }

  async appoint(person: string, role: Role, scope: string): Promise<void> {
    const id = this.ids.ulid();
    // The person's id is random and its row erasable, so it may stand in the organisation's stream as its pseudonym.
    const { record } = await this.#submit({ type: 'appoint', appointment: id, person, role, scope, document: null });
    await this.database.write((manager) =>
      manager.insert(AppointmentRow, {
        id,
        person,
        role,
        scope,
        stream: record.stream,
        seq: record.seq,
        leafHash: record.leafHash,
      }),
    );
  }

  async nameOf(person: string): Promise<string> {
    return (await this.person(person))?.name ?? '';
  }

  person(id: string): Promise<Person | null> {
    return this.database.repository(Person).findOneBy({ id });
  }

  async appointmentsOf(person: string): Promise<readonly Appointed[]> {
    return (await this.database.repository(AppointmentRow).findBy({ person })).map(appointed);
  }

  /** Everybody who holds `role` exactly at `scope` or above it; residents of a scope hold it there or below. */
  async holders(role: string, scope: string): Promise<readonly Appointed[]> {
    const rows = (await this.database.repository(AppointmentRow).findBy({ role })).map(appointed);
    return rows.filter((row) => (role === 'resident' ? scopeFits(scope, row.scope) : scopeFits(row.scope, scope)));
  }

  /** Whether anybody holds the role anywhere. */
  isHeld(role: Role): Promise<boolean> {
    return this.database.repository(AppointmentRow).existsBy({ role });
  }

  /** Name of a unit by its path. */
  async unitName(path: string): Promise<string> {
    return (await this.#state())?.units[path]?.name ?? path;
  }

  async #state(): Promise<PeopleState | null> {
    return (await this.runtime.state<PeopleState>(ORGANISATION))?.state ?? null;
  }

  async #submit(command: Parameters<Runtime['submit']>[0]['command']) {
    const answer = await this.runtime.submit({
      stream: ORGANISATION,
      kind: 'organisation',
      scope: '',
      by: SYSTEM satisfies Actor,
      command,
    });
    if (isRefused(answer)) throw new OrganisationProblem(answer.refused);
    return answer;
  }
}

function appointed(row: AppointmentRow): Appointed {
  const { id, person, role, scope, stream, seq, leafHash } = row;
  return { id, person, role: role as Role, scope, basis: { stream, seq: Number(seq), leafHash } };
}
