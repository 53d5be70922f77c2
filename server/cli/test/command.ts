import { buildDefinitionSet, type ModelFile, type SetResult } from '#bpmn';
import { CALENDAR_2026 } from '#law';
import { capabilities } from '#rules/all';
import { say } from '#text';
import { runScenario, type Scenario, type ScenarioDifference } from '#world';
import { reasonOf } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { setHash } from '../run/definitions.js';
import { join, modelFilesIn, workflowFolder } from '../workflows/files.js';

export const TEST_GRAMMAR: Grammar = {
  positionals: { name: 'PATH', min: 0, max: Infinity },
  options: {},
};

/** A scenario file and the folder of the procedure or step it belongs to. */
interface Found {
  readonly file: string;
  readonly folder: string;
}

/**
 * `heyi test [PATH…]`: runs the scenarios below each path (`workflows` unless given), or single scenario files. One line
 * of JSON a scenario; 0 when all passed, 1 when one did not, 2 when there are none.
 */
export async function testCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  const paths = parsed.positionals.length === 0 ? ['workflows'] : parsed.positionals;
  const found = paths.flatMap((path) => scenariosBelow(io, path));
  if (found.length === 0) {
    io.words(say('cli.test.none', {}, io.language));
    return EXIT.unusable;
  }
  let failed = 0;
  const sets = new Map<string, SetResult>();
  for (const each of found) {
    const set = sets.get(each.folder) ?? (await setOf(io, each.folder)).built;
    sets.set(each.folder, set);
    const result = runFile(io, each.file, set);
    io.out(JSON.stringify({ scenario: each.file, ...result }));
    io.words(
      say(
        result.passed ? 'cli.test.passed' : 'cli.test.failed',
        { scenario: `${each.file}  ${result.name}` },
        io.language,
      ),
    );
    for (const difference of result.differences) io.words(wordsOf(difference, io));
    if (!result.passed) failed++;
  }
  io.words(say('cli.test.count', { passed: found.length - failed, failed }, io.language));
  return failed === 0 ? EXIT.ok : EXIT.failed;
}

interface FileResult {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly ScenarioDifference[];
}

function runFile(io: Io, file: string, built: SetResult): FileResult {
  if (!built.ok)
    return broken(
      '',
      'definition',
      built.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ element, rule }) => `${element ?? ''} ${rule}`)
        .join(', '),
    );
  let scenario: Scenario;
  try {
    scenario = JSON.parse(io.readText(file)) as Scenario;
  } catch (error) {
    return broken('', 'file', reasonOf(error));
  }
  try {
    const { name, passed, differences } = runScenario(scenario, {
      set: built.set,
      rules: capabilities,
      calendar: carriedCalendar,
    });
    return { name, passed, differences };
  } catch (error) {
    return broken(scenario.name, 'unexpected', reasonOf(error));
  }
}

function broken(name: string, what: string, found: string): FileResult {
  return { name, passed: false, differences: [{ step: null, what, expected: null, found }] };
}

/** The calendar years the build carries. */
export function carriedCalendar(year: number): string | undefined {
  return year === 2026 ? CALENDAR_2026 : undefined;
}

/** The definition set of a workflow's folder, with the files it was read from. */
export async function setOf(
  io: Io,
  folder: string,
): Promise<{ readonly built: SetResult; readonly files: readonly ModelFile[] }> {
  const files = modelFilesIn(io, folder);
  const own = files.find(({ path }) => path.endsWith(`${workflowFolder(folder).name}.bpmn`));
  // the folder's own model comes first: its first process is the one to start
  const ordered = own === undefined ? files : [own, ...files.filter((file) => file !== own)];
  return { built: await buildDefinitionSet(ordered, setHash(ordered)), files: ordered };
}

function scenariosBelow(io: Io, path: string): readonly Found[] {
  const clean = path.replace(/\/+$/, '');
  const names = io.list(clean);
  if (names === undefined)
    return clean.endsWith('.json') ? [{ file: clean, folder: clean.split('/').slice(0, -2).join('/') }] : [];
  if (clean.endsWith('/scenarios') || clean === 'scenarios') {
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ file: join(clean, name), folder: clean.split('/').slice(0, -1).join('/') }));
  }
  return names
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .flatMap((name) => (io.list(join(clean, name)) === undefined ? [] : scenariosBelow(io, join(clean, name))));
}

function wordsOf({ step, what, expected, found }: ScenarioDifference, io: Io): string {
  const values = {
    step: step === null ? '–' : String(step),
    what,
    expected: JSON.stringify(expected),
    found: JSON.stringify(found),
  };
  return say('cli.test.difference', values, io.language);
}
