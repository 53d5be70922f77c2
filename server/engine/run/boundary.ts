import type { Variables } from '../history/commands.js';
import type { Due } from '../history/events.js';
import { interrupts } from '../model/defaults.js';
import type { Plan } from '../model/index.js';
import { closeSubtree } from './effects.js';
import { Halt } from './halt.js';
import { chooseFlows, idsOf, resultOf } from './leaving.js';
import type { Run } from './run.js';

/**
 * A boundary event happens to its host. The event is the decision: after it an interrupted host is gone, and whatever
 * comes for it later is refused. What the event brings is mapped and handed on like the result of an element.
 */
export function fireBoundary(run: Run, host: number, plan: Plan, brought: Variables, next?: Due): void {
  const { element } = plan;
  const { scope } = run.node(host);
  const base = { type: 'Fired', v: 1, element: element.id, host } as const;
  const again = next === undefined ? null : { next };
  try {
    const variables = resultOf(run, plan, scope, {}, brought);
    const flows = chooseFlows(run, plan, scope, variables);
    if (interrupts(element)) closeSubtree(run, host, 'cancelled');
    run.emit({
      ...base,
      ...(flows === null ? null : { flows: idsOf(plan, flows) }),
      ...(variables === null ? null : { variables }),
      ...again,
    });
    run.follow(plan, scope, flows);
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    if (interrupts(element)) closeSubtree(run, host, 'cancelled');
    const key = run.state.nextKey;
    run.emit({ ...base, key, ...(Object.keys(brought).length === 0 ? null : { variables: brought }), ...again });
    run.raise(plan, scope, key, stop.code, stop.values);
  }
}
