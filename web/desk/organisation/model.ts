import type {
  BodyKind,
  BodyLine,
  OrganisationPage,
  Paper,
  PostLine,
  Role,
  UnitKind,
  UnitLine,
  VacancyLine,
} from '#web/port';

/** What is not drawn of the page 组织: the tree, whose places are whose, days. */

/** What a dialog is about. */
export type Asked =
  | { readonly do: 'appoint'; readonly scope: string; readonly body: BodyLine | null; readonly role: Role | null }
  | { readonly do: 'prolong' | 'replace' | 'dismiss'; readonly post: PostLine }
  | { readonly do: 'addUnit' | 'renameUnit' | 'closeUnit'; readonly unit: UnitLine }
  | { readonly do: 'addBody'; readonly unit: UnitLine }
  | { readonly do: 'amendBody' | 'dissolveBody'; readonly body: BodyLine };

/** One visible row of the tree; `open` null where nothing stands below. */
export interface TreeRow {
  readonly unit: UnitLine;
  readonly depth: number;
  readonly open: boolean | null;
  /** Vacant places at the unit, and where it is closed below it. */
  readonly vacant: number;
}

export const aboveOf = (path: string): string | null => {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? null : path.slice(0, cut);
};
const isBelow = (path: string, above: string): boolean => path.startsWith(`${above}/`);

/** Rows from the top; below a unit its own are shown where it is opened. */
export function treeRows(
  { units, vacancies }: Pick<OrganisationPage, 'units' | 'vacancies'>,
  opened: ReadonlySet<string>,
): readonly TreeRow[] {
  const known = new Set(units.map(({ path }) => path));
  const rows: TreeRow[] = [];
  const walk = (above: string | null, depth: number): void => {
    for (const unit of units) {
      const parent = aboveOf(unit.path);
      if ((parent !== null && known.has(parent) ? parent : null) !== above) continue;
      const parents = units.some(({ path }) => aboveOf(path) === unit.path);
      const open = parents ? opened.has(unit.path) : null;
      const here = ({ scope }: VacancyLine) => scope === unit.path || (open === false && isBelow(scope, unit.path));
      const vacant = vacancies.filter(here).reduce((sum, { missing }) => sum + missing, 0);
      rows.push({ unit, depth, open, vacant });
      if (open === true) walk(unit.path, depth + 1);
    }
  };
  walk(null, 1);
  return rows;
}

/** Units whose name has the words, wherever they lie, with the names of what lies above and all that is vacant at and below them. */
export function unitsFound(
  { units, vacancies }: Pick<OrganisationPage, 'units' | 'vacancies'>,
  words: string,
): readonly (TreeRow & { readonly above: readonly string[] })[] {
  return units
    .filter(({ name }) => name.includes(words))
    .map((unit) => ({
      unit,
      depth: 1,
      open: null,
      vacant: vacancies
        .filter(({ scope }) => scope === unit.path || isBelow(scope, unit.path))
        .reduce((sum, { missing }) => sum + missing, 0),
      above: units.filter(({ path }) => isBelow(unit.path, path)).map(({ name }) => name),
    }));
}

/** What lies below a unit, counted by kind, the larger kinds first. */
export function countedBelow(units: readonly UnitLine[], above: string): readonly { kind: UnitKind; n: number }[] {
  return (Object.keys(SMALLER) as readonly UnitKind[]).flatMap((kind) => {
    const n = units.filter((unit) => unit.kind === kind && isBelow(unit.path, above)).length;
    return n === 0 ? [] : [{ kind, n }];
  });
}

/** Kinds in the order they stand in, each with the kind that must stand above it; null: any or none. */
const ABOVE: Readonly<Record<BodyKind, BodyKind | null>> = {
  'party-street': null,
  'party-community': 'party-street',
  'party-estate': 'party-community',
  'party-building': 'party-estate',
  committee: null,
  supervision: null,
  'sub-committee': 'committee',
  council: null,
  group: null,
  grid: null,
  department: null,
  'owners-committee': null,
};
export const BODY_KINDS = Object.keys(ABOVE) as readonly BodyKind[];
export const isParty = ({ kind }: Pick<BodyLine, 'kind'>): boolean => kind.startsWith('party-');

/** Bodies a new one of the kind could stand under at a place: its own or one above it. */
export function parentsFor(kind: BodyKind, scope: string, bodies: readonly BodyLine[]): readonly BodyLine[] {
  const needed = ABOVE[kind];
  return bodies.filter(
    (each) =>
      (needed === null ? !isParty(each) : each.kind === needed) && (each.scope === scope || isBelow(scope, each.scope)),
  );
}
export const needsParent = (kind: BodyKind): boolean => ABOVE[kind] !== null;

/** 街道工委—社区党委—小区支部—楼栋党小组: from the topmost down to the place, as far as there are any. */
export function partyChain(bodies: readonly BodyLine[], path: string): readonly BodyLine[] {
  return bodies
    .filter((each) => isParty(each) && (each.scope === path || isBelow(path, each.scope)))
    .sort((a, b) => BODY_KINDS.indexOf(a.kind) - BODY_KINDS.indexOf(b.kind));
}

/** Bodies of a place, the Party's first, in the order of their kinds. */
export function bodiesAt(bodies: readonly BodyLine[], path: string): readonly BodyLine[] {
  return bodies
    .filter(({ scope }) => scope === path)
    .sort((a, b) => BODY_KINDS.indexOf(a.kind) - BODY_KINDS.indexOf(b.kind));
}

const SMALLER: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  street: ['community'],
  community: ['estate', 'building'],
  estate: ['building'],
  building: ['stairwell'],
  stairwell: [],
};
/** Kinds a unit may be divided into, the usual first. */
export const kindsBelow = (kind: UnitKind): readonly UnitKind[] => SMALLER[kind];

const LETTER: Readonly<Record<UnitKind, string>> = {
  street: 's',
  community: 'c',
  estate: 'e',
  building: 'b',
  stairwell: 'u',
};
/** The next free code below a unit, such as `e3`. */
export function nextCode(kind: UnitKind, above: string, units: readonly UnitLine[]): string {
  const taken = new Set(units.map(({ path }) => path));
  for (let n = 1; ; n++) if (!taken.has(`${above}/${LETTER[kind]}${n}`)) return `${LETTER[kind]}${n}`;
}

/** Everybody an office appoints; residents stand in the register. */
export const POST_ROLES: readonly Role[] = [
  ...(['party', 'convenor', 'worker', 'grid', 'supervision', 'social-worker'] as const),
  ...(['street', 'department', 'expert', 'administrator', 'security', 'auditor'] as const),
];

/** Topics a sub-committee or a department deals with. */
export const TOPICS = ['environment', 'property', 'parking', 'safety', 'elders', 'children', 'mediation'] as const;
export const hasRemit = (kind: BodyKind): boolean => kind === 'sub-committee' || kind === 'department';

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
/** The day `YYYY-MM-DD` of an instant in Shanghai. */
export const dayOf = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10);
/** The first instant of a day there. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
/** So many days later. */
export const daysLater = (day: string, days: number): string => dayOf(startOf(day) + days * DAY);
/** The last day of a term that lasts until before an instant. */
export const lastDayOf = (to: number): string => dayOf(to - 1);

/** What people typed of the appointing document; null until both are there. */
export function paperOf(number: string, title: string): Paper | null {
  const paper = { number: number.trim(), title: title.trim() };
  return paper.number === '' || paper.title === '' ? null : paper;
}
