import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audit, exportFromWorld } from '#audit';
import { instantOf, plainOf, readJson, runModel, DEFAULT_START, type Line, type RunDone, type RunRequest } from '#cli';
import type { StoredValue } from '#engine';

/**
 * Cases as data: a model beside what it must leave behind. A new case is a `.bpmn` and a `.json` in `cases/`.
 * `completed` is the order of `ElementCompleted`; with `"order": "any"` BPMN leaves the order open and only the runs count.
 */
interface Case {
  readonly about: string;
  readonly process?: string;
  readonly variables?: RunRequest['variables'];
  readonly script?: RunRequest['script'];
  readonly with?: readonly string[];
  readonly at?: string;
  readonly order?: 'any';
  readonly completed?: readonly (
    string | { readonly element: string; readonly path?: readonly string[]; readonly body?: true }
  )[];
  readonly skipped?: readonly number[];
  readonly result?: {
    readonly status: string;
    readonly variables?: StoredValue;
    readonly waiting: readonly object[];
    readonly incidents: readonly object[];
  };
  readonly refused?: readonly { readonly element: string; readonly rule: string }[];
}

const folder = new URL('./cases/', import.meta.url);
const textOf = (name: string): { path: string; text: string } => ({
  path: name,
  text: readFileSync(new URL(name, folder), 'utf8'),
});
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

interface Ran {
  readonly lines: readonly Line[];
  readonly done: RunDone | null;
}

async function run(name: string, given: Case): Promise<Ran> {
  const lines: Line[] = [];
  const request: RunRequest = {
    file: textOf(`${name}.bpmn`),
    with: (given.with ?? []).map(textOf),
    ...(given.process !== undefined && { process: given.process }),
    variables: given.variables ?? {},
    script: given.script ?? [],
    at: given.at === undefined ? DEFAULT_START : instantOf(given.at),
  };
  const done = await runModel(request, 'en', (line) => lines.push(line));
  return { lines, done };
}

describe('conformance', () => {
  it('has at least forty cases', () => {
    // then
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(names)('%s', async (name) => {
    // given
    const given = readJson(textOf(`${name}.json`).text) as unknown as Case;
    // when
    const { lines, done } = await run(name, given);
    // then
    const last = lines.at(-1);
    if (given.refused !== undefined) {
      expect(lines).toHaveLength(1);
      expect(last).toMatchObject({
        type: 'Refused',
        findings: expect.arrayContaining(given.refused.map((each) => expect.objectContaining(each))),
      });
      return;
    }
    const { variables, ...result } = given.result ?? {};
    expect(last).toMatchObject({ type: 'Result', ...result });
    if (variables !== undefined) expect(last).toHaveProperty('variables', plainOf(variables));
    const completed = lines.filter((line) => line.type === 'ElementCompleted').map(({ type: _type, ...rest }) => rest);
    const expected = (given.completed ?? []).map((entry) => (typeof entry === 'string' ? { element: entry } : entry));
    const sorted = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry)).sort();
    if (given.order === 'any') expect(sorted(completed)).toEqual(sorted(expected));
    else expect(completed).toEqual(expected);
    const skipped = lines.filter((line) => line.type === 'Skipped').map((line) => line.index);
    expect(skipped).toEqual(given.skipped ?? []);
    // and the history it left executes again to the same, byte for byte
    const report = await audit(exportFromWorld(done!.world, [done!.definition]));
    expect(report.differences).toEqual([]);
  });
});
