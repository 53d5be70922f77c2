import {
  AREA_SOURCES,
  OWNER_KINDS,
  PROPERTY_KINDS,
  type AreaSource,
  type OwnerKind,
  type OwnersRow,
  type PersonRow,
  type PropertyKind,
  type PropertyRow,
} from '../rows.js';
import { areaOf, areaText, dateOf, namesOf, phoneOf, roomName } from './cells.js';
import type { Decisions } from './households.js';
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

/** 产权名册: one line a unit. */
export const PROPERTY_COLUMNS: readonly Column[] = [
  { key: 'estate', zh: '小区', also: [], required: false },
  { key: 'building', zh: '楼栋', also: ['楼号', '栋'], required: true },
  { key: 'stairwell', zh: '单元', also: ['单元号'], required: false },
  { key: 'room', zh: '房号', also: ['室', '房间号', '车位号'], required: true },
  { key: 'kind', zh: '用途', also: ['房屋用途'], required: false },
  { key: 'area', zh: '建筑面积', also: ['面积', '专有部分面积'], required: true },
  { key: 'source', zh: '面积来源', also: [], required: true },
  { key: 'date', zh: '面积日期', also: ['登记日期'], required: false },
  { key: 'ownerNumber', zh: '业主编号', also: [], required: false },
  { key: 'owner', zh: '产权人', also: ['业主', '所有权人'], required: true },
  { key: 'ownerKind', zh: '产权人类别', also: [], required: false },
  { key: 'coOwners', zh: '共有人', also: [], required: false },
  { key: 'holder', zh: '推选人', also: ['推选的投票人', '授权代表'], required: false },
  { key: 'phone', zh: '手机', also: ['手机号', '电话', '联系电话'], required: false },
  { key: 'document', zh: '授权文件', also: [], required: false },
  { key: 'total', zh: '楼栋总面积', also: [], required: false },
];

export const PROPERTY_KIND_ZH: Readonly<Record<PropertyKind, string>> = { home: '住宅', shop: '商铺', parking: '车位' };
export const AREA_SOURCE_ZH: Readonly<Record<AreaSource, string>> = {
  register: '登记',
  survey: '测绘',
  contract: '合同',
};
export const OWNER_KIND_ZH: Readonly<Record<OwnerKind, string>> = {
  persons: '个人',
  company: '单位',
  developer: '开发企业',
};

export interface PropertyGround {
  readonly community: string;
  readonly units: readonly KnownUnit[];
  readonly day: string;
  readonly persons: readonly PersonRow[];
  readonly properties: readonly PropertyRow[];
  readonly owners: readonly OwnersRow[];
}

interface PropertyLine {
  readonly row: number;
  readonly building: string;
  readonly scope: string;
  readonly label: string;
  readonly number: string;
  readonly kind: PropertyKind;
  readonly area: number;
  readonly source: AreaSource;
  readonly date: string | null;
  /** What makes owners of two lines one group: their number, else name and telephone; the developer is one by its name. */
  readonly group: string;
  readonly ownerKind: OwnerKind;
  readonly owner: string;
  readonly coOwners: readonly string[];
  readonly holder: string;
  readonly phone: string | null;
  readonly document: string | null;
}

export interface PropertyReading {
  readonly lines: readonly PropertyLine[];
  readonly findings: readonly Finding[];
  readonly proposals: readonly Proposal[];
}

