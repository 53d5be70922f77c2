import type { NodeState } from '#engine';
import { createBudget, term, type Calendars } from '#engine/expression';
import {
  closedDays,
  closingsAt,
  daysFrom,
  inForce,
  isWorkedIn,
  refuseDays,
  refuseReopening,
  type CalendarState,
  type Closing,
} from '#rules/calendar';
import { isoDate } from '#text';
import type { HistoryRecord, MatterData, Reading } from './data.js';
import { calendarsAt, calendarsOfRecord, withClosings } from './calendars.js';
import { daysBetween, startOfDate, unitOfTerm, unitOfTimer } from './due.js';
import { no, YES } from './may.js';
import { titleOf } from './matter.js';
import { taskId } from './tasks.js';
import { Trail, type Run } from './trail.js';
import type { Holder, Instant, May } from './views.js';
import type { ClosingAsked, ClosingLine, ClosingPreview, TermBeside } from './views/closings.js';

const DAY = 86_400_000;
/** How far back a day that is worked is looked for. */
const MOST_DAYS_OFF = 60;
/** Lengths of the terms a preview shows. */
const EXAMPLES = [3, 5, 10] as const;

/** Who reads the list of closings, and whom its records name. */
export interface ClosingReader {
  readonly now: Instant;
  /** Whether an administrator's post of the reader reaches the place. */
  mayClose(scope: string): boolean;
  placeOf(scope: string): string;
  who(record: HistoryRecord): Holder;
}

/** The closings of these places, the newest first. `history`: the calendar's stream. */
export function closingLines(
  state: CalendarState,
  closings: readonly Closing[],
  history: readonly HistoryRecord[],
  reader: ClosingReader,
): readonly ClosingLine[] {
  const recordOf = (type: string, { scope, n }: Closing): HistoryRecord | undefined =>
    history.find(({ command }) => command.type === type && command['scope'] === scope && command['n'] === n);
  return closings
    .flatMap((closing): readonly ClosingLine[] => {
      const { scope, from, to, reason, document, withdrawn, recordedAt } = closing;
      const recorded = recordOf('closeDays', closing);
      const taken = recordOf('reopenDays', closing);
      if (recorded === undefined) return [];
      return [
        {
          ...{ closing: idOf(closing), scope, place: reader.placeOf(scope), from, to, reason, document },
          days: workedDays(state, from, to),
          by: reader.who(recorded),
          at: recordedAt,
          withdrawn: withdrawn === null || taken === undefined ? null : { ...withdrawn, by: reader.who(taken) },
          may: mayReopen(state, closing, reader),
        },
      ];
    })
    .reverse();
}

function mayReopen(state: CalendarState, closing: Closing, { mayClose, now }: ClosingReader): May {
  if (!mayClose(closing.scope)) return no('role-does-not-fit');
  return answerOf(refuseReopening(state, closing, now));
}

function answerOf(refusal: ReturnType<typeof refuseDays>): May {
  return refusal === null ? YES : no(refusal.refused, (refusal.values ?? {}) as Parameters<typeof no>[1]);
}

function workedDays(state: CalendarState, from: string, to: string): readonly string[] {
  return daysFrom(from, to).filter((day) => isWorkedIn(state, day) === true);
}

const idOf = ({ scope, n }: Pick<Closing, 'scope' | 'n'>): string => `${scope}:${n}`;

/** What closing days would do, but for the terms that run. */
export function closingPreview(
  state: CalendarState,
  years: Calendars['years'],
  asked: ClosingAsked,
  now: Instant,
): Omit<ClosingPreview, 'terms' | 'more'> {
  const { scope, from, to } = asked;
  const before = calendarsAt(years, state.closings, scope);
  const after = { years, closings: [...(before.closings ?? []), ...daysFrom(from, to)] };
  const start = dayBefore(from, before);
  return {
    may: answerOf(refuseDays(state, asked, now)),
    days: workedDays(state, from, to),
    start,
    examples: EXAMPLES.map((n) => ({ n, before: endOf(start, n, before), after: endOf(start, n, after) })),
  };
}

/** The last day that is worked before a day: a term that begins then has the days after it in front of it. */
function dayBefore(day: string, calendars: Calendars): string {
  const at = startOfDate(day);
  const found = daysBetween(at - MOST_DAYS_OFF * DAY, at, 'working_day', calendars);
  return found[found.length - 1] ?? isoDate(at - DAY);
}

