import type { Variables } from '../history/commands.js';
import { takerOf } from './catching.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';
import { trigger } from './trigger.js';

/**
 * A BPMN error leaves a node (or the inside of a scope) and is taken by the nearest that fits. Nobody: the element stops.
 * `before` records what the throwing element did, once a taker is known.
 */
export function throwError(run: Run, from: number, code: string, variables: Variables, before?: () => void): void {
  const taker = takerOf(run, from, 'error', code);
  if (taker === null) throw new Halt('unhandled-error', { code });
  before?.();
  trigger(run, run.node(taker.host), taker.plan, variables);
}
