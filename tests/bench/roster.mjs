// A roster of 5,000 rows against a register of 20,000 residents: the longest pause of the event loop while a thread checks it, against the same work
// done on the loop itself, which is one pause from its beginning to its end.
import { readCsv, checkRoster } from '#rules/register';
import { checkInThread } from '../../dist/server/community/roster-thread.js';
import { clock, median, rounds } from './measure.mjs';

const NAME = 'longest pause of the loop while 5,000 rows are checked';
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

export async function rosterFigure(only, say) {
  if (!NAME.includes(only)) return;
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
