import type { InstanceRefusal } from '../codes.js';
import type { NodeState } from '../history/state.js';
import { LIMITS } from '../run/limits.js';
import { areVariables, bytesOf } from '../run/sizes.js';
import type { Run } from '../run/run.js';

/** Decides one type of command: says why not before anything is recorded, or records what happens. */
export type Handler<C> = (run: Run, command: C) => InstanceRefusal | null;

/** Why a key cannot be used: it was used up, or there never was one. */
export function gone(run: Run, key: number): InstanceRefusal {
  const used = Number.isSafeInteger(key) && key > 0 && key < run.state.nextKey;
  return {
    refused: used ? 'already-completed' : 'unknown-key',
    values: { key: Number.isSafeInteger(key) ? key : null },
  };
}

/** Why variables that a command brings cannot be stored, or null. */
export function refuseVariables(variables: unknown): InstanceRefusal | null {
  if (!areVariables(variables)) return { refused: 'bad-variables' };
  const limit = LIMITS.variableBytes;
  return bytesOf(variables) > limit ? { refused: 'variables-too-large', values: { limit } } : null;
}

export const BAD_COMMAND: InstanceRefusal = { refused: 'bad-command' };

/** The open node of a key with what is asked of it, or why there is none. */
export function openNode<K extends 'job' | 'task'>(
  run: Run,
  key: number,
  kind: K,
): { node: NodeState; part: NonNullable<NodeState[K]> } | InstanceRefusal {
  const node = run.state.nodes[key];
  const part = node?.[kind];
  if (node === undefined || part == null) return gone(run, key);
  if (node.phase !== 'active') return { refused: 'already-completed', values: { key } };
  return { node, part };
}
