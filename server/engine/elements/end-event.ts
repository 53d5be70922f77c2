import { ROOT } from '../history/state.js';
import { compensate } from '../run/compensation.js';
import { cancelStreams, closeInside } from '../run/effects.js';
import { throwError } from '../run/errors.js';
import { escalate } from '../run/escalations.js';
import { textValue } from '../run/expressions.js';
import { localsOf } from '../run/leaving.js';
import { publish } from '../run/publish.js';
import { broadcast } from '../run/signals.js';
import type { Plan } from '../model/index.js';
import type { Run } from '../run/run.js';
import type { Behaviour } from './behaviour.js';
import { job } from './job.js';

/** Ends a token: quietly, with what the event throws, or with everything else in its scope. */
export const endEvent: Behaviour = {
  enter(run, plan, scope) {
    const { element } = plan;
    if (element.job !== null) job.enter(run, plan, scope);
    else if (element.event?.kind === 'error') fail(run, plan, scope, element.event.code);
    else if (element.event?.kind === 'terminate') terminate(run, plan, scope);
    else if (element.event?.kind === 'message') publish(run, plan, scope);
    else if (element.event?.kind === 'signal') broadcast(run, plan, scope);
    else if (element.event?.kind === 'escalation') escalate(run, plan, scope);
    else if (element.event?.kind === 'compensation') compensate(run, plan, scope);
    else run.pass(plan, scope, localsOf(run, plan, scope), {});
  },
};

function fail(run: Run, plan: Plan, scope: number, code: string | null): void {
  const local = localsOf(run, plan, scope);
  const named = code === null ? '' : textValue(run, plan, code, 'errorCode', { own: [local], scope });
  throwError(run, scope, named, local, () => {
    run.emit({ type: 'Passed', v: 1, element: plan.element.id, scope });
  });
}

function terminate(run: Run, plan: Plan, scope: number): void {
  closeInside(run, scope);
  cancelStreams(run, run.node(scope));
  run.emit({ type: 'Passed', v: 1, element: plan.element.id, scope });
  if (scope === ROOT) run.end('terminated');
  else run.finishScope(scope);
}
