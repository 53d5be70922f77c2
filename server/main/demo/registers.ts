import type { Table } from '#rules/register';
import type { Unit } from '#rules/people';
import { Random } from './random.js';

/**
 * Invented residents and owners of two invented communities, made from a seed, as the rosters an office would import.
 * Nobody of them exists: names are put together at random, telephones begin with 1990 and a row of zeros.
 *
 * 青禾里 (`qinghe/qhl`) is the small community D2 with 300 households and 612 adults: 282 in the estate D1 (`e1`: 300 units,
 * 25,200.00 m², 279 owners; the 18 unsold units stand empty), 12 in the stairwell D4 (`e2/b6/u1`), 6 next to it. 荷香
 * (`qinghe/hx`) is the community D3 with 1,500 households and 3,060 adults.
 */
export interface CommunityRosters {
  readonly community: string;
  readonly units: readonly Unit[];
  readonly households: Table;
  readonly property: Table;
}

export const STREET = 'qinghe';
export const QHL = 'qinghe/qhl';
export const HX = 'qinghe/hx';

/** Five residents people sign in as: first in their households, owners of their homes. */
export const KNOWN_RESIDENTS = [
  { account: 'jumin1', name: '张秀兰', born: '1952-04-11', building: 1, stairwell: 1, room: 101 },
  { account: 'jumin2', name: '李建业', born: '1968-09-23', building: 1, stairwell: 2, room: 302 },
  { account: 'jumin3', name: '陈玉梅', born: '1975-01-30', building: 2, stairwell: 1, room: 501 },
  { account: 'jumin4', name: '周明远', born: '1983-07-05', building: 3, stairwell: 2, room: 502 },
  { account: 'jumin5', name: '吴晓岚', born: '1991-11-18', building: 3, stairwell: 1, room: 201 },
] as const;

const HOUSEHOLD_HEADINGS = ['小区', '楼栋', '单元', '房号', '户号', '姓名', '出生日期', '手机', '与户主关系'];
const PROPERTY_HEADINGS = [
  '小区',
  '楼栋',
  '单元',
  '房号',
  '用途',
  '建筑面积',
  '面积来源',
  '面积日期',
  '业主编号',
  '产权人',
  '产权人类别',
  '共有人',
  '推选人',
  '手机',
  '楼栋总面积',
];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛奚范彭'];
const GIVEN = [...'禾青荷香溪岚桐松柏梅兰竹菊云霞晨曦安宁和平远志诚信美华建国春秋冬雪雨田园林森江河海波'];
const DEVELOPER = '青禾里置业（示例）有限公司';

/** A home by its place, with its area in square metres. */
interface Home {
  readonly estate: string;
  readonly building: number;
  readonly stairwell: number;
  readonly room: number;
  readonly area: number;
}

/** Who lives there first, for the roster of owners. */
interface Head {
  readonly name: string;
  readonly phone: string;
}

/** Per floor five homes of 60, 60, 90, 90 and 120 m²; six floors, two stairwells: 60 homes and 5,040 m² a building. */
const FLOOR = [60, 60, 90, 90, 120];

export function qhlRosters(): CommunityRosters {
  const e1 = homesOf('青禾苑', [1, 2, 3, 4, 5]);
  const d4 = flatHomes('青禾西院', 6, 6, 2, 90);
  const beside = flatHomes('青禾西院', 7, 3, 2, 70);
  const made = new Random(20_260_105);
  const unsold = new Set(
    made.shuffled(e1.filter(({ area, ...home }) => area === 120 && knownAt(home) === undefined)).slice(0, 18),
  );
  const lived = [...e1.filter((home) => !unsold.has(home)), ...d4, ...beside];
  // 24·3 + 264·2 + 12·1 = 612
  const adults = adultsOf(made, { three: 24, two: 264, one: 12 });
  const { table, heads } = householdsOf(made, lived, adults, 'Q', '1990000');
  return {
    community: QHL,
    units: [...unitsOf(QHL, 'e1', '青禾苑', [1, 2, 3, 4, 5], 2), ...unitsOf(QHL, 'e2', '青禾西院', [6, 7], 1)],
    households: table,
    property: propertyOf(made, e1, unsold, [...d4, ...beside], heads),
  };
}

