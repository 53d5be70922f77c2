import type { Variables } from '../history/commands.js';
import type { Plan } from '../model/index.js';
import { takerOf } from './catching.js';
import { textValue } from './expressions.js';
import { localsOf } from './leaving.js';
import type { Run } from './run.js';
import { trigger } from './trigger.js';

/**
 * An escalation leaves a node (or the inside of a scope) and is taken by the nearest that fits; by nobody, it goes on
 * without a word (BPMN 2.0, 10.5.7). The thrower goes on, unless whoever takes it ends it.
 */
export function throwEscalation(run: Run, from: number, code: string, variables: Variables): void {
  const taker = takerOf(run, from, 'escalation', code);
  if (taker !== null) trigger(run, run.node(taker.host), taker.plan, variables);
}

/** A throwing escalation event: with what input mappings made, before the token goes on. */
export function escalate(run: Run, plan: Plan, scope: number): void {
  const { event } = plan.element;
  const local = localsOf(run, plan, scope);
  const code =
    event?.kind !== 'escalation' || event.code === null
      ? ''
      : textValue(run, plan, event.code, 'escalationCode', { own: [local], scope });
  // who takes it is looked up here: a code that cannot be worked out stops the event before it happened
  takerOf(run, scope, 'escalation', code);
  run.pass(plan, scope, local, {}, undefined, () => {
    throwEscalation(run, scope, code, local);
  });
}
