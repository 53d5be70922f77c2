import {
  evaluateDecision,
  evaluateService,
  type DecisionAnswer,
  type DecisionProblem,
  type StoredValue,
} from '#engine';
import { createBudget } from '#engine/expression';
import { readDmnFiles, type DmnReading, type Finding } from '#bpmn';
import { hasSentence, say, type Language } from '#text';
import { plainOf, type Plain } from '../json/write.js';
import { DEFAULT_START, type SourceFile } from '../run/request.js';

/** What `heyi decide` is asked, files already read. */
export interface DecideRequest {
  readonly file: SourceFile;
  readonly with: readonly SourceFile[];
  /** Id or name. */
  readonly decision: string | null;
  readonly service: string | null;
  readonly input: Readonly<Record<string, StoredValue>>;
}

export interface DecideAnswer {
  readonly result: Plain;
  /** Rules that matched in the table asked for; `rule` counts from 1. */
  readonly matched: readonly {
    readonly rule: number;
    readonly id: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
  readonly errors: readonly DecideError[];
}

export interface DecideError {
  readonly code: string;
  readonly message: string;
  /** Id of the decision, knowledge model or service, and its name. */
  readonly decision?: string;
  readonly name?: string;
  readonly where?: string;
}

/** Files the parser could not read whole may lack a part of any decision. */
const OF_THE_FILE: readonly string[] = ['doctype', 'xml', 'dmn-version', 'duplicate-id'];

/**
 * Evaluates one decision or decision service of the files. `now()` is the instant at which every clock of the command line
 * starts, so the same request gives the same answer. `result` is what DMN makes of it, a part that failed being null; what
 * went wrong is in `errors`.
 */
export async function decide(request: DecideRequest, language: Language): Promise<DecideAnswer> {
  const reading = await readingOf([request.file, ...request.with]);
  const errors = reading.findings.filter(isError);
  const fatal = errors.filter(({ rule }) => OF_THE_FILE.includes(rule)).map((each) => findingError(each, language));
  const wanted = request.decision ?? onlyOne(reading);
  if (wanted === null && request.service === null)
    return failed([errorOf('decision-missing', {}, language), ...errors.map((each) => findingError(each, language))]);
  const { answer, result } = evaluated(reading, wanted, request);
  const found = answer.problems.map((problem) => problemError(problem, language));
  // what could not be read is unknown to the evaluation; the file says why, first
  const unknown = found.some(({ code }) => code === 'unknown-decision' || code === 'unknown-service');
  return {
    result,
    matched: answer.matched.map(({ rule, id, annotations }) => ({
      rule,
      id,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    })),
    errors: [...(unknown ? errors.map((each) => findingError(each, language)) : fatal), ...found],
  };
}

/** Requests one after another mostly ask the same files: what was read last is kept. */
let last: { readonly files: readonly SourceFile[]; readonly reading: DmnReading } | undefined;

async function readingOf(files: readonly SourceFile[]): Promise<DmnReading> {
  const same =
    last?.files.length === files.length &&
    last.files.every(({ path, text }, index) => path === files[index]?.path && text === files[index].text);
  if (last && same) return last.reading;
  const reading = await readDmnFiles(files);
  last = { files, reading };
  return reading;
}

/** The decision asked for; of a service its result, or of its results the one of the decision named beside it. */
function evaluated(
  reading: DmnReading,
  wanted: string | null,
  { decision, service, input }: DecideRequest,
): { readonly answer: DecisionAnswer; readonly result: Plain } {
  const { models } = reading;
  const environment = { at: DEFAULT_START, budget: createBudget() };
  const decisionId = wanted === null ? null : idOf(reading, models.decisions, wanted);
  const serviceId = idOf(reading, models.services ?? {}, service ?? wanted ?? '');
  if (
    service === null &&
    decisionId !== null &&
    (decisionId in models.decisions || !(serviceId in (models.services ?? {})))
  ) {
    const answer = evaluateDecision(models, decisionId, input, environment);
    return { answer, result: plainOf(answer.result) };
  }
  const answer = evaluateService(models, serviceId, input, environment);
  const outputs = models.services?.[serviceId]?.outputs ?? [];
  const name = decision === null || decisionId === null ? undefined : models.decisions[decisionId]?.name;
  const { result } = answer;
  if (service === null || name === undefined || outputs.length < 2 || !isContext(result))
    return { answer, result: plainOf(result) };
  return { answer, result: plainOf(result[name] ?? null) };
}

function isContext(value: StoredValue): value is { readonly [key: string]: StoredValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The id of a name: imported models may use it, too, so the file that was asked goes first. */
function idOf(
  { main }: DmnReading,
  models: Readonly<Record<string, { readonly name: string }>>,
  wanted: string,
): string {
  if (Object.hasOwn(models, wanted)) return wanted;
  const own = main.filter((id) => Object.hasOwn(models, id) && models[id]?.name === wanted);
  return own.length === 1 ? (own[0] ?? wanted) : wanted;
}

/** A file with one decision needs no name. */
function onlyOne({ main, models }: DmnReading): string | null {
  const ids = main.filter((id) => Object.hasOwn(models.decisions, id));
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

function failed(errors: readonly DecideError[]): DecideAnswer {
  return { result: null, matched: [], errors };
}

function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}

function errorOf(code: string, values: Readonly<Record<string, StoredValue>>, language: Language): DecideError {
  return { code, message: say(`cli.${code}`, values, language) };
}

function findingError({ rule, values, element }: Finding, language: Language): DecideError {
  return {
    code: rule,
    message: say(`finding.${rule}`, values, language),
    ...(element !== null && { decision: element }),
  };
}

function problemError({ code, values = {}, decision, name, where }: DecisionProblem, language: Language): DecideError {
  const sentence = hasSentence(`decision.${code}`) ? `decision.${code}` : `feel.${code}`;
  return { code, message: say(sentence, values, language), decision, ...(name !== undefined && { name }), where };
}
