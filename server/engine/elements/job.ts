import type { Plan } from '../model/index.js';
import { storedValue, textValue, type Reach } from '../run/expressions.js';
import { Halt } from '../run/halt.js';
import { publish } from '../run/publish.js';
import type { Run } from '../run/run.js';
import type { Behaviour } from './behaviour.js';
import { wait, type Waits } from './waiting.js';

/** Work done outside: service tasks, and any task or event with a job type. A send task without one sends its message. */
export const job: Behaviour = {
  enter(run, plan, scope) {
    if (plan.element.job === null && plan.element.event?.kind === 'message') {
      publish(run, plan, scope);
      return;
    }
    wait(run, plan, scope, (local) => jobOf(run, plan, { own: [local], scope }));
  },
};

/** Type and retries, where the model does not say them as literals. */
function jobOf(run: Run, plan: Plan, reach: Reach): Waits | null {
  const definition = plan.element.job;
  if (definition === null) throw new Halt('bad-model', { missing: 'job' });
  const type = textValue(run, plan, definition.type, 'jobType', reach);
  const retries =
    definition.retries === null ? 3 : retriesOf(storedValue(run, plan, definition.retries, 'retries', reach));
  const literal = plan.model.constant(definition.type) !== undefined;
  if (literal && retries === 3) return null;
  return { job: { ...(literal ? null : { type }), ...(retries === 3 ? null : { retries }) } };
}

/** A count of at least one; the dialect writes it as text or number. */
function retriesOf(value: unknown): number {
  const count = typeof value === 'string' ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count;
  throw new Halt('expression-wrong-type', { where: 'retries', expected: 'positive integer' });
}
