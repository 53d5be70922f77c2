import { messageWait } from '../run/messages.js';
import { timerDue } from '../run/timers.js';
import type { Behaviour } from './behaviour.js';
import { wait } from './waiting.js';

/** Receive tasks and intermediate catch events: a message, or an instant. */
export const receive: Behaviour = {
  enter(run, plan, scope) {
    wait(run, plan, scope, (local) => {
      const reach = { own: [local], scope };
      return plan.element.event?.kind === 'timer'
        ? { due: timerDue(run, plan, reach) }
        : { message: messageWait(run, plan, reach) };
    });
  },
};
