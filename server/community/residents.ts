import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CLOCK, type Clock } from '#outside';
import { dayOf, scopeFits } from '#rules/contract';
import { isAdult } from '#rules/register';
import { Database, type Row } from '#store';
import { Household, Owner, OwnerGroup, Person, PropertyUnit } from './entities.js';
import { People } from './people.js';
import { within, withinParameters } from './rows.js';

/** A person as those who look them up see them: what the work takes. */
export interface ResidentLine {
  readonly person: string;
  readonly name: string;
  readonly place: string;
  readonly household: string | null;
  readonly relation: string | null;
  /** The middle is hidden: `199****0001`. */
  readonly phone: string | null;
}

export interface ResidentPage {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly ResidentLine[];
}

/** What the register knows of somebody, so that no form asks for it again. */
export interface KnownFields {
  readonly name: string;
  readonly place: string;
  readonly household: string | null;
  readonly phone: string | null;
  /** Name of the building one lives in. */
  readonly building: string | null;
  /** Floor area owned, square metres with two decimals. */
  readonly area: string | null;
}

/** Somebody something is brought to. */
export interface Addressee {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  /** Path of the place in the community whose desk brings it. */
  readonly scope: string | null;
  /** A person themselves, not a household or an owner group. */
  readonly person: boolean;
  /** Ids of those who may read it in the app. */
  readonly people: readonly string[];
}

/** Relation of the one a household is named after. */
const HEAD = '户主';
const A_PAGE = 50;

/** Looks people up in the registers. Whether the reader may is for the caller. */
@Injectable()
export class Residents {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Persons who live at the place or below it, by a part of name or place, in the order of their places. */
  async find(scope: string, words: string, page: number): Promise<ResidentPage> {
    const at = Number.isSafeInteger(page) && page > 0 ? page : 1;
    const like = `%${words.replace(/[!%_]/g, '!$&')}%`;
    const where = `${within('p.scope')} AND (p.name LIKE ? ESCAPE '!' OR p.place LIKE ? ESCAPE '!')`;
    const parameters = [...withinParameters(scope), like, like];
    return this.database.reading(async (session) => {
      const [counted] = await session.all(`SELECT COUNT(*) AS n FROM person p WHERE ${where}`, parameters);
      const rows = await session.all(
        `SELECT p.id AS id, p.name AS name, p.place AS place, p.phone AS phone, p.relation AS relation, h.number AS number
         FROM person p LEFT JOIN household h ON h.id = p.household WHERE ${where}
         ORDER BY p.scope, p.place, p.id LIMIT ${A_PAGE} OFFSET ${(at - 1) * A_PAGE}`,
        parameters,
      );
      const total = Number(counted?.['n'] ?? 0);
      return { total, page: at, pages: Math.max(1, Math.ceil(total / A_PAGE)), lines: rows.map(lineOf) };
    });
  }

  /** How many persons, households and properties of the registers lie at the place or below it. */
  async entriesIn(scope: string): Promise<number> {
    const tables = ['person', 'household', 'property_unit'];
    const counted = await this.database.reading((session) =>
      Promise.all(
        tables.map((table) =>
          session.all(`SELECT COUNT(*) AS n FROM ${table} WHERE ${within('scope')}`, withinParameters(scope)),
        ),
      ),
    );
    return counted.reduce((sum, [row]) => sum + Number(row?.['n'] ?? 0), 0);
  }

  /**
   * To whom and where something is brought, for people, households and owner groups by their ids, and who may read it for them: the person,
   * the adults of the household, the owners. `scope` is null for who stands in no register.
   */
  async addressees(ids: readonly string[]): Promise<readonly Addressee[]> {
    const id = In([...new Set(ids)]);
    const [persons, households, groups, members, owners] = await Promise.all([
      this.database.repository(Person).findBy({ id }),
      this.database.repository(Household).findBy({ id }),
      this.database.repository(OwnerGroup).findBy({ id }),
      this.database.repository(Person).findBy({ household: id }),
      this.database.repository(Owner).findBy({ owners: id }),
    ]);
    const units = await this.database.repository(PropertyUnit).findBy({ owners: id });
    const day = dayOf(this.clock.now());
    return [
      ...persons.map(({ id: person, name, place, community }) => ({
        ...{ id: person, name, place, scope: community },
        person: true,
        people: [person],
      })),
      ...households.map(({ id: household, label, scope }) => {
        const here = members.filter((each) => each.household === household);
        const head = here.find(({ relation }) => relation === HEAD) ?? here[0];
        const people = here.filter(({ born }) => isAdult(born, day)).map((each) => each.id);
        const at = { name: head?.name ?? label, place: label, scope };
        return { id: household, ...at, person: false, people };
      }),
      ...groups.map(({ id: group, name, scope, holder }) => {
        const held = owners.filter((each) => each.owners === group).map((each) => each.person);
        const place = units.filter((unit) => unit.owners === group).map((unit) => unit.label);
        const at = { name, place: place.join('、'), scope };
        return { id: group, ...at, person: false, people: holder === null ? held : [holder] };
      }),
    ];
  }

