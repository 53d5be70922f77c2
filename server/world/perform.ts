import type { Effect } from '#engine';
import { rowName, type StreamData, type WorldData } from './data.js';
import { keepMessage } from './messages.js';
import { tellSignal } from './signals.js';

/**
 * Performs what a unit asked for, on the world's own tables. Opening an open key again replaces its row and keeps its
 * place in line; ending a stream closes whatever it still holds open.
 */
export function perform(data: WorldData, stream: StreamData, effect: Effect, at: number): void {
  const place = { stream: stream.id };
  switch (effect.do) {
    case 'openJob': {
      const { do: _do, ...job } = effect;
      const name = rowName(stream.id, effect.key);
      const notBefore = at + (effect.backOff ?? 0);
      data.jobs[name] = { ...job, ...place, notBefore, order: data.jobs[name]?.order ?? data.order++ };
      return;
    }
    case 'closeJob':
      delete data.jobs[rowName(stream.id, effect.key)];
      return;
    case 'openTimer': {
      const { do: _do, ...timer } = effect;
      const name = rowName(stream.id, effect.key);
      data.timers[name] = { ...timer, ...place, order: data.timers[name]?.order ?? data.order++ };
      return;
    }
    case 'closeTimer':
      delete data.timers[rowName(stream.id, effect.key)];
      return;
    case 'openSubscription': {
      const { do: _do, ...subscription } = effect;
      const name = rowName(stream.id, effect.key);
      const order = data.subscriptions[name]?.order ?? data.order++;
      data.subscriptions[name] = { ...subscription, ...place, order };
      return;
    }
    case 'closeSubscription':
      delete data.subscriptions[rowName(stream.id, effect.key)];
      return;
    case 'openTask': {
      const { do: _do, task, ...opened } = effect;
      const name = rowName(stream.id, effect.key);
      const before = data.tasks[name];
      const order = before?.order ?? data.order++;
      data.tasks[name] = { ...task, ...opened, ...place, order, openedAt: before?.openedAt ?? at };
      return;
    }
    case 'closeTask':
      delete data.tasks[rowName(stream.id, effect.key)];
      return;
    case 'openIncident': {
      const { do: _do, ...incident } = effect;
      const name = rowName(stream.id, effect.key);
      data.incidents[name] = { ...incident, ...place, at, order: data.incidents[name]?.order ?? data.order++ };
      return;
    }
    case 'closeIncident':
      delete data.incidents[rowName(stream.id, effect.key)];
      return;
    case 'publishMessage':
      keepMessage(data, { ...effect, id: null }, at);
      return;
    case 'broadcastSignal':
      tellSignal(data, { ...effect, scope: stream.scope }, stream.id);
      return;
    case 'sendCommand':
      data.inbox.push({
        stream: effect.stream,
        kind: effect.kind,
        definition: stream.definition,
        scope: stream.scope,
        command: effect.command,
      });
      return;
    case 'notify': {
      const { do: _do, ...notice } = effect;
      data.notifications.push({ ...notice, ...place, at });
      return;
    }
    case 'setDefinition':
      // the unit writes it with the record that names it
      return;
    case 'endStream':
      stream.status = effect.status;
      for (const table of [data.jobs, data.timers, data.subscriptions, data.tasks, data.incidents]) {
        for (const [name, row] of Object.entries(table)) if (row.stream === stream.id) delete table[name];
      }
      return;
  }
}
