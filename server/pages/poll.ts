import type { Element } from '#engine';
import { pollView, type PollState } from '#rules/poll';
import { rollLinesOf } from '#rules/roll';
import { no, YES } from './may.js';
import { clockDue, clockOf, type Clock } from './due.js';
import { nextAfter } from './foreseen.js';
import { textOf, type EntityData, type HistoryRecord, type MatterData, type Reading } from './data.js';
import { linesOn, rollOf } from './ground.js';
import { kindOf } from './kinds.js';
import { outcomeOf } from './standing.js';
import { openedIn, openNow, stepLines } from './steps.js';
import { hasTopic } from './topic.js';
import { Trail } from './trail.js';
import type { CountRule, CountTest, EitherWay, Fraction, May, PollPage, PollResult, Receipt } from './views.js';

/** Somebody's ballots in a box, by the elector of the line each was cast for: never a choice. */
export type Receipts = ReadonlyMap<string, Receipt>;

/** A poll for one reader. `mine`: the reader's ballots in the box, asked by whoever keeps them. */
export function pollPage(
  entity: EntityData,
  data: MatterData,
  reading: Reading,
  trail: Trail,
  mine: Receipts,
): PollPage | null {
  const state = entity.state as PollState;
  const view = pollView(state);
  if (view === null) return null;
  const roll = rollOf(entity, data);
  const lines = roll === undefined ? [] : rollLinesOf(roll, reading.p);
  const [line] = lines;
  const receipts = lines.flatMap(({ elector }) => mine.get(elector) ?? []);
  const notice = data.entities.find((each) => each.kind === 'notice' && isAbout(each, entity.stream));
  return {
    poll: entity.stream,
    matter: data.matter,
    title: textOf(view.title, reading) ?? '',
    question: view.question,
    topic: hasTopic(data, reading),
    ...eitherWay(view.consequences, entity, data, trail),
    secrecy: 'open',
    status: view.status,
    opensAt: view.openedAt,
    due: clockDue(timerIn(entity, data, trail), reading),
    options: view.options,
    roll: { lines: view.roll.electors, heads: view.roll.heads, area: null, root: view.roll.root },
    quorum: [demand('electorate', view.quorum)],
    threshold: [demand(view.thresholdBase, view.threshold)],
    revote: view.revote,
    witnesses: 0,
    right: line ? { label: null, heads: line.heads, area: null } : null,
    lines:
      lines.length < 2
        ? []
        : lines.map(({ e, elector, area }) => ({
            line: e,
            label: reading.right(elector),
            area: area > 0 ? area : null,
            mine: mine.get(elector) ?? null,
          })),
    may: mayVote(view.status, line !== undefined),
    // done is who has cast for every line
    mine: receipts.length === lines.length ? (receipts.at(-1) ?? null) : null,
    result: resultOf(entity),
    notice: notice?.stream ?? null,
    after: state.result === null ? null : afterOf(entity, data, reading, trail),
  };
}

/**
 * What follows if it passes, and if it does not: as its step says it, and the step that comes next, read from the procedure with what is known
 * in the matter. The next step is null where the result alone does not decide it. A count without quorum has not passed either, so both must
 * lead to the same.
 */
function eitherWay(
  said: { readonly passed: string | null; readonly not: string | null } | undefined,
  entity: EntityData,
  data: MatterData,
  trail: Trail,
): Pick<PollPage, 'ifPassed' | 'ifNot'> {
  // later the matter may know other things than those who voted did
  const open = (entity.state as PollState).status === 'open';
  const ways = open ? nextSteps(entity, data, trail) : { passed: null, not: null };
  const way = (text: string | null, next: Element | null): EitherWay | null =>
    text === null && next === null ? null : { text, next: next === null ? null : comes(next) };
  return { ifPassed: way(said?.passed ?? null, ways.passed), ifNot: way(said?.not ?? null, ways.not) };
}

