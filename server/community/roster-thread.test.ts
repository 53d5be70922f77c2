import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkRoster, planRoster, type RosterGround, type Table, type Template } from '#rules/register';
import { checkInThread, MAX_SHEET, type RosterAsked, type RosterChecked } from './roster-thread.js';
import { tableOf } from './sheet-reading.js';
import { writeSheet } from './sheets.js';

/** How often the event loop's own thread read or checked. */
const onTheLoop = vi.hoisted(() => ({ times: 0 }));
vi.mock('#rules/register', async (load) => {
  const whole = await load<typeof import('#rules/register')>();
  const counted =
    <Given extends readonly unknown[], Answer>(work: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      onTheLoop.times++;
      return work(...given);
    };
  return { ...whole, checkRoster: counted(whole.checkRoster), readCsv: counted(whole.readCsv) };
});

const HEADINGS = ['楼栋', '单元', '房号', '户号', '姓名', '出生日期', '手机', '与户主关系'];
const ROWS = 5_000;

const units = [
  { path: 'qinghe/qhl/e1', name: '青禾苑', kind: 'estate' },
  { path: 'qinghe/qhl/e1/b1', name: '1号楼', kind: 'building' },
  { path: 'qinghe/qhl/e1/b1/u1', name: '1单元', kind: 'stairwell' },
];
const line = (n: number): string[] => [
  ...['1', '1', String(n), `H${n}`, `居民${n}`],
  ...[`19${50 + (n % 50)}-03-04`, `1990${String(n).padStart(7, '0')}`, '户主'],
];
/** As many rows as are taken; two wrong ones, and every tenth person is registered in another household. */
const table: Table = [
  HEADINGS,
  ...Array.from({ length: ROWS }, (_, n) => (n === 6 ? ['9', ...line(n).slice(1)] : line(n === 8 ? 7 : n))),
];
const ground: RosterGround = {
  ...{ community: 'qinghe/qhl', day: '2026-03-02', units, bodies: [], properties: [], owners: [] },
  persons: Array.from({ length: ROWS }, (_, n) => ({
    ...{ id: `P${n}`, name: `居民${n}`, place: '', scope: 'qinghe/qhl/e1/b1/u1', household: `F${n}` },
    ...{ phone: null, born: `19${50 + (n % 50)}-03-04`, relation: null },
  })),
  households: Array.from({ length: ROWS }, (_, n) => ({
    ...{
      id: `F${n}`,
      scope: 'qinghe/qhl/e1/b1/u1',
      label: `1号楼1单元${n}室`,
      number: n % 10 === 0 ? `X${n}` : `H${n}`,
    },
  })),
};
const csv = (rows: Table): Buffer => Buffer.from(rows.map((cells) => cells.join(',')).join('\n'), 'utf8');
const asked = (more: Partial<RosterAsked> = {}): RosterAsked => ({
  ...{ template: 'households', source: { bytes: csv(table) }, ground, lines: false, ...more },
});
const checked = async (more: Partial<RosterAsked> = {}) => (await checkInThread(asked(more))) as RosterChecked;

