import { lint, type Finding, type ModelFile } from '#bpmn';
import { say } from '#text';
import { sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { RequestFault } from '../run/request.js';
import { modelFilesIn } from '../workflows/files.js';

export const LINT_GRAMMAR: Grammar = {
  positionals: { name: 'PATH', min: 1, max: Infinity },
  options: {},
};

/**
 * `heyi lint PATH…`: a folder is one procedure, read with the step procedures it calls; the files named beside are one
 * procedure together. A finding a line, 0 without errors, 1 with, 2 when nothing could be read.
 */
export async function lintCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  let errors = 0;
  let warnings = 0;
  let infos = 0;
  try {
    for (const files of setsOf(parsed.positionals, io)) {
      for (const finding of (await lint(files)).findings) {
        show(finding, io);
        if (finding.severity === 'error') errors++;
        else if (finding.severity === 'warning') warnings++;
        else infos++;
      }
    }
  } catch (fault) {
    if (!(fault instanceof RequestFault)) throw fault;
    io.words(say(fault.code, fault.values, io.language));
    return EXIT.unusable;
  }
  io.words(
    say(
      errors + warnings + infos === 0 ? 'cli.lint.clean' : 'cli.lint.count',
      { errors, warnings, infos },
      io.language,
    ),
  );
  return errors > 0 ? EXIT.failed : EXIT.ok;
}

function setsOf(paths: readonly string[], io: Io): readonly (readonly ModelFile[])[] {
  const folders = paths.filter((path) => io.list(path) !== undefined);
  const files = paths.filter((path) => !folders.includes(path)).map((path) => sourceFile(io, path));
  const sets = folders.map((path) => {
    const found = modelFilesIn(io, path);
    if (found.length === 0) throw new RequestFault('cli.lint.nothing', { path });
    return found;
  });
  return files.length === 0 ? sets : [files, ...sets];
}

function show({ file, element, name, rule, severity, values }: Finding, io: Io): void {
  const message = say(`finding.${rule}`, values, io.language);
  io.out(JSON.stringify({ file, element, name, rule, severity, message }));
  if (severity !== 'info') io.words([file, element, message].filter((part) => part !== null).join(': '));
}
