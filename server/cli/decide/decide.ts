import { evaluateDecision, type DecisionModel, type DecisionProblem, type StoredValue } from '#engine';
import { createBudget, fromStored, readTyped, type FeelValue } from '#engine/expression';
import { readDmn, type Finding } from '#bpmn';
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
  readonly matched: readonly { readonly rule: number; readonly id: string }[];
  readonly errors: readonly DecideError[];
}

export interface DecideError {
  readonly code: string;
  readonly message: string;
  readonly decision?: string;
  readonly where?: string;
}

/**
 * Evaluates one decision of the files. `now()` is the instant at which every clock of the command line starts, so the
 * same request gives the same answer. What goes wrong is in `errors`, and `result` is then null.
 */
export async function decide(request: DecideRequest, language: Language): Promise<DecideAnswer> {
  const models: Record<string, DecisionModel> = {};
  const findings: Finding[] = [];
  for (const file of [request.file, ...request.with]) {
    const read = await readDmn(file.text, file.path);
    findings.push(...read.findings);
    for (const decision of read.decisions) models[decision.id] ??= decision;
  }
  if (request.service !== null) return failed([errorOf('unknown-service', { service: request.service }, language)]);
  const wanted = request.decision ?? onlyOne(models);
  if (wanted === null)
    return failed([
      errorOf('decision-missing', {}, language),
      ...findings.filter(isError).map((each) => findingError(each, language)),
    ]);
  const answer = evaluateDecision({ decisions: models }, wanted, lookUp(request.input, columnTypes(models)), {
    at: DEFAULT_START,
    budget: createBudget(),
  });
  const errors = answer.problems.map((problem) => problemError(problem, language));
  // a decision that could not be read is unknown to the evaluation; the file says why, first
  if (errors.some(({ code }) => code === 'unknown-decision'))
    errors.unshift(...findings.filter(isError).map((each) => findingError(each, language)));
  return {
    result: errors.length === 0 ? plainOf(answer.result) : null,
    matched: answer.matched.map(({ rule, id }) => ({ rule, id })),
    errors,
  };
}

/** A file with one decision needs no name. */
function onlyOne(models: Readonly<Record<string, DecisionModel>>): string | null {
  const ids = Object.keys(models);
  return ids.length === 1 ? (ids[0] ?? null) : null;
}

/**
 * Types that columns declare for a name they read as it is. A table need not draw its inputs, and the type of its column
 * is then all that is declared.
 */
function columnTypes(models: Readonly<Record<string, DecisionModel>>): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { logic } of Object.values(models)) {
    if (logic.kind !== 'table') continue;
    for (const { expression, type } of logic.inputs)
      if (type?.kind === 'base' && !types.has(expression)) types.set(expression, type.type);
  }
  return types;
}

/** Values as given; a text in a column of another type is read as that type where it is one. */
function lookUp(
  input: Readonly<Record<string, StoredValue>>,
  types: ReadonlyMap<string, string>,
): (name: string) => FeelValue | undefined {
  return (name) => {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined) return undefined;
    const type = types.get(name);
    const typed = type === undefined || typeof value !== 'string' ? undefined : readTyped(value, type);
    return typed === undefined ? fromStored(value) : typed;
  };
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

function problemError({ code, values = {}, decision, where }: DecisionProblem, language: Language): DecideError {
  const sentence = hasSentence(`decision.${code}`) ? `decision.${code}` : `feel.${code}`;
  return { code, message: say(sentence, values, language), decision, where };
}
