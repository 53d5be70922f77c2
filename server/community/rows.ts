import type { HouseholdRow, OwnersRow, PersonRow, PropertyRow, RegisterRows, Salted } from '#rules/register';
import { inChunks, insertRows, places, type Database, type Row, type Session, type TableOf } from '#store';

const bytes = (salt: string): Buffer => Buffer.from(salt, 'base64');
const salted = (row: Row): string => Buffer.from(row['salt'] as Uint8Array).toString('base64');

interface InCommunity<T> {
  readonly row: Salted<T>;
  readonly community: string;
}

const PERSON: TableOf<InCommunity<PersonRow>> = {
  name: 'person',
  columns: ['id', 'name', 'place', 'community', 'scope', 'household', 'phone', 'born', 'relation', 'salt'],
  keys: ['id'],
  parameters: ({ row, community }) => [
    row.id,
    row.name,
    row.place,
    community,
    row.scope,
    row.household,
    row.phone,
    row.born,
    row.relation,
    bytes(row.salt),
  ],
};

const HOUSEHOLD: TableOf<Salted<HouseholdRow>> = {
  name: 'household',
  columns: ['id', 'scope', 'label', 'number', 'salt'],
  keys: ['id'],
  parameters: (row) => [row.id, row.scope, row.label, row.number, bytes(row.salt)],
};

const UNIT: TableOf<Salted<PropertyRow>> = {
  name: 'property_unit',
  columns: ['id', 'scope', 'label', 'number', 'kind', 'area', 'area_source', 'area_date', 'owners', 'salt'],
  keys: ['id'],
  parameters: (row) => [
    row.id,
    row.scope,
    row.label,
    row.number,
    row.kind,
    row.area,
    row.areaSource,
    row.areaDate,
    row.owners,
    bytes(row.salt),
  ],
};

const OWNERS: TableOf<Salted<OwnersRow>> = {
  name: 'owner_group',
  columns: ['id', 'scope', 'kind', 'name', 'holder', 'document', 'salt'],
  keys: ['id'],
  parameters: (row) => [row.id, row.scope, row.kind, row.name, row.holder, row.document, bytes(row.salt)],
};

const OWNER: TableOf<{ readonly owners: string; readonly person: string }> = {
  name: 'owner',
  columns: ['owners', 'person'],
  keys: ['owners', 'person'],
  parameters: (row) => [row.owners, row.person],
};

/** Ids of rows to take out. */
export interface Removed {
  readonly persons: readonly string[];
  readonly households: readonly string[];
  readonly units: readonly string[];
  readonly owners: readonly string[];
}

/** `column` lies at the path or below it; `/` is followed by `0`, so the range is exact and an index serves it. */
export function within(column: string): string {
  return `(${column} = ? OR (${column} >= ? AND ${column} < ?))`;
}

export function withinParameters(path: string): readonly [string, string, string] {
  return [path, `${path}/`, `${path}0`];
}

/** All rows of a community's register. */
export function registerRows(database: Database, community: string): Promise<RegisterRows> {
  return database.reading(async (session) => {
    const of = (table: string) =>
      session.all(`SELECT * FROM ${table} WHERE ${within('scope')}`, withinParameters(community));
    const persons = await session.all('SELECT * FROM person WHERE community = ?', [community]);
    const households = await of('household');
    const units = await of('property_unit');
    const groups = await of('owner_group');
    const owning = await session.all(
      `SELECT o.owners AS owners, o.person AS person FROM owner o JOIN owner_group g ON g.id = o.owners WHERE ${within('g.scope')}`,
      withinParameters(community),
    );
    const personsOf = new Map<string, string[]>();
    for (const { owners, person } of owning as unknown as readonly { owners: string; person: string }[]) {
      const known = personsOf.get(owners);
      if (known) known.push(person);
      else personsOf.set(owners, [person]);
    }
    return {
      persons: persons.map(personOf),
      households: households.map(householdOf),
      units: units.map(unitOf),
      owners: groups.map((row) => ownersOf(row, personsOf.get(row['id'] as string) ?? [])),
    };
  });
}

function personOf(row: Row): Salted<PersonRow> {
  const { id, name, place, scope, household, phone, born, relation } = row as unknown as PersonRow;
  return { id, name, place, scope, household, phone, born, relation, salt: salted(row) };
}

function householdOf(row: Row): Salted<HouseholdRow> {
  const { id, scope, label, number } = row as unknown as HouseholdRow;
  return { id, scope, label, number, salt: salted(row) };
}

function unitOf(row: Row): Salted<PropertyRow> {
  const { id, scope, label, number, kind, owners } = row as unknown as PropertyRow;
  return {
    id,
    scope,
    label,
    number,
    kind,
    area: Number(row['area']),
    areaSource: row['area_source'] as PropertyRow['areaSource'],
    areaDate: row['area_date'] as string | null,
    owners,
    salt: salted(row),
  };
}

function ownersOf(row: Row, persons: readonly string[]): Salted<OwnersRow> {
  const { id, scope, kind, name, holder, document } = row as unknown as OwnersRow;
  return { id, scope, kind, name, holder, document, persons: [...persons].sort(), salt: salted(row) };
}

/** Writes the rows of a change in the caller's transaction: first what goes, then what comes or is another now. */
export async function writeRows(
  { dialect }: Database,
  session: Session,
  community: string,
  put: RegisterRows,
  removed: Removed,
): Promise<void> {
  const gone = async (table: string, key: string, ids: readonly string[]) =>
    inChunks(ids, async (chunk) => {
      await session.run(`DELETE FROM ${table} WHERE ${key} IN (${places(chunk.length)})`, [...chunk]);
    });
  await gone('owner', 'owners', [...removed.owners, ...put.owners.map(({ id }) => id)]);
  await gone('owner_group', 'id', removed.owners);
  await gone('property_unit', 'id', removed.units);
  await gone('household', 'id', removed.households);
  await gone('person', 'id', removed.persons);
  const persons = put.persons.map((row) => ({ row, community }));
  await insertRows(session, dialect, PERSON, persons, 'replace');
  await insertRows(session, dialect, HOUSEHOLD, put.households, 'replace');
  await insertRows(session, dialect, UNIT, put.units, 'replace');
  await insertRows(session, dialect, OWNERS, put.owners, 'replace');
  const owning = put.owners.flatMap(({ id, persons: people }) => people.map((person) => ({ owners: id, person })));
  await insertRows(session, dialect, OWNER, owning, 'replace');
}
