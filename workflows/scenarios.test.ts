import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDefinitionSet, type ModelFile } from '#bpmn';
import { CALENDAR_2026 } from '#law';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { capabilities } from '#rules/all';
import { runScenario, type Scenario } from '#world';

/** Every scenario of every procedure and step, over the real engine and the real rules. */
const root = import.meta.dirname;
/** A step of one task (审核, 备案, 办理, 通知) is a template alone. */
const folders = ['procedures', 'steps'].flatMap((kind) =>
  readdirSync(join(root, kind))
    .map((name) => `${kind}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'scenarios'))),
);

/** The folder's own files and those of every step its models call, theirs in turn; the folder's model first. */
function filesOf(folder: string): readonly ModelFile[] {
  const seen = new Set<string>([folder]);
  const files: ModelFile[] = [];
  for (const here of seen) {
    const own = `${here.split('/')[1] ?? ''}.bpmn`;
    const names = readdirSync(join(root, here)).filter((name) => /\.(bpmn|dmn|form)$/.test(name));
    for (const name of names.sort((a, b) => Number(b === own) - Number(a === own))) {
      const text = readFileSync(join(root, here, name), 'utf8');
      files.push({ path: `${here}/${name}`, text });
      for (const [, step] of text.matchAll(/processId="step-([a-z-]+)"/g)) seen.add(`steps/${step ?? ''}`);
    }
  }
  return files;
}

async function setOf(folder: string) {
  const files = filesOf(folder);
  const hash = base64Encode(definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text)))));
  return { folder, built: await buildDefinitionSet(files, hash) };
}

const sets = await Promise.all(folders.map(setOf));

describe.each(sets)('$folder', ({ folder, built }) => {
  const scenarios = readdirSync(join(root, folder, 'scenarios'));

  it('is a definition set without errors or warnings', () => {
    expect(built.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(built.ok).toBe(true);
  });

  it('has scenarios, and a step has its template', () => {
    expect(scenarios.length).toBeGreaterThan(0);
    expect(existsSync(join(root, folder, folder.startsWith('steps/') ? 'template.json' : 'about.json'))).toBe(true);
  });

  it.each(scenarios)('%s', (name) => {
    // given
    if (!built.ok) throw new Error('no definition set');
    const scenario = JSON.parse(readFileSync(join(root, folder, 'scenarios', name), 'utf8')) as Scenario;
    // when
    const result = runScenario(scenario, {
      set: built.set,
      rules: capabilities,
      calendar: (year) => (year === 2026 ? CALENDAR_2026 : undefined),
    });
    // then
    expect(result.differences).toEqual([]);
    expect(result.passed).toBe(true);
  });
});

describe('a scenario', () => {
  it('is told where it differs (this test can fail)', () => {
    // given
    const { built } = sets.find(({ folder }) => folder === 'procedures/first-vote') ?? {};
    if (built?.ok !== true) throw new Error('no definition set');
    const text = readFileSync(join(root, 'procedures/first-vote/scenarios/passed.json'), 'utf8');
    const scenario = JSON.parse(
      text.replace('"yes": 3', '"yes": 4').replace('"poll-closed"', '"poll-open"'),
    ) as Scenario;
    // when
    const { passed, differences } = runScenario(scenario, {
      set: built.set,
      rules: capabilities,
      calendar: () => CALENDAR_2026,
    });
    // then
    expect(passed).toBe(false);
    expect(differences).toMatchObject([
      { what: 'refused', expected: 'poll-open', found: 'poll-closed' },
      { what: 'variables.vote_result.counts.yes', expected: 4, found: 3 },
    ]);
  });
});