/** Reads and checks a roster of units and owners; nothing is changed by it. */
export function readProperty(table: Table, ground: PropertyGround): PropertyReading {
  const findings = new Findings(PROPERTY_COLUMNS);
  const read = linesOf(table, PROPERTY_COLUMNS, findings);
  const lines = read.flatMap((line): readonly PropertyLine[] => {
    const { row, cells } = line;
    const place = placeOf(line, ground.units, findings);
    const area = areaOf(cells['area'] ?? '');
    if ('wrong' in area && cells['area'] !== '')
      findings.error(row, 'area', area.wrong === 'number' ? 'area-invalid' : 'area-decimals', {
        value: cells['area'] ?? '',
      });
    const source = oneOf(row, 'source', cells['source'] ?? '', AREA_SOURCES, AREA_SOURCE_ZH, findings);
    const kind = oneOf(row, 'kind', cells['kind'] || PROPERTY_KIND_ZH.home, PROPERTY_KINDS, PROPERTY_KIND_ZH, findings);
    const ownerKind = oneOf(
      row,
      'ownerKind',
      cells['ownerKind'] || OWNER_KIND_ZH.persons,
      OWNER_KINDS,
      OWNER_KIND_ZH,
      findings,
    );
    const date = dateIn(row, cells['date'] ?? '', ground.day, findings);
    const phone = phoneIn(row, cells['phone'] ?? '', findings);
    const { owner = '', holder = '', room = '', ownerNumber = '', document = '' } = cells;
    const coOwners = namesOf(cells['coOwners'] ?? '');
    if (holder !== '' && ownerKind === 'persons' && ![owner, ...coOwners].includes(holder))
      findings.error(row, 'holder', 'holder-no-owner', { value: holder });
    if (place === undefined || 'wrong' in area || !source || !kind || !ownerKind || owner === '' || room === '')
      return [];
    return [
      {
        row,
        building: (cells['estate'] ?? '') + (cells['building'] ?? ''),
        scope: place.path,
        label: `${place.label}${roomName(room)}`,
        number: room,
        kind,
        area: area.area,
        source,
        date,
        group: groupOf(ownerKind, ownerNumber, owner, phone, row),
        ownerKind,
        owner,
        coOwners,
        holder,
        phone,
        document: document === '' ? null : document,
      },
    ];
  });
  for (const [one, ...again] of alike(lines, ({ scope, label }) => `${scope} ${label}`))
    for (const line of again) findings.error(line.row, 'room', 'unit-twice', { value: line.label, row: one?.row ?? 0 });
  // sums say nothing while a line of the building could not be read
  if (lines.length === read.length) checkTotals(read, lines, findings);
  return { lines, findings: findings.all, proposals: propose(lines) };
}

function oneOf<T extends string>(
  row: number,
  key: string,
  cell: string,
  codes: readonly T[],
  zh: Readonly<Record<T, string>>,
  findings: Findings,
): T | undefined {
  if (cell === '') return undefined;
  const found = codes.find((code) => zh[code] === cell || code === cell);
  if (found === undefined)
    findings.error(row, key, 'not-in-list', { value: cell, list: codes.map((code) => zh[code]).join('、') });
  return found;
}

function dateIn(row: number, cell: string, day: string, findings: Findings): string | null {
  if (cell === '') return null;
  const date = dateOf(cell);
  if (date === null) findings.error(row, 'date', 'date-invalid', { value: cell });
  else if (date > day) findings.error(row, 'date', 'date-in-future', { value: cell });
  return date;
}

function phoneIn(row: number, cell: string, findings: Findings): string | null {
  if (cell === '') return null;
  const phone = phoneOf(cell);
  if (phone === null) findings.error(row, 'phone', 'phone-invalid', { value: cell });
  return phone;
}

function groupOf(kind: OwnerKind, number: string, owner: string, phone: string | null, row: number): string {
  if (kind !== 'persons') return `${kind} ${owner}`;
  if (number !== '') return `number ${number}`;
  return phone === null ? `row ${row}` : `person ${owner} ${phone}`;
}

/** What a building is said to have in all must be what its lines add up to. */
function checkTotals(
  read: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[],
  lines: readonly PropertyLine[],
  findings: Findings,
): void {
  const sums = new Map<string, number>();
  for (const { building, area } of lines) sums.set(building, (sums.get(building) ?? 0) + area);
  const told = new Set<string>();
  for (const { row, cells } of read) {
    const total = cells['total'] ?? '';
    const building = (cells['estate'] ?? '') + (cells['building'] ?? '');
    if (total === '' || told.has(building)) continue;
    const declared = areaOf(total);
    const sum = sums.get(building) ?? 0;
    if ('wrong' in declared) findings.error(row, 'total', 'area-invalid', { value: total });
    else if (declared.area !== sum) {
      told.add(building);
      const values = { building: cells['building'] ?? '', sum: areaText(sum), declared: areaText(declared.area) };
      findings.error(row, 'total', 'building-total', values);
    }
  }
}

/** The same owners' names in two groups that nothing else makes one (R06: one buyer of several units counts once). */
function propose(lines: readonly PropertyLine[]): readonly Proposal[] {
  const first = new Map<string, PropertyLine>();
  for (const line of lines) if (!first.has(line.group)) first.set(line.group, line);
  const persons = [...first.values()].filter(({ ownerKind }) => ownerKind === 'persons');
  const proposals: Proposal[] = [];
  for (const [one, ...again] of alike(persons, ({ owner, coOwners }) => [owner, ...coOwners].join('、')))
    for (const line of again)
      if (one !== undefined)
        proposals.push({
          n: proposals.length + 1,
          code: 'same-owner',
          row: line.row,
          other: { row: one.row },
          values: { name: one.owner },
        });
  return proposals;
}

