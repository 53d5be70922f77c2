import { localsOf } from '../run/leaving.js';
import type { Behaviour } from './behaviour.js';

/** Abstract tasks, gateways and none throw events: mappings, then on. Which flows are taken is worked out when leaving. */
export const passing: Behaviour = {
  enter(run, plan, scope) {
    const local = localsOf(run, plan, scope);
    run.pass(plan, scope, local, {});
  },
};
