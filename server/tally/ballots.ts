/** Reading ballots: every field checked, every sum exact. A ballot that cannot be read refuses the count, by row. */
import { isObject, optionIds, RANKED, type Method, type PollFile, type PollFinding } from './poll.js';
import { readWhole } from './whole.js';

/** What a ballot weighs: `votes` counts heads (and households: one ballot is one household), `area` in 1/100 m². */
export interface Weight {
  readonly votes: bigint;
  readonly area: bigint;
}

/** What a valid ballot says, in one shape for all methods: ranks of ids, best first, or points by id. */
export type Said =
  | { readonly kind: 'invalid' }
  | { readonly kind: 'abstain' }
  | { readonly kind: 'ranks'; readonly ranks: readonly (readonly string[])[] }
  | { readonly kind: 'points'; readonly points: ReadonlyMap<string, bigint> };

export interface ReadBallot extends Weight {
  readonly said: Said;
}

const BALLOT_FIELDS = new Set(['choice', 'weight', 'count', 'area']);
/** Enough to mend a file by; a file with more faults has one cause. */
export const MAX_FINDINGS = 100;

/** Reads all ballots of a checked poll. */
export function readBallots(
  poll: PollFile,
  ballots: Iterable<unknown>,
): {
  readonly ballots: readonly ReadBallot[];
  readonly findings: readonly PollFinding[];
  readonly unknown: readonly PollFinding[];
} {
  const ids = new Set(optionIds(poll));
  const read: ReadBallot[] = [];
  const findings: PollFinding[] = [];
  const unknown: PollFinding[] = [];
  let row = 0;
  for (const ballot of ballots) {
    row++;
    if (findings.length >= MAX_FINDINGS) break;
    if (!isObject(ballot)) {
      findings.push({ code: 'type', field: '', row });
      continue;
    }
    const fault = choiceFault(poll.method, ids, ballot.choice);
    if (fault !== undefined) findings.push({ ...fault, row });
    const number = (field: 'weight' | 'count' | 'area', otherwise: bigint): bigint => {
      const value = ballot[field] === undefined ? otherwise : readWhole(ballot[field]);
      if (value !== undefined && value >= 0n) return value;
      findings.push({ code: 'value', field, row });
      return 0n;
    };
    const weight = number('weight', 1n);
    const count = number('count', 1n);
    const area = number('area', 0n);
    for (const field of Object.keys(ballot)) {
      if (!BALLOT_FIELDS.has(field) && unknown.length < MAX_FINDINGS)
        unknown.push({ code: 'unknown-field', field, row });
    }
    if (fault === undefined)
      read.push({ votes: weight * count, area: area * count, said: said(poll.method, ballot.choice) });
  }
  return { ballots: read, findings, unknown };
}

/** What is wrong with a choice, with the field down to the place in a list. */
function choiceFault(method: Method, ids: ReadonlySet<string>, choice: unknown): PollFinding | undefined {
  if (choice === undefined) return { code: 'required', field: 'choice' };
  if (choice === 'abstain' || choice === 'invalid') return undefined;
  if (method === 'yes-no' || method === 'plurality') {
    if (typeof choice !== 'string') return { code: 'type', field: 'choice' };
    return ids.has(choice) ? undefined : { code: 'unknown-option', field: 'choice' };
  }
  if (method === 'score') {
    if (!isObject(choice)) return { code: 'type', field: 'choice' };
    for (const [id, points] of Object.entries(choice)) {
      if (!ids.has(id)) return { code: 'unknown-option', field: `choice.${id}` };
      if (readWhole(points) === undefined) return { code: 'value', field: `choice.${id}` };
    }
    return undefined;
  }
  if (!Array.isArray(choice)) return { code: 'type', field: 'choice' };
  const seen = new Set<string>();
  for (const [i, rank] of choice.entries() as Iterable<[number, unknown]>) {
    const isTie = RANKED.includes(method) && Array.isArray(rank);
    const tied: readonly unknown[] = isTie ? rank : [rank];
    for (const [k, id] of tied.entries()) {
      const field = isTie ? `choice[${i}][${k}]` : `choice[${i}]`;
      if (typeof id !== 'string') return { code: 'type', field };
      if (!ids.has(id)) return { code: 'unknown-option', field };
      if (seen.has(id)) return { code: 'duplicate', field };
      seen.add(id);
    }
  }
  return undefined;
}

function said(method: Method, choice: unknown): Said {
  if (choice === 'abstain' || choice === 'invalid') return { kind: choice };
  if (typeof choice === 'string') return { kind: 'ranks', ranks: [[choice]] };
  if (Array.isArray(choice)) {
    const ranks = (choice as readonly (string | readonly string[])[])
      .map((rank) => (typeof rank === 'string' ? [rank] : rank))
      .filter((rank) => rank.length > 0);
    // an empty list takes part and names nobody: that is an abstention
    if (ranks.length === 0) return { kind: 'abstain' };
    return { kind: 'ranks', ranks: RANKED.includes(method) ? ranks : [ranks.flat()] };
  }
  const points = new Map(Object.entries(choice as object).map(([id, value]) => [id, readWhole(value) as bigint]));
  return points.size === 0 ? { kind: 'abstain' } : { kind: 'points', points };
}
