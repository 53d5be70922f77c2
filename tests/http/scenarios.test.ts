import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Scenario } from '#world';
import { ScenarioRun } from './scenario-run.js';
import { PLACES, ROOT, serve, type Served } from './server.js';

const PROCEDURES = join(ROOT, 'workflows/procedures');
const SCENARIOS = readdirSync(PROCEDURES).flatMap((procedure) =>
  readdirSync(join(PROCEDURES, procedure, 'scenarios'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [procedure, name] as const),
);

describe.each(PLACES)('scenarios over HTTP on %s', (_name, newPlace) => {
  const open: Served[] = [];
  afterEach(async () => {
    for (const served of open.splice(0)) await served.close();
  });

  it.each(SCENARIOS)('%s %s', async (procedure, file) => {
    // given
    const text = readFileSync(join(PROCEDURES, procedure, 'scenarios', file), 'utf8');
    const scenario = JSON.parse(text) as Scenario;
    const served = await serve(await newPlace(), { seed: false });
    open.push(served);
    const run = await ScenarioRun.begin(served, procedure, scenario);
    // when, then: step by step
    for (const [index, step] of scenario.steps.entries()) await run.step(step, `step ${index + 1}`);
    await run.expect(scenario.expect, 'end');
    expect(served.errors).toEqual([]);
  });
});
