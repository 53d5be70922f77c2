import type { InstanceRefusal } from '../codes.js';
import type { Activation, Modify } from '../history/commands.js';
import { ROOT, type NodeState } from '../history/state.js';
import { closeSubtree } from '../run/effects.js';
import type { Run } from '../run/run.js';
import { refuseStaff } from '../tasks/authority.js';
import { BAD_COMMAND, refuseVariables } from './handler.js';
import { isTriggered, placeOf, type Place } from './places.js';
import { refuseAcross, refuseTouching } from './returns.js';
import { targetsOf, type Targets } from './targets.js';

const OPERATIONS: readonly unknown[] = [undefined, 'modify', 'return', 'withdraw'];
/** More than a person can name; the elements themselves are counted as always. */
const MOST = 1_000;

/**
 * Moves the matter by authority, all of it or nothing: first what is terminated ends, then what is activated begins. Scopes
 * that are left with nothing inside end with what they held; so does the matter.
 */
export function modify(run: Run, command: Modify): InstanceRefusal | null {
  if (!isShaped(command)) return BAD_COMMAND;
  const { by, op, activate = [], terminate = [] } = command;
  if (!OPERATIONS.includes(op)) return { refused: 'unknown-operation' };
  const refused = refuseStaff(by) ?? unfitVariables(activate);
  if (refused !== null) return refused;
  // what runs before anything is touched: what nobody may go back across is judged by it
  const before = run.state.nodes;
  const targets = targetsOf(run, terminate);
  if ('refused' in targets) return targets;
  const touched = refuseTouching(run, before, targets);
  if (touched !== null) return touched;
  const emptied = new Set([...targets.nodes.map(({ scope }) => scope), ...targets.tokens.map(({ scope }) => scope)]);
  const answer = run.withoutFinishing(() => {
    end(run, targets);
    return begin(run, activate, before);
  });
  if (answer !== null) return answer;
  // the innermost first: what a scope inside leaves behind may empty the one around it
  for (const scope of [...emptied].sort((a, b) => b - a)) endEmpty(run, scope);
  return null;
}

function isShaped({ activate = [], terminate = [] }: Modify): boolean {
  if (!Array.isArray(activate) || !Array.isArray(terminate)) return false;
  const count = activate.length + terminate.length;
  if (count === 0 || count > MOST) return false;
  const named = terminate.every((each) => (typeof each === 'string' ? each !== '' : Number.isSafeInteger(each)));
  return named && activate.every(isActivation);
}

function isActivation(value: Activation | null): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { element, path, scope } = value;
  if (typeof element !== 'string' || element === '') return false;
  if (scope !== undefined && !Number.isSafeInteger(scope)) return false;
  return path === undefined || (Array.isArray(path) && path.every((id) => typeof id === 'string'));
}

function unfitVariables(activate: readonly Activation[]): InstanceRefusal | null {
  for (const { variables } of activate) {
    const unfit = variables === undefined ? null : refuseVariables(variables);
    if (unfit !== null) return unfit;
  }
  return null;
}

/** Takes back everything of what is terminated. What lies inside something else that ends is gone with it. */
export function end(run: Run, { nodes, tokens }: Targets): void {
  for (const { key } of nodes) {
    if (run.state.nodes[key] === undefined) continue;
    closeSubtree(run, key, 'cancelled');
    run.emit({ type: 'Terminated', v: 1, key });
  }
  for (const { scope, element } of tokens) {
    if (run.state.nodes[scope] === undefined) continue;
    const held = Object.values(run.state.incidents).filter(
      (each) => each.of === null && each.scope === scope && each.element === element.index,
    );
    for (const { key } of held) run.perform({ do: 'closeIncident', key });
    run.emit({ type: 'Withdrawn', v: 1, element: element.id, scope });
  }
}

/** Opens the scopes around every element first, so that elements of one command share them; then they begin. */
function begin(
  run: Run,
  activate: readonly Activation[],
  before: Readonly<Record<number, NodeState>>,
): InstanceRefusal | null {
  const places: Place[] = [];
  for (const activation of activate) {
    const place = placeOf(run, activation);
    if ('refused' in place) return place;
    const refused = refuseElement(place, before) ?? refuseAcross(run, before, place);
    if (refused !== null) return refused;
    const { variables = {} } = activation;
    const { scope } = place;
    if (Object.keys(variables).length > 0) run.emit({ type: 'VariablesSet', v: 1, scope, variables });
    places.push(place);
  }
  const starts = places.filter(({ plan }) => plan.element.incoming.length === 0);
  for (const { plan, scope } of places) if (plan.element.incoming.length > 0) run.activate(plan, scope);
  for (const { plan, scope } of starts) if (run.state.nodes[scope] !== undefined) run.activate(plan, scope);
  return null;
}

/** Why an element cannot begin by itself. */
function refuseElement({ plan, scope }: Place, before: Readonly<Record<number, NodeState>>): InstanceRefusal | null {
  const { id, name, type } = plan.element;
  const values = { element: id, name: name ?? id };
  if (type === 'boundaryEvent') return { refused: 'activate-boundary', values };
  if (isTriggered(plan.element)) return { refused: 'activate-triggered', values };
  if (type === 'startEvent' && before[scope] === undefined) return { refused: 'activate-start', values };
  return null;
}

/** A scope that was emptied by command is over as well, and so on outwards. */
function endEmpty(run: Run, scope: number): void {
  for (let key = scope; ;) {
    const node = run.state.nodes[key];
    const inner = node?.inner;
    if (node === undefined || inner == null || inner.active > 0 || inner.tokens.length > 0) return;
    if (key === ROOT) {
      run.end('terminated');
      return;
    }
    closeSubtree(run, key, 'cancelled');
    run.emit({ type: 'Terminated', v: 1, key });
    key = node.scope;
  }
}
