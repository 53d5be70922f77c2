import type { StoredValue } from '#engine';
import { say } from '#text';
import { reasonOf, sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import { isContext, JsonFault, readJson } from '../json/read.js';
import type { Grammar, Parsed } from '../options.js';
import { refusedRequest, type Line, type Result } from './output.js';
import { DEFAULT_START, instantOf, RequestFault, scriptOf, variablesOf, type RunRequest } from './request.js';
import { runModel } from './run.js';

export const RUN_GRAMMAR: Grammar = {
  positionals: { name: 'FILE.bpmn', min: 0, max: 1 },
  options: { process: 'value', variables: 'value', script: 'value', with: 'list', at: 'value', stdin: 'flag' },
};

/** `heyi run`: 0 whenever the model could be run, 2 when it or the request was refused. */
export async function run(parsed: Parsed, io: Io): Promise<ExitCode> {
  const { positionals, flags, values, lists } = parsed;
  if (flags.has('stdin')) {
    const other = positionals[0] ?? Object.keys(values)[0] ?? Object.keys(lists)[0];
    if (other !== undefined) {
      io.words(say('cli.option-not-here', { option: other }, io.language));
      return EXIT.unusable;
    }
    return runLines(io);
  }
  return runOne(io, () => {
    if (positionals[0] === undefined) throw new RequestFault('cli.argument-missing', { argument: 'FILE.bpmn' });
    return requestOf(io, {
      file: positionals[0],
      ...(values['process'] !== undefined && { process: values['process'] }),
      ...(values['variables'] !== undefined && { variables: readJson(values['variables']) }),
      ...(values['script'] !== undefined && { script: values['script'] }),
      ...(values['at'] !== undefined && { at: values['at'] }),
      with: lists['with'] ?? [],
    });
  });
}

/** One request a line; a bad one is answered with its refusal, and the next is read. */
async function runLines(io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for await (const line of io.lines()) {
    if (line.trim() === '') continue;
    const one = await runOne(io, () => {
      const request = readJson(line);
      if (!isContext(request)) throw new RequestFault('cli.json-object', { what: line.slice(0, 40) });
      return requestOf(io, request);
    });
    if (one !== EXIT.ok) code = one;
  }
  return code;
}

async function runOne(io: Io, read: () => RunRequest): Promise<ExitCode> {
  const emit = (line: Line): void => io.out(JSON.stringify(line));
  let request: RunRequest;
  try {
    request = read();
  } catch (fault) {
    if (!(fault instanceof RequestFault) && !(fault instanceof JsonFault)) throw fault;
    const refused = refusedRequest(fault.code, fault.values, io.language);
    emit(refused);
    io.words(refused.findings[0]?.message ?? '');
    return EXIT.unusable;
  }
  try {
    const done = await runModel(request, io.language, (line) => {
      emit(line);
      for (const words of wordsOf(line, io)) io.words(words);
    });
    return done === null ? EXIT.unusable : EXIT.ok;
  } catch (error) {
    // a fault of ours ends this request, not those that follow it
    const refused = refusedRequest('cli.unexpected', { reason: reasonOf(error) }, io.language);
    emit(refused);
    io.words(refused.findings[0]?.message ?? '');
    return EXIT.failed;
  }
}

/** A request as it stands in a line of `--stdin`; files are named by path. Throws `RequestFault`. */
function requestOf(io: Io, request: Readonly<Record<string, StoredValue>>): RunRequest {
  const unknown = Object.keys(request).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) throw new RequestFault('cli.request-field', { field: unknown });
  const { file, process = null, variables = {}, script = [], at = null } = request;
  const others = request['with'] ?? [];
  if (typeof file !== 'string') throw new RequestFault('cli.request-field', { field: 'file' });
  if (process !== null && typeof process !== 'string')
    throw new RequestFault('cli.request-field', { field: 'process' });
  if (!Array.isArray(others)) throw new RequestFault('cli.request-field', { field: 'with' });
  const paths = others.map((path: StoredValue) => {
    if (typeof path !== 'string') throw new RequestFault('cli.request-field', { field: 'with' });
    return path;
  });
  return {
    file: sourceFile(io, file),
    with: paths.map((path) => sourceFile(io, path)),
    ...(process !== null && { process }),
    variables: variablesOf(variables ?? {}, 'variables'),
    script: scriptOf(typeof script === 'string' ? readJson(sourceFile(io, script).text) : (script ?? [])),
    at: at === null ? DEFAULT_START : instantOf(at),
  };
}

const FIELDS = ['file', 'process', 'variables', 'script', 'with', 'at'];

/** What a person is told beside the lines. */
function wordsOf(line: Line, io: Io): readonly string[] {
  switch (line.type) {
    case 'ElementCompleted':
      return [];
    case 'Skipped': {
      const skipped = say('cli.skipped', { number: line.index + 1 }, io.language);
      return [line.reason === null ? skipped : `${skipped} ${say(`refusal.${line.reason}`, {}, io.language)}`];
    }
    case 'Refused':
      return line.findings.map(({ element, name, message }) => {
        const where = [element, name].filter((part) => part != null).join(' ');
        return say('cli.refused', { message: where === '' ? message : `${where}: ${message}` }, io.language);
      });
    case 'Result':
      return resultWords(line, io);
  }
}

function resultWords(result: Result, io: Io): readonly string[] {
  const { language } = io;
  if (result.status === 'incident') {
    return result.incidents.map(({ element, message }) => say('cli.run.incident', { element, message }, language));
  }
  const elements = result.waiting
    .map(({ element, name }) => (name === null ? element : `${element} ${name}`))
    .join(', ');
  const stuck = result.status === 'waiting' && elements === '';
  return [say(stuck ? 'cli.run.stuck' : `cli.run.${result.status}`, { elements }, language)];
}
