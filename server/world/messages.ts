import type { StoredValue } from '#engine';
import { oldest } from './order.js';
import { streamOf, type MessageRow, type SubscriptionRow, type WorldData } from './data.js';

export interface Message {
  /** A message with the same name, key and id is taken once, as long as the first is kept. */
  readonly id: string | null;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Milliseconds it waits for somebody to take it; 0: only who waits now. */
  readonly timeToLive: number;
}

/** Keeps a message until somebody takes it or its time is over. False when its id had been seen. */
export function keepMessage(data: WorldData, message: Message, at: number): boolean {
  dropExpired(data);
  const { id, name, correlationKey, variables, timeToLive } = message;
  const seen =
    id !== null &&
    data.messages.some((row) => row.id === id && row.name === name && row.correlationKey === correlationKey);
  if (seen) return false;
  data.messages.push({
    id,
    name,
    correlationKey,
    variables,
    expires: at + timeToLive,
    now: timeToLive === 0,
    taken: false,
  });
  return true;
}

/**
 * The next pair of a waiting message and the oldest subscription it fits; undefined when nothing fits. Older messages
 * come first. Signals never wait and are not matched here.
 */
export function nextPair(
  data: WorldData,
): { readonly message: MessageRow; readonly subscription: SubscriptionRow } | undefined {
  for (const message of data.messages) {
    if (message.taken || (message.expires <= data.at && !message.now)) continue;
    const subscription = oldest(
      Object.values(data.subscriptions).filter(
        (row) =>
          row.kind === 'message' &&
          row.name === message.name &&
          row.correlationKey === message.correlationKey &&
          row.tried !== streamOf(data, row.stream)?.records.length,
      ),
    );
    if (subscription !== undefined) return { message, subscription };
    if (message.now) data.messages = data.messages.filter((row) => row !== message);
  }
  return undefined;
}

/** A taken message stays known by its id until its time is over; one without an id is forgotten at once. */
export function takeMessage(data: WorldData, message: MessageRow): void {
  message.taken = true;
  if (message.id === null || message.now) data.messages = data.messages.filter((row) => row !== message);
}

/** Messages whose time is over are gone. */
export function dropExpired(data: WorldData): void {
  data.messages = data.messages.filter((row) => row.expires > data.at || row.now);
}
