/** Participatory budgeting from approvals: greedy by votes, and the method of equal shares. Costs in the budget's unit. */
import type { ReadBallot } from './ballots.js';
import type { Round, Step } from './explore.js';
import type { PollFile } from './poll.js';
import { compare, divide, multiply, rational, subtract, sum, write, ZERO, type Rational } from './rational.js';
import { rankBy } from './seats.js';
import { readWhole } from './whole.js';

/** Voters who approve the same projects, with what each of them still has. */
interface Group {
  readonly approves: ReadonlySet<string>;
  readonly voters: bigint;
  readonly purse: Rational;
}

export interface BudgetState {
  readonly rounds: readonly Round[];
  readonly key?: string;
  readonly groups: readonly Group[];
  readonly open: readonly string[];
  readonly chosen: readonly string[];
  readonly left: Rational;
  /** `shares` while voters pay, `greedy` where votes alone decide. */
  readonly phase: 'shares' | 'greedy';
}

/** What both methods know of a poll. */
export interface Projects {
  readonly ids: readonly string[];
  readonly cost: (id: string) => Rational;
  readonly votes: (id: string) => bigint;
}

export function projectsOf(poll: PollFile, votes: (id: string) => bigint): Projects {
  const costs = new Map((poll.options ?? []).map(({ id, cost }) => [id, rational(readWhole(cost) ?? 0n)]));
  return { ids: [...costs.keys()], cost: (id) => costs.get(id) ?? ZERO, votes };
}

/** The state before anything is chosen. Voters who approve nothing hold no share: they left the choice to the others. */
export function startBudget(poll: PollFile, ballots: readonly ReadBallot[], phase: BudgetState['phase']): BudgetState {
  const budget = rational(readWhole(poll.budget) ?? 0n);
  const voters = new Map<string, { approves: ReadonlySet<string>; voters: bigint }>();
  for (const { said, votes } of ballots) {
    if (said.kind !== 'ranks' || votes === 0n) continue;
    const approves = [...said.ranks.flat()].sort();
    const key = JSON.stringify(approves);
    voters.set(key, { approves: new Set(approves), voters: (voters.get(key)?.voters ?? 0n) + votes });
  }
  const all = [...voters.values()].reduce((total, group) => total + group.voters, 0n);
  const purse = all === 0n ? ZERO : divide(budget, rational(all));
  return {
    rounds: [],
    groups: [...voters.values()].map((group) => ({ ...group, purse })),
    open: (poll.options ?? []).map((option) => option.id),
    chosen: [],
    left: budget,
    phase,
  };
}

/** Next project by votes among those that still fit. */
export function stepGreedy(state: BudgetState, projects: Projects): Step<BudgetState> {
  const fits = state.open.filter((id) => projects.votes(id) > 0n && compare(projects.cost(id), state.left) <= 0);
  const best = rankBy(fits, projects.votes)[0];
  if (best === undefined) {
    return { kind: 'end', winners: state.chosen, ranking: rankBy(projects.ids, projects.votes) };
  }
  const take = (id: string): BudgetState => {
    const chosen = [...state.chosen, id];
    const round = { chosen: id, votes: projects.votes(id).toString(), cost: write(projects.cost(id)), by: 'votes' };
    const left = subtract(state.left, projects.cost(id));
    return {
      ...state,
      chosen,
      left,
      open: without(state.open, id),
      rounds: [...state.rounds, round],
      key: JSON.stringify([...chosen].sort()),
    };
  };
  // where all of the equals fit together their order changes nothing
  const together = compare(sum(best.map(projects.cost)), state.left) <= 0;
  if (best.length === 1 || together) return { kind: 'go', state: take(best[0] as string) };
  return { kind: 'tie', options: best, take: 'best', with: take, sure: state.chosen, open: state.open };
}

/**
 * Method of equal shares: every voter holds an equal part of the budget; the project its supporters can pay at the lowest
 * price per unit of utility is chosen, and each pays that price or all that is left to them. Utility is the project's cost
 * or, with `byCost` false, one per project.
 */
export function stepShares(
  state: BudgetState,
  projects: Projects,
  byCost: boolean,
  completes: boolean,
): Step<BudgetState> {
  if (state.phase === 'greedy') return stepGreedy(state, projects);
  const offers = state.open.flatMap((id) => {
    const payment = highestPayment(state.groups, id, projects.cost(id));
    return payment === undefined ? [] : [{ id, payment, price: byCost ? divide(payment, projects.cost(id)) : payment }];
  });
  offers.sort((a, b) => compare(a.price, b.price));
  const first = offers[0];
  if (first === undefined) {
    if (completes) return { kind: 'go', state: { ...state, phase: 'greedy' } };
    return { kind: 'end', winners: state.chosen, ranking: rankBy(projects.ids, projects.votes) };
  }
  const best = offers.filter((offer) => compare(offer.price, first.price) === 0);
  const take = (id: string): BudgetState => {
    const offer = offers.find((one) => one.id === id) as (typeof offers)[number];
    const groups = state.groups.map((group) =>
      group.approves.has(id) ? { ...group, purse: subtract(group.purse, least(group.purse, offer.payment)) } : group,
    );
    const round = {
      chosen: id,
      cost: write(projects.cost(id)),
      price: write(offer.price),
      payment: write(offer.payment),
      by: 'shares',
    };
    const left = subtract(state.left, projects.cost(id));
    return {
      ...state,
      groups,
      left,
      chosen: [...state.chosen, id],
      open: without(state.open, id),
      rounds: [...state.rounds, round],
    };
  };
  if (
    best.length === 1 ||
    apart(
      state.groups,
      best.map((offer) => offer.id),
    )
  )
    return { kind: 'go', state: take(first.id) };
  return {
    kind: 'tie',
    options: inOrder(
      projects.ids,
      best.map((offer) => offer.id),
    ),
    take: 'best',
    with: take,
    sure: state.chosen,
    open: state.open,
  };
}

/** What each supporter pays at most so that together they pay the cost; undefined where they cannot. */
function highestPayment(groups: readonly Group[], id: string, cost: Rational): Rational | undefined {
  const supporters = groups
    .filter((group) => group.approves.has(id) && group.purse.n > 0n)
    .sort((a, b) => compare(a.purse, b.purse));
  let payers = supporters.reduce((total, group) => total + group.voters, 0n);
  let open = cost;
  for (const group of supporters) {
    const even = divide(open, rational(payers));
    if (compare(even, group.purse) <= 0) return even;
    // this group cannot pay an even part: it gives all it has
    open = subtract(open, multiply(group.purse, rational(group.voters)));
    payers -= group.voters;
  }
  return undefined;
}

/** True where no voter approves two of the projects: then paying for one changes nothing for the others. */
function apart(groups: readonly Group[], ids: readonly string[]): boolean {
  return groups.every((group) => ids.filter((id) => group.approves.has(id)).length <= 1);
}

function inOrder(ids: readonly string[], some: readonly string[]): readonly string[] {
  return ids.filter((id) => some.includes(id));
}

function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((other) => other !== id);
}

function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}
