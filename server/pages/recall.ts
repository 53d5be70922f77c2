import type { Actor, InstanceCommand } from '#engine';
import { changesPage, type ChangePage } from './changes.js';
import { stoodFor } from './deputies.js';
import type { HistoryRecord, MatterData, Reading } from './data.js';

/** The act by which the reader completed a task last; undefined where they never did. */
export function ownCompletion(key: number, { history }: MatterData, { p }: Reading): HistoryRecord | undefined {
  return [...history]
    .reverse()
    .find(({ command }) => command.type === 'completeTask' && command['key'] === key && command.by.p === p);
}

/** 撤回 said in words before it is done, or why it cannot be. */
export function recallPage(key: number, data: MatterData, reading: Reading, by: Actor): ChangePage {
  return changesPage(data, reading, { type: 'recall', key, by, at: reading.now } as InstanceCommand, null);
}

/**
 * Whether it has to be noted that this reader opens the task: the first of those who may act on it, while whoever brought it
 * could still take that back.
 */
export function notesOpening(key: number, data: MatterData, reading: Reading): boolean {
  const { state } = data;
  const task = state.nodes[key]?.task;
  const { act } = state;
  if (act === null || task == null || key < act.since || act.p === reading.p || task.opened) return false;
  if (state.status !== 'active') return false;
  const fits = reading.roles.some((role) => task.roles.includes(role));
  const stood = stoodFor(key, data, reading);
  if (stood?.may.yes === false) return false;
  const self = stood?.p ?? reading.p;
  const named = task.people.length === 0 || task.people.includes(self);
  return fits && named && (task.assignee === null || task.assignee === self);
}