/** The rows that come of a reading without errors; units keep their ids by place and number, groups by their owners' names. */
export function planProperty(
  { lines, proposals }: PropertyReading,
  ground: PropertyGround,
  decisions: Decisions,
  newId: () => string,
): {
  readonly persons: readonly PersonRow[];
  readonly units: readonly PropertyRow[];
  readonly owners: readonly OwnersRow[];
} {
  const groupOfRow = new Map(lines.map(({ row, group }) => [row, group]));
  const into = new Map<string, string>();
  for (const { n, row, other } of proposals)
    if (decisions.get(n) === 'merge' && 'row' in other)
      into.set(groupOfRow.get(row) ?? '', groupOfRow.get(other.row) ?? '');
  const people = new PeopleOf(ground, newId);
  const known = new Map(ground.properties.map((unit) => [`${unit.scope} ${unit.label}`, unit]));
  const owners = new Map<string, OwnersRow>();
  const units = lines.map((line): PropertyRow => {
    const group = into.get(line.group) ?? line.group;
    const before = known.get(`${line.scope} ${line.label}`);
    if (!owners.has(group)) owners.set(group, people.group(line, before?.owners ?? null));
    const { scope, label, number, kind, area, source, date } = line;
    const id = before?.id ?? newId();
    return {
      id,
      scope,
      label,
      number,
      kind,
      area,
      areaSource: source,
      areaDate: date,
      owners: owners.get(group)?.id ?? null,
    };
  });
  return { persons: people.persons, units, owners: [...owners.values()] };
}

/** The persons behind owners: who is registered under the same name and telephone, or as owner of the same unit, is the same. */
class PeopleOf {
  readonly #new: PersonRow[] = [];
  readonly #byPhone: Map<string, PersonRow>;
  readonly #byId: Map<string, PersonRow>;
  readonly #groups: Map<string, OwnersRow>;
  readonly #taken = new Set<string>();

  constructor(
    private readonly ground: PropertyGround,
    private readonly newId: () => string,
  ) {
    this.#byPhone = new Map(
      ground.persons.flatMap((each) => (each.phone ? [[`${each.name} ${each.phone}`, each]] : [])),
    );
    this.#byId = new Map(ground.persons.map((each) => [each.id, each]));
    this.#groups = new Map(ground.owners.map((each) => [each.id, each]));
  }

  get persons(): readonly PersonRow[] {
    return this.#new;
  }

  group(line: PropertyLine, before: string | null): OwnersRow {
    const known = before === null || this.#taken.has(before) ? undefined : this.#groups.get(before);
    const same = known?.name === line.owner ? known : undefined;
    if (same) this.#taken.add(same.id);
    const id = same?.id ?? this.newId();
    const owning = (same?.persons ?? []).flatMap((each) => this.#byId.get(each) ?? []);
    const find = (name: string, phone: string | null): PersonRow =>
      owning.find((each) => each.name === name) ?? this.#person(name, phone, line.label);
    const { ownerKind: kind, owner, coOwners, holder: chosen, phone, document } = line;
    const scope = this.ground.community;
    if (kind !== 'persons') {
      const holder = chosen === '' ? null : find(chosen, phone);
      return { id, scope, kind, name: owner, holder: holder?.id ?? null, document, persons: [] };
    }
    const persons = [find(owner, phone), ...coOwners.map((name) => find(name, null))];
    const holder = persons.length === 1 ? persons[0] : persons.find(({ name }) => name === chosen);
    return {
      id,
      scope,
      kind,
      name: owner,
      holder: holder?.id ?? null,
      document,
      persons: persons.map((each) => each.id).sort(),
    };
  }

  #person(name: string, phone: string | null, place: string): PersonRow {
    const known = phone === null ? undefined : this.#byPhone.get(`${name} ${phone}`);
    if (known) return known;
    const id = this.newId();
    const person = { id, name, place, scope: null, household: null, phone, born: null, relation: null };
    this.#new.push(person);
    if (phone !== null) this.#byPhone.set(`${name} ${phone}`, person);
    return person;
  }
}
