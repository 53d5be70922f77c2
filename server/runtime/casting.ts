import { isRefusal, type Decision, type Refusal } from '#engine';
import { buildLeaf } from '#ledger';
import type { VoteCast, VoteRequest, VoteRow } from './api.js';
import { base64, fromBase64, NATIVE } from './bytes.js';
import type { Environment } from './environment.js';
import { isName } from './names.js';
import type { Ballot, BallotLeaf, CastingRules, EarlierBallot } from './ports.js';
import type { Loaded, States } from './states.js';
import { AlreadyThere, type StoreUnit } from './store-port.js';
import type { StoredValue } from '#engine';

interface Waiting {
  readonly request: VoteRequest;
  readonly salt: Uint8Array;
  readonly rollLine: StoredValue | null;
  done(answer: VoteCast | Refusal): void;
  failed(error: unknown): void;
}

/**
 * Ballots beside the poll's stream: many in flight share a transaction that holds the poll's row in share mode, so none
 * lands after the close, which takes the row for itself. Each is decided by `rules/poll` from the poll, the roll line
 * and the elector's earlier ballot; the poll's stream does not move.
 */
export class Casting {
  readonly #queues = new Map<string, Waiting[]>();
  readonly #busy = new Set<string>();

  constructor(
    private readonly environment: Environment,
    private readonly states: States,
    private readonly rules: CastingRules,
  ) {}

  async cast(request: VoteRequest): Promise<VoteCast | Refusal> {
    if (!isName(request.elector, 64)) return { refused: 'text-invalid' };
    const salt = request.salt === undefined ? this.environment.ids.salt() : fromBase64(request.salt, 32);
    if (salt === null) return { refused: 'text-invalid' };
    const poll = await this.#poll(request.poll);
    if ('refused' in poll) return poll;
    const rollLine = await this.rules.rollLine(request.poll, poll.state, request.elector, request.line ?? null);
    if (isLineRefused(rollLine)) return rollLine;
    return new Promise((done, failed) => {
      const queue = this.#queues.get(request.poll);
      // a household's right is one, whoever of it casts: its ballots lie under the line's elector
      const elector = electorOf(rollLine) ?? request.elector;
      const waiting: Waiting = { request: { ...request, elector }, salt, rollLine, done, failed };
      if (queue === undefined) this.#queues.set(request.poll, [waiting]);
      else queue.push(waiting);
      this.#pump(request.poll);
    });
  }

  async #poll(id: string): Promise<Loaded | Refusal> {
    const loaded = await this.states.latest(id);
    if (loaded === null) return { refused: 'stream-unknown' };
    if (loaded.row.kind !== this.rules.kind) return { refused: 'stream-kind' };
    return loaded;
  }

  /** One group of a poll is in flight at a time here; others gather meanwhile. */
  #pump(poll: string): void {
    const queue = this.#queues.get(poll);
    if (queue === undefined || this.#busy.has(poll)) return;
    this.#busy.add(poll);
    setImmediate(() => {
      const group = queue.splice(0, this.environment.limits.castingGroup);
      if (queue.length === 0) this.#queues.delete(poll);
      void this.#castGroup(poll, group).finally(() => {
        this.#busy.delete(poll);
        this.#pump(poll);
      });
    });
  }

  async #castGroup(poll: string, group: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answers = await this.environment.store.unit((tx) => this.#decideAll(tx, poll, group));
        group.forEach((waiting, i) => waiting.done(answers[i] as VoteCast | Refusal));
        return;
      } catch (error) {
        // another server took the same revision first: look again
        if (error instanceof AlreadyThere && attempt < 5) continue;
        for (const waiting of group) waiting.failed(error);
        return;
      }
    }
  }

  async #decideAll(tx: StoreUnit, poll: string, group: readonly Waiting[]): Promise<readonly (VoteCast | Refusal)[]> {
    const row = await tx.shareStream(poll);
    if (row === null) return group.map(() => ({ refused: 'stream-unknown' }));
    const { state } = await this.states.load(row, tx);
    const electors = [...new Set(group.map((waiting) => waiting.request.elector))];
    const earlier = new Map(await tx.votesBy(poll, electors));
    const votes: VoteRow[] = [];
    const answers: (VoteCast | Refusal)[] = [];
    for (const { request, salt, rollLine } of group) {
      const at = Math.max(this.environment.clock.now(), row.at);
      const { elector, choice, channel, by } = request;
      const cast = earlier.get(elector) ?? [];
      const ballot: Ballot = { poll, elector, salt: base64(salt), choice, channel, by, at };
      const before = cast.find((vote) => base64(vote.salt) === ballot.salt);
      if (before !== undefined) {
        answers.push(
          before.choice === this.rules.opening(choice, rollLine, by) ? answerOf(before, null) : { refused: 'conflict' },
        );
        continue;
      }
      const decided = this.rules.decideBallot(state, rollLine, latestOf(cast), ballot);
      if (isBallotRefused(decided)) {
        answers.push(decided);
        continue;
      }
      const { leafBytes, leafHash } = buildLeaf(decided.leaf as Parameters<typeof buildLeaf>[0], NATIVE);
      const { revision } = decided;
      const vote: VoteRow = { poll, elector, revision, leaf: leafBytes, leafHash, choice: decided.choice, salt };
      votes.push(vote);
      earlier.set(elector, [...cast, vote]);
      answers.push(answerOf(vote, at));
    }
    if (votes.length > 0) await tx.insertVotes(votes);
    return answers;
  }
}

function electorOf(rollLine: StoredValue | null): string | null {
  if (typeof rollLine !== 'object' || rollLine === null || !('elector' in rollLine)) return null;
  const { elector } = rollLine;
  return typeof elector === 'string' ? elector : null;
}

function isLineRefused(line: StoredValue | Refusal | null): line is Refusal {
  return typeof line === 'object' && line !== null && 'refused' in line;
}

function latestOf(votes: readonly VoteRow[]): EarlierBallot | null {
  const vote = votes[votes.length - 1];
  return vote === undefined ? null : { revision: vote.revision, leafHash: base64(vote.leafHash) };
}

function answerOf({ revision, leafHash, salt }: VoteRow, at: number | null): VoteCast {
  return { accepted: true, revision, leafHash: base64(leafHash), salt: base64(salt), at };
}

function isBallotRefused(answer: BallotLeaf | Refusal): answer is Refusal {
  return isRefusal(answer as Decision);
}
