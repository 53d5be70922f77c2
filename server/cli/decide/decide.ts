import {
  evaluateDecision,
  evaluateKnowledge,
  evaluateService,
  explainDecision,
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
export async function decide(
  request: DecideRequest,
  language: Language,
  explain: (sentence: string) => void = () => undefined,
): Promise<DecideAnswer> {
  const reading = await readingOf([request.file, ...request.with]);
  const errors = reading.findings.filter(isError);
  const fatal = errors.filter(({ rule }) => OF_THE_FILE.includes(rule)).map((each) => findingError(each, language));
  const wanted = request.decision ?? onlyOne(reading);
  if (wanted === null && request.service === null)
    return failed([errorOf('decision-missing', {}, language), ...errors.map((each) => findingError(each, language))]);
  const answer = evaluated(reading, wanted, request);
  for (const { code, values, depth } of explainDecision(answer))
    explain(`${'  '.repeat(depth)}${say(`explained.${code}`, values, language)}`);
  const found = answer.problems.map((problem) => problemError(problem, language));
  // what could not be read is unknown to the evaluation; the file says why, first
  const unknown = found.some(({ code }) => code === 'unknown-decision' || code === 'unknown-service');
  return {
    result: plainOf(answer.result),
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

/**
 * The decision asked for, or the decision service or business knowledge model of that name; of a service its result, or of
 * its several results the one of the decision named beside it.
 */
function evaluated(
  reading: DmnReading,
  wanted: string | null,
  { decision, service, input }: DecideRequest,
): DecisionAnswer {
  const { decisions, services = {}, knowledge = {} } = reading.models;
  const environment = { at: DEFAULT_START, budget: createBudget() };
  const decisionId = idOf(reading, decisions, wanted ?? '');
  const serviceId = idOf(reading, services, service ?? wanted ?? '');
  const functionId = idOf(reading, knowledge, wanted ?? '');
  if (service === null && !has(decisions, decisionId) && has(knowledge, functionId) && !has(services, serviceId))
    return evaluateKnowledge(reading.models, functionId, input, environment, STEPS);
  if (service === null && (has(decisions, decisionId) || !has(services, serviceId)))
    return evaluateDecision(reading.models, decisionId, input, environment, STEPS);
  const answer = evaluateService(reading.models, serviceId, input, environment, STEPS);
  const several = (services[serviceId]?.outputs.length ?? 0) > 1;
  if (service === null || decision === null || !several || !isContext(answer.result)) return answer;
  const name = decisions[decisionId]?.name ?? decision;
  if (Object.hasOwn(answer.result, name)) return { ...answer, result: answer.result[name] ?? null };
  const problem = { code: 'unknown-decision', decision, where: '', values: { decision }, from: 0, to: 0 } as const;
  return { ...answer, ok: false, result: null, problems: [...answer.problems, problem] };
}

const STEPS = { steps: true };

function has(models: Readonly<Record<string, unknown>>, id: string): boolean {
  return Object.hasOwn(models, id);
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
