import type { InstanceRefusal } from '../codes.js';
import type { Start, Variables } from '../history/commands.js';
import { ROOT, RULES } from '../history/state.js';
import { modelOf, type Model } from '../model/index.js';
import type { Element } from '../model/types.js';
import { open } from '../run/effects.js';
import { isStored } from '../run/sizes.js';
import { watchInsideOrStop } from '../run/watching.js';
import type { Run } from '../run/run.js';
import { BAD_COMMAND, refuseVariables } from './handler.js';

/** Opens the root scope and enters the start event: the one named, else the none start, else the only one. */
export function start(run: Run, command: Start): InstanceRefusal | null {
  const { definitions } = run.facts;
  const id = command.process ?? definitions.main;
  const process = Object.hasOwn(definitions.processes, id) ? definitions.processes[id] : undefined;
  if (process === undefined) return { refused: 'unknown-process', values: { process: id } };
  if (typeof command.scope !== 'string' || (command.title !== undefined && !isStored(command.title)))
    return BAD_COMMAND;
  const variables = command.variables ?? {};
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  const model = modelOf(process);
  const element = startOf(model, command.element);
  if (element < 0) return { refused: 'no-start', values: { process: id, element: command.element ?? null } };
  const kept = { ...variables, ...starterOf(model.planOf(element).element, command) };
  const within = model.planOf(0);
  const { watch, stop } = watchInsideOrStop(run, within, [kept], 0);
  run.emit({
    type: 'Started',
    v: 1,
    process: id,
    rules: RULES,
    org: command.scope,
    ...(command.title === undefined ? null : { title: command.title }),
    ...(Object.keys(kept).length === 0 ? null : { variables: kept }),
    ...(watch.length === 0 ? null : { watch }),
  });
  // a process whose event sub-processes cannot be watched does not begin before that is put right
  if (stop !== null) run.raise(model.planOf(element), ROOT, ROOT, stop.code, stop.values);
  else {
    if (watch.length > 0) open(run, run.node(ROOT));
    run.enter(model.planOf(element), ROOT);
  }
  return null;
}

/**
 * Who started, `{p, role, scope}`, under the name that the start event's property `start.starter` says: a form cannot say it,
 * so whatever came under that name is replaced. Started for a resident, it is the resident, the scope the helper's.
 */
function starterOf({ properties }: Element, { by }: Start): Variables {
  const name = properties['start.starter'];
  if (name === undefined || name === '') return {};
  return {
    [name]: {
      ...(by.for === undefined ? { p: by.p, role: by.role } : { p: by.for.p, role: 'resident' }),
      scope: by.scope,
    },
  };
}

function startOf(model: Model, id: string | undefined): number {
  const { element, noneStart } = model.planOf(0);
  if (id !== undefined) {
    const index = model.indexOf(id);
    return element.starts.includes(index) ? index : -1;
  }
  const [only = -1] = element.starts;
  return noneStart < 0 && element.starts.length === 1 ? only : noneStart;
}
