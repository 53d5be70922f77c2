import type { HouseholdRow, PersonRow } from '../rows.js';
import { dateOf, phoneOf, roomName } from './cells.js';
import {
  alike,
  Findings,
  linesOf,
  placeOf,
  type Column,
  type Finding,
  type KnownUnit,
  type Proposal,
} from './reading.js';
import type { Table } from './table.js';

/** 住户名册: one line a person. */
export const HOUSEHOLD_COLUMNS: readonly Column[] = [
  { key: 'estate', zh: '小区', also: [], required: false },
  { key: 'building', zh: '楼栋', also: ['楼号', '栋'], required: true },
  { key: 'stairwell', zh: '单元', also: ['单元号'], required: false },
  { key: 'room', zh: '房号', also: ['室', '房间号'], required: true },
  { key: 'number', zh: '户号', also: ['户编号'], required: true },
  { key: 'name', zh: '姓名', also: [], required: true },
  { key: 'born', zh: '出生日期', also: ['出生年月日', '生日'], required: false },
  { key: 'phone', zh: '手机', also: ['手机号', '电话', '联系电话'], required: false },
  { key: 'relation', zh: '与户主关系', also: ['关系'], required: false },
];

/** What a file is checked against: the community's units and register, and today (`YYYY-MM-DD`). */
export interface HouseholdsGround {
  readonly units: readonly KnownUnit[];
  readonly day: string;
  readonly persons: readonly PersonRow[];
  readonly households: readonly HouseholdRow[];
}

interface PersonLine {
  readonly row: number;
  readonly scope: string;
  readonly label: string;
  readonly number: string;
  readonly name: string;
  readonly born: string | null;
  readonly phone: string | null;
  readonly relation: string | null;
}

export interface HouseholdsReading {
  readonly lines: readonly PersonLine[];
  readonly findings: readonly Finding[];
  readonly proposals: readonly Proposal[];
}

/** What the user said of each proposal, by its number. */
export type Decisions = ReadonlyMap<number, 'merge' | 'apart'>;

/** Reads and checks a roster of residents; nothing is changed by it. */
export function readHouseholds(table: Table, ground: HouseholdsGround): HouseholdsReading {
  const findings = new Findings(HOUSEHOLD_COLUMNS);
  const lines = linesOf(table, HOUSEHOLD_COLUMNS, findings).flatMap((line): readonly PersonLine[] => {
    const { row, cells } = line;
    const place = placeOf(line, ground.units, findings);
    const born = birth(row, cells['born'] ?? '', ground.day, findings);
    const phone = phoneIn(row, cells['phone'] ?? '', findings);
    const { room = '', number = '', name = '', relation = '' } = cells;
    if ([...name].length > 64) findings.error(row, 'name', 'cell-too-long', { most: 64 });
    if ([...relation].length > 16) findings.error(row, 'relation', 'cell-too-long', { most: 16 });
    if ([...number].length > 32) findings.error(row, 'number', 'cell-too-long', { most: 32 });
    if (place === undefined || room === '' || number === '' || name === '') return [];
    const label = `${place.label}${roomName(room)}`;
    return [{ row, scope: place.path, label, number, name, born, phone, relation: relation === '' ? null : relation }];
  });
  checkHouseholds(lines, findings);
  return { lines, findings: findings.all, proposals: propose(lines, ground) };
}

function birth(row: number, cell: string, day: string, findings: Findings): string | null {
  if (cell === '') {
    findings.warn(row, 'born', 'born-missing');
    return null;
  }
  const born = dateOf(cell);
  if (born === null) findings.error(row, 'born', 'date-invalid', { value: cell });
  else if (born > day) findings.error(row, 'born', 'date-in-future', { value: cell });
  return born;
}

function phoneIn(row: number, cell: string, findings: Findings): string | null {
  if (cell === '') return null;
  const phone = phoneOf(cell);
  if (phone === null) findings.error(row, 'phone', 'phone-invalid', { value: cell });
  return phone;
}

