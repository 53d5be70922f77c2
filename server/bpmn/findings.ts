import type { StoredValue } from '#engine';

export type Severity = 'error' | 'warning' | 'info';

/** Something a reader or a check found in a model; `server/text` makes the sentence from `rule` and `values`. */
export interface Finding {
  /** Id of the element, as in the file; null where the file as a whole is meant. */
  readonly element: string | null;
  /** Its name as drawn. */
  readonly name: string | null;
  readonly rule: FindingRule;
  /** An `error` refuses the model; `info` never does. */
  readonly severity: Severity;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Path of the file as it was given. */
  readonly file: string;
}

/** Every rule a finding can name. Values are listed behind each. */
export const FINDING_RULES = [
  // the file
  'doctype', // –
  'xml', // { message, line?, column? }: the parser's own words, for people who repair XML by hand
  'file-kind', // –
  'json', // { message }
  'no-process', // –
  'process-not-executable', // –
  'duplicate-id', // { id }
  'duplicate-process', // { id, other }
  'duplicate-decision', // { id, other }
  'duplicate-form', // { id, other }
  'unknown-main', // { id }
  // what the engine does not execute
  'unsupported', // { construct }
  'foreign-extension', // { construct }
  'misplaced-extension', // { construct }
  'duplicate-extension', // { construct }
  // structure
  'no-start', // –
  'several-starts', // { count }
  'start-not-none', // a sub-process or called process starts at a none start event only
  'no-incoming', // –
  'unreachable', // –
  'start-incoming', // –
  'end-outgoing', // –
  'boundary-incoming', // –
  'boundary-no-outgoing', // –
  'boundary-not-attached', // –
  'boundary-same-error', // { code }
  'boundary-same-escalation', // { code }
  'event-sub-process-flow', // –
  'event-sub-process-same', // { code }: two of one scope take the same error or escalation
  'compensation-flow', // –: what undoes, and the event that points at it, have no sequence flows
  'compensation-no-handler', // –
  'compensation-unused', // –: an activity for compensation that no event points at
  'compensation-twice', // –
  'compensation-not-visible', // { activity }
  'compensation-nothing', // { activity }: nothing of it can be undone
  'loop-missing', // –: neither a collection nor a number of runs
  'loop-both', // –
  'loop-item', // –: a name for the item without a collection
  'loop-output', // –: a list of results without what goes into it, or the other way round
  'flow-crosses-scope', // { flow }
  'condition-missing', // { flow }
  'condition-misplaced', // { flow }
  'default-with-condition', // { flow }
  'default-not-outgoing', // { flow }
  'no-default', // –
  'implicit-end', // –
  'link-no-target', // { name }: nothing in this scope catches the link
  'link-no-source', // { name }: nothing in this scope throws it
  'link-twice', // { name, other }: two catch the same link
  'link-flow', // { name }: a sequence flow leaves a throwing link or leads to a catching one
  'event-gateway-few', // –: fewer than two events to wait for
  'event-gateway-target', // { gateway }: what stands behind an event-based gateway must wait for something
  'event-gateway-incoming', // { gateway }: and must have no other way in
  // fields
  'field-missing', // { field }
  'not-an-expression', // { field, source }
  'not-a-number', // { field, source }
  'timer-misplaced', // { timer }
  'bad-target', // { field, target }
  'feel', // { field, source, code, from, to, ... }
  // within a set
  'unknown-process', // { id }
  'unknown-decision', // { id }
  'unknown-form', // { id }
  // decisions
  'dmn-version', // { namespace }
  'dmn-unsupported', // { construct }
  'dmn-type', // { type }: a type nobody defines
  'dmn-requirement', // { id }: a required element that is not there or not executed
  'dmn-not-required', // { name }: an element that is read and not required
  'dmn-import', // { namespace }: an imported model that is not among the files
  'dmn-cell', // { row, part, column, field, source, code, from, to, ... }: a cell of a table that is no FEEL
  'dmn-overlap', // { rows }: rules of a table with the hit policy U that match the same
  'dmn-gap', // { values }: `[input, value]` each, for which no rule of a table matches
  'dmn-cycle', // { ids }
  'dmn-rule-width', // { rule, inputs, outputs }
  'dmn-hit-policy', // { hitPolicy, aggregation }
  'dmn-output-values', // hit policy P or O without output values
  'dmn-empty', // decision without logic
  'duplicate-name', // { name }
  // forms
  'form-field', // { key, type }: a field type that is not checked
  'form-key', // { key }: missing or twice
  'form-rule', // { key, field }: a validation that is not understood
  // law of other tools, as information
  'portable', // { rule, message }
] as const;

export type FindingRule = (typeof FINDING_RULES)[number];

/** Where findings of one file are gathered. */
export class Findings {
  readonly list: Finding[] = [];
  constructor(readonly file: string) {}

  error(at: Place, rule: FindingRule, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.add(at, rule, 'error', values);
  }

  warning(at: Place, rule: FindingRule, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.add(at, rule, 'warning', values);
  }

  add(at: Place, rule: FindingRule, severity: Severity, values: Readonly<Record<string, StoredValue>>): void {
    this.list.push({
      element: at?.id ?? null,
      name: at?.name ?? null,
      rule,
      severity,
      values,
      file: this.file,
    });
  }
}

/** What a finding points at; null for the file. */
export type Place = { readonly id?: string | null | undefined; readonly name?: string | null | undefined } | null;

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
