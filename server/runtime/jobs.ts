import { SYSTEM, type Actor, type EntityStream, type Refusal, type StoredValue } from '#engine';
import {
  isProblem,
  type CapabilityRules,
  type FactNeed,
  type JobContext,
  type JobPlan,
  type JobProblem,
  type PureJob,
} from '#rules/contract';
import type { Answer, VoteRow } from './api.js';
import { base64 } from './bytes.js';
import { completeJob, failJob, throwError } from './commands.js';
import type { Environment } from './environment.js';
import type { Committed, Groups } from './groups.js';
import type { FactProviders } from './ports.js';
import { Waiters, type Counted } from './settle.js';
import type { States } from './states.js';
import { AlreadyThere, type JobRow, type RowKey, type StoreUnit, type StreamRow } from './store-port.js';
import { Unit } from './unit.js';

/** A handler that could not do its job; carries what `failJob` or `throwError` will record. */
class Failed extends Error {
  override readonly name = 'Failed';
  constructor(readonly problem: JobProblem) {
    super(problem.problem);
  }
}

/** The lease ran out or somebody else was faster: nothing to record. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The matter itself does not take the result now: the job waits until the matter moves. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}

/**
 * Jobs inside the server. Unit 1, which opened the job, is committed. Unit 2 plans, locks the instance and the entities'
 * streams in id order, gives the commands and completes the job in one transaction. If that throws, unit 3 records the
 * failure. A crash in between leaves a lease that runs out, and the job is done again from the start.
 */
export class Jobs {
  readonly #jobs = new Map<string, PureJob>();
  readonly #cancels = new Set<string>();
  readonly #waiting: { readonly row: JobRow; readonly waiters: Waiters }[] = [];
  /** Jobs that wait or are being done, with the requests that wait for them. */
  readonly #known = new Map<string, Waiters>();
  /** Until when (real time) a job waits for its matter to move. */
  readonly #postponed = new Map<string, number>();
  #running = 0;

  constructor(
    private readonly environment: Environment,
    private readonly states: States,
    private readonly groups: Groups,
    private readonly providers: FactProviders,
    private readonly holder: string,
    private readonly committed: (committed: Committed) => void,
    rules: readonly CapabilityRules[],
  ) {
    for (const rule of rules) {
      for (const job of rule.jobs) this.#jobs.set(job.type, job);
      for (const kind of rule.cancels ?? []) this.#cancels.add(kind);
    }
  }

