import { messageWait } from '../run/messages.js';
import { signalWait } from '../run/signals.js';
import { timerDue } from '../run/timers.js';
import type { Behaviour } from './behaviour.js';
import { passing } from './passing.js';
import { wait } from './waiting.js';

/** Receive tasks and intermediate catch events: a message, an instant, a signal or a condition; the end of a link passes. */
export const receive: Behaviour = {
  enter(run, plan, scope) {
    const kind = plan.element.event?.kind;
    if (kind === 'link') {
      passing.enter(run, plan, scope);
      return;
    }
    wait(run, plan, scope, (local) => {
      const reach = { own: [local], scope };
      if (kind === 'timer') return { due: timerDue(run, plan, reach) };
      if (kind === 'signal') return { signal: signalWait(run, plan, reach) };
      return kind === 'conditional' ? null : { message: messageWait(run, plan, reach) };
    });
  },
};
