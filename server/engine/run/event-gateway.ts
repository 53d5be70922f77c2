import type { Variables } from '../history/commands.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { closeSubtree } from './effects.js';
import { Halt } from './halt.js';
import { chooseFlows, idsOf, localsOf, resultOf } from './leaving.js';
import type { Run } from './run.js';

/**
 * The first of the events behind an event-based gateway happened: the gateway is left towards it, all the others are
 * withdrawn, and whatever comes for one of them later is refused. What the event brings is mapped and handed on by the event.
 */
export function choose(run: Run, node: NodeState, target: Plan, brought: Variables): void {
  const { key, scope } = node;
  const gateway = run.planOfNode(node);
  const position = gateway.watched.findIndex(({ index }) => index === target.element.index);
  const flow = gateway.element.outgoing[position] ?? 0;
  closeSubtree(run, key, 'completed');
  run.emit({ type: 'Completed', v: 1, element: gateway.element.id, key, flows: idsOf(gateway, [flow]) });
  const { id } = target.element;
  try {
    const local = localsOf(run, target, scope);
    const variables = resultOf(run, target, scope, local, brought);
    const flows = chooseFlows(run, target, scope, variables);
    run.emit({
      type: 'Passed',
      v: 1,
      element: id,
      scope,
      ...(flows === null ? null : { flows: idsOf(target, flows) }),
      ...(variables === null ? null : { variables }),
    });
    run.follow(target, scope, flows);
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    // what it brought must not be lost: the event holds it until its incident is resolved
    const held = run.state.nextKey;
    run.emit({ type: 'Entered', v: 1, element: id, scope, key: held });
    run.emit({ type: 'Held', v: 1, key: held, ...(Object.keys(brought).length === 0 ? null : { variables: brought }) });
    run.raise(target, scope, held, stop.code, stop.values);
  }
}