function endOf(start: string, n: number, calendars: Calendars): Instant | null {
  const answer = term(start, n, 'working_day', { at: 0, budget: createBudget(), calendars });
  return answer.ok ? answer.at : null;
}

/**
 * Terms in working days of a matter that run, and would end later had `closings` been known when they were set. Which ones
 * were known says the record that set the date: its command names them. A date that was set since, by an extension too,
 * is therefore none of these.
 */
export function termsBeside(data: MatterData, reading: Reading, closings: readonly Closing[]): readonly TermBeside[] {
  const { years } = reading.calendars;
  const here = closingsAt(inForce(closings), data.scope);
  if (here.length === 0) return [];
  const after = withClosings(years, here);
  const trail = new Trail(data);
  return Object.values(data.state.nodes).flatMap((node) => {
    const run = trail.byKey(node.key);
    if (run === undefined) return [];
    const record = setBy(node.key, data.history);
    if (record === undefined) return [];
    const then = calendarsOfRecord(record, { calendars: reading.calendars, closings });
    return datesOf(node, run).flatMap(({ due, ofTask }): readonly TermBeside[] => {
      if (due <= reading.now) return [];
      const n = daysBetween(record.at, due, 'working_day', then).length;
      const would = endOf(isoDate(record.at), n, after);
      if (would === null || would <= due) return [];
      const task = ofTask ? taskId(data.matter, node.key) : null;
      const { matter, number } = data;
      const name = run.element.name ?? run.element.id;
      const known = new Set(then.closings);
      const closed = here.filter((each) =>
        closedDays([each]).some((day) => !known.has(day) && startOfDate(day) < would),
      );
      const made = closed.filter(({ to }) => startOfDate(to) >= startOfDate(isoDate(record.at))).map(idOf);
      return [{ matter, number, title: titleOf(data, reading), task, name, due, would, closings: made }];
    });
  });
}

/** Those that one more closing would move, given the ones that stand. */
export function termsMovedBy(
  asked: ClosingAsked,
  data: MatterData,
  reading: Reading,
  closings: readonly Closing[],
): readonly TermBeside[] {
  const thought: Closing = { ...asked, ...NOT_RECORDED };
  const already = termsBeside(data, reading, closings);
  return termsBeside(data, reading, [...closings, thought]).filter(
    (term) =>
      !already.some(({ task, name, would }) => task === term.task && name === term.name && would === term.would),
  );
}

const NOT_RECORDED = { n: 0, reason: '', document: '', hash: '', recordedAt: 0, withdrawn: null };

/** The record that set the date of an element last: as it was entered, or moved by command or calendar. */
function setBy(key: number, history: readonly HistoryRecord[]): HistoryRecord | undefined {
  for (let at = history.length - 1; at >= 0; at -= 1) {
    const record = history[at];
    const sets = record?.events.some((event) => SETTING.has(event.type) && event['key'] === key);
    if (sets === true) return record;
  }
  return undefined;
}

const SETTING: ReadonlySet<string> = new Set(['Entered', 'DueMoved']);

/** The dates of an element that are counted in working days. */
function datesOf(node: NodeState, run: Run): readonly { readonly due: Instant; readonly ofTask: boolean }[] {
  const task = node.task?.due?.due;
  return [
    ...(task != null && unitOfTerm(run.element.user?.dueDate, 'day') === 'working_day'
      ? [{ due: task, ofTask: true }]
      : []),
    ...(node.timer?.due != null && unitOfTimer(run) === 'working_day' ? [{ due: node.timer.due, ofTask: false }] : []),
    ...node.watch.flatMap((each, at) =>
      each?.kind === 'timer' && each.due !== null && unitOfTimer(run, at) === 'working_day'
        ? [{ due: each.due, ofTask: false }]
        : [],
    ),
  ];
}

/** Whether a matter has a date that ends after an instant: only such a one is worth opening. */
export function hasDateAfter({ nodes }: MatterData['state'], at: Instant): boolean {
  return Object.values(nodes).some((node) =>
    [node.timer, node.task?.due, ...node.watch].some(
      (each) => each?.kind === 'timer' && each.due !== null && each.due > at,
    ),
  );
}
