import type { Refusal, StoredValue } from '#engine';
import type { BroadcastRequest, Published } from './api.js';
import { ChangeSet } from './changes.js';
import { deliverSignal } from './commands.js';
import type { Environment } from './environment.js';
import { isName } from './names.js';
import { Shared, type Counted } from './settle.js';
import { SIGNAL, type InboxRow } from './store-port.js';

/** Hearers told in one transaction. */
const HEARERS_AT_ONCE = 200;

/** A signal on its way, as it lies in the inbox: `after` is the last hearer told so far. */
interface Spreading {
  readonly name: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly after: string;
}

/** The inbox row a thrown signal is, until everybody who waited for it is told. `stream` has heard it already. */
export function signalRow(
  id: string,
  thrower: Pick<InboxRow, 'stream' | 'scope' | 'definition'>,
  signal: Pick<Spreading, 'name' | 'variables'>,
): InboxRow {
  const { stream, scope, definition } = thrower;
  const { name, variables } = signal;
  const command = { type: 'spreadSignal', name, variables, after: '' };
  return { id, stream, kind: SIGNAL, command, scope, definition, message: null, refused: null };
}

/**
 * Signals. A thrown one is an inbox row, written with the record that threw it, so no crash loses it. It is spread in
 * chunks: one transaction tells some of those who waited when it was thrown (their subscription is older than the row) and
 * puts the row back with how far it came; the last one leaves none. Nobody who comes later hears it.
 */
export class Signals {
  /** What is being spread here now, by the id of its row: whoever asks for it waits for all of it. */
  readonly #lines = new Map<string, Shared>();

  constructor(
    private readonly environment: Environment,
    /** Called with the inbox rows of hearers. */
    private readonly delivered: (rows: readonly InboxRow[], cause: Counted | null) => void,
  ) {}

  /** Throws a signal from outside; answers the id of its row. Refused `text-invalid` for a name that cannot be compared. */
  async broadcast(request: BroadcastRequest): Promise<(Published & { readonly id: string }) | Refusal> {
    const { ids, store } = this.environment;
    if (!isName(request.name) || !isName(request.scope, 255, true)) return { refused: 'text-invalid' };
    const id = ids.ulid();
    const changes = new ChangeSet();
    const nobody = { stream: ids.ulid(), scope: request.scope, definition: new Uint8Array(32) };
    changes.inbox.push(signalRow(id, nobody, request));
    await store.unit((tx) => tx.append(changes));
    return { accepted: true, id, repeated: false, settled: true };
  }

  /** Tells everybody who waited for the signal of this row. */
  async spread(id: string, cause: Counted | null): Promise<void> {
    const line = this.#lines.get(id) ?? new Shared(() => this.#lines.delete(id));
    this.#lines.set(id, line);
    line.join(cause);
    line.enter();
    try {
      while (await this.#chunk(id, line));
    } finally {
      line.leave();
    }
  }

  /** One chunk of hearers; false when it was the last, or somebody else is at it. */
  async #chunk(id: string, line: Shared): Promise<boolean> {
    const { store, ids } = this.environment;
    const told = await store.unit(async (tx) => {
      const row = (await tx.inboxWaiting([id])).get(id);
      // taking the row is the lock: of two servers one finds it gone
      if (row === undefined || !(await tx.takeInbox(id))) return null;
      const { name, variables, after } = row.command as unknown as Spreading;
      const { stream, scope } = row;
      const hearers = await tx.hearers({ name, scope, except: stream, after, until: id }, HEARERS_AT_ONCE);
      const changes = new ChangeSet();
      for (const { subscription, owner } of hearers) {
        changes.inbox.push({
          id: ids.ulid(),
          stream: owner.id,
          kind: owner.kind,
          command: deliverSignal(subscription.key, variables),
          scope: owner.scope,
          definition: owner.definition,
          message: null,
          refused: null,
        });
      }
      const rows = [...changes.inbox];
      const last = hearers.at(-1)?.subscription.opened ?? after;
      const more = hearers.length === HEARERS_AT_ONCE;
      if (more) changes.inbox.push({ ...row, command: { ...row.command, after: last } });
      if (changes.inbox.length > 0) await tx.append(changes);
      return { rows, more };
    });
    if (told === null) return false;
    if (told.rows.length > 0) this.delivered(told.rows, line);
    return told.more;
  }
}
