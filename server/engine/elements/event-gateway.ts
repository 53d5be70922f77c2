import type { Behaviour } from './behaviour.js';
import { wait } from './waiting.js';

/** Waits for the first of what stands behind it; which one that is, `run/event-gateway.ts` records. */
export const eventGateway: Behaviour = {
  enter(run, plan, scope) {
    wait(run, plan, scope, () => null);
  },
};
