import { scopeFits } from '../../contract/index.js';
import type { HouseholdRow, OwnersRow, PersonRow, PropertyRow } from '../rows.js';
import { areaText } from './cells.js';
import { HOUSEHOLD_COLUMNS } from './households.js';
import { AREA_SOURCE_ZH, OWNER_KIND_ZH, PROPERTY_COLUMNS, PROPERTY_KIND_ZH } from './property.js';
import type { Column, KnownUnit } from './reading.js';
import type { Table } from './table.js';

/** The register as the table it could be imported from again. */
export function householdsTable(
  { persons, households }: { readonly persons: readonly PersonRow[]; readonly households: readonly HouseholdRow[] },
  units: readonly KnownUnit[],
): Table {
  const homes = new Map(households.map((each) => [each.id, each]));
  const rows = persons.flatMap((person) => {
    const home = homes.get(person.household ?? '');
    if (home === undefined) return [];
    const { name, born, phone, relation } = person;
    const place = namesOf(home.scope, units);
    const room = roomOf(home.label, place);
    return [
      { ...place, room, number: home.number, name, born: born ?? '', phone: phone ?? '', relation: relation ?? '' },
    ];
  });
  return tableOf(HOUSEHOLD_COLUMNS, rows);
}

export function propertyTable(
  {
    units: properties,
    owners,
    persons,
  }: {
    readonly units: readonly PropertyRow[];
    readonly owners: readonly OwnersRow[];
    readonly persons: readonly PersonRow[];
  },
  units: readonly KnownUnit[],
): Table {
  const groups = new Map(
    owners.map((each, n) => [each.id, { ...each, ownerNumber: `Y${String(n + 1).padStart(4, '0')}` }]),
  );
  const people = new Map(persons.map((each) => [each.id, each]));
  const rows = properties.map((unit) => {
    const group = groups.get(unit.owners ?? '');
    const place = namesOf(unit.scope, units);
    const names = (group?.persons ?? []).map((id) => people.get(id)?.name ?? '');
    const holder = people.get(group?.holder ?? '');
    return {
      ...place,
      room: unit.number,
      kind: PROPERTY_KIND_ZH[unit.kind],
      area: areaText(unit.area),
      source: AREA_SOURCE_ZH[unit.areaSource],
      date: unit.areaDate ?? '',
      ownerNumber: group?.kind === 'persons' ? group.ownerNumber : '',
      owner: group?.name ?? '',
      ownerKind: group ? OWNER_KIND_ZH[group.kind] : '',
      coOwners: without(names, group?.name ?? '').join('、'),
      holder: group?.kind === 'persons' && names.length < 2 ? '' : (holder?.name ?? ''),
      phone: ownerPhone(group, people) ?? '',
      document: group?.document ?? '',
    };
  });
  return tableOf(PROPERTY_COLUMNS, rows);
}

function ownerPhone(group: OwnersRow | undefined, people: ReadonlyMap<string, PersonRow>): string | null {
  if (group === undefined) return null;
  if (group.kind !== 'persons') return people.get(group.holder ?? '')?.phone ?? null;
  return group.persons.map((id) => people.get(id)).find((person) => person?.name === group.name)?.phone ?? null;
}

/** One of the names taken out, once. */
function without(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return at < 0 ? names : [...names.slice(0, at), ...names.slice(at + 1)];
}

interface Place {
  readonly estate: string;
  readonly building: string;
  readonly stairwell: string;
}

function namesOf(path: string, units: readonly KnownUnit[]): Place {
  const on = (kind: string): string =>
    units.find((unit) => unit.kind === kind && scopeFits(unit.path, path))?.name ?? '';
  return { estate: on('estate'), building: on('building'), stairwell: on('stairwell') };
}

/** `3号楼2单元502室` → `502室`. */
function roomOf(label: string, { building, stairwell }: Place): string {
  const start = `${building}${stairwell}`;
  return label.startsWith(start) ? label.slice(start.length) : label;
}

/** Headings, then the rows; columns nobody fills are left out. */
function tableOf(columns: readonly Column[], rows: readonly Readonly<Record<string, string>>[]): Table {
  const used = columns.filter(({ key, required }) => required || rows.some((row) => (row[key] ?? '') !== ''));
  return [used.map(({ zh }) => zh), ...rows.map((row) => used.map(({ key }) => row[key] ?? ''))];
}
