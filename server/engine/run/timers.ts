import { cycleOf, dueOfDate, dueOfDuration, toStored, type FeelValue } from '../expression/index.js';
import type { Due } from '../history/events.js';
import type { TimerState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { evaluateAt, failed, type Reach } from './expressions.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';

/**
 * When a timer of the model is due, by the clock of `at` (now, unless a term that began earlier is computed again). A
 * term beyond the loaded calendar has no date yet, only the year it waits for.
 */
export function timerDue(run: Run, plan: Plan, reach: Reach, at: number = run.at): Due {
  const { event } = plan.element;
  if (event?.kind !== 'timer') throw new Halt('bad-model', { missing: 'timer' });
  const { value, problems, awaitingCalendar } = evaluateAt(run, plan, event.expression, 'timer', reach, at);
  if (awaitingCalendar !== undefined) return { year: awaitingCalendar, since: at };
  if (value === null) throw failed('timer', problems);
  if (event.timer === 'cycle') return firstOf(value, at);
  const due = event.timer === 'date' ? dueOfDate(value, { at }) : dueOfDuration(value, { at });
  if (!due.ok) throw failed('timer', [due.problem]);
  return { at: due.at };
}

/** The due date of an expression that is an instant or a duration from now, as user tasks have it. */
export function dateDue(
  run: Run,
  plan: Plan,
  source: string,
  where: string,
  reach: Reach,
  at: number = run.at,
): Due | null {
  const { value, problems, awaitingCalendar } = evaluateAt(run, plan, source, where, reach, at);
  if (awaitingCalendar !== undefined) return { year: awaitingCalendar, since: at };
  if (value === null) {
    if (problems.length > 0) throw failed(where, problems);
    return null;
  }
  const due = dueOfDate(value, { at });
  if (!due.ok) throw failed(where, [due.problem]);
  return { at: due.at };
}

function firstOf(value: FeelValue, at: number): Due {
  const answer = cycleOf(value, { at });
  if (!answer.ok) throw failed('timer', [answer.problem]);
  const stored = toStored(value);
  if (!stored.ok || typeof stored.value !== 'string')
    throw new Halt('expression-wrong-type', { where: 'timer', expected: 'string' });
  const { repetitions } = answer.cycle;
  const first = repetitions === 0 ? null : answer.cycle.next(at);
  if (first === null) return {};
  return { at: first, since: at, cycle: stored.value, ...(repetitions === null ? null : { left: repetitions }) };
}

/** The next firing of a cycle after `now`, on its own grid however late this one was; null when it is used up. */
export function nextFiring(timer: TimerState, now: number): number | null {
  if (timer.cycle === null || (timer.left !== null && timer.left <= 1)) return null;
  const answer = cycleOf(timer.cycle, { at: timer.since ?? now });
  return answer.ok ? answer.cycle.next(now) : null;
}
