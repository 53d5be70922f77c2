/** Counting a poll: check, read, sum, test the quorum, apply the method, test the threshold. Exact from end to end. */
import { readBallots, type ReadBallot, type Weight } from './ballots.js';
import { NOTHING, plus, sumsOf, testQuorum, testThreshold, type Sums, type Tested } from './demands.js';
import {
  checkPoll,
  DIMENSIONS,
  optionIds,
  unknownFields,
  type Ballot,
  type Method,
  type PollFile,
  type PollFinding,
} from './poll.js';
import { projectsOf, startBudget, stepGreedy, stepShares, type BudgetState } from './budget.js';
import { explore, type Explored, type Step } from './explore.js';
import { pairwise, schulzeRanks, startPairs, stepPairs, type Matrix } from './pairwise.js';
import { droopQuota, startTransfers, stepRunOff, stepTransfers, type TransferState } from './stv.js';
import { fillSeats, rankBy, writeRanks, type BrokenTie, type Rank } from './seats.js';
import { readWhole, writeWhole, type Whole } from './whole.js';

export type Outcome = 'passed' | 'failed' | 'no-quorum' | 'elected' | 'tie';

export interface TallyAnswer {
  readonly method: Method;
  /** Only who surely won; options that share the last seat are in `tied`. */
  readonly winners: readonly string[];
  readonly ranking: readonly Rank[];
  readonly outcome: Outcome;
  /** Votes by option (first places where options are ranked, each of tied ones), abstentions and invalid ballots. */
  readonly counts: Readonly<Record<string, Whole>>;
  /** The same in area, where any ballot has one. */
  readonly areas?: Readonly<Record<string, Whole>>;
  readonly totals: { readonly cast: CountedWeight; readonly participating: CountedWeight };
  readonly rounds: readonly Readonly<Record<string, unknown>>[];
  readonly matrix?: Readonly<Record<string, Readonly<Record<string, Whole>>>>;
  readonly quorum: readonly Tested[];
  readonly threshold: readonly Tested[];
  readonly tied?: readonly string[];
  /** Ties that the poll's own rule broke. */
  readonly brokenTies?: readonly BrokenTie[];
  /** Seats nobody won. */
  readonly vacant?: number;
  readonly warnings?: readonly PollFinding[];
}

export interface CountedWeight {
  readonly votes: Whole;
  readonly area: Whole;
}

export interface TallyRefusal {
  readonly error: 'invalid-poll';
  readonly findings: readonly PollFinding[];
}

/**
 * Counts a poll. `ballots` are the lines of a ballot file; left out, those in the poll file are counted. Answers a
 * refusal, with row and field, for a file it cannot read exactly; never throws on bad input.
 */
