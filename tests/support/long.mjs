#!/usr/bin/env node
// `npm run test:long`: more random models, more kills. Writes a dated summary with the commit to docs/long-run.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, requireNode, root, say } from '../../server/cli/setup/prepare.mjs';
import { installDebianPackages } from './debian.mjs';

requireNode();
installPackages();
installDebianPackages();
build();

// Other sizes than these may be asked for; the summary says which were run.
const { HEYI_RUNS = '10000', HEYI_KILLS = '200' } = process.env;
const inGroups = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const PARTS = [
  {
    title: 'Random models',
    env: { HEYI_RUNS },
    what: `${inGroups(HEYI_RUNS)} models a property`,
    tests: ['tests/properties'],
  },
  {
    title: 'Kills under load',
    env: { HEYI_KILLS },
    what: `${inGroups(HEYI_KILLS)} kills a database`,
    tests: ['tests/durability'],
  },
];
const only = process.argv.slice(2);
const chosen = PARTS.filter(({ tests }) => only.length === 0 || only.some((word) => tests[0].includes(word)));
const rows = chosen.map(runPart);
write(rows);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function runPart({ title, env, what, tests }) {
  say(`— ${title}: ${what}`);
  const report = join(root, 'dist', 'vitest-long.json');
  const begin = Date.now();
  // Long runs take as long as they take: the limit of a single test is lifted, nothing else.
  const args = [
    'vitest',
    'run',
    '--testTimeout=0',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...tests,
  ];
  const done = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed =
    result.numFailedTests + result.numPendingTests + (done.status !== 0 && result.numFailedTests === 0 ? 1 : 0);
  return { title, what, passed: result.numPassedTests, failed, minutes: Math.round((Date.now() - begin) / 6_000) / 10 };
}

function write(rows) {
  const commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  const lines = [
    '# Long run',
    '',
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.versions.node}. Made by \`npm run test:long\`.`,
    '',
    '| part | size | tests passed | failed | minutes |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ title, what, passed, failed, minutes }) => `| ${title} | ${what} | ${passed} | ${failed} | ${minutes} |`,
    ),
    '',
  ];
  writeFileSync(join(root, 'docs', 'long-run.md'), lines.join('\n'));
}

function git(...args) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
}
