import type { StoredValue } from '#engine';
import { tellsOnOne, type CallbackState } from '#rules/callback';
import type { MatterData, Reading } from '../data.js';
import { tellsApart } from '../timeline.js';

/** What `callback.close` and its message hand to the procedure. */
const COUNTS = ['asked', 'answered', 'solved', 'satisfied', 'contacted', 'unanswered', 'outcome'];
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Names among these fields whose values this reader is not told: the counts of a call-back with few answers, as its page keeps
 * them, where they lie beside the call-back's id in the variables of the matter.
 */
export type Kept = (fields: Readonly<Record<string, StoredValue>>) => ReadonlySet<string>;

export function keptFrom({ entities }: MatterData, reading: Reading): Kept {
  if (tellsApart(reading)) return () => NOTHING;
  const small = new Set(
    entities
      .filter(({ kind, state }) => kind === 'callback' && tellsOnOne(state as CallbackState))
      .map(({ stream }) => stream),
  );
  const counts: ReadonlySet<string> = new Set(COUNTS);
  return ({ callback }) => (typeof callback === 'string' && small.has(callback) ? counts : NOTHING);
}