describe('a roster is checked in a thread of its own', () => {
  afterEach(() => void (onTheLoop.times = 0));

  it.each(['csv', 'xlsx'] as const)('reads and checks 5,000 rows of %s there, and never here', async (format) => {
    // given
    const bytes = format === 'csv' ? csv(table) : await writeSheet(table, 'xlsx');
    // when
    const found = await checked({ source: { bytes } });
    // then
    expect(onTheLoop.times).toBe(0);
    const { findings, proposals } = checkRoster('households', table, ground);
    expect(onTheLoop.times).toBe(1);
    expect(found).toEqual({ table, findings, proposals, errors: 2, reading: null });
    expect(found.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(['8 building-unknown', '10 person-twice']);
    expect(found.proposals).toHaveLength(ROWS / 10);
  });

  it('lets the loop turn while it works, which the same work here does not', async () => {
    // given
    let turns = 0;
    let counting = true;
    const turn = () => {
      turns++;
      if (counting) setImmediate(turn);
    };
    // when
    setImmediate(turn);
    await checked();
    const meanwhile = turns;
    await tableOf(csv(table)).then((rows) => checkRoster('households', rows ?? [], ground));
    const after = turns;
    counting = false;
    // then the thread left at least a turn for every part of the register, the loop none
    expect(meanwhile).toBeGreaterThanOrEqual((2 * ROWS) / 500);
    expect(after).toBe(meanwhile);
  });

  it('hands back what a plan is made of, where nothing is wrong', async () => {
    // given
    const right = [HEADINGS, line(1), line(2), line(10)];
    // when
    const { reading, errors } = await checked({ source: { table: right }, lines: true });
    // then
    expect(errors).toBe(0);
    if (reading === null) throw new Error('no reading');
    const plan = planRoster(reading, ground, new Map([[1, 'merge']]), () => 'new');
    expect(plan.persons?.map(({ id, household }) => `${id} ${household}`)).toEqual(['P1 F1', 'P2 F2', 'P10 new']);
    expect((await checked({ lines: true })).reading).toBeNull();
  });

  it('checks posts and property as well', async () => {
    const posts = await checked({ template: 'posts', source: { bytes: Buffer.from('姓名\n某某') } });
    expect(new Set(posts.findings.map(({ code }) => code))).toEqual(new Set(['column-missing']));
    const property = [
      ['楼栋', '房号', '建筑面积', '面积来源', '产权人', '楼栋总面积'],
      ['1', '9', '60.00', '登记', '张某', '61.00'],
    ];
    const owned = await checked({ template: 'property', source: { bytes: csv(property) } });
    expect(owned.findings.map(({ code }) => code)).toEqual(['building-total']);
  });

  it('says why a file is none', async () => {
    const told = (bytes: Uint8Array) => checkInThread(asked({ source: { bytes } }));
    expect(await told(Buffer.alloc(0))).toEqual({ problem: 'file-empty' });
    expect(await told(Buffer.alloc(MAX_SHEET + 1))).toEqual({ problem: 'file-too-large' });
    expect(await told(Buffer.from([0xff, 0x00]))).toEqual({ problem: 'file-unreadable' });
    expect(await told(Buffer.from('PK\u0003\u0004 and nothing more'))).toEqual({ problem: 'file-unreadable' });
    expect(await told(Buffer.from('楼栋,"1'))).toEqual({ problem: 'file-unreadable' });
  });

  it('is ended where it takes too much memory or time, and the next one is checked', async () => {
    expect(await checkInThread(asked(), { milliseconds: 60_000, megabytes: 1 })).toEqual({ problem: 'file-too-heavy' });
    expect(await checkInThread(asked(), { milliseconds: 0, megabytes: 256 })).toEqual({ problem: 'file-too-heavy' });
    const others = await Promise.all([checked({ source: { table: [HEADINGS, line(1)] } }), checked()]);
    expect(others.map(({ errors }) => errors)).toEqual([0, 2]);
  });

  it('is ended where a small packed file unfolds without end', async () => {
    // given an entry of a sheet's name that holds nothing but blanks
    const bytes = packed('xl/worksheets/sheet1.xml', Buffer.alloc(400 * 1_048_576, ' '));
    expect(bytes.length).toBeLessThan(MAX_SHEET);
    // when
    const answer = await checkInThread(asked({ source: { bytes } }), { milliseconds: 60_000, megabytes: 64 });
    // then
    expect(answer).toEqual({ problem: 'file-too-heavy' });
  });

  it.each(['csv', 'xlsx'] as const)('is not taken where %s names a long text again and again', async (format) => {
    // given a small file whose cells all say the same 50,000 characters
    const long = '居'.repeat(50_000);
    const rows = [HEADINGS, ...Array.from({ length: format === 'csv' ? 2 : ROWS }, () => [long])];
    const bytes = format === 'csv' ? csv(rows) : await writeSheet(rows, 'xlsx');
    expect(bytes.length).toBeLessThan(MAX_SHEET);
    // when / then
    expect(await checkInThread(asked({ source: { bytes } }))).toEqual({ problem: 'file-too-heavy' });
  });

  it('is not taken where all cells together are too much', async () => {
    // given 5,000 rows of cells none of which is too long alone
    const bytes = csv([HEADINGS, ...Array.from({ length: ROWS }, () => ['a'.repeat(1_000), 'b'.repeat(1_000)])]);
    // when / then
    expect(await checkInThread(asked({ source: { bytes } }))).toEqual({ problem: 'file-too-heavy' });
  });

  it('hands nothing back of more rows than are taken', async () => {
    // when
    const found = await checked({ source: { bytes: csv([...table, line(1)]) } });
    // then
    expect(found.table).toEqual([]);
    expect(found.findings.map(({ code }) => code)).toEqual(['too-many-rows']);
  });

  it('tells of what nobody expected instead of waiting', async () => {
    const moon = asked({ template: 'moon' as string as Template });
    await expect(checkInThread(moon)).rejects.toThrow();
    expect((await checked({ source: { table: [HEADINGS, line(1)] } })).errors).toBe(0);
  });
});

/** A ZIP file of one deflated entry. */
function packed(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content, { level: 1 });
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), data]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0000'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006'), end]);
}
