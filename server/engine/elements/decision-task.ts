import { evaluateDecision, type DecisionAnswer } from '../decision/index.js';
import { fromStored, type FeelValue } from '../expression/index.js';
import { environmentOf, read, textValue } from '../run/expressions.js';
import { Halt } from '../run/halt.js';
import { localsOf } from '../run/leaving.js';
import type { Behaviour } from './behaviour.js';
import { job } from './job.js';

/** A DMN decision of the definition set; without one, a job. */
export const decisionTask: Behaviour = {
  enter(run, plan, scope) {
    const { decision } = plan.element;
    if (decision === null) {
      job.enter(run, plan, scope);
      return;
    }
    const local = localsOf(run, plan, scope);
    const reach = { own: [local], scope };
    const id = textValue(run, plan, decision.id, 'decision', reach);
    const { state } = run;
    const variables = (name: string): FeelValue | undefined => {
      const value = read(state, reach, name);
      return value === undefined ? undefined : fromStored(value);
    };
    const answer = evaluateDecision(run.facts.definitions.decisions, id, variables, environmentOf(run), {
      steps: run.told !== null,
    });
    run.told?.push({ element: plan.element.id, name: plan.element.name, scope, answer });
    if (!answer.ok) throw stopOf(id, answer);
    run.pass(plan, scope, local, { [decision.resultVariable]: answer.result });
  },
};

function stopOf(id: string, { problems, awaitingCalendar }: DecisionAnswer): Halt {
  if (awaitingCalendar !== undefined)
    return new Halt('awaiting-calendar', { where: 'decision', year: awaitingCalendar });
  const [problem] = problems;
  if (problem === undefined) return new Halt('decision-failed', { decision: id, name: id });
  const { code, decision, name, where, from, to, values } = problem;
  if (code === 'unknown-decision') return new Halt('decision-missing', { decision: id });
  if (code === 'budget-steps' || code === 'budget-items' || code === 'budget-depth')
    return new Halt(code, { where: 'decision' });
  return new Halt('decision-failed', {
    decision,
    name: name ?? decision,
    problem: code,
    where,
    from,
    to,
    ...(values === undefined ? null : { values }),
  });
}
