import type { InstanceRefusal } from '../codes.js';
import type { Activation } from '../history/commands.js';
import { ROOT } from '../history/state.js';
import { modelOf, type Model, type Plan } from '../model/index.js';
import type { Element } from '../model/types.js';
import { behaviourOf } from '../elements/index.js';
import { Halt } from '../run/halt.js';
import type { Run } from '../run/run.js';

/** An element with the scope it is to run in. */
export interface Place {
  readonly scope: number;
  readonly plan: Plan;
}

/**
 * The place of an activation: finds the scopes around the element and opens those that are missing. A refusal names what
 * cannot be found, or the choices where there are several. Records `Activated` and `Entered` of the scopes it opens.
 */
export function placeOf(run: Run, { element: named, path, scope }: Activation): Place | InstanceRefusal {
  const parts = named.split('/');
  const id = parts[parts.length - 1] ?? '';
  const calls = path ?? parts.slice(0, -1);
  if (scope !== undefined) return calls.length > 0 ? { refused: 'bad-command' } : within(run, scope, id, true);
  if (calls.length > 0) return along(run, ROOT, calls, id);
  return nearest(run, id);
}

/** Where an element with this id is, of a command that does not say it. */
function nearest(run: Run, id: string): Place | InstanceRefusal {
  if (innerModel(run, ROOT).indexOf(id) > 0) return within(run, ROOT, id, false);
  const open = borders(run).filter((key) => innerModel(run, key).indexOf(id) > 0);
  const [only] = open;
  if (open.length > 1) return ambiguous(id, id, open);
  if (only !== undefined) return within(run, only, id, false);
  const ways = waysTo(run, id);
  const shortest = ways.filter((way) => way.calls.length === ways[0]?.calls.length);
  const [way] = shortest;
  if (way === undefined) return { refused: 'unknown-element', values: { element: id } };
  if (shortest.length > 1) {
    return ambiguous(
      id,
      id,
      shortest.map(({ calls }) => calls.join('/')),
    );
  }
  return along(run, way.from, way.calls, id);
}

function ambiguous(element: string, name: string, choices: readonly (number | string)[]): InstanceRefusal {
  return { refused: 'ambiguous-scope', values: { element, name, choices: [...choices] } };
}

/** Into calls by their ids, opening those that are not open; then the element. */
function along(run: Run, from: number, calls: readonly string[], id: string): Place | InstanceRefusal {
  let border = from;
  for (const call of calls) {
    const place = within(run, border, call, false);
    if ('refused' in place) return place;
    const { element } = place.plan;
    if (element.type !== 'callActivity') return { refused: 'unknown-element', values: { element: call } };
    const next = enterScope(run, place.scope, place.plan, false);
    if (typeof next !== 'number') return next;
    border = next;
  }
  return within(run, border, id, false);
}

/** An element inside a scope; `anew`: the scopes between are opened even where some are open. */
function within(run: Run, from: number, id: string, anew: boolean): Place | InstanceRefusal {
  const inner = run.state.nodes[from]?.inner;
  if (inner == null) return { refused: 'unknown-key', values: { key: Number.isSafeInteger(from) ? from : null } };
  const model = innerModel(run, from);
  const plan = model.plans[model.indexOf(id)];
  if (plan === undefined || plan.element.index === 0) return { refused: 'unknown-element', values: { element: id } };
  const outer = inner.border ? 0 : (run.state.nodes[from]?.element ?? 0);
  const missing: Element[] = [];
  for (let index = plan.element.parent; index !== outer; index = model.planOf(index).element.parent) {
    if (index <= 0)
      return { refused: 'not-in-scope', values: { element: id, name: plan.element.name ?? id, key: from } };
    missing.unshift(model.planOf(index).element);
  }
  let scope = from;
  for (const element of missing) {
    const next = enterScope(run, scope, model.planOf(element.index), anew);
    if (typeof next !== 'number') return next;
    scope = next;
  }
  return { scope, plan };
}

/** The open scope of an element inside another one, or a new one. Of several runs of one element, the only one that is open. */
function enterScope(run: Run, scope: number, plan: Plan, anew: boolean): number | InstanceRefusal {
  const { element } = plan;
  if (element.loop !== null && run.state.nodes[scope]?.loop == null) {
    const bodies = Object.values(run.state.nodes).filter(
      (node) => node.scope === scope && node.element === element.index,
    );
    const [body] = bodies;
    if (body === undefined || bodies.length > 1 || anew)
      return { refused: 'inside-multi-instance', values: { element: element.id, name: element.name ?? element.id } };
    return enterScope(run, body.key, plan, false);
  }
  const open = Object.values(run.state.nodes).filter(
    (node) => node.scope === scope && node.element === element.index && node.inner !== null && node.phase === 'active',
  );
  if (open.length > 1 && !anew) {
    return ambiguous(
      element.id,
      element.name ?? element.id,
      open.map(({ key }) => key),
    );
  }
  const [only] = open;
  if (only !== undefined && !anew) return only.key;
  if (element.loop !== null)
    return { refused: 'inside-multi-instance', values: { element: element.id, name: element.name ?? element.id } };
  return openScope(run, scope, plan);
}

function openScope(run: Run, scope: number, plan: Plan): number | InstanceRefusal {
  const { element } = plan;
  const { id } = element;
  const name = element.name ?? id;
  const { open } = behaviourOf(element);
  if (open === undefined || isTriggered(element))
    return { refused: 'activate-triggered', values: { element: id, name } };
  try {
    run.emit({ type: 'Activated', v: 1, element: id, scope });
    return open(run, plan, scope);
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    return { refused: 'cannot-open', values: { element: id, name, code: stop.code, values: stop.values } };
  }
}

/** Only an event, or what is undone, makes it begin. */
export function isTriggered({ type, forCompensation }: Element): boolean {
  return type === 'eventSubProcess' || forCompensation;
}

/** Keys of the open calls, the oldest first. */
function borders(run: Run): readonly number[] {
  return Object.values(run.state.nodes)
    .filter(({ key, inner, phase }) => key !== ROOT && inner?.border === true && phase === 'active')
    .map(({ key }) => key);
}

function innerModel(run: Run, scope: number): Model {
  const process = run.facts.definitions.processes[run.state.nodes[scope]?.inner?.process ?? ''];
  if (process === undefined) throw new Error(`no process in scope ${scope}`);
  return modelOf(process);
}

interface Way {
  readonly from: number;
  readonly calls: readonly string[];
}

/** Ways to an element through calls that the model says as literals, the shortest first; no process is entered twice. */
function waysTo(run: Run, id: string): readonly Way[] {
  const { processes } = run.facts.definitions;
  const found: Way[] = [];
  let level: readonly (Way & { readonly model: Model })[] = [ROOT, ...borders(run)].map((from) => ({
    from,
    calls: [],
    model: innerModel(run, from),
  }));
  const seen = new Set(level.map(({ model }) => model));
  while (level.length > 0 && found.length === 0) {
    const next = level.flatMap(({ from, calls, model }) =>
      model.plans.flatMap(({ element }) => {
        const called = element.call === null ? undefined : model.constant(element.call.processId)?.value;
        const process = typeof called === 'string' && Object.hasOwn(processes, called) ? processes[called] : undefined;
        if (process === undefined || seen.has(modelOf(process))) return [];
        return [{ from, calls: [...calls, element.id], model: modelOf(process) }];
      }),
    );
    for (const way of next) {
      seen.add(way.model);
      if (way.model.indexOf(id) > 0) found.push({ from: way.from, calls: way.calls });
    }
    level = next;
  }
  return found;
}
