import { In } from 'typeorm';
import { SYSTEM } from '#engine';
import { People, Person, Registers, type Terms } from '#community';
import { Accounts } from '#identity';
import { IDS, type Ids } from '#outside';
import { dayOf } from '#rules/contract';
import {
  planHouseholds,
  planProperty,
  readHouseholds,
  readProperty,
  type Finding,
  type KnownUnit,
} from '#rules/register';
import { Database } from '#store';
import type { Heyi } from '../app.js';
import { BODIES, DOCUMENT, FIRST_POSTS, PLACES, POSTS, type DemoBody, type DemoPost } from './organisation.js';
import { hxRosters, KNOWN_RESIDENTS, qhlRosters, smallRosters, type CommunityRosters } from './registers.js';

/** Everybody of the demo: rosters to import, bodies, posts. */
export interface DemoPeople {
  readonly rosters: readonly CommunityRosters[];
  readonly bodies: readonly DemoBody[];
  readonly posts: readonly DemoPost[];
  /** Whether they have a story behind them: consultations at several points. */
  readonly story: boolean;
}

/** The whole invented street: two communities with 3,672 adults, all bodies, somebody for each role. */
export function demoPeople(): DemoPeople {
  return { rosters: [qhlRosters(), hxRosters()], bodies: BODIES, posts: POSTS, story: true };
}

/** Five residents, a worker and an administrator: enough for a vote that five can decide. */
export function fewPeople(): DemoPeople {
  const bodies = BODIES.filter(({ key }) => key === 'qhl-committee');
  return { rosters: [smallRosters()], bodies, posts: FIRST_POSTS, story: false };
}

/**
 * Loads them by the same ways an office would: places, bodies and appointments as records of the organisation, the
 * rosters read and checked as imports. `password` is every account's. Answers the persons of the accounts.
 */
export async function loadPeople(
  { app }: Heyi,
  { rosters, bodies, posts }: DemoPeople,
  password: string,
): Promise<ReadonlyMap<string, string>> {
  const people = app.get(People);
  const ids = app.get<Ids>(IDS);
  await people.found([...PLACES, ...rosters.flatMap(({ units }) => units)]);
  for (const one of rosters) await importRosters(app.get(Registers), one, (await people.state()).units, ids);
  const bodyIds = new Map(bodies.map(({ key }) => [key, ids.ulid()]));
  await people.establish(
    bodies.map(({ key, parent, ...each }) => ({
      ...each,
      body: bodyIds.get(key) ?? '',
      parent: parent === null ? null : (bodyIds.get(parent) ?? ''),
    })),
  );
  const staff = posts.map((post) => ({ ...post, id: ids.ulid() }));
  await people.enterStaff(staff.map(({ id, name, place }) => ({ id, name, place })));
  await people.appointAll(
    staff.map(({ id, role, scope, body }) => ({
      appointment: ids.ulid(),
      person: id,
      role,
      scope,
      ...termsOf(body === null ? null : (bodyIds.get(body) ?? null)),
    })),
  );
  const residents = await residentsOf(app.get(Database));
  const accounts = new Map([
    ...KNOWN_RESIDENTS.map(({ account, name }) => [account, residents.get(name) ?? ''] as const),
    ...staff.flatMap(({ account, id }) => (account === null ? [] : [[account, id] as const])),
  ]);
  // what is hard for a thief to compute is hard for us: the processors share it
  await Promise.all([...accounts].map(([account, person]) => app.get(Accounts).create(account, password, person)));
  return accounts;
}

function termsOf(body: string | null): Required<Terms> {
  return { body, from: null, to: null, document: DOCUMENT, relative: false };
}

async function residentsOf(database: Database): Promise<ReadonlyMap<string, string>> {
  const names = KNOWN_RESIDENTS.map(({ name }) => name);
  const rows = await database.repository(Person).findBy({ name: In(names) });
  return new Map(rows.map(({ id, name }) => [name, id]));
}

async function importRosters(
  registers: Registers,
  { community, households, property }: CommunityRosters,
  known: Readonly<Record<string, KnownUnit>>,
  ids: Ids,
): Promise<void> {
  const units = Object.values(known).filter(({ path }) => path.startsWith(`${community}/`));
  const day = dayOf(Date.now());
  const newId = (): string => ids.ulid();
  const nobody = { units, day, persons: [], households: [] };
  const homes = readHouseholds(households, nobody);
  refuse(homes.findings);
  const living = planHouseholds(homes, nobody, new Map(), newId);
  const ground = { units, day, community, persons: living.persons, properties: [], owners: [] };
  const owned = readProperty(property, ground);
  if (property.length > 0) refuse(owned.findings);
  const owning = planProperty(owned, ground, new Map(), newId);
  await registers.change({
    community,
    kind: 'import',
    by: SYSTEM,
    rows: {
      persons: [...living.persons, ...owning.persons],
      households: living.households,
      units: owning.units,
      owners: owning.owners,
    },
  });
}

/** The demo's own rosters are right. */
function refuse(findings: readonly Finding[]): void {
  const wrong = findings.find(({ severity }) => severity === 'error');
  if (wrong) throw new Error(`demo data: ${JSON.stringify(wrong)}`);
}
