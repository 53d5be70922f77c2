/**
 * Compares the parameters of a procedure with a rule pack. Editor, publication and decision use the same function. A pack's
 * floor may be exceeded, never gone below.
 */
import { isAtLeast, meets, type Base, type Demand, type Fraction } from '#tally';
import {
  inForce,
  shortOf,
  type FractionRule,
  type RulePack,
  type Source,
  type Term,
  type TermRule,
  type TermUnit,
} from './pack.js';

/** A fraction of a step. What it leaves out is taken from the pack: its base, and what it is counted in. */
export type GivenFraction = Fraction & Partial<Pick<Demand, 'of' | 'base'>>;

/** Parameters of a procedure or step; only those given are checked, unless the context requires more. */
export interface Params {
  readonly quorum?: GivenFraction | readonly GivenFraction[];
  readonly threshold?: GivenFraction | readonly GivenFraction[];
  readonly abstain?: 'in-base' | 'out';
  readonly silence?: string;
  readonly notice?: Term;
  readonly publicity?: Term;
  readonly composition?: { readonly representatives: number; readonly committee: number };
}

export type ParamField = 'quorum' | 'threshold' | 'notice' | 'publicity' | 'composition';

export interface CheckContext {
  /** The day the matter starts, `YYYY-MM-DD`, to see that the pack is in force. Left out: not checked. */
  readonly day?: string;
  /** Fields that must be given. */
  readonly required?: readonly ParamField[];
  /** A special reason was recorded and is shown on the notice. */
  readonly specialReason?: boolean;
  /** `ballots`: nobody meets, whoever returns a ballot attends; then all ballots cast are those attending. */
  readonly attendance?: 'roll-call' | 'ballots';
}

export type LawFindingCode =
  | 'pack-not-in-force'
  | 'quorum-missing'
  | 'quorum-below-floor'
  | 'threshold-missing'
  | 'threshold-below-floor'
  | 'base-below-floor'
  | 'abstain-out-of-base'
  | 'silence-counted'
  | 'notice-missing'
  | 'notice-below-floor'
  | 'publicity-missing'
  | 'publicity-below-floor'
  | 'composition-missing'
  | 'composition-below-floor';

/** A finding with its place in the law. The sentence is made in `server/text` from code and values. */
export interface LawFinding extends Source {
  readonly code: LawFindingCode;
  readonly pack: string;
  /** The parameter that is wrong. */
  readonly field: string;
  /** What was given and what the floor is: short forms, numbers, terms. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The parameter as it would have to be at least; none where nobody but a person can know. */
  readonly fix?: LawFix;
}

/** A parameter that just reaches the floor. */
export type LawFix =
  | { readonly field: 'quorum' | 'threshold'; readonly fraction: Fraction }
  | { readonly field: 'notice' | 'publicity'; readonly term: Term }
  | { readonly field: 'abstain'; readonly value: 'in-base' }
  | { readonly field: 'silence'; readonly value: 'not-counted' };

/** Findings, empty where the parameters are lawful under the pack. */
export function check(pack: RulePack, params: Params, context: CheckContext = {}): readonly LawFinding[] {
  const findings: LawFinding[] = [];
  const say = (code: LawFindingCode, field: string, at: Source, values: LawFinding['values'], fix?: LawFix): void => {
    const found = { code, pack: pack.id, field, law: at.law, article: at.article, mark: at.mark, values };
    findings.push(fix === undefined ? found : { ...found, fix });
  };
  const whole: Source = { law: pack.source.law, article: '', mark: pack.source.mark };
  if (context.day !== undefined && !inForce(pack, context.day)) {
    say('pack-not-in-force', 'pack', whole, { day: context.day, from: pack.effectiveFrom, to: pack.effectiveTo ?? '' });
  }

  for (const field of ['quorum', 'threshold'] as const) {
    const rule = pack[field];
    if (rule === undefined) continue;
    const given = listOf(params[field]);
    const fix = { field, fraction: rule.fraction };
    if (given.length === 0) {
      if (context.required?.includes(field))
        say(`${field}-missing`, field, rule, { floor: shortOf(rule.fraction) }, fix);
    } else if (rule.floor) {
      checkFraction(rule, given, context, (code, values) =>
        say(code ?? `${field}-below-floor`, field, rule, values, fix),
      );
    }
  }

  const decides = pack.threshold ?? whole;
  if (pack.abstain === 'in-base' && params.abstain === 'out') {
    say('abstain-out-of-base', 'abstain', decides, {}, { field: 'abstain', value: 'in-base' });
  }
  if (pack.silence !== undefined && params.silence !== undefined && params.silence !== pack.silence) {
    const fix = { field: 'silence', value: pack.silence } as const;
    say('silence-counted', 'silence', decides, { given: params.silence }, fix);
  }

  for (const field of ['notice', 'publicity'] as const) {
    const rule = pack[field];
    if (rule === undefined) continue;
    const given = params[field];
    const floor = { floor: rule.term.n, unit: rule.term.unit };
    if (given === undefined) {
      if (context.required?.includes(field)) say(`${field}-missing`, field, rule, floor, { field, term: rule.term });
    } else if (rule.floor && !isExcused(rule, context) && !isTermAtLeast(given, rule.term)) {
      const n = leastOf(rule.term, given.unit);
      const fix = n === null ? rule.term : { n, unit: given.unit };
      say(
        `${field}-below-floor`,
        field,
        rule,
        { given: given.n, givenUnit: given.unit, ...floor },
        { field, term: fix },
      );
    }
  }

  if (pack.composition !== undefined) {
    const rule = pack.composition;
    const floor = shortOf(rule.fraction);
    if (params.composition === undefined) {
      if (context.required?.includes('composition')) say('composition-missing', 'composition', rule, { floor });
    } else {
      const { representatives, committee } = params.composition;
      if (!meets(rule.fraction, BigInt(representatives), BigInt(representatives) + BigInt(committee))) {
        const needed = representativesNeeded(pack, committee) ?? '';
        say('composition-below-floor', 'composition', rule, { representatives, committee, needed, floor });
      }
    }
  }
  return findings;
}

