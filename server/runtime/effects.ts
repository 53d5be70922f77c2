import type { Effect } from '#engine';
import type { Environment } from './environment.js';
import type { ChangeSet } from './changes.js';
import type { StreamStatus } from './api.js';
import { signalRow } from './signals.js';
import type { StreamRow } from './store-port.js';

/** What effects set off once they are committed. */
export interface Spawned {
  readonly jobs: { readonly stream: string; readonly key: number; readonly type: string }[];
  readonly inbox: { readonly id: string; readonly stream: string; readonly kind: string }[];
  readonly correlations: { readonly name: string; readonly correlationKey: string }[];
  /** Inbox rows of thrown signals. */
  readonly signals: string[];
  /** The earliest due date among opened timers; null when none. */
  due: number | null;
  outbox: boolean;
}

export function nothingSpawned(): Spawned {
  return { jobs: [], inbox: [], correlations: [], signals: [], due: null, outbox: false };
}

/** What one record touched, for listeners. */
export interface Applied {
  readonly status: StreamStatus | null;
  readonly touched: readonly string[];
}

/**
 * Turns the effects of one command into rows. `seq` is the record's; `at` its instant. A timer, job or subscription
 * with a key that is open is replaced.
 */
export function applyEffects(
  effects: readonly Effect[],
  row: StreamRow,
  seq: number,
  at: number,
  environment: Environment,
  changes: ChangeSet,
  spawned: Spawned,
): Applied {
  const { id: stream } = row;
  const { ids, clock } = environment;
  let status: StreamStatus | null = null;
  const touched = new Set<string>();
  for (const effect of effects) {
    switch (effect.do) {
      case 'openJob': {
        const notBefore = effect.backOff === undefined ? 0 : clock.real() + effect.backOff;
        const { key, type, element, retries, input, headers } = effect;
        changes.jobs.open({ stream, key, type, element, retries, input, headers, notBefore, fence: 0 });
        if (notBefore === 0 && retries > 0) spawned.jobs.push({ stream, key, type });
        touched.add('job');
        break;
      }
      case 'closeJob':
        changes.jobs.close({ stream, key: effect.key });
        break;
      case 'openTimer': {
        const { key, element, due } = effect;
        changes.timers.open({ stream, key, element, due, awaitsYear: effect.awaitsYear ?? null });
        if (due !== null) spawned.due = spawned.due === null ? due : Math.min(spawned.due, due);
        touched.add('timer');
        break;
      }
      case 'closeTimer':
        changes.timers.close({ stream, key: effect.key });
        touched.add('timer');
        break;
      case 'openSubscription': {
        const { key, element, kind, name, correlationKey, once } = effect;
        changes.subscriptions.open({
          stream,
          key,
          element,
          kind,
          name,
          correlationKey,
          once,
          opened: ids.ulid(),
          taken: false,
        });
        if (kind === 'message') spawned.correlations.push({ name, correlationKey });
        break;
      }
      case 'closeSubscription':
        changes.subscriptions.close({ stream, key: effect.key });
        break;
      case 'openTask':
        changes.tasks.open({ stream, key: effect.key, effect, openedAt: at });
        touched.add('task');
        break;
      case 'closeTask':
        changes.tasks.close({ stream, key: effect.key });
        touched.add('task');
        break;
      case 'openIncident': {
        const { key, element, code, values } = effect;
        changes.incidents.open({ stream, key, element, code, values, at });
        touched.add('incident');
        break;
      }
      case 'closeIncident':
        changes.incidents.close({ stream, key: effect.key });
        touched.add('incident');
        break;
      case 'publishMessage': {
        const { name, correlationKey, variables } = effect;
        const id = ids.ulid();
        changes.messages.push({
          id,
          name,
          correlationKey,
          messageId: id,
          variables,
          expiresAt: at + effect.timeToLive,
          taken: false,
          fresh: true,
        });
        spawned.correlations.push({ name, correlationKey });
        break;
      }
      case 'broadcastSignal': {
        const id = ids.ulid();
        changes.inbox.push(signalRow(id, { ...row, stream }, effect));
        spawned.signals.push(id);
        break;
      }
      case 'sendCommand': {
        const id = ids.ulid();
        changes.inbox.push({
          id,
          stream: effect.stream,
          kind: effect.kind,
          command: effect.command,
          scope: row.scope,
          definition: row.definition,
          message: null,
          refused: null,
        });
        spawned.inbox.push({ id, stream: effect.stream, kind: effect.kind });
        break;
      }
      case 'notify':
        changes.outbox.push({ id: ids.ulid(), stream, seq, scope: row.scope, effect, fence: 0 });
        spawned.outbox = true;
        touched.add('notify');
        break;
      case 'setDefinition':
        // the unit writes it with the record that names it
        touched.add('definition');
        break;
      case 'endStream':
        status = effect.status;
        touched.add('end');
        break;
    }
  }
  return { status, touched: [...touched] };
}