export function tally(poll: PollFile, ballots?: Iterable<Ballot>): TallyAnswer | TallyRefusal {
  const findings = checkPoll(poll);
  if (ballots !== undefined && (poll as PollFile | null)?.ballots !== undefined) {
    findings.push({ code: 'given-twice', field: 'ballots' });
  }
  if (findings.length > 0) return { error: 'invalid-poll', findings };
  const method = COUNT[poll.method];
  const read = readBallots(poll, ballots ?? poll.ballots ?? []);
  if (read.findings.length > 0) return { error: 'invalid-poll', findings: read.findings };

  const sums = sumsOf(read.ballots);
  const got = gotBy(poll, read.ballots);
  const quorum = testQuorum(poll, sums);
  const counted = method(poll, sums, got, read.ballots);
  const warnings = [
    ...unknownFields(poll).map((field) => ({ code: 'unknown-field', field })),
    ...read.unknown,
    ...implausible(poll, sums),
  ];
  const common = {
    method: poll.method,
    counts: table(got, sums, (weight) => weight.votes),
    ...(sums.cast.area > 0n ? { areas: table(got, sums, (weight) => weight.area) } : {}),
    totals: { cast: written(sums.cast), participating: written(sums.participating) },
    quorum,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const reached = quorum.every((test) => test.met);
  // without quorum nothing is decided; the figures are still published (R02, on_no_quorum)
  return reached ? { ...common, ...counted } : { ...common, ...counted, outcome: 'no-quorum', winners: [] };
}

/** True for an answer that counted, false for a refusal. */
export function isCounted(answer: TallyAnswer | TallyRefusal): answer is TallyAnswer {
  return !('error' in answer);
}

/** What a method adds to the answer. */
export type Counted = Pick<TallyAnswer, 'winners' | 'ranking' | 'outcome' | 'rounds' | 'threshold'> &
  Partial<Pick<TallyAnswer, 'matrix' | 'tied' | 'brokenTies' | 'vacant'>>;

type Got = ReadonlyMap<string, Weight>;
type Count = (poll: PollFile, sums: Sums, got: Got, ballots: readonly ReadBallot[]) => Counted;

const COUNT: Readonly<Record<Method, Count>> = {
  'yes-no': countYesNo,
  plurality: countMost,
  approval: countMost,
  score: countMost,
  schulze: countSchulze,
  'ranked-pairs': countRankedPairs,
  irv: countRunOff,
  stv: countTransfers,
  'pb-greedy': countBudget,
  'pb-equal-shares': countBudget,
};

/** Yes against the poll's thresholds; without any, more yes than no. */
function countYesNo(poll: PollFile, sums: Sums, got: Got): Counted {
  const yes = got.get('yes') ?? NOTHING;
  const no = got.get('no') ?? NOTHING;
  const threshold = testThreshold(poll, sums, yes);
  const ranking = writeRanks(rankBy(['yes', 'no'], (id) => (id === 'yes' ? yes : no).votes));
  const answer = { ranking, rounds: [], threshold };
  if (threshold.length > 0) {
    const passed = threshold.every((test) => test.met);
    return { ...answer, outcome: passed ? 'passed' : 'failed', winners: passed ? ['yes'] : [] };
  }
  if (yes.votes > no.votes) return { ...answer, outcome: 'passed', winners: ['yes'] };
  if (yes.votes === no.votes && yes.votes > 0n) return { ...answer, outcome: 'tie', winners: [], tied: ['yes', 'no'] };
  return { ...answer, outcome: 'failed', winners: [] };
}

/** Plurality, approval and score: most votes or points win, above zero and where every threshold is met. */
function countMost(poll: PollFile, sums: Sums, got: Got): Counted {
  const ids = optionIds(poll);
  const votes = (id: string): bigint => got.get(id)?.votes ?? 0n;
  const seats = poll.seats ?? 1;
  const tests = new Map(ids.map((id) => [id, testThreshold(poll, sums, got.get(id) ?? NOTHING, id)]));
  const able = ids.filter((id) => votes(id) > 0n && (tests.get(id) ?? []).every((test) => test.met));
  const seated = fillSeats(rankBy(able, votes), seats, poll.tieRule);
  const vacant = seated.tied.length > 0 ? 0 : seats - seated.winners.length;
  return {
    winners: seated.winners,
    ranking: writeRanks(rankBy(ids, votes)),
    outcome: seated.tied.length > 0 ? 'tie' : seated.winners.length > 0 ? 'elected' : 'failed',
    rounds: [],
    threshold: ids.flatMap((id) => tests.get(id) ?? []),
    ...(seated.tied.length > 0 ? { tied: seated.tied } : {}),
    ...(seated.broken.length > 0 ? { brokenTies: seated.broken } : {}),
    ...(vacant > 0 ? { vacant } : {}),
  };
}

function countSchulze(poll: PollFile, _sums: Sums, _got: Got, ballots: readonly ReadBallot[]): Counted {
  const ids = optionIds(poll);
  const matrix = pairwise(poll, ids, ballots);
  if (!ballots.some(hasRanks)) return { ...NOBODY, matrix: writtenMatrix(matrix) };
  const ranks = schulzeRanks(matrix, ids, poll.rules?.strength === 'margins');
  const seated = fillSeats(ranks, poll.seats ?? 1, poll.tieRule);
  return { ...decided({ ...seated, ranking: ranks, rounds: [] }, poll.seats ?? 1), matrix: writtenMatrix(matrix) };
}

function countRankedPairs(poll: PollFile, _sums: Sums, _got: Got, ballots: readonly ReadBallot[]): Counted {
  const ids = optionIds(poll);
  const matrix = pairwise(poll, ids, ballots);
  if (!ballots.some(hasRanks)) return { ...NOBODY, matrix: writtenMatrix(matrix) };
  const start = startPairs(matrix, ids, poll.rules?.strength === 'margins');
  const explored = explore(start, (state) => stepPairs(state, ids, poll), poll.tieRule, ids);
  return { ...decided(explored, poll.seats ?? 1), matrix: writtenMatrix(matrix) };
}

function countRunOff(poll: PollFile, _sums: Sums, _got: Got, ballots: readonly ReadBallot[]): Counted {
  const ids = optionIds(poll);
  return decided(explore(startTransfers(poll, ids, ballots), stepRunOff, poll.tieRule, ids), 1);
}

function countTransfers(poll: PollFile, _sums: Sums, _got: Got, ballots: readonly ReadBallot[]): Counted {
  const ids = optionIds(poll);
  const seats = poll.seats ?? 1;
  const votes = ballots.filter(hasRanks).reduce((sum, ballot) => sum + ballot.votes, 0n);
  const step = (state: TransferState): Step<TransferState> => stepTransfers(state, droopQuota(votes, seats), seats);
  return votes === 0n ? NOBODY : decided(explore(startTransfers(poll, ids, ballots), step, poll.tieRule, ids), seats);
}

function countBudget(poll: PollFile, _sums: Sums, got: Got, ballots: readonly ReadBallot[]): Counted {
  const projects = projectsOf(poll, (id) => got.get(id)?.votes ?? 0n);
  const shares = poll.method === 'pb-equal-shares';
  const byCost = poll.rules?.utility !== 'cardinality';
  const step = (state: BudgetState): Step<BudgetState> =>
    shares ? stepShares(state, projects, byCost, poll.completion === 'utilitarian') : stepGreedy(state, projects);
  return decided(
    explore(startBudget(poll, ballots, shares ? 'shares' : 'greedy'), step, poll.tieRule, projects.ids),
    0,
  );
}

function hasRanks(ballot: ReadBallot): boolean {
  return ballot.said.kind === 'ranks' && ballot.votes > 0n;
}

/** A count in which nobody named an option. */
const NOBODY: Counted = { winners: [], ranking: [], outcome: 'failed', rounds: [], threshold: [] };

function decided(count: Explored, seats: number): Counted {
  const vacant = count.tied.length > 0 ? 0 : seats - count.winners.length;
  return {
    winners: count.winners,
    ranking: writeRanks(count.ranking),
    outcome: count.tied.length > 0 ? 'tie' : count.winners.length > 0 ? 'elected' : 'failed',
    rounds: count.rounds,
    threshold: [],
    ...(count.tied.length > 0 ? { tied: count.tied } : {}),
    ...(count.broken.length > 0 ? { brokenTies: count.broken } : {}),
    ...(vacant > 0 ? { vacant } : {}),
  };
}

function writtenMatrix(matrix: Matrix): NonNullable<TallyAnswer['matrix']> {
  return Object.fromEntries(
    [...matrix].map(([a, row]) => [a, Object.fromEntries([...row].map(([b, votes]) => [b, writeWhole(votes)]))]),
  );
}

/** What each option got: votes of the ballots that name it (first rank only where ranks count), or points. */
function gotBy(poll: PollFile, ballots: readonly ReadBallot[]): Got {
  const got = new Map<string, Weight>(optionIds(poll).map((id) => [id, NOTHING]));
  const add = (id: string, weight: Weight): void => void got.set(id, plus(got.get(id) ?? NOTHING, weight));
  for (const ballot of ballots) {
    if (ballot.said.kind === 'ranks') {
      for (const id of ballot.said.ranks[0] ?? []) add(id, ballot);
    } else if (ballot.said.kind === 'points') {
      for (const [id, points] of ballot.said.points) {
        add(id, { votes: points * ballot.votes, area: points * ballot.area });
      }
    }
  }
  return got;
}

/** More ballots than electors, or more present than electors: counted, and said. */
function implausible(poll: PollFile, sums: Sums): readonly PollFinding[] {
  const findings: PollFinding[] = [];
  for (const unit of DIMENSIONS) {
    const all = readWhole(poll.electorate?.[unit]);
    const present = readWhole(poll.attending?.[unit]);
    const cast = unit === 'area' ? sums.cast.area : sums.cast.votes;
    // a ballot is a head or a household, whichever the demands speak of
    const asked =
      unit === 'area' || [...(poll.quorum ?? []), ...(poll.threshold ?? [])].some((demand) => demand.of === unit);
    if (all !== undefined && asked && cast > all)
      findings.push({ code: 'more-cast-than-electorate', field: `electorate.${unit}` });
    if (all !== undefined && present !== undefined && present > all) {
      findings.push({ code: 'more-attending-than-electorate', field: `attending.${unit}` });
    }
    if (present !== undefined && asked && cast > present)
      findings.push({ code: 'more-cast-than-attending', field: `attending.${unit}` });
  }
  return findings;
}

function table(got: Got, sums: Sums, of: (weight: Weight) => bigint): Readonly<Record<string, Whole>> {
  const rows = [...got, ['abstain', sums.abstain], ['invalid', sums.invalid]] as const;
  return Object.fromEntries(rows.map(([id, weight]) => [id, writeWhole(of(weight))]));
}

function written(weight: Weight): CountedWeight {
  return { votes: writeWhole(weight.votes), area: writeWhole(weight.area) };
}
