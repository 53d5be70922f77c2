#!/usr/bin/env node
// `npm run bench`: every figure is a ratio of two things measured in this one run. Nothing here fails because of a time.
import { build, requireNode } from '../../server/cli/setup/prepare.mjs';

requireNode();
build();
const { engineFigures, linearity } = await import('./engine.mjs');

const figures = [...(await engineFigures(say)), ...(await linearity(say))];

/** Prints a figure as soon as it is known, and hands it back. */
function say(figure) {
  const { name, ratio, goal, most, ours, floor } = figure;
  const wanted = goal === null ? '' : `  goal ${most === true ? '≤' : '≥'} ${goal}: ${isMet(figure) ? 'met' : 'MISSED'}`;
  process.stdout.write(`${ratio.toFixed(ratio < 10 ? 2 : 0).padStart(7)}  ${name} (${ours}${floor === '' ? '' : ` against ${floor}`})${wanted}\n`);
  return figure;
}

function isMet({ ratio, goal, most }) {
  return goal === null || (most === true ? ratio <= goal : ratio >= goal);
}

const missed = figures.filter((figure) => !isMet(figure)).length;
process.stdout.write(`${figures.length} figures, ${missed} short of their goal\n`);
