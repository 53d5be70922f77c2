#!/usr/bin/env node
// Breaks named lines; each must turn a test red. As many at a time as there are processors. Prints `N caught, N missed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say } from '../../server/cli/setup/prepare.mjs';

const all = JSON.parse(readFileSync(join(root, 'tests/mutation/mutations.json'), 'utf8'));
const only = process.argv.slice(2);
const chosen = only.length > 0 ? all.filter((each) => only.includes(each.name)) : all;
const VITEST = join(root, 'node_modules/vitest/vitest.mjs');
const missed = [];
const waiting = [...chosen];
// Compiled once for all of them, but for the broken file; gone at the end, so that nothing old is ever run.
const compiled = mkdtempSync(join(tmpdir(), 'heyi-compiled-'));
await Promise.all(Array.from({ length: availableParallelism() }, workOff));
rmSync(compiled, { recursive: true, force: true });
process.stdout.write(`${chosen.length - missed.length} caught, ${missed.length} missed\n`);
process.exit(missed.length === 0 ? 0 : 1);

async function workOff() {
  for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
    const lines = readFileSync(join(root, mutation.file), 'utf8').split(mutation.find).length - 1;
    const begun = Date.now();
    const red = lines === 1 && (await turnsRed(mutation));
    const seconds = Math.round((Date.now() - begun) / 1000);
    say(
      `  ${red ? 'caught' : 'MISSED'}  ${String(seconds).padStart(3)} s  ${mutation.name}${lines === 1 ? '' : ` (its line stands ${lines} times in ${mutation.file})`}`,
    );
    if (!red) missed.push(mutation.name);
  }
}

/** Red means failed assertions, not a run that broke for another reason: the same files must be green without it. */
async function turnsRed(mutation) {
  const done = spawn(
    process.execPath,
    [VITEST, 'run', '--bail=1', '--maxWorkers=1', '--reporter=json', ...mutation.tests],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, HEYI_MUTATION: mutation.name, HEYI_COMPILED: compiled },
    },
  );
  let report = '';
  done.stdout.setEncoding('utf8').on('data', (text) => (report += text));
  await new Promise((resolve) => done.on('close', resolve));
  const start = report.indexOf('{"numTotalTestSuites"');
  if (start < 0) return false;
  return JSON.parse(report.slice(start)).numFailedTests > 0;
}
