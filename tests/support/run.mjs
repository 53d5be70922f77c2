#!/usr/bin/env node
// `npm test`: everything from a bare clone to one line `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, requireNode, root, run, say } from '../../server/cli/setup/prepare.mjs';
import { installDebianPackages } from './debian.mjs';

requireNode();
installPackages();
installDebianPackages();
build();

let passed = 0;
let failed = 0;
const broken = [];

await checks({
  'format and lint': ['eslint', '--max-warnings=0', 'server', 'web', 'tests', 'migrations'],
  'types of the tests': ['tsc', '-p', 'tsconfig.tests.json'],
  'types of the web': ['vue-tsc', '--noEmit', '-p', 'web/tsconfig.json'],
});
step('tests', vitest);
step('scenarios of the procedures', () =>
  count(run(process.execPath, ['server/cli/bin.js', 'test'], { stdio: ['ignore', 'ignore', 2] })),
);
step('mutation check', mutations);

if (broken.length > 0) say(`Failed: ${broken.join('; ')}`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function step(name, work) {
  const before = failed;
  say(`— ${name}`);
  work();
  if (failed > before) broken.push(name);
}

/** Each keeps one processor busy, so they run beside each other. */
async function checks(commands) {
  say(`— ${Object.keys(commands).join(', ')}`);
  await Promise.all(
    Object.entries(commands).map(async ([name, args]) => {
      const command = spawn('npx', args, { cwd: root, stdio: ['ignore', 2, 2] });
      const status = await new Promise((resolve, reject) => command.on('error', reject).on('close', resolve));
      count(status);
      if (status !== 0) broken.push(name);
    }),
  );
}

function count(status) {
  if (status === 0) passed += 1;
  else failed += 1;
}

function vitest() {
  const report = join(root, 'dist', 'vitest.json');
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(report, { force: true });
  const status = run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  if (!existsSync(report)) return void (failed += 1);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  // A suite that could not even be loaded counts, and so does anything skipped: nothing is skipped in silence.
  const skipped = result.numPendingTests + result.numTodoTests;
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  failed += result.numFailedTests + skipped + unloaded;
  if (skipped > 0) say(`${skipped} tests were skipped; a skipped test counts as failed.`);
  if (status !== 0 && result.numFailedTests + skipped + unloaded === 0) failed += 1;
}

function mutations() {
  const done = spawnSync(process.execPath, ['tests/mutation/check.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 2],
    encoding: 'utf8',
  });
  const counts = /(\d+) caught, (\d+) missed/.exec(done.stdout ?? '');
  if (!counts) return void (failed += 1);
  passed += Number(counts[1]);
  failed += Number(counts[2]);
}