function nextSteps(
  entity: EntityData,
  data: MatterData,
  trail: Trail,
): { readonly passed: Element | null; readonly not: Element | null } {
  const run = openedIn(entity.stream, data, trail);
  const output = run?.element.output.find(({ source }) => source.trim() === 'result');
  if (run === undefined || output === undefined) return { passed: null, not: null };
  const known = data.state.nodes[run.scope]?.variables ?? {};
  const after = (outcome: 'passed' | 'failed' | 'no-quorum') =>
    nextAfter(run.process, run.element, { ...known, [output.target]: { outcome } });
  const failed = after('failed');
  return { passed: after('passed'), not: failed === after('no-quorum') ? failed : null };
}

function comes(element: Element): NonNullable<EitherWay['next']> {
  return { kind: kindOf(element), name: element.name ?? element.id };
}

/** Where the matter stands once it was counted; null while the count itself is still being worked on. */
function afterOf(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): PollPage['after'] {
  const steps = stepLines(data, reading, trail);
  const now = steps.find((step) => step.state === 'now');
  if (now === undefined) return { step: null, outcome: outcomeOf(trail) };
  const [step] = openNow(data, reading, trail, steps);
  // the count itself is still being worked on, or nobody and nothing is waited for
  return now.link?.id === entity.stream || step === undefined ? null : { step, outcome: null };
}

/** The published result with the record it stands in; null before the count. */
export function resultOf(entity: EntityData): PollResult | null {
  const { result } = entity.state as PollState;
  if (result === null) return null;
  const record = entity.history.find(({ events }) => events.some((event) => event.type === 'Tallied'));
  return {
    outcome: result.outcome,
    counts: { ...result.counts, invalid: 0, notCast: result.notCast },
    quorum: result.quorum.map(tested),
    threshold: result.threshold.map(tested),
    at: record?.at ?? 0,
    record: record ? reference(record) : null,
  };
}

/** Where the run that opened the entity still waits for an instant, that instant. */
export function timerIn(entity: EntityData, data: MatterData, trail: Trail): Clock | null {
  const run = openedIn(entity.stream, data, trail);
  if (!run) return null;
  for (const node of Object.values(data.state.nodes)) {
    if (trail.outermost(node.key) !== run) continue;
    const clock = clockOf(node, trail.byKey(node.key));
    if (clock) return clock;
  }
  return null;
}

/** Under whom the ballots of somebody's rights lie: a household's right is one, whoever of it casts. */
export function electorsFor(entity: EntityData, data: MatterData, p: string): readonly string[] {
  return linesOn(entity, data, p).map(({ elector }) => elector);
}

function isAbout(notice: EntityData, poll: string): boolean {
  const about = notice.history[0]?.command['about'];
  return typeof about === 'object' && about !== null && 'poll' in about && about['poll'] === poll;
}

function mayVote(status: 'open' | 'closed' | 'cancelled', listed: boolean): May {
  if (status === 'cancelled') return no('entity-cancelled');
  if (status === 'closed') return no('poll-closed');
  if (!listed) return no('not-on-the-roll');
  return YES;
}

function demand(
  base: CountRule['base'],
  { num, den, op }: { num: number | string; den: number | string; op: string },
): CountRule {
  return { of: 'heads', base, fraction: { num: Number(num), den: Number(den), op: op as Fraction['op'] } };
}

interface Counted {
  readonly of: string;
  readonly num: number | string;
  readonly den: number | string;
  readonly op: string;
  readonly value: number | string;
  readonly total: number | string;
  readonly met: boolean;
}

function tested(test: Counted & { readonly base?: string }): CountTest {
  return {
    of: test.of as CountTest['of'],
    base: (test.base ?? 'electorate') as CountTest['base'],
    fraction: { num: Number(test.num), den: Number(test.den), op: test.op as Fraction['op'] },
    value: Number(test.value),
    total: Number(test.total),
    met: test.met,
  };
}

export function reference({ stream, seq, leafHash }: HistoryRecord) {
  return { stream, seq, leafHash };
}
