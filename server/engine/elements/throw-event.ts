import { compensate } from '../run/compensation.js';
import { escalate } from '../run/escalations.js';
import { publish } from '../run/publish.js';
import { broadcast } from '../run/signals.js';
import type { Behaviour } from './behaviour.js';
import { job } from './job.js';
import { passing } from './passing.js';

/** Intermediate throw: nothing, a link, what the event throws, or a job that does what the event says. */
export const throwEvent: Behaviour = {
  enter(run, plan, scope) {
    if (plan.element.job !== null) job.enter(run, plan, scope);
    else if (plan.element.event?.kind === 'message') publish(run, plan, scope);
    else if (plan.element.event?.kind === 'signal') broadcast(run, plan, scope);
    else if (plan.element.event?.kind === 'escalation') escalate(run, plan, scope);
    else if (plan.element.event?.kind === 'compensation') compensate(run, plan, scope);
    else passing.enter(run, plan, scope);
  },
};
