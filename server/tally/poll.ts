/** The poll file and its ballots: types, and the check every poll passes before anything is counted. */
import { fractionFault, type Fraction } from './fraction.js';
import { readWhole, type Whole } from './whole.js';

export const METHODS = [
  'yes-no',
  'plurality',
  'approval',
  'score',
  'schulze',
  'ranked-pairs',
  'irv',
  'stv',
  'pb-greedy',
  'pb-equal-shares',
] as const;
export type Method = (typeof METHODS)[number];

/** What a fraction is counted in. Areas are hundredths of a square metre. */
export const DIMENSIONS = ['heads', 'households', 'area'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a fraction is a fraction of: all who count, those present, all ballots that are not invalid, all ballots. */
export const BASES = ['electorate', 'attending', 'participating', 'cast'] as const;
export type Base = (typeof BASES)[number];

export type Totals = { readonly [of in Dimension]?: Whole };

/** One demand on a poll: a fraction of a base, counted in one dimension. */
export interface Demand extends Fraction {
  readonly of: Dimension;
  readonly base: Base;
}

export type TieRule = { readonly kind: 'lot'; readonly seed: string } | { readonly kind: 'order' };

export interface PollOption {
  readonly id: string;
  /** Participatory budgeting: cost in the budget's unit (fen). */
  readonly cost?: Whole;
}

/** Where a method is known in several forms: the form meant. Left out, the first one named here. */
export interface PollRules {
  /** Schulze and ranked pairs: a victory is as strong as the votes for it, or as the difference. */
  readonly strength?: 'winning-votes' | 'margins';
  readonly quota?: 'droop';
  readonly transfer?: 'weighted-inclusive-gregory';
  /** Equal shares: a project is worth its cost to whoever approves it, or one. */
  readonly utility?: 'cost' | 'cardinality';
}

export interface PollFile {
  readonly method: Method;
  /** Left out for yes-no. */
  readonly options?: readonly PollOption[];
  /** Default 1. */
  readonly seats?: number;
  readonly budget?: Whole;
  readonly electorate?: Totals;
  readonly attending?: Totals;
  readonly quorum?: readonly Demand[];
  readonly threshold?: readonly Demand[];
  /** Whether abstentions stay in the base of the threshold. Default `in-base`. */
  readonly abstain?: 'in-base' | 'out';
  /** Invalid ballots are listed and never participate. */
  readonly invalid?: 'out';
  /** Who did not vote is never presumed to have voted. */
  readonly silence?: 'not-counted';
  readonly unranked?: 'last-equal' | 'not-counted';
  readonly tieRule?: TieRule;
  readonly completion?: 'none' | 'utilitarian';
  readonly rules?: PollRules;
  readonly ballots?: readonly Ballot[];
}

/** An option id, a list of ids (approval), ranks (an id or tied ids each), or scores by id. */
export type Choice = string | readonly (string | readonly string[])[] | { readonly [option: string]: Whole };

export interface Ballot {
  readonly choice: Choice;
  /** Votes of this ballot; default 1. */
  readonly weight?: Whole;
  /** How many identical ballots this line stands for; default 1. */
  readonly count?: Whole;
  /** Area of one such ballot, hundredths of a square metre; default 0. */
  readonly area?: Whole;
}

/** What is wrong where. `row` counts ballots from 1. */
export interface PollFinding {
  readonly code: string;
  readonly field: string;
  readonly row?: number;
}

/** Ids a ballot may say instead of an option, so no option may be called so. */
export const RESERVED = ['abstain', 'invalid'] as const;

export const RANKED: readonly Method[] = ['schulze', 'ranked-pairs', 'irv', 'stv'];
/** Methods whose winner is what a number of people said yes to. */
const JUDGED: readonly Method[] = ['yes-no', 'plurality', 'approval'];
const BUDGETED: readonly Method[] = ['pb-greedy', 'pb-equal-shares'];
const KNOWN_FIELDS = new Set(
  (
    'method options seats budget electorate attending quorum threshold abstain invalid silence unranked tieRule ' +
    'completion rules ballots'
  ).split(' '),
);
/** Fields a poll file may carry for people; they never change the count. */
const LABELS = new Set(['id', 'title', 'name', 'description', 'comment', 'source']);

/** Findings of a poll file; empty when it can be counted. The ballots are checked while they are read. */
export function checkPoll(poll: unknown): PollFinding[] {
  const findings: PollFinding[] = [];
  const say = (field: string, code: string): void => void findings.push({ code, field });
  if (!isObject(poll)) return [{ code: 'type', field: '' }];
  if (!METHODS.includes(poll.method as Method)) return [{ code: 'value', field: 'method' }];
  const method = poll.method as Method;
  checkOptions(poll, method, say);
  if (poll.seats !== undefined && !(Number.isSafeInteger(poll.seats) && (poll.seats as number) >= 1)) {
    say('seats', 'value');
  }
  for (const field of ['electorate', 'attending'] as const) checkTotals(poll[field], field, say);
  checkDemands(poll, 'quorum', say);
  checkDemands(poll, 'threshold', say);
  // points, ranks and budgets are no numbers of people, so no fraction of people can judge them
  if (!JUDGED.includes(method) && Array.isArray(poll.threshold) && poll.threshold.length > 0)
    say('threshold', 'not-for-method');
  const choices: [field: string, allowed: readonly unknown[]][] = [
    ['abstain', ['in-base', 'out']],
    ['invalid', ['out']],
    ['silence', ['not-counted']],
    ['unranked', ['last-equal', 'not-counted']],
    ['completion', ['none', 'utilitarian']],
  ];
  for (const [field, allowed] of choices) {
    if (poll[field] !== undefined && !allowed.includes(poll[field])) say(field, 'value');
  }
  if (RANKED.includes(method) && poll.unranked === undefined) say('unranked', 'required');
  // a run-off leaves one; several seats are what STV is for
  if (method === 'irv' && poll.seats !== undefined && poll.seats !== 1) say('seats', 'not-for-method');
  checkRules(poll.rules, method, say);
  checkTieRule(poll.tieRule, say);
  if (poll.ballots !== undefined && !Array.isArray(poll.ballots)) say('ballots', 'type');
  return findings;
}

/** Fields of a poll file that nothing reads: a misspelt `threshold` must not go unseen. */
export function unknownFields(poll: PollFile): readonly string[] {
  return Object.keys(poll).filter((field) => !KNOWN_FIELDS.has(field) && !LABELS.has(field));
}

/** The ids of the options, in their order; yes and no for a yes-no poll. */
export function optionIds(poll: PollFile): readonly string[] {
  return poll.method === 'yes-no' ? ['yes', 'no'] : (poll.options ?? []).map((option) => option.id);
}

type Say = (field: string, code: string) => void;
type Fields = { readonly [field: string]: unknown };

function checkOptions(poll: Fields, method: Method, say: Say): void {
  const options = poll.options;
  if (method === 'yes-no') {
    const ids: unknown[] = Array.isArray(options)
      ? options.map((option: unknown) => (isObject(option) ? option.id : option))
      : [];
    if (options !== undefined && !ids.every((id) => ['yes', 'no', ...RESERVED].includes(id as string))) {
      say('options', 'not-for-method');
    }
    return;
  }
  if (!Array.isArray(options) || options.length === 0) return say('options', 'required');
  const seen = new Set<string>();
  options.forEach((option: unknown, i) => {
    const id = isObject(option) ? option.id : undefined;
    if (typeof id !== 'string' || id === '') return say(`options[${i}].id`, 'required');
    if ((RESERVED as readonly string[]).includes(id)) say(`options[${i}].id`, 'reserved');
    if (seen.has(id)) say(`options[${i}].id`, 'duplicate');
    seen.add(id);
    const cost = isObject(option) ? option.cost : undefined;
    const value = readWhole(cost);
    if (cost === undefined ? BUDGETED.includes(method) : value === undefined || value < 1n) {
      say(`options[${i}].cost`, cost === undefined ? 'required' : 'value');
    }
  });
  if (BUDGETED.includes(method)) {
    const budget = readWhole(poll.budget);
    if (budget === undefined || budget < 0n) say('budget', poll.budget === undefined ? 'required' : 'value');
  }
}

function checkTotals(totals: unknown, field: string, say: Say): void {
  if (totals === undefined) return;
  if (!isObject(totals)) return say(field, 'type');
  for (const [of, total] of Object.entries(totals)) {
    if (!DIMENSIONS.includes(of as Dimension)) say(`${field}.${of}`, 'unknown');
    else if ((readWhole(total) ?? -1n) < 0n) say(`${field}.${of}`, 'value');
  }
}

function checkDemands(poll: Fields, field: 'quorum' | 'threshold', say: Say): void {
  const demands = poll[field];
  if (demands === undefined) return;
  if (!Array.isArray(demands)) return say(field, 'type');
  demands.forEach((demand: unknown, i) => {
    const at = `${field}[${i}]`;
    if (!isObject(demand)) return say(at, 'type');
    const fault = fractionFault(demand);
    if (fault !== undefined) say(`${at}.${fault}`, 'value');
    if (!DIMENSIONS.includes(demand.of as Dimension)) return say(`${at}.of`, 'value');
    if (!BASES.includes(demand.base as Base)) return say(`${at}.base`, 'value');
    if (demand.base === 'electorate' || demand.base === 'attending') {
      const totals = poll[demand.base];
      const of = demand.of as Dimension;
      if (!isObject(totals) || totals[of] === undefined) say(`${demand.base}.${of}`, 'required');
    }
  });
}

function checkTieRule(rule: unknown, say: Say): void {
  if (rule === undefined) return;
  if (!isObject(rule) || (rule.kind !== 'lot' && rule.kind !== 'order')) return say('tieRule.kind', 'value');
  if (rule.kind === 'lot' && (typeof rule.seed !== 'string' || rule.seed === '')) say('tieRule.seed', 'required');
}

const RULES: readonly (readonly [rule: keyof PollRules, methods: readonly Method[], values: readonly string[]])[] = [
  ['strength', ['schulze', 'ranked-pairs'], ['winning-votes', 'margins']],
  ['quota', ['stv'], ['droop']],
  ['transfer', ['stv'], ['weighted-inclusive-gregory']],
  ['utility', ['pb-equal-shares'], ['cost', 'cardinality']],
];

function checkRules(rules: unknown, method: Method, say: Say): void {
  if (rules === undefined) return;
  if (!isObject(rules)) return say('rules', 'type');
  for (const [name, value] of Object.entries(rules)) {
    const known = RULES.find(([rule, methods]) => rule === name && methods.includes(method));
    if (known === undefined) say(`rules.${name}`, 'not-for-method');
    else if (!known[2].includes(value as string)) say(`rules.${name}`, 'value');
  }
}

/** An object that is neither null nor a list. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
