// A roster of 5,000 rows against a register of 20,000 residents: the longest pause of the event loop while a thread checks it, against the same work
// done on the loop itself, which is one pause from its beginning to its end; and the longest pause of a whole import – read, checked, planned,
// recorded, written to SQLite – against all the time it took.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '#engine';
import { Imports, People, Registers } from '#community';
import { createHeyi, installationOf } from '#main';
import { readCsv, checkRoster } from '#rules/register';
import { checkInThread } from '../../dist/server/community/roster-thread.js';
import { clock, median, rounds } from './measure.mjs';

const NAME = 'longest pause of the loop while 5,000 rows are checked';
const WHOLE = 'longest pause of the loop over a whole import of 5,000 rows';
const ROWS = 5_000;
const RESIDENTS = 20_000;
const ROUNDS = 9;
const HOME = 'qinghe/qhl/e1/b1/u1';

const born = (n) => `19${50 + (n % 50)}-03-04`;
const units = [
  { path: 'qinghe/qhl/e1', name: '青禾苑', kind: 'estate' },
  { path: 'qinghe/qhl/e1/b1', name: '1号楼', kind: 'building' },
  { path: HOME, name: '1单元', kind: 'stairwell' },
];
const persons = Array.from({ length: RESIDENTS }, (_, n) => ({
  ...{ id: `P${n}`, name: `居民${n}`, place: `1号楼1单元${n}室`, scope: HOME, household: `F${n >> 1}` },
  ...{ phone: null, born: born(n), relation: null },
}));
const households = Array.from({ length: RESIDENTS / 2 }, (_, n) => ({
  ...{ id: `F${n}`, scope: HOME, label: `1号楼1单元${n}室`, number: `H${n}` },
}));
const ground = {
  ...{ community: 'qinghe/qhl', day: '2026-03-02', units, bodies: [], properties: [], owners: [] },
  ...{ persons, households },
};
const lines = Array.from({ length: ROWS }, (_, n) =>
  ['1', '1', n >> 1, `H${n >> 1}`, `居民${n}`, born(n), `1990${String(n).padStart(7, '0')}`, '户主'].join(','),
);
const text = ['楼栋,单元,房号,户号,姓名,出生日期,手机,与户主关系', ...lines].join('\n');
const bytes = Buffer.from(text, 'utf8');

export async function rosterFigures(only, say) {
  if (NAME.includes(only)) await checkFigure(say);
  if (WHOLE.includes(only)) await importFigure(say);
}

/** Each round in a new database: a register is imported once. */
async function importFigure(say) {
  const round = async () => {
    const data = mkdtempSync(join(tmpdir(), 'heyi-bench-'));
    const settings = {
      ...{ database: { file: join(data, 'heyi.sqlite') }, data, host: '127.0.0.1', port: 0, demo: true, https: false },
      ...{ workflows: join(import.meta.dirname, '../../workflows'), web: join(data, 'no-pages') },
    };
    const quiet = { log: () => undefined, warn: () => undefined, error: (...words) => console.error(...words) };
    const heyi = await createHeyi({ settings, installation: installationOf(settings), log: quiet });
    try {
      const [people, registers, imports] = [People, Registers, Imports].map((each) => heyi.app.get(each));
      const above = [
        { path: 'qinghe', name: '青禾街道', kind: 'street' },
        { path: 'qinghe/qhl', name: '青禾里社区', kind: 'community' },
      ];
      await people.found([...above, ...units]);
      const community = 'qinghe/qhl';
      const rows = { persons, households };
      await registers.change({ community, kind: 'import', by: SYSTEM, rows });
      let all = 0;
      const longest = await paused(async () => {
        const began = clock();
        const file = { community, template: 'households', bytes, file: 'a.csv', person: 'P0' };
        const { id, ready, proposals } = await imports.preview(file);
        if (!ready) throw new Error('not ready');
        const decisions = new Map(proposals.map(({ n }) => [n, 'apart']));
        await imports.commit(community, id, decisions, { by: SYSTEM });
        all = clock() - began;
      });
      return [longest, all];
    } finally {
      await heyi.close();
      rmSync(data, { recursive: true, force: true });
    }
  };
  const taken = await rounds(3, round);
  const [ours, floor] = [0, 1].map((side) => `${(median(taken.map((each) => each[side])) / 1_000).toFixed(0)} ms`);
  const ratio = median(taken.map(([longest, all]) => longest / all));
  say({ name: WHOLE, ratio, goal: 0.1, most: true, ours, floor: `${floor} in all` });
}

async function checkFigure(say) {
  const round = async () => [await paused(inThread), await paused(onTheLoop)];
  await rounds(3, round);
  const taken = await rounds(ROUNDS, round);
  const pauses = [0, 1].map((side) => median(taken.map((each) => each[side])));
  const ratio = median(taken.map(([ours, whole]) => ours / whole));
  const [ours, floor] = pauses.map((pause) => `${(pause / 1_000).toFixed(1)} ms`);
  say({ name: NAME, ratio, goal: 0.25, most: true, ours, floor: `${floor} on the loop` });
}

async function inThread() {
  const source = { bytes };
  const found = await checkInThread({ template: 'households', source, ground, lines: false });
  if (found.errors !== 0) throw new Error(JSON.stringify(found).slice(0, 200));
}

function onTheLoop() {
  const found = checkRoster('households', readCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), ground);
  if (found.findings.length > 0) throw new Error(JSON.stringify(found.findings[0]));
}

/** The longest time in microseconds between two turns of the loop until the work is done. */
async function paused(work) {
  let longest = 0;
  let last = clock();
  let working = true;
  const turn = () => {
    const now = clock();
    longest = Math.max(longest, now - last);
    last = now;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  turn();
  working = false;
  return longest;
}
