import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../rows.js';
import {
  areaOf,
  dateOf,
  householdsTable,
  MAX_ROWS,
  phoneOf,
  planHouseholds,
  planProperty,
  propertyTable,
  readCsv,
  readHouseholds,
  readPosts,
  readProperty,
  writeCsv,
  type Table,
} from './index.js';

const units = [
  { path: 'q/a/e1', name: '青禾苑', kind: 'estate' },
  { path: 'q/a/e1/b1', name: '1号楼', kind: 'building' },
  { path: 'q/a/e1/b1/u1', name: '1单元', kind: 'stairwell' },
  { path: 'q/a/e1/b2', name: '2号楼', kind: 'building' },
];
const day = '2026-03-02';
const nobody = { units, day, persons: [], households: [] };
const noOwners = { units, day, community: 'q/a', persons: [], properties: [], owners: [] };
const HOMES = ['楼栋', '单元', '房号', '户号', '姓名', '出生日期', '手机', '与户主关系'];
const home = (...cells: string[]): string[] => cells;
const AREAS = ['楼栋', '单元', '房号', '建筑面积', '面积来源', '产权人', '共有人', '推选人', '手机', '楼栋总面积'];
const counter = () => {
  let n = 0;
  return () => `id${++n}`;
};
const codes = ({ findings }: { findings: readonly { row: number; code: string }[] }) =>
  findings.map(({ row, code }) => `${row} ${code}`);

describe('cells', () => {
  it.each([
    ['1990-02-03', '1990-02-03'],
    ['1990/2/3', '1990-02-03'],
    ['１９９０年２月３日', '1990-02-03'],
    ['19900203', '1990-02-03'],
    ['2000-02-29', '2000-02-29'],
    ['1900-02-29', null],
    ['1990-13-01', null],
    ['1990-04-31', null],
    ['33000', null],
    ['去年', null],
  ])('%s is the date %s', (cell, date) => {
    expect(dateOf(cell)).toBe(date);
  });

  it.each([
    ['199 0000-0001', '19900000001'],
    ['+86 19900000001', '19900000001'],
    ['010-55550100', '01055550100'],
    ['+85261234567', '+85261234567'],
    ['12345678901', null],
    ['1990000001', null],
  ])('%s is the telephone %s', (cell, phone) => {
    expect(phoneOf(cell)).toBe(phone);
  });

  it.each([
    ['90', { area: 9000 }],
    ['90.5', { area: 9050 }],
    ['90.50', { area: 9050 }],
    ['90.500', { area: 9050 }],
    ['90.05㎡', { area: 9005 }],
    ['90.055', { wrong: 'decimals' }],
    ['0', { wrong: 'number' }],
    ['-3', { wrong: 'number' }],
    ['九十', { wrong: 'number' }],
  ])('%s is the area %o', (cell, area) => {
    expect(areaOf(cell)).toEqual(area);
  });
});

