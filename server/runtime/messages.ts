import type { PublishRequest, Published } from './api.js';
import { deliverMessage } from './commands.js';
import type { Environment } from './environment.js';
import { isName } from './names.js';
import { Shared, type Counted } from './settle.js';
import type { InboxRow, MessageRow, Pair } from './store-port.js';
import type { Refusal } from '#engine';

/** Messages taken in one match. */
const PAIRS_AT_ONCE = 50;

/**
 * Messages and who waits for them. Both are written by units of their own, and under READ COMMITTED neither of two
 * concurrent commits sees the other; so after every commit that adds one, `match` looks again in a transaction of its
 * own, behind the lock of the correlation row. Whichever match comes second sees both.
 */
export class Messages {
  /** What is being matched and delivered here now, by correlation. */
  readonly #lines = new Map<string, Shared>();

  constructor(
    private readonly environment: Environment,
    /** Called with the inbox rows a match has written. */
    private readonly delivered: (rows: readonly InboxRow[], cause: Counted | null) => void,
  ) {}

  /** Keeps a message until it is taken or its time is up. Refused `text-invalid` for a name or key that cannot be compared. */
  async publish(request: PublishRequest): Promise<Published | Refusal> {
    const { ids, clock, store } = this.environment;
    if (!isName(request.name) || !isName(request.correlationKey, 255, true)) return { refused: 'text-invalid' };
    if (request.id !== undefined && !isName(request.id, 128)) return { refused: 'text-invalid' };
    const id = ids.ulid();
    const row: MessageRow = {
      id,
      name: request.name,
      correlationKey: request.correlationKey,
      messageId: request.id ?? id,
      variables: request.variables,
      expiresAt: clock.now() + request.timeToLive,
      taken: false,
      fresh: true,
    };
    const isNew = await store.unit((tx) => tx.keepMessage(row));
    return { accepted: true, repeated: !isNew, settled: true };
  }

  /**
   * Pairs the oldest messages with the oldest who wait. Two matches of one correlation may each take a part of the pairs
   * (a sweep's takes what a request asked for): so all of them share one line, and who waits, waits for the whole line.
   */
  async match(name: string, correlationKey: string, cause: Counted | null): Promise<void> {
    const id = JSON.stringify([name, correlationKey]);
    const line = this.#lines.get(id) ?? new Shared(() => this.#lines.delete(id));
    this.#lines.set(id, line);
    line.join(cause);
    line.enter();
    try {
      while ((await this.#pair(name, correlationKey, line)) === PAIRS_AT_ONCE);
    } finally {
      line.leave();
    }
  }

  /** One batch of pairs, handed to the streams that wait for them. Answers how many. */
  async #pair(name: string, correlationKey: string, line: Shared): Promise<number> {
    const { store, clock, ids } = this.environment;
    const rows = await store.unit(async (tx) => {
      await tx.lockCorrelation(name, correlationKey);
      const messages = await tx.waitingMessages(name, correlationKey, clock.now(), PAIRS_AT_ONCE);
      const waiting = messages.length === 0 ? [] : await tx.waitingSubscriptions(name, correlationKey, PAIRS_AT_ONCE);
      const pairs: Pair[] = [];
      let next = 0;
      for (const message of messages) {
        const subscription = waiting[next];
        if (subscription === undefined) break;
        if (subscription.once) next++;
        const owner = await tx.streamOf(subscription.stream);
        if (owner === null) continue;
        pairs.push({
          message,
          subscription,
          inbox: {
            id: ids.ulid(),
            stream: subscription.stream,
            kind: owner.kind,
            command: deliverMessage(subscription.key, message.variables),
            scope: owner.scope,
            definition: owner.definition,
            message: message.id,
            refused: null,
          },
        });
      }
      if (messages.length > 0) await tx.pair(name, correlationKey, pairs);
      return pairs.map((pair) => pair.inbox);
    });
    if (rows.length > 0) this.delivered(rows, line);
    return rows.length;
  }
}
