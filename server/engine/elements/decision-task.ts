import { evaluateDecision } from '../decision/index.js';
import type { StoredValue } from '../expression/index.js';
import { visibleIn } from '../history/draft.js';
import { environmentOf, textValue } from '../run/expressions.js';
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
    const id = textValue(run, plan, decision.id, 'decision', { own: [local], scope });
    const { decisions } = run.facts.definitions;
    if (!Object.hasOwn(decisions.decisions, id)) throw new Halt('decision-missing', { decision: id });
    const variables: Record<string, StoredValue> = { ...visibleIn(run.state, scope), ...local };
    const answer = evaluateDecision(decisions, id, variables, environmentOf(run));
    if (!answer.ok) {
      const [problem] = answer.problems;
      if (problem === undefined) throw new Halt('decision-failed', { decision: id });
      if (problem.code.startsWith('budget-')) throw new Halt(problem.code, { where: 'decision' });
      const { code, where, from, to, values } = problem;
      throw new Halt('decision-failed', { decision: problem.decision, problem: code, where, from, to, ...(values === undefined ? null : { values }) });
    }
    run.pass(plan, scope, local, { [decision.resultVariable]: answer.result });
  },
};
