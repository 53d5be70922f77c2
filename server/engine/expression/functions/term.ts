import type { Call } from '../evaluate/state.js';
import { term } from '../temporal/term.js';
import type { FeelValue } from '../values/types.js';
import { form } from './registry.js';

/** `term(start, n, unit)` of R01; a year that is not loaded is kept beside the null, so that the timer waits instead of failing. */
function termOf(call: Call, start: FeelValue, n: FeelValue, unit: string): FeelValue {
  const { state } = call;
  const answer = term(start, n, unit, state.environment, (steps) => call.step(steps));
  if (answer.ok) return answer.value;
  if ('problem' in answer) return call.fail(answer.problem.code, answer.problem.values);
  state.awaitingCalendar ??= answer.awaitingCalendar;
  return call.fail('awaiting-calendar', { year: answer.awaitingCalendar });
}

export const TERM_FORMS = [form('term', 'start: any, n: any, unit: string', termOf)];
