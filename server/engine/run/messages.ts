import type { MessageWait } from '../history/events.js';
import type { Plan } from '../model/index.js';
import { textValue, type Reach } from './expressions.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';

/** Name and correlation key of a message event or receive task; a key may be a number, none is the empty text. */
export function messageOf(run: Run, plan: Plan, reach: Reach): Required<MessageWait> {
  const { event } = plan.element;
  if (event?.kind !== 'message') throw new Halt('bad-model', { missing: 'message' });
  const name = textValue(run, plan, event.name, 'messageName', reach);
  const key =
    event.correlationKey === null ? '' : textValue(run, plan, event.correlationKey, 'correlationKey', reach, true);
  return { name, key };
}

/** What a catching element waits for, without the name where the model says it. */
export function messageWait(run: Run, plan: Plan, reach: Reach): MessageWait {
  const { name, key } = messageOf(run, plan, reach);
  const { event } = plan.element;
  const literal = event?.kind === 'message' && plan.model.constant(event.name) !== undefined;
  return literal ? { key } : { name, key };
}
