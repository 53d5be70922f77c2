import { Halt } from '../run/halt.js';
import { LIMITS } from '../run/limits.js';
import type { Run } from '../run/run.js';
import type { Behaviour } from './behaviour.js';
import { wait } from './waiting.js';

/** A scope of its own inside the same process; begins with its none start. */
export const subProcess: Behaviour = {
  enter(run, plan, scope) {
    const { noneStart } = plan;
    if (noneStart < 0) throw new Halt('no-start');
    deeper(run, scope);
    const { key } = wait(run, plan, scope, () => null);
    run.enter(run.plan(key, noneStart), key);
  },
};

/** One scope more inside this one: counted, so that recursion ends in an incident. */
export function deeper(run: Run, scope: number): void {
  if ((run.node(scope).inner?.depth ?? 0) >= LIMITS.scopes) throw new Halt('budget-depth', { limit: LIMITS.scopes });
}
