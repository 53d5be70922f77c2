#!/usr/bin/env node
// Breaks named lines one at a time; each must turn a test red. Prints `N caught, N missed`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '../../server/cli/setup/prepare.mjs';

const all = JSON.parse(readFileSync(join(root, 'tests/mutation/mutations.json'), 'utf8'));
const only = process.argv.slice(2);
const chosen = only.length > 0 ? all.filter((each) => only.includes(each.name)) : all;
const missed = [];
for (const mutation of chosen) {
  const lines = readFileSync(join(root, mutation.file), 'utf8').split(mutation.find).length - 1;
  const red = lines === 1 && turnsRed(mutation);
  say(
    `  ${red ? 'caught' : 'MISSED'}  ${mutation.name}${lines === 1 ? '' : ` (its line stands ${lines} times in ${mutation.file})`}`,
  );
  if (!red) missed.push(mutation.name);
}
process.stdout.write(`${chosen.length - missed.length} caught, ${missed.length} missed\n`);
process.exit(missed.length === 0 ? 0 : 1);

/** Red means failed assertions, not a run that broke for another reason: the same files must be green without it. */
function turnsRed(mutation) {
  const done = spawnSync('npx', ['vitest', 'run', '--bail=1', '--reporter=json', ...mutation.tests], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, HEYI_MUTATION: mutation.name },
  });
  const start = done.stdout.indexOf('{"numTotalTestSuites"');
  if (start < 0) return false;
  return JSON.parse(done.stdout.slice(start)).numFailedTests > 0;
}
