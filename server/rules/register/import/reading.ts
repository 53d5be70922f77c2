import { buildingName, plain, stairwellName } from './cells.js';
import { MAX_ROWS, type Table } from './table.js';

/** Everything that can be found in a roster; the sentence is `import.<code>` of `server/text`. */
export const IMPORT_CODES = [
  'area-decimals',
  'area-invalid',
  'body-unknown',
  'born-missing',
  'building-ambiguous',
  'building-total',
  'building-unknown',
  'cell-empty',
  'cell-too-long',
  'column-missing',
  'column-unknown',
  'date-in-future',
  'date-invalid',
  'dates-wrong',
  'estate-unknown',
  'holder-no-owner',
  'household-twice',
  'no-rows',
  'not-in-list',
  'person-twice',
  'phone-invalid',
  'relative-not-stated',
  'stairwell-unknown',
  'too-many-rows',
  'unit-ambiguous',
  'unit-twice',
  'unit-unknown',
] as const;
export type ImportCode = (typeof IMPORT_CODES)[number];

export const PROPOSAL_CODES = ['same-person', 'same-phone', 'same-owner'] as const;

/** What is wrong or strange in one row of a file; row 1 holds the headings, 0 means the whole file. */
export interface Finding {
  readonly row: number;
  /** Heading of the column; null where it is about the row. */
  readonly column: string | null;
  readonly code: ImportCode;
  readonly severity: 'error' | 'warning';
  readonly values: Readonly<Record<string, string | number>>;
}

/** Two entries that may be one: the user says. `other` is a row of the file, or a person who is registered already. */
export interface Proposal {
  readonly n: number;
  readonly code: (typeof PROPOSAL_CODES)[number];
  readonly row: number;
  readonly other: { readonly row: number } | { readonly person: string };
  readonly values: Readonly<Record<string, string | number>>;
}

/** A unit of the tree, as far as files name it. */
export interface KnownUnit {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
}

/** A heading, what else people call it, and whether its column must be there. */
export interface Column {
  readonly key: string;
  readonly zh: string;
  readonly also: readonly string[];
  readonly required: boolean;
}

/** One row with its cells by key; a column that is not there is an empty cell. */
export interface Line {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

const LONGEST = 200;

/** Findings in the order of the rows; reading goes on after an error, so that a user sees all of them at once. */
export class Findings {
  readonly #all: Finding[] = [];

  constructor(private readonly columns: readonly Column[]) {}

  error(row: number, key: string | null, code: ImportCode, values: Finding['values'] = {}): void {
    this.#add(row, key, code, 'error', values);
  }

  warn(row: number, key: string | null, code: ImportCode, values: Finding['values'] = {}): void {
    this.#add(row, key, code, 'warning', values);
  }

  get all(): readonly Finding[] {
    return [...this.#all].sort((a, b) => a.row - b.row);
  }

  #add(
    row: number,
    key: string | null,
    code: ImportCode,
    severity: Finding['severity'],
    values: Finding['values'],
  ): void {
    const column = this.columns.find((each) => each.key === key)?.zh ?? null;
    this.#all.push({ row, column, code, severity, values });
  }
}

/** The lines of a table by its headings; what is missing, unknown or too much is found here. */
export function linesOf(table: Table, columns: readonly Column[], findings: Findings): readonly Line[] {
  const [headings, ...rows] = table;
  if (headings === undefined || rows.length === 0) {
    findings.error(0, null, 'no-rows');
    return [];
  }
  const places = new Map<string, number>();
  headings.forEach((heading, n) => {
    const name = plain(heading).replace(/[*\s]/g, '');
    const column = columns.find(({ zh, also }) => zh === name || also.includes(name));
    if (column !== undefined && !places.has(column.key)) places.set(column.key, n);
    else if (name !== '') findings.warn(1, null, 'column-unknown', { heading: name });
  });
  const missing = columns.filter(({ key, required }) => required && !places.has(key));
  for (const { zh } of missing) findings.error(1, null, 'column-missing', { column: zh });
  if (rows.length > MAX_ROWS)
    findings.error(MAX_ROWS + 2, null, 'too-many-rows', { most: MAX_ROWS, rows: rows.length });
  if (missing.length > 0 || rows.length > MAX_ROWS) return [];
  return rows.map((cells, n) => lineOf(cells, n + 2, columns, places, findings));
}

function lineOf(
  cells: readonly string[],
  row: number,
  columns: readonly Column[],
  places: ReadonlyMap<string, number>,
  findings: Findings,
): Line {
  const read: Record<string, string> = {};
  for (const { key, required } of columns) {
    const cell = plain(cells[places.get(key) ?? -1] ?? '');
    if (required && cell === '') findings.error(row, key, 'cell-empty');
    if ([...cell].length > LONGEST) findings.error(row, key, 'cell-too-long', { most: LONGEST });
    read[key] = cell;
  }
  return { row, cells: read };
}

/** Finds the place a row names: estate (where it says one), building, stairwell. Undefined where it is not known, with a finding. */
export function placeOf(
  { row, cells }: Line,
  units: readonly KnownUnit[],
  findings: Findings,
): { readonly path: string; readonly label: string } | undefined {
  const { estate = '', building = '', stairwell = '' } = cells;
  if (building === '') return undefined;
  const name = buildingName(building);
  const estates = units.filter((unit) => unit.kind === 'estate' && unit.name === estate);
  if (estate !== '' && estates.length === 0) {
    findings.error(row, 'estate', 'estate-unknown', { value: estate });
    return undefined;
  }
  const buildings = units.filter(
    (unit) =>
      unit.kind === 'building' &&
      unit.name === name &&
      (estates.length === 0 || estates.some(({ path }) => unit.path.startsWith(`${path}/`))),
  );
  const [found] = buildings;
  if (found === undefined || buildings.length > 1) {
    findings.error(row, 'building', found === undefined ? 'building-unknown' : 'building-ambiguous', {
      value: building,
    });
    return undefined;
  }
  if (stairwell === '') return { path: found.path, label: name };
  const entrance = stairwellName(stairwell);
  const below = units.find((unit) => unit.name === entrance && unit.path.startsWith(`${found.path}/`));
  if (below === undefined) {
    findings.error(row, 'stairwell', 'stairwell-unknown', { value: stairwell, building: name });
    return undefined;
  }
  return { path: below.path, label: `${name}${entrance}` };
}

/** Rows by what they have in common; empty keys have nothing in common. */
export function alike<T>(all: readonly T[], keyOf: (each: T) => string | null): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