export function hxRosters(): CommunityRosters {
  const buildings = Array.from({ length: 25 }, (_, n) => n + 1);
  const homes = homesOf('荷香苑', buildings);
  const made = new Random(20_260_302);
  // 120·3 + 1320·2 + 60·1 = 3,060
  const adults = adultsOf(made, { three: 120, two: 1320, one: 60 });
  const { table, heads } = householdsOf(made, homes, adults, 'H', '1990001');
  return {
    community: HX,
    units: unitsOf(HX, 'e1', '荷香苑', buildings, 2),
    households: table,
    property: [PROPERTY_HEADINGS, ...homes.map((home) => ownedBy(home, heads.get(home)))],
  };
}

/** Five households of one person each, where a whole community would only be in the way. */
export function smallRosters(): CommunityRosters {
  const homes = KNOWN_RESIDENTS.map(({ building, stairwell, room }) => ({
    estate: '青禾苑',
    building,
    stairwell,
    room,
    area: 60,
  }));
  const { table } = householdsOf(
    new Random(1),
    homes,
    homes.map(() => 1),
    'Q',
    '1990000',
    0,
  );
  return {
    community: QHL,
    units: unitsOf(QHL, 'e1', '青禾苑', [1, 2, 3], 2),
    households: table,
    property: [],
  };
}

function homesOf(estate: string, buildings: readonly number[]): readonly Home[] {
  return buildings.flatMap((building) =>
    [1, 2].flatMap((stairwell) =>
      [1, 2, 3, 4, 5, 6].flatMap((floor) =>
        FLOOR.map((area, n) => ({ estate, building, stairwell, room: floor * 100 + n + 1, area })),
      ),
    ),
  );
}

/** One stairwell with so many homes of one size on each floor. */
function flatHomes(estate: string, building: number, floors: number, each: number, area: number): readonly Home[] {
  return Array.from({ length: floors * each }, (_, n) => ({
    estate,
    building,
    stairwell: 1,
    room: (Math.floor(n / each) + 1) * 100 + (n % each) + 1,
    area,
  }));
}

function unitsOf(
  community: string,
  estate: string,
  name: string,
  buildings: readonly number[],
  stairwells: number,
): readonly Unit[] {
  const path = `${community}/${estate}`;
  return [
    { path, name, kind: 'estate' },
    ...buildings.flatMap((building): readonly Unit[] => [
      { path: `${path}/b${building}`, name: `${building}号楼`, kind: 'building' },
      ...Array.from({ length: stairwells }, (_, n): Unit => ({
        path: `${path}/b${building}/u${n + 1}`,
        name: `${n + 1}单元`,
        kind: 'stairwell',
      })),
    ]),
  ];
}

function adultsOf(
  made: Random,
  { three, two, one }: Readonly<Record<'three' | 'two' | 'one', number>>,
): readonly number[] {
  const all = [3, 2, 1].flatMap((count, n) => Array.from({ length: [three, two, one][n] as number }, () => count));
  return made.shuffled(all);
}

function knownAt({ building, stairwell, room }: Pick<Home, 'building' | 'stairwell' | 'room'>) {
  return KNOWN_RESIDENTS.find(
    (known) => known.building === building && known.stairwell === stairwell && known.room === room,
  );
}

const RELATIONS = ['户主', '配偶', '父母'];