  /** Which of these ids are households, or owner groups, at a place or near it: below it or above. */
  async electors(
    right: 'household' | 'owner-group',
    ids: readonly string[],
    place: string,
  ): Promise<readonly string[]> {
    const found = await this.database
      .repository<Household | OwnerGroup>(right === 'household' ? Household : OwnerGroup)
      .findBy({ id: In([...new Set(ids)]) });
    return found.filter(({ scope }) => scopeFits(place, scope) || scopeFits(scope, place)).map(({ id }) => id);
  }

  /** Households, or owner groups, of a place by a part of what they are called or of a member's or owner's name; the first of them. */
  async findElectors(
    right: 'household' | 'owner-group',
    scope: string,
    words: string,
    most: number,
  ): Promise<readonly Addressee[]> {
    const like = `%${words.replace(/[!%_]/g, '!$&')}%`;
    const [table, called, people] =
      right === 'household'
        ? ['household', 'h.label', 'SELECT 1 FROM person p WHERE p.household = h.id']
        : ['owner_group', 'h.name', 'SELECT 1 FROM owner o JOIN person p ON p.id = o.person WHERE o.owners = h.id'];
    const rows = await this.database.reading((session) =>
      session.all(
        `SELECT h.id AS id FROM ${table} h WHERE ${within('h.scope')}
         AND (${called} LIKE ? ESCAPE '!' OR EXISTS (${people} AND p.name LIKE ? ESCAPE '!'))
         ORDER BY ${called}, h.id LIMIT ${most}`,
        [...withinParameters(scope), like, like],
      ),
    );
    const ids = rows.map(({ id }) => String(id));
    const found = new Map((await this.addressees(ids)).map((each) => [each.id, each]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** What households and owner groups are called, by id; other ids are missing. */
  async rights(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const id = In([...new Set(ids)]);
    const [households, owners] = await Promise.all([
      this.database.repository(Household).findBy({ id }),
      this.database.repository(OwnerGroup).findBy({ id }),
    ]);
    return new Map([
      ...households.map((row) => [row.id, row.label] as const),
      ...owners.map((row) => [row.id, row.name] as const),
    ]);
  }

  /** Collect once: what a form need not ask this person, as the person is shown it; null for whoever stands in no register. */
  async known(person: string): Promise<KnownFields | null> {
    const held = await this.held(person);
    return held && { ...held, phone: masked(held.phone) };
  }

  /** The same in full, as it is put where a form would have asked. */
  async held(person: string): Promise<KnownFields | null> {
    const row = await this.database.repository(Person).findOneBy({ id: person });
    if (!row?.community) return null;
    const home =
      row.household === null ? null : await this.database.repository(Household).findOneBy({ id: row.household });
    const { name, place, phone, scope } = row;
    const building = scope === null ? null : await this.people.buildingOf(scope);
    return { name, place, household: home?.label ?? null, phone, building, area: await this.#areaOf(person) };
  }

  /** Floor area of what the person owns, alone or with others, in square metres with two decimals. */
  async #areaOf(person: string): Promise<string | null> {
    const groups = await this.database.repository(Owner).findBy({ person });
    if (groups.length === 0) return null;
    const owners = In(groups.map((each) => each.owners));
    const units = await this.database.repository(PropertyUnit).findBy({ owners });
    if (units.length === 0) return null;
    const sum = units.reduce((total, { area }) => total + area, 0);
    return `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`;
  }
}

function lineOf(row: Row): ResidentLine {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  return {
    person: String(row['id']),
    name: String(row['name']),
    place: String(row['place']),
    household: text('number'),
    relation: text('relation'),
    phone: masked(text('phone')),
  };
}

/** Enough to recognise one's own number, too little to call it. */
export function masked(phone: string | null): string | null {
  if (phone === null) return null;
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
