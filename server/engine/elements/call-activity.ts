import type { Variables } from '../history/commands.js';
import { visibleIn } from '../history/draft.js';
import type { Watch } from '../history/events.js';
import { modelOf, type Plan } from '../model/index.js';
import { textValue } from '../run/expressions.js';
import { Halt } from '../run/halt.js';
import type { Run } from '../run/run.js';
import { watchInside } from '../run/watching.js';
import type { Behaviour } from './behaviour.js';
import { deeper } from './sub-process.js';
import { wait, type Waits } from './waiting.js';

/**
 * Another process of the definition set, run inline as a scope of this one. The scope is a border: variables cross by
 * mappings only, unless the call says it hands on all of the parent's or of the child's.
 */
export const callActivity: Behaviour = {
  enter(run, plan, scope) {
    const { key, start } = openCall(run, plan, scope);
    run.enter(run.plan(key, start), key);
  },
  open: (run, plan, scope) => openCall(run, plan, scope).key,
  brings(node, plan, result) {
    return plan.element.call?.propagateAllChildVariables === true ? { ...node.variables, ...result } : result;
  },
};

/** What the called process gets of the parent's variables beside what is mapped. */
function parentsOf(run: Run, { element }: Plan, scope: number): Variables {
  return element.call?.propagateAllParentVariables === true ? visibleIn(run.state, scope) : {};
}

/** The scope of the called process, and its none start. */
function openCall(run: Run, plan: Plan, scope: number): { readonly key: number; readonly start: number } {
  const { call } = plan.element;
  if (call === null) throw new Halt('bad-model', { missing: 'call' });
  deeper(run, scope);
  let start = -1;
  let within = plan;
  const waits = (local: Variables): Waits | null => {
    const process = textValue(run, plan, call.processId, 'calledElement', { own: [local], scope });
    const { processes } = run.facts.definitions;
    const called = Object.hasOwn(processes, process) ? processes[process] : undefined;
    if (called === undefined) throw new Halt('called-process-missing', { process });
    within = modelOf(called).planOf(0);
    start = within.noneStart;
    if (start < 0) throw new Halt('no-start', { process });
    return plan.model.constant(call.processId) === undefined ? { process } : null;
  };
  const inside = (local: Variables): readonly Watch[] =>
    within.inside.watched.length === 0
      ? []
      : watchInside(run, within, { own: [local, parentsOf(run, plan, scope)], scope: 0 });
  const { key } = wait(run, plan, scope, waits, inside);
  return { key, start };
}