  get types(): readonly string[] {
    return [...this.#jobs.keys()];
  }

  /** Does a job soon, if its type is known here. `cause` is told of its end, also where a sweep took the job up first. */
  add(row: JobRow, cause: Counted | null): void {
    const name = nameOf(row);
    if (!this.#jobs.has(row.type)) return;
    const known = this.#known.get(name);
    if (known !== undefined) {
      known.join(cause);
      return;
    }
    const until = this.#postponed.get(name);
    if (until !== undefined && until > this.environment.clock.real()) return;
    this.#postponed.delete(name);
    const waiters = new Waiters();
    waiters.join(cause);
    this.#known.set(name, waiters);
    this.#waiting.push({ row, waiters });
    this.#pump();
  }

  /** A stream moved on: what it did not take may be taken now. Answers whether a job of it waited for that. */
  moved(stream: string): boolean {
    let waited = false;
    for (const name of this.#postponed.keys()) {
      if (!name.startsWith(`${stream}:`)) continue;
      this.#postponed.delete(name);
      waited = true;
    }
    return waited;
  }

  async idle(): Promise<void> {
    while (this.#running > 0 || this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  #pump(): void {
    while (this.#running < this.environment.limits.jobsAtOnce) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running++;
      void this.#do(next.row, next.waiters)
        .catch((error: unknown) => {
          // the lease runs out and the job is found again
          this.environment.log.warn('job not recorded', {
            stream: next.row.stream,
            key: next.row.key,
            error: String(error),
          });
        })
        .finally(() => {
          this.#running--;
          this.#known.delete(nameOf(next.row));
          next.waiters.over();
          this.#pump();
        });
    }
  }

  async #do(row: JobRow, waiters: Waiters): Promise<void> {
    const { store, clock, limits } = this.environment;
    const key: RowKey = { stream: row.stream, key: row.key };
    const until = clock.real() + limits.jobLease;
    if (!(await store.unit((tx) => tx.claimJob(key, row.fence, this.holder, until)))) return;
    const fence = row.fence + 1;
    try {
      await this.#perform(row, fence, waiters);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      if (error instanceof NotNow) {
        this.#postponed.set(nameOf(row), clock.real() + POSTPONED);
        await store.unit((tx) => tx.releaseJob(key, fence));
        return;
      }
      await this.#recordFailure(row, fence, waiters, error);
    }
  }

  async #perform(row: JobRow, fence: number, waiters: Waiters): Promise<void> {
    const { store, ids, clock } = this.environment;
    const job = this.#jobs.get(row.type);
    const matter = await store.stream(row.stream);
    if (job === undefined || matter === null) throw new LeaseLost();
    const input = variablesOf(row.input);
    const context = await this.#context(
      row,
      matter,
      clock.now(),
      Array.from({ length: 8 }, () => ids.ulid()),
    );
    const first = await this.#plan(job, input, context);
    const locks = new Set([row.stream, ...first.streams]);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const unit2 = store.unit(async (tx) => {
        const rows = await tx.lockStreams([...locks].sort());
        const held = await tx.job({ stream: row.stream, key: row.key });
        if (held === null || held.fence !== fence) throw new LeaseLost();
        const { plan, context: planned } = await this.#planLocked(job, input, first.context, tx);
        const missing = plan.commands.map((one) => one.stream).filter((stream) => !locks.has(stream));
        if (missing.length > 0) return { missing, committed: null };
        const unit = new Unit(this.environment, this.states, tx, rows);
        const by = await this.#actor(unit, matter);
        for (const { stream, kind, command } of plan.commands) {
          const opening = { kind, scope: matter.scope, definition: matter.definition, title: null };
          accept(await unit.decide({ stream, kind, opening, command, by }));
        }
        const after = [];
        for (const stream of new Set(plan.commands.map((one) => one.stream))) {
          const loaded = await unit.state(stream);
          const record = unit.reference(stream);
          if (loaded !== null && record !== null) after.push({ stream, state: loaded.state, record });
        }
        const output = job.result(input, after, planned);
        if (isJobProblem(output)) throw new Failed(output);
        const command = completeJob(row.key, output, this.#cancellable(unit.opened));
        const completed = await unit.decide({ stream: row.stream, command, by: SYSTEM });
        // a suspended matter keeps its job for later: that is no failure of the job
        if ('refused' in completed) throw new NotNow();
        const finished = unit.finish();
        await tx.append(finished.changes);
        return { missing: [], committed: { unit, finished } };
      });
      // another unit opened one of the streams first: it is there to be locked now
      const done = await unit2.catch((error: unknown) => {
        if (error instanceof AlreadyThere) return { missing: [], committed: null };
        throw error;
      });
      if (done.committed === null) {
        // rows are locked in the order of their ids, so a stream that only now is known means to begin again
        done.missing.forEach((stream) => locks.add(stream));
        continue;
      }
      const { unit, finished } = done.committed;
      this.states.replace(finished.states);
      this.committed({ published: unit.published, spawned: unit.spawned, cause: waiters.joined });
      return;
    }
    throw new Failed({ problem: 'plan-without-end' });
  }

  #cancellable(opened: readonly EntityStream[]): readonly EntityStream[] {
    return opened.filter(({ kind }) => this.#cancels.has(kind));
  }

  /** The runtime acts for the matter: the commands on entities quote the matter's last record. */
  async #actor(unit: Unit, matter: StreamRow): Promise<Actor> {
    await unit.state(matter.id);
    return { ...SYSTEM, scope: matter.scope, basis: unit.reference(matter.id) };
  }

  async #context(row: JobRow, matter: StreamRow, at: number, ids: readonly string[]): Promise<JobContext> {
    const host = this.states.host(matter.kind);
    const model = host?.needsModel === true ? await this.states.model(matter.definition, this.environment.store) : null;
    const element = Object.values(model?.processes ?? {})
      .flatMap((process) => process.elements)
      .find((one) => one.id === row.element);
    return {
      instance: row.stream,
      key: row.key,
      element: row.element,
      elementName: element?.name ?? null,
      headers: row.headers,
      scope: matter.scope,
      definition: base64(matter.definition),
      at: Math.max(at, matter.at),
      ids,
      facts: {},
    };
  }

  /**
   * Plans until nothing more is needed from outside, or only what has to be read behind locks (a poll's board). Answers
   * the facts gathered and the streams to lock.
   */
  async #plan(
    job: PureJob,
    input: Variables,
    context: JobContext,
  ): Promise<{ context: JobContext; streams: readonly string[] }> {
    let { facts } = context;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const plan = job.plan(input, { ...context, facts });
      if (isJobProblem(plan)) throw new Failed(plan);
      const missing = (plan.needs ?? []).filter((need) => !(need.name in facts));
      const outside = missing.filter((need) => need.kind !== 'board');
      if (outside.length === 0) {
        const streams = [...plan.commands.map((one) => one.stream), ...missing.map(pollOf)];
        return { context: { ...context, facts }, streams };
      }
      for (const need of outside) facts = { ...facts, [need.name]: await this.#provide(need, context) };
    }
    throw new Failed({ problem: 'plan-without-end' });
  }

  async #provide(need: FactNeed, context: JobContext): Promise<StoredValue> {
    if (need.kind !== 'calendars') return this.providers.provide(need, context);
    return this.environment.calendars.map(({ year, hash, calendar }) => ({ year, hash, calendar }));
  }

  /** The plan once its streams are locked: a board read now has every ballot there will be before the close. */
  async #planLocked(
    job: PureJob,
    input: Variables,
    context: JobContext,
    tx: StoreUnit,
  ): Promise<{ plan: JobPlan; context: JobContext }> {
    let { facts } = context;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const plan = job.plan(input, { ...context, facts });
      if (isJobProblem(plan)) throw new Failed(plan);
      const missing = (plan.needs ?? []).filter((need) => !(need.name in facts));
      if (missing.length === 0) return { plan, context: { ...context, facts } };
      for (const need of missing) {
        const answer =
          need.kind === 'board' ? boardOf(await tx.votesOf(pollOf(need))) : await this.#provide(need, context);
        facts = { ...facts, [need.name]: answer };
      }
    }
    throw new Failed({ problem: 'plan-without-end' });
  }

  async #recordFailure(row: JobRow, fence: number, waiters: Waiters, error: unknown): Promise<void> {
    const problem: JobProblem = error instanceof Failed ? error.problem : { problem: 'job-exception' }; // what it said is for the log alone
    if (!(error instanceof Failed)) {
      this.environment.log.warn('job threw', {
        stream: row.stream,
        key: row.key,
        type: row.type,
        error: String(error),
      });
    }
    const values = problem.values ?? {};
    const retries = Math.max(0, row.retries - 1);
    const command =
      problem.error === undefined
        ? failJob(row.key, retries, retries === 0 ? 0 : backOff(row), problem.problem, values)
        : throwError(row.key, problem.error, values);
    const answer = await this.groups.ask(
      { stream: row.stream, command, by: SYSTEM },
      { from: 'job', key: row.key, fence },
      waiters.joined,
    );
    if (answer !== 'gone' && 'refused' in answer) {
      this.environment.log.warn('job failure refused', { stream: row.stream, key: row.key, refused: answer.refused });
    }
  }
}