function householdsOf(
  made: Random,
  homes: readonly Home[],
  adults: readonly number[],
  letter: string,
  prefix: string,
  childEvery = 5,
): { readonly table: Table; readonly heads: ReadonlyMap<Home, Head> } {
  const rows: string[][] = [];
  const heads = new Map<Home, Head>();
  const taken = new Set<string>(KNOWN_RESIDENTS.map(({ name }) => name));
  homes.forEach((home, n) => {
    const number = `${letter}${String(n + 1).padStart(4, '0')}`;
    const place = [home.estate, `${home.building}号楼`, `${home.stairwell}单元`, `${home.room}室`, number];
    const known = home.estate === '青禾苑' ? knownAt(home) : undefined;
    const phone = `${prefix}${String(n + 1).padStart(4, '0')}`;
    const head = known?.name ?? newName(made, taken);
    heads.set(home, { name: head, phone });
    rows.push([...place, head, known?.born ?? birth(made, 1945, 1995), phone, '户主']);
    for (let more = 1; more < (adults[n] ?? 1); more++) {
      rows.push([...place, newName(made, taken), birth(made, 1945, 1999), '', RELATIONS[more] ?? '其他']);
    }
    if (childEvery > 0 && made.below(childEvery) === 0)
      rows.push([...place, newName(made, taken), birth(made, 2010, 2024), '', '子女']);
  });
  return { table: [HOUSEHOLD_HEADINGS, ...rows], heads };
}

/** Nobody has the name of another: who is meant is always clear in the demo. */
function newName(made: Random, taken: Set<string>): string {
  for (;;) {
    const name = made.pick(SURNAMES) + made.pick(GIVEN) + made.pick(GIVEN);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function birth(made: Random, first: number, last: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${first + made.below(last - first + 1)}-${two(1 + made.below(12))}-${two(1 + made.below(28))}`;
}

/**
 * Owners of D1: the developer keeps 18 homes of 120 m², one owner holds three of 90, two hold two of 60 each, everybody
 * else one. Some homes belong to two, of whom one was chosen to vote.
 */
function propertyOf(
  made: Random,
  e1: readonly Home[],
  unsold: ReadonlySet<Home>,
  elsewhere: readonly Home[],
  heads: ReadonlyMap<Home, Head>,
): Table {
  const sized = (area: number): readonly Home[] =>
    made.shuffled(e1.filter((home) => home.area === area && !unsold.has(home) && knownAt(home) === undefined));
  const nineties = sized(90);
  const sixties = sized(60);
  const held = new Map<Home, Home>();
  for (const several of [nineties.slice(0, 3), sixties.slice(0, 2), sixties.slice(2, 4)])
    for (const home of several) held.set(home, several[0] as Home);
  const rows = e1.map((home) => {
    if (unsold.has(home)) return soldByNobody(home);
    return ownedBy(home, heads.get(held.get(home) ?? home), held.has(home) ? '' : coOwner(made, home));
  });
  return [PROPERTY_HEADINGS, ...rows, ...elsewhere.map((home) => ownedBy(home, heads.get(home)))];
}

/** In every tenth home or so a second owner, who lives elsewhere. */
function coOwner(made: Random, home: Home): string {
  if (made.below(10) !== 0 || knownAt(home) !== undefined) return '';
  return `${made.pick(SURNAMES)}${made.pick(GIVEN)}${made.pick(GIVEN)}`;
}

function ownedBy(home: Home, head: Head | undefined, coOwners = ''): readonly string[] {
  const { name = '', phone = '' } = head ?? {};
  const total = home.estate === '青禾苑' || home.estate === '荷香苑' ? '5040.00' : '';
  const owner = ['', name, '个人', coOwners === name ? '' : coOwners, coOwners === '' ? '' : name, phone];
  return [...placeAndArea(home, '登记', '2012-06-30'), ...owner, total];
}

/** Not yet registered to a buyer: the area is the surveyed one. */
function soldByNobody(home: Home): readonly string[] {
  return [...placeAndArea(home, '测绘', '2011-11-15'), '', DEVELOPER, '开发企业', '', '', '', '5040.00'];
}

function placeAndArea(
  { estate, building, stairwell, room, area }: Home,
  source: string,
  date: string,
): readonly string[] {
  return [estate, `${building}号楼`, `${stairwell}单元`, `${room}`, '住宅', `${area}.00`, source, date];
}
