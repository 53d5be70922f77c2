import type { HouseholdRow, OwnersRow, PersonRow, PropertyRow, RegisterRows, Salted } from '#rules/register';
import { inChunks, insertRows, places, type Database, type Row, type Session, type TableOf } from '#store';
import { inTurns } from './turns.js';

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

/** All rows of a community's register. Read in pages, with turns of the event loop between them. */
export async function registerRows(database: Database, community: string): Promise<RegisterRows> {
  for (let tries = 0; ; tries++) {
    const before = await latestOf(database, community);
    const rows = await readRows(database, community);
    // rows of two versions would fit neither's root
    if (tries >= MOST_TRIES || (await latestOf(database, community)) === before) return rows;
  }
}

const MOST_TRIES = 5;

async function latestOf(database: Database, community: string): Promise<string | null> {
  const [row] = await database.reading((session) =>
    session.all('SELECT leaf_hash AS leaf FROM register WHERE scope = ?', [community]),
  );
  return row === undefined ? null : String(row['leaf']);
}

async function readRows(database: Database, community: string): Promise<RegisterRows> {
  const below = withinParameters(community);
  const persons = await paged(database, 'person', 'community = ?', [community]);
  const households = await paged(database, 'household', within('scope'), below);
  const units = await paged(database, 'property_unit', within('scope'), below);
  const groups = await paged(database, 'owner_group', within('scope'), below);
  const personsOf = new Map<string, string[]>();
  await inTurns(groups, async (part) => {
    const owners = part.map(({ id }) => String(id));
    const owning = await database.reading((session) =>
      session.all(`SELECT owners, person FROM owner WHERE owners IN (${places(owners.length)})`, owners),
    );
    for (const { owners: group, person } of owning as unknown as readonly { owners: string; person: string }[]) {
      const known = personsOf.get(group);
      if (known) known.push(person);
      else personsOf.set(group, [person]);
    }
  });
  return {
    persons: persons.map(personOf),
    households: households.map(householdOf),
    units: units.map(unitOf),
    owners: groups.map((row) => ownersOf(row, personsOf.get(row['id'] as string) ?? [])),
  };
}

/** Rows of a table, ascending by id: first which, then themselves, so that the primary key serves every page. */
async function paged(
  database: Database,
  table: string,
  where: string,
  parameters: readonly string[],
): Promise<readonly Row[]> {
  const found = await database.reading((session) =>
    session.all(`SELECT id FROM ${table} WHERE ${where}`, [...parameters]),
  );
  const ids = found.map(({ id }) => String(id)).sort();
  const rows: Row[] = [];
  await inTurns(ids, async (part) => {
    rows.push(
      ...(await database.reading((session) =>
        session.all(`SELECT * FROM ${table} WHERE id IN (${places(part.length)})`, [...part]),
      )),
    );
  });
  return rows;
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

/**
 * Writes the rows of a change in the caller's transaction: first what goes, then what comes or is another now. In parts: whoever only reads
 * goes on meanwhile.
 */
export async function writeRows(
  { dialect }: Database,
  session: Session,
  community: string,
  put: RegisterRows,
  removed: Removed,
): Promise<void> {
  const gone = (table: string, key: string, ids: readonly string[]) =>
    inTurns(ids, (part) =>
      inChunks(part, async (chunk) => {
        await session.run(`DELETE FROM ${table} WHERE ${key} IN (${places(chunk.length)})`, [...chunk]);
      }),
    );
  const come = <T>(table: TableOf<T>, rows: readonly T[]) =>
    inTurns(rows, (part) => insertRows(session, dialect, table, part, 'replace'));
  await gone('owner', 'owners', [...removed.owners, ...put.owners.map(({ id }) => id)]);
  await gone('owner_group', 'id', removed.owners);
  await gone('property_unit', 'id', removed.units);
  await gone('household', 'id', removed.households);
  await gone('person', 'id', removed.persons);
  const persons = put.persons.map((row) => ({ row, community }));
  await come(PERSON, persons);
  await come(HOUSEHOLD, put.households);
  await come(UNIT, put.units);
  await come(OWNERS, put.owners);
  const owning = put.owners.flatMap(({ id, persons: people }) => people.map((person) => ({ owners: id, person })));
  await come(OWNER, owning);
}