function nameOf(row: RowKey): string {
  return `${row.stream}:${row.key}`;
}

type Variables = Readonly<Record<string, StoredValue>>;
const MOST_ROUNDS = 8;
/** Another server may have moved the matter: after so long it is tried again in any case. */
const POSTPONED = 30_000;

/** One second after the first failure, doubling, at most a minute. */
function backOff(row: JobRow): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(6, Math.max(0, row.fence)));
}

function accept(answer: Answer): void {
  if ('refused' in answer) throw new Failed(problemOf(answer));
}

function problemOf(refusal: Refusal): JobProblem {
  return { problem: refusal.refused, ...(refusal.values === undefined ? {} : { values: refusal.values }) };
}

function isJobProblem(answer: object): answer is JobProblem {
  return isProblem(answer) && typeof answer.problem === 'string';
}

function variablesOf(input: StoredValue): Variables {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Failed({ problem: 'input-missing' });
  return input as Variables;
}

function pollOf(need: FactNeed): string {
  const { poll } = need.parameters;
  return typeof poll === 'string' ? poll : '';
}

function boardOf(votes: readonly VoteRow[]): StoredValue {
  return votes.map(({ leaf, choice, salt }) => ({
    leaf: Buffer.from(leaf).toString('utf8'),
    choice,
    salt: base64(salt),
  }));
}
