import type { Variables } from '../history/commands.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import type { Run } from '../run/run.js';

/**
 * How one kind of element behaves. Everything is worked out before the first event, so a `Halt` leaves no trace of the
 * element and it can be entered again.
 */
export interface Behaviour {
  /** A token reached it (or its scope starts with it): pass, or enter and wait. */
  enter(run: Run, plan: Plan, scope: number): void;
  /** Opens the scope it is without running what it begins with; answers its key. Only elements with an inside have it. */
  open?(run: Run, plan: Plan, scope: number): number;
  /** What a waiting node hands on when it is left; what came from outside unless said otherwise. */
  brings?(node: NodeState, plan: Plan, result: Variables): Variables;
}