/** Fewest representatives beside so many committee members; undefined where the pack has no such rule. */
export function representativesNeeded(pack: RulePack, committee: number): number | undefined {
  if (pack.composition === undefined) return undefined;
  const { num, den, op } = pack.composition.fraction;
  // r·den ≥ num·(r + c)  ⇔  r·(den − num) ≥ num·c
  const least = (num * committee) / (den - num);
  return op === '>=' ? Math.ceil(least) : Math.floor(least) + 1;
}

/** Who signed, of how many, by group. */
export type Signatures = Readonly<Partial<Record<string, { readonly signed: number; readonly total: number }>>>;

/** True when one of the pack's ways to demand the meeting is met. False where the pack knows no petition. */
export function isPetitionMet(pack: RulePack, signatures: Signatures): boolean {
  return (pack.petition?.ways ?? []).some(({ of, fraction }) => {
    const group = signatures[of];
    return group !== undefined && meets(fraction, BigInt(group.signed), BigInt(group.total));
  });
}

/**
 * True when a term is never shorter than a floor, whatever the calendar: `n` working days last at least `n` days; hours run
 * from the moment while days start on the next one, so `n` days need 24·(n + 1) hours to be safe.
 */
export function isTermAtLeast(term: Term, floor: Term): boolean {
  if (term.unit === floor.unit) return term.n >= floor.n;
  if (floor.unit === 'day') return term.unit === 'working_day' ? term.n >= floor.n : term.n >= 24 * (floor.n + 1);
  if (floor.unit === 'hour') return term.n * 24 >= floor.n; // a day counted from the next day lasts at least 24 hours
  return false; // working days against days or hours: depends on the calendar
}

/** The shortest term in a unit that is never shorter than a floor; null where that depends on the calendar. */
function leastOf(floor: Term, unit: TermUnit): number | null {
  if (floor.unit === unit) return floor.n;
  if (floor.unit === 'day') return unit === 'working_day' ? floor.n : 24 * (floor.n + 1);
  return floor.unit === 'hour' ? Math.ceil(floor.n / 24) : null;
}

/** What the poll file's `quorum` or `threshold` becomes under a rule: the rule's own demands where the step gives none. */
export function demandsOf(rule: FractionRule, given?: Fraction): readonly Demand[] {
  const of = rule.counted === 'all' ? rule.of : rule.of.slice(0, 1);
  const { num, den, op } = given ?? rule.fraction;
  return of.map((dimension) => ({ of: dimension, base: rule.base, num, den, op }));
}

/** From the smallest group to the largest: a fraction of a larger one is harder to reach. */
const BY_SIZE: readonly Base[] = ['participating', 'cast', 'attending', 'electorate'];

function checkFraction(
  rule: FractionRule,
  given: readonly GivenFraction[],
  context: CheckContext,
  say: (code: 'base-below-floor' | undefined, values: LawFinding['values']) => void,
): void {
  const floorBase = rule.base === 'attending' && context.attendance === 'ballots' ? 'cast' : rule.base;
  const wanted = rule.counted === 'all' ? rule.of : [undefined];
  for (const dimension of wanted) {
    const ofIt = given.filter((one) =>
      dimension === undefined
        ? one.of === undefined || rule.of.includes(one.of)
        : one.of === undefined || one.of === dimension,
    );
    const shown = {
      given: given.map(shortOf).join(' '),
      floor: shortOf(rule.fraction),
      of: dimension ?? rule.of.join(' '),
    };
    // all demands of a poll must be met, so one that reaches the floor is enough
    const strict = ofIt.filter((one) => isAtLeast(one, rule.fraction));
    if (strict.length === 0) say(undefined, shown);
    else if (!strict.some((one) => BY_SIZE.indexOf(one.base ?? floorBase) >= BY_SIZE.indexOf(floorBase))) {
      say('base-below-floor', { ...shown, base: strict.map((one) => one.base ?? '').join(' '), floorBase });
    }
  }
}

function isExcused(rule: TermRule, context: CheckContext): boolean {
  return rule.exception === 'special-reason' && context.specialReason === true;
}

function listOf(given: GivenFraction | readonly GivenFraction[] | undefined): readonly GivenFraction[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? (given as readonly GivenFraction[]) : [given as GivenFraction];
}
