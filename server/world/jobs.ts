import { SYSTEM, type StoredValue } from '#engine';
import { isProblem, type FactNeed, type JobContext, type JobProblem, type PureJob } from '#rules/contract';
import { lastReference, streamOf, type JobRow, type StreamData } from './data.js';
import { Unit, type UnitContext } from './unit.js';

/** What performing a job needs besides its rows. */
export interface JobHelp {
  elementName(stream: StreamData, element: string): string | null;
  drawIds(count: number): readonly string[];
  /** Does a kind of streams take `cancel`? */
  cancels(kind: string): boolean;
  provide(need: FactNeed, scope: string, instance: string): StoredValue;
}

type Outcome = { readonly unit: Unit } | { readonly problem: JobProblem } | { readonly refused: string };

/** How often a plan may ask for facts before it counts as broken. */
const MAX_ROUNDS = 8;

/**
 * Performs a job of the pure rules: its commands on the streams it names and `completeJob` on its matter, all in one
 * unit. Where anything of it is refused, the answer is a unit with `failJob` (one try less) or `throwError`, and nothing
 * else of the job happened. Where the matter itself refuses (it is suspended, or the job is gone), that is the answer.
 */
export function performJob(
  context: UnitContext,
  help: JobHelp,
  rules: PureJob,
  job: JobRow,
): Unit | { readonly refused: string } {
  const instance = streamOf(context.data, job.stream);
  if (instance === undefined) return { refused: 'stream-unknown' };
  const outcome = tryJob(context, help, rules, job, instance);
  if ('unit' in outcome) return outcome.unit;
  if ('refused' in outcome) return outcome;
  const { problem, values, error } = outcome.problem;
  const unit = new Unit(context);
  const command =
    error === undefined
      ? {
          type: 'failJob',
          key: job.key,
          retries: Math.max(0, job.retries - 1),
          code: problem,
          ...(values && { values }),
        }
      : { type: 'throwError', key: job.key, code: error };
  const applied = unit.apply(job.stream, null, command);
  return 'refused' in applied ? applied : unit;
}

function tryJob(context: UnitContext, help: JobHelp, rules: PureJob, job: JobRow, instance: StreamData): Outcome {
  const input = job.input as Readonly<Record<string, StoredValue>>;
  const base: JobContext = {
    instance: job.stream,
    key: job.key,
    element: job.element,
    elementName: help.elementName(instance, job.element),
    headers: job.headers,
    scope: instance.scope,
    definition: instance.definition,
    at: Math.max(context.data.at, instance.records.at(-1)?.at ?? 0),
    ids: help.drawIds(4),
    facts: {},
  };
  const planned = planOf(rules, input, base, help);
  if ('problem' in planned) return { problem: planned };
  const { plan, job: jobContext } = planned;
  const unit = new Unit(context);
  const opened = plan.commands.filter(
    ({ stream, kind }) => help.cancels(kind) && streamOf(context.data, stream) === undefined,
  );
  const streams = [...new Map(opened.map(({ stream, kind }) => [stream, { stream, kind }])).values()];
  const records = new Map<string, { readonly stream: string; readonly seq: number; readonly leafHash: string }>();
  // what a job does on an entity rests on the matter's last record, as it does on the server
  const by = { ...SYSTEM, scope: instance.scope, basis: lastReference(instance) };
  for (const { stream, kind, command } of plan.commands) {
    const place = { kind, definition: instance.definition, scope: instance.scope };
    const applied = unit.apply(stream, place, command, by);
    if ('refused' in applied)
      return { problem: { problem: applied.refused, ...(applied.values && { values: applied.values }) } };
    records.set(stream, applied.record);
  }
  const after = [...records].map(([stream, record]) => ({ stream, state: unit.stateOf(stream), record }));
  const result = rules.result(input, after, jobContext);
  if (isProblem(result)) return { problem: result as JobProblem };
  const completed = unit.apply(job.stream, null, {
    type: 'completeJob',
    key: job.key,
    variables: result,
    ...(streams.length === 0 ? null : { streams }),
  });
  // a suspended matter keeps its job for later; that is no failure of the job
  return 'refused' in completed ? { refused: completed.refused } : { unit };
}

function planOf(rules: PureJob, input: Readonly<Record<string, StoredValue>>, base: JobContext, help: JobHelp) {
  let job = base;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const plan = rules.plan(input, job);
    if (isProblem(plan)) return plan;
    const missing = (plan.needs ?? []).filter((need) => !Object.hasOwn(job.facts, need.name));
    if (missing.length === 0) return { plan, job };
    const facts = { ...job.facts };
    for (const need of missing) facts[need.name] = help.provide(need, base.scope, base.instance);
    job = { ...base, facts };
  }
  return { problem: 'plan-without-end' } satisfies JobProblem;
}
