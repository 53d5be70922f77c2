import { storedValue } from '../run/expressions.js';
import { localsOf } from '../run/leaving.js';
import type { Behaviour } from './behaviour.js';
import { job } from './job.js';

/** FEEL evaluated in place; without a FEEL script, a job. */
export const scriptTask: Behaviour = {
  enter(run, plan, scope) {
    const { script } = plan.element;
    if (script === null) {
      job.enter(run, plan, scope);
      return;
    }
    const local = localsOf(run, plan, scope);
    const value = storedValue(run, plan, script.source, 'script', { own: [local], scope });
    run.pass(plan, scope, local, script.resultVariable === null ? {} : { [script.resultVariable]: value });
  },
};