/** A number stands for one household at one place; a person stands in it once. */
function checkHouseholds(lines: readonly PersonLine[], findings: Findings): void {
  const first = new Map<string, PersonLine>();
  for (const line of lines) {
    const known = first.get(line.number);
    if (known === undefined) first.set(line.number, line);
    else if (known.scope !== line.scope || known.label !== line.label)
      findings.error(line.row, 'number', 'household-twice', { value: line.number, row: known.row, place: known.label });
  }
  for (const [one, ...again] of alike(lines, ({ number, name, born }) => JSON.stringify([number, name, born])))
    for (const line of again)
      findings.error(line.row, 'name', 'person-twice', { value: line.name, row: one?.row ?? 0 });
}

/** The same name and birth date, or the same telephone, in two households; within one a family may share a telephone. */
function propose(lines: readonly PersonLine[], { persons, households }: HouseholdsGround): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const seen = new Set<string>();
  const add = (code: Proposal['code'], row: number, other: Proposal['other'], name: string): void => {
    const key = `${row} ${JSON.stringify(other)}`;
    if (seen.has(key)) return;
    seen.add(key);
    proposals.push({ n: proposals.length + 1, code, row, other, values: { name } });
  };
  const numbers = new Map(households.map(({ id, number }) => [id, number]));
  const samePerson = ({ name, born }: PersonLine | PersonRow): string | null =>
    born === null ? null : JSON.stringify([name, born]);
  const samePhone = ({ phone }: PersonLine | PersonRow): string | null => phone;
  for (const [code, keyOf] of [
    ['same-person', samePerson],
    ['same-phone', samePhone],
  ] as const) {
    for (const [one, ...again] of alike(lines, keyOf))
      for (const line of again)
        if (one !== undefined && line.number !== one.number) add(code, line.row, { row: one.row }, one.name);
    const registered = new Map(persons.map((person) => [keyOf(person), person]));
    for (const line of lines) {
      const person = registered.get(keyOf(line));
      if (person === undefined || keyOf(line) === null) continue;
      const home = person.household === null ? undefined : numbers.get(person.household);
      if (home !== line.number) add(code, line.row, { person: person.id }, person.name);
    }
  }
  return proposals;
}

/** The rows that come of a reading without errors. A person who is registered in the same household under the same name keeps the id. */
export function planHouseholds(
  { lines, proposals }: HouseholdsReading,
  ground: HouseholdsGround,
  decisions: Decisions,
  newId: () => string,
): { readonly persons: readonly PersonRow[]; readonly households: readonly HouseholdRow[] } {
  const households = new Map(ground.households.map((household) => [household.number, household]));
  const touched = new Map<string, HouseholdRow>();
  for (const { number, scope, label } of lines) {
    const id = touched.get(number)?.id ?? households.get(number)?.id ?? newId();
    touched.set(number, { id, scope, label, number });
  }
  const merged = new Map(
    proposals.flatMap(({ n, row, other }) => (decisions.get(n) === 'merge' ? [[row, other] as const] : [])),
  );
  const known = new Map(ground.persons.map((person) => [person.id, person]));
  const inHousehold = new Map(ground.persons.map((each) => [JSON.stringify([each.household, each.name]), each]));
  const byRow = new Map<number, PersonRow>();
  for (const line of lines) {
    const household = touched.get(line.number)?.id ?? null;
    const other = merged.get(line.row);
    const into = other !== undefined && 'row' in other ? byRow.get(other.row) : undefined;
    if (into !== undefined) {
      // the first line stays where it is; what it does not say the second may
      const { phone, born, relation } = line;
      byRow.set(line.row, into);
      Object.assign(into, { phone: into.phone ?? phone, born: into.born ?? born, relation: into.relation ?? relation });
      continue;
    }
    const before =
      other !== undefined && 'person' in other
        ? known.get(other.person)
        : inHousehold.get(JSON.stringify([household, line.name]));
    byRow.set(line.row, {
      id: before?.id ?? newId(),
      name: line.name,
      place: line.label,
      scope: line.scope,
      household,
      phone: line.phone ?? before?.phone ?? null,
      born: line.born ?? before?.born ?? null,
      relation: line.relation ?? before?.relation ?? null,
    });
  }
  return { persons: [...new Set(byRow.values())], households: [...touched.values()] };
}