describe('a CSV file', () => {
  it('is read with its mark, quotes, line ends in cells and other separators', () => {
    expect(readCsv('\ufeff甲,乙\r\n"a,""b""","c\nd"\r\n')).toEqual([
      ['甲', '乙'],
      ['a,"b"', 'c\nd'],
    ]);
    expect(readCsv('a;b\n1;2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(readCsv('a,b\n"x')).toBeNull();
  });

  it('holds no formulas, and gives back what it was given', () => {
    const table = [
      ['姓名', '手机'],
      ['=1+1', '+85261234567'],
      ['@x', "a,'b"],
    ];
    const text = writeCsv(table);
    expect(text).toContain("'=1+1");
    expect(text).toContain("'@x");
    expect(text.split(/[,\r\n\ufeff]/).filter((cell) => /^[=@+-]/.test(cell))).toEqual([]);
    expect(readCsv(text)).toEqual(table);
  });
});

describe('a roster of households', () => {
  it('becomes persons and households', () => {
    const table = [
      HOMES,
      home('1', '1', '101', 'Q1', '林青', '1980-01-02', '19900000001', '户主'),
      home('1号楼', '1单元', '101室', 'Q1', '林禾', '2015/5/6', '', '子女'),
    ];
    const reading = readHouseholds(table, nobody);
    expect(reading.findings).toEqual([]);
    expect(planHouseholds(reading, nobody, new Map(), counter())).toEqual({
      households: [{ id: 'id1', scope: 'q/a/e1/b1/u1', label: '1号楼1单元101室', number: 'Q1' }],
      persons: [
        expect.objectContaining({ id: 'id2', name: '林青', household: 'id1', phone: '19900000001' }),
        expect.objectContaining({ id: 'id3', name: '林禾', born: '2015-05-06', scope: 'q/a/e1/b1/u1' }),
      ],
    });
  });

  it('finds every fault in its row', () => {
    const table = [
      [...HOMES, '备注'],
      home('9', '1', '101', 'Q1', '林青', '1980-01-02', '', ''),
      home('1', '7', '101', 'Q1', '林青', '1980-13-02', '', ''),
      home('1', '1', '101', 'Q1', '', '2030-01-01', '123', ''),
      home('1', '1', '101', 'Q2', '林桐', '1980-01-02', '', ''),
      home('1', '1', '102', 'Q2', '林柏', '', '', ''),
      home('1', '1', '101', 'Q2', '林桐', '1980-01-02', '', ''),
    ];
    expect(codes(readHouseholds(table, nobody))).toEqual([
      '1 column-unknown',
      '2 building-unknown',
      '3 stairwell-unknown',
      '3 date-invalid',
      '4 cell-empty',
      '4 date-in-future',
      '4 phone-invalid',
      '6 born-missing',
      '6 household-twice',
      '7 person-twice',
    ]);
  });

  it.each<[string, Table]>([
    ['0 no-rows', [HOMES]],
    [
      '1 column-missing',
      [
        ['楼栋', '房号', '户号'],
        ['1', '101', 'Q1'],
      ],
    ],
    [
      `${MAX_ROWS + 2} too-many-rows`,
      [HOMES, ...Array.from({ length: MAX_ROWS + 1 }, () => home('1', '1', '101', 'Q1', '林', '', '', ''))],
    ],
  ])('as a whole: %s', (finding, table) => {
    expect(codes(readHouseholds(table, nobody))).toEqual([finding]);
  });

  it('proposes to merge who may be one, and does as the user says', () => {
    const table = [
      HOMES,
      home('1', '1', '101', 'Q1', '林青', '1980-01-02', '', ''),
      home('1', '1', '102', 'Q2', '林青', '1980-01-02', '19900000002', ''),
      home('1', '1', '103', 'Q3', '林桐', '1980-01-02', '19900000003', ''),
      home('1', '1', '103', 'Q3', '林柏', '1982-01-02', '19900000003', ''),
    ];
    const reading = readHouseholds(table, nobody);
    expect(reading.proposals).toEqual([
      { n: 1, code: 'same-person', row: 3, other: { row: 2 }, values: { name: '林青' } },
    ]);
    const persons = (what: 'merge' | 'apart') =>
      planHouseholds(reading, nobody, new Map([[1, what]]), counter()).persons.filter(({ name }) => name === '林青');
    expect(persons('apart').length).toBe(2);
    expect(persons('merge')).toEqual([expect.objectContaining({ place: '1号楼1单元101室', phone: '19900000002' })]);
  });

  it('knows again who is registered, and asks about who moved', () => {
    const table = [HOMES, home('1', '1', '101', 'Q1', '林青', '1980-01-02', '', '')];
    const first = planHouseholds(readHouseholds(table, nobody), nobody, new Map(), counter());
    const ground = { ...nobody, ...first };
    const again = readHouseholds(table, ground);
    expect(again.proposals).toEqual([]);
    expect(planHouseholds(again, ground, new Map(), counter())).toEqual(first);
    const moved = readHouseholds([HOMES, home('2', '', '5', 'Q9', '林青', '1980-01-02', '', '')], ground);
    expect(moved.proposals).toMatchObject([{ code: 'same-person', other: { person: first.persons[0]?.id } }]);
    const [person] = planHouseholds(moved, ground, new Map([[1, 'merge']]), () => 'new').persons;
    expect(person).toMatchObject({ id: first.persons[0]?.id, scope: 'q/a/e1/b2', household: 'new' });
  });
});

describe('a roster of property', () => {
  it('finds areas that are no areas, and sums that do not add up', () => {
    const table = [
      AREAS,
      home('1', '1', '101', '60.00', '登记', '林青', '', '', '', '200'),
      home('1', '1', '102', '90.00', '登记', '林桐', '', '', '', ''),
      home('2', '', '1', '70.00', '测绘', '林柏', '', '', '', '70.00'),
    ];
    const reading = readProperty(table, noOwners);
    expect(reading.findings).toEqual([
      {
        row: 2,
        column: '楼栋总面积',
        code: 'building-total',
        severity: 'error',
        values: { building: '1', sum: '150.00', declared: '200.00' },
      },
    ]);
    const wrong = [
      AREAS,
      home('1', '1', '101', '九十', '登记', '林青', '', '', '', '60'),
      home('1', '1', '102', '60.123', '听说', '林桐', '林松', '林梅', '', ''),
      home('1', '1', '103', '60', '登记', '林桐', '', '', '', ''),
      home('1', '1', '103', '60', '登记', '林桐', '', '', '', ''),
    ];
    expect(codes(readProperty(wrong, noOwners))).toEqual([
      '2 area-invalid',
      '3 area-decimals',
      '3 not-in-list',
      '3 holder-no-owner',
      '5 unit-twice',
    ]);
  });

  it('makes one head of several units and of several owners', () => {
    const table = [
      AREAS,
      home('1', '1', '101', '60', '登记', '林青', '', '', '19900000001', ''),
      home('1', '1', '102', '90', '登记', '林青', '', '', '19900000001', ''),
      home('1', '1', '103', '90', '登记', '林桐', '林松、林梅', '林松', '', ''),
      home('1', '1', '104', '90', '登记', '林青', '', '', '', ''),
    ];
    const reading = readProperty(table, noOwners);
    expect(reading.findings).toEqual([]);
    expect(reading.proposals).toMatchObject([{ code: 'same-owner', row: 5, other: { row: 2 } }]);
    const heads = (what: 'merge' | 'apart') => planProperty(reading, noOwners, new Map([[1, what]]), counter()).owners;
    expect([heads('apart').length, heads('merge').length]).toEqual([3, 2]);
    const { owners, persons } = planProperty(reading, noOwners, new Map([[1, 'apart']]), counter());
    const together = owners.find(({ name }) => name === '林桐');
    expect(together?.persons.length).toBe(3);
    expect(persons.find(({ id }) => id === together?.holder)?.name).toBe('林松');
  });
});

describe('a roster of posts', () => {
  const ground = { units: [...units, { path: 'q/a', name: '青禾里', kind: 'community' }], bodies: [] };
  const POSTS = ['姓名', '角色', '单位', '任期起', '任期止', '任职文号', '文件标题', '近亲属'];

  it('is read line by line', () => {
    const table = [POSTS, home('林青', '网格员', '青禾苑', '2026-01-01', '2028-12-31', '1号', '任职通知', '')];
    expect(readPosts(table, ground)).toMatchObject({
      findings: [],
      lines: [{ role: 'grid', scope: 'q/a/e1', from: '2026-01-01', to: '2028-12-31', relative: null }],
    });
  });

  it('finds what cannot be', () => {
    const table = [
      POSTS,
      home('林青', '皇帝', '青禾里', '', '', '1号', '任职通知', ''),
      home('林青', '网格员', '火星', '2026-02-01', '2026-01-01', '1号', '', ''),
      home('林青', '居务监督委员', '青禾里', '', '', '1号', '任职通知', ''),
    ];
    expect(codes(readPosts(table, ground))).toEqual([
      '2 not-in-list',
      '3 cell-empty',
      '3 unit-unknown',
      '3 dates-wrong',
      '4 relative-not-stated',
    ]);
  });
});

it('what is exported can be imported again and says the same', () => {
  // given
  const newId = counter();
  const homes = readHouseholds(
    [HOMES, home('1', '1', '101', 'Q1', '林青', '1980-01-02', '19900000001', '户主')],
    nobody,
  );
  const living = planHouseholds(homes, nobody, new Map(), newId);
  const owned = readProperty(
    [AREAS, home('1', '1', '101', '60.05', '登记', '林青', '林松', '林松', '19900000001', '')],
    { ...noOwners, persons: living.persons },
  );
  const owning = planProperty(owned, { ...noOwners, persons: living.persons }, new Map(), newId);
  const persons: readonly PersonRow[] = [...living.persons, ...owning.persons];
  // when
  const again = householdsTable({ persons, households: living.households }, units);
  const property = propertyTable({ units: owning.units, owners: owning.owners, persons }, units);
  // then
  const held = { ...nobody, persons, households: living.households };
  const read = readHouseholds(readCsv(writeCsv(again)) ?? [], held);
  expect(read.findings).toEqual([]);
  expect(planHouseholds(read, held, new Map(), newId)).toEqual(living);
  const kept = { ...noOwners, persons, properties: owning.units, owners: owning.owners };
  const reread = readProperty(readCsv(writeCsv(property)) ?? [], kept);
  expect(reread.findings).toEqual([]);
  expect(planProperty(reread, kept, new Map(), newId)).toEqual({ ...owning, persons: [] });
});
