import type { Decision } from '#engine';
import { isReference, refusePerson } from '../contract/index.js';
import type { ArchiveCommand, ArchiveEvent, ArchiveState } from './types.js';

/**
 * Refusals: `role-does-not-fit`, `archive-sealed` (once only), `archive-stream` `{row}` (no stream with a last record, or one twice),
 * `unknown-command`.
 */
export function decide(state: ArchiveState, command: ArchiveCommand): Decision<ArchiveEvent> {
  if (command.type !== 'seal') return { refused: 'unknown-command' };
  const { matter, scope, streams, by, at } = command;
  const person = refusePerson(by);
  if (person) return person;
  if (state.status === 'sealed') return { refused: 'archive-sealed' };
  if (!Array.isArray(streams)) return { refused: 'archive-stream', values: { row: 0 } };
  const known = new Set<string>();
  for (const [row, each] of streams.entries()) {
    if (!isReference(each) || typeof each['kind'] !== 'string' || known.has(each.stream))
      return { refused: 'archive-stream', values: { row } };
    known.add(each.stream);
  }
  return {
    events: [{ type: 'Sealed', v: 1, matter, scope, streams, count: streams.length, at }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}
