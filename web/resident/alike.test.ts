import { expect, it } from 'vitest';
import { alike } from './alike.js';

const MATTERS = ['北门空地加装电动自行车充电棚', '东门早晚高峰限行', '快递柜移到东侧空地', '3号楼门前加装照明灯'].map(
  (title) => ({
    title,
  }),
);
const found = (title: string): string[] => alike(title, MATTERS).map((one) => one.title);

it.each([
  ['给电动自行车建个充电棚', ['北门空地加装电动自行车充电棚']],
  ['东门限行', ['东门早晚高峰限行']],
  ['照明', ['3号楼门前加装照明灯']],
  // the likest first
  ['快递柜移到北门空地', ['快递柜移到东侧空地', '北门空地加装电动自行车充电棚']],
  // one word, and words any topic has, are not enough
  ['空地种树', []],
  ['小区加装长椅', []],
  ['', []],
])('offers for “%s” what goes on already', (title, titles) => {
  expect(found(title)).toEqual(titles);
});
