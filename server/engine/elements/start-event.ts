import type { Behaviour } from './behaviour.js';

/** Where a scope begins. What a message brought is already among the variables of the process. */
export const startEvent: Behaviour = {
  enter(run, plan, scope) {
    run.pass(plan, scope, {}, {});
  },
};
