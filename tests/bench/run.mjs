#!/usr/bin/env node
// `npm run bench [-- PART]`: every figure is a ratio of two things measured in this one run; PART is a part of the names
// wanted. Missing a goal is printed and is no failure: nothing here depends on how fast the machine is.
import { build, requireNode } from '../../server/cli/setup/prepare.mjs';

requireNode();
build();
const { engineFigures, growth, linearity } = await import('./engine.mjs');
const { rosterFigures } = await import('./roster.mjs');
const { browserFigures } = await import('./browser.mjs');
const { bundled } = await import('./bundle.mjs');

const only = process.argv[2] ?? '';
const figures = [];

await engineFigures(only, say);
await linearity(only, say);
await growth(only, say);
await rosterFigures(only, say);
await browserFigures(only, say);
const { runtimeFigures } = await import(await bundled('tests/bench/runtime-main.ts'));
await runtimeFigures(only, ({ rates, ...figure }) => {
  const [ours, floor] = rates.map((rate) => `${rate.toFixed(0)}/s`);
  say({ ...figure, ours, floor });
});

const missed = figures.filter((figure) => !isMet(figure)).length;
process.stdout.write(`${figures.length} figures, ${missed} short of their goal\n`);
process.exit(0);

/** Prints a figure as soon as it is known, and keeps it. */
function say(figure) {
  const { name, ratio, goal, most, ours, floor } = figure;
  const wanted =
    goal === null ? '' : `, goal ${most === true ? '≤' : '≥'} ${goal}: ${isMet(figure) ? 'met' : 'MISSED'}`;
  const times = floor === '' ? ours : `${ours} against ${floor}`;
  process.stdout.write(`${ratio.toFixed(ratio < 10 ? 2 : 0).padStart(6)}  ${name} (${times})${wanted}\n`);
  figures.push(figure);
}

function isMet({ ratio, goal, most }) {
  return goal === null || (most === true ? ratio <= goal : ratio >= goal);
}
