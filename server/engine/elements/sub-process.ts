import { Halt } from '../run/halt.js';
import { LIMITS } from '../run/limits.js';
import type { Plan } from '../model/index.js';
import type { Run } from '../run/run.js';
import type { Behaviour } from './behaviour.js';
import { wait } from './waiting.js';

/** A scope of its own inside the same process; begins with its none start. */
export const subProcess: Behaviour = {
  enter(run, plan, scope) {
    const { noneStart } = plan;
    if (noneStart < 0) throw new Halt('no-start');
    const key = openSubProcess(run, plan, scope);
    run.enter(run.plan(key, noneStart), key);
  },
  open: openSubProcess,
};

function openSubProcess(run: Run, plan: Plan, scope: number): number {
  deeper(run, scope);
  return wait(run, plan, scope, () => null).key;
}

/** One scope more inside this one: counted, so that recursion ends in an incident. */
export function deeper(run: Run, scope: number): void {
  if ((run.node(scope).inner?.depth ?? 0) >= LIMITS.scopes) throw new Halt('budget-depth', { limit: LIMITS.scopes });
}
