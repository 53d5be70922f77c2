import type { StoredValue } from '#engine';
import { say } from '#text';
import { reasonOf, sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import { isContext, JsonFault, readJson } from '../json/read.js';
import type { Grammar, Parsed } from '../options.js';
import { RequestFault, variablesOf } from '../run/request.js';
import { decide, type DecideAnswer, type DecideRequest } from './decide.js';

export const DECIDE_GRAMMAR: Grammar = {
  positionals: { name: 'FILE.dmn', min: 0, max: 1 },
  options: { decision: 'value', service: 'value', input: 'value', with: 'list', explain: 'flag', stdin: 'flag' },
};

/** `heyi decide`: 0 when there is a result, 1 when the decision could not be made, 2 when the request was no request. */
export async function decideCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  const { positionals, flags, values, lists } = parsed;
  if (flags.has('stdin')) {
    const other = positionals[0] ?? Object.keys(values)[0] ?? Object.keys(lists)[0];
    if (other === undefined) return decideLines(io);
    io.words(say('cli.option-not-here', { option: other }, io.language));
    return EXIT.unusable;
  }
  return decideOne(
    io,
    () => {
      if (positionals[0] === undefined) throw new RequestFault('cli.argument-missing', { argument: 'FILE.dmn' });
      if (values['decision'] === undefined && values['service'] === undefined)
        throw new RequestFault('cli.option-missing', { option: '--decision' });
      return requestOf(io, {
        file: positionals[0],
        decision: values['decision'] ?? null,
        service: values['service'] ?? null,
        input: readJson(values['input'] ?? '{}'),
        with: lists['with'] ?? [],
      });
    },
    flags.has('explain'),
  );
}

/** One request a line, one answer a line; 0 when every answer is one, 2 when a line was no request. */
async function decideLines(io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for await (const line of io.lines()) {
    if (line.trim() === '') continue;
    const one = await decideOne(io, () => {
      const request = readJson(line);
      if (!isContext(request)) throw new RequestFault('cli.json-object', { what: line.slice(0, 40) });
      return requestOf(io, request);
    });
    if (one !== EXIT.ok && code !== EXIT.unusable) code = one;
  }
  return code;
}

async function decideOne(io: Io, read: () => DecideRequest, explain = false): Promise<ExitCode> {
  let answer: DecideAnswer;
  let code: ExitCode = EXIT.ok;
  try {
    answer = await decide(read(), io.language, explain ? (sentence) => io.words(sentence) : undefined);
    if (answer.errors.length > 0) code = EXIT.failed;
  } catch (fault) {
    const known = fault instanceof RequestFault || fault instanceof JsonFault;
    const name = known ? fault.code : 'cli.unexpected';
    const message = say(name, known ? fault.values : { reason: reasonOf(fault) }, io.language);
    answer = { result: null, matched: [], errors: [{ code: name.replace(/^cli\./, ''), message }] };
    code = EXIT.unusable;
  }
  io.out(JSON.stringify(answer));
  for (const { message, decision, where } of answer.errors) {
    io.words([decision, where, message].filter((part) => part !== undefined && part !== '').join(' · '));
  }
  return code;
}

const FIELDS = ['file', 'decision', 'service', 'input', 'with'];

function requestOf(io: Io, request: Readonly<Record<string, StoredValue>>): DecideRequest {
  const unknown = Object.keys(request).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) throw new RequestFault('cli.request-field', { field: unknown });
  const { file, decision = null, service = null, input = {}, with: others = [] } = request;
  if (typeof file !== 'string') throw new RequestFault('cli.request-field', { field: 'file' });
  if (decision !== null && typeof decision !== 'string')
    throw new RequestFault('cli.request-field', { field: 'decision' });
  if (service !== null && typeof service !== 'string')
    throw new RequestFault('cli.request-field', { field: 'service' });
  const paths: readonly StoredValue[] = Array.isArray(others ?? [])
    ? ((others ?? []) as readonly StoredValue[])
    : [null];
  return {
    file: sourceFile(io, file),
    with: paths.map((path) => {
      if (typeof path !== 'string') throw new RequestFault('cli.request-field', { field: 'with' });
      return sourceFile(io, path);
    }),
    decision,
    service,
    input: variablesOf(input ?? {}, 'input'),
  };
}
