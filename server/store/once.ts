import { sha256 } from '#ledger';
import { AlreadyThere } from '#runtime';
import type { Database } from './database.js';
import type { Session } from './dialect/dialect.js';
import { ANSWER } from './rows.js';
import { insertRows } from './write.js';

/** What makes a repeated request the same one, for what is kept in rows and leaves no record. */
export interface Repeatable {
  /** What kind of request: keys of two kinds never meet. */
  readonly scope: string;
  readonly key: string;
  /** What was sent. */
  readonly bytes: Uint8Array;
  /** UTC milliseconds, real time: old ones are forgotten. */
  readonly at: number;
}

/**
 * Does `work` once for a key, in one transaction with the note of it: a repeat does nothing and gets the first answer again, however
 * close after the first it comes; the same key with other bytes is a `conflict`. What `work` throws leaves neither.
 */
export async function once(
  database: Database,
  { scope, key, bytes, at }: Repeatable,
  answer: string,
  work: (session: Session) => Promise<void>,
): Promise<{ readonly answer: string; readonly repeated: boolean } | 'conflict'> {
  const bytesHash = sha256(bytes);
  const asked = () =>
    database.transaction(async (session) => {
      const [kept] = await session.all('SELECT bytes_hash, answer FROM answer WHERE scope = ? AND idem_key = ?', [
        scope,
        key,
      ]);
      if (kept !== undefined) {
        if (Buffer.compare(kept['bytes_hash'] as Uint8Array, bytesHash) !== 0) return 'conflict';
        return { answer: JSON.parse(kept['answer'] as string) as string, repeated: true };
      }
      await insertRows(session, database.dialect, ANSWER, [{ scope, key, bytesHash, answer, at }]);
      await work(session);
      return { answer, repeated: false };
    });
  try {
    return await asked();
  } catch (error) {
    // of two at the same instant one wrote its note first: now it is found
    if (!(error instanceof AlreadyThere)) throw error;
    return asked();
  }
}
