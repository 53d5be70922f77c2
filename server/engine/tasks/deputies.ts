import type { InstanceRefusal } from '../codes.js';
import type { InstanceCommand } from '../history/commands.js';
import type { InstanceState } from '../history/state.js';
import { modelOf } from '../model/index.js';
import type { DefinitionSet } from '../model/types.js';

/** Steps in which everybody acts for themselves: a seat of a vote, a signature, a verdict on the result. */
export const OWN_KINDS: readonly string[] = ['vote', 'cosign', 'call-back'];

/**
 * Whether a task is the own act of whoever has it, which no deputy does: a resident's; any that `step.deputy` (`never`, `allow`) of it
 * or of the nearest step around it says; unless one says so, any inside a vote, a call for support or a call-back.
 */
export function isOwnAct(state: InstanceState, { processes }: DefinitionSet, key: number): boolean {
  if (state.nodes[key]?.task?.roles.includes('resident') === true) return true;
  for (let node = state.nodes[key]; node !== undefined && node.scope !== 0; node = state.nodes[node.scope]) {
    const process = processes[state.nodes[node.scope]?.inner?.process ?? ''];
    if (process === undefined) continue;
    const { properties, call } = modelOf(process).planOf(node.element).element;
    const said = properties['step.deputy'];
    if (said !== undefined) return said !== 'allow';
    const kind = properties['step.kind'] ?? /^"step-(.*)"$/.exec(call?.processId ?? '')?.[1];
    if (OWN_KINDS.includes(kind ?? '')) return true;
  }
  return false;
}

/** What a deputy may ask: to do the task, to give it back, and to have it noted as opened. Everything else is for the holder. */
function isForDeputies(command: InstanceCommand): boolean {
  return command.type === 'completeTask' || (command.type === 'updateTask' && DEPUTY_OPERATIONS.has(command.op));
}
const DEPUTY_OPERATIONS: ReadonlySet<string> = new Set(['return', 'open']);

/**
 * 代理: why a deputy may not ask this in the holder's name, or null. `deputy-conflict` where the deputy has a part of their own in the
 * task: gave it to the holder and confirms it, or was added beside them.
 */
export function refuseDeputy(
  state: InstanceState,
  definitions: DefinitionSet,
  command: InstanceCommand,
): InstanceRefusal | null {
  const { by } = command;
  if (by.for?.way !== 'deputy') return null;
  if (!isForDeputies(command) || by.for.p === by.p || by.role === 'resident') return { refused: 'not-by-deputy' };
  const key = 'key' in command && typeof command.key === 'number' ? command.key : 0;
  const task = state.nodes[key]?.task;
  // what is not there, or is nobody's yet, the command itself says
  if (task == null) return null;
  if (isOwnAct(state, definitions, key)) return { refused: 'own-act' };
  if (task.owner === by.p || task.seats.some((seat) => seat.p === by.p)) return { refused: 'deputy-conflict' };
  return null;
}
