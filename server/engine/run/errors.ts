import type { Variables } from '../history/commands.js';
import type { Plan } from '../model/index.js';
import { fireBoundary } from './boundary.js';
import { textValue } from './expressions.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';

/**
 * A BPMN error leaves a node (or the inside of a scope): the nearest activity outwards with a boundary event of its code,
 * else with one for any error, takes it; calls are left like any other scope. Nobody: the element stops.
 * `before` records what the throwing element did, once a taker is known.
 */
export function throwError(run: Run, from: number, code: string, variables: Variables, before?: () => void): void {
  const taker = takerOf(run, from, code);
  if (taker === null) throw new Halt('unhandled-error', { code });
  before?.();
  fireBoundary(run, taker.host, taker.boundary, variables);
}

function takerOf(run: Run, from: number, code: string): { host: number; boundary: Plan } | null {
  for (let key = from; key !== 0;) {
    const node = run.node(key);
    if (node.scope === 0) return null;
    const plan = run.planOfNode(node);
    let any: Plan | null = null;
    for (const event of plan.errors) {
      const boundary = plan.model.planOf(event.index);
      const caught = event.event?.kind === 'error' ? event.event.code : null;
      if (caught === null) any ??= boundary;
      else if (textValue(run, boundary, caught, 'errorCode', { own: [], scope: node.scope }) === code) {
        return { host: key, boundary };
      }
    }
    if (any !== null) return { host: key, boundary: any };
    key = node.scope;
  }
  return null;
}
