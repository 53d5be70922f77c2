import type { StoredValue } from '#engine';
import { isWithin } from '#rules/contract';
import { streamOf, type WorldData } from './data.js';
import { inOrder } from './order.js';

/** A signal as it leaves whoever throws it. */
export interface Signal {
  readonly name: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Heard in this scope and below. */
  readonly scope: string;
}

/**
 * Tells everybody who waits for the signal now, the oldest first; nobody later hears it. The stream that threw it has heard
 * it itself. Answers how many were told.
 */
export function tellSignal(data: WorldData, signal: Signal, thrower: string | null): number {
  const rows = inOrder(Object.values(data.subscriptions)).filter(
    (row) => row.kind === 'signal' && row.name === signal.name && row.stream !== thrower,
  );
  let told = 0;
  for (const { stream: id, key } of rows) {
    const stream = streamOf(data, id);
    if (stream === undefined || !isWithin(stream.scope, signal.scope)) continue;
    const { kind, definition, scope } = stream;
    const command = { type: 'deliverSignal', key, variables: signal.variables };
    data.inbox.push({ stream: id, kind, definition, scope, command });
    told += 1;
  }
  return told;
}
