import { dueOfDuration } from '../expression/index.js';
import type { Plan } from '../model/index.js';
import { failed } from './expressions.js';
import { localsOf } from './leaving.js';
import { messageOf } from './messages.js';
import type { Run } from './run.js';

/** How long a message waits for somebody to take it, unless the property `message.timeToLive` says (ISO duration). */
const TIME_TO_LIVE = 'P30D';

/** A throwing message event: the message goes out with what input mappings made, then on. */
export function publish(run: Run, plan: Plan, scope: number): void {
  const variables = localsOf(run, plan, scope);
  const { name, key: correlationKey } = messageOf(run, plan, { own: [variables], scope });
  const span = dueOfDuration(plan.element.properties['message.timeToLive'] ?? TIME_TO_LIVE, { at: 0 });
  if (!span.ok) throw failed('timeToLive', [span.problem]);
  run.pass(plan, scope, variables, {}, { do: 'publishMessage', name, correlationKey, variables, timeToLive: span.at });
}
