import type { PollState } from '#rules/poll';
import type { World } from '#world';
import type { EvidenceBundle, EvidenceDefinition } from './types.js';

/** Everything a world did, as evidence. `definitions` are the files its definition sets were read from. */
export function exportFromWorld(world: World, definitions: readonly EvidenceDefinition[]): EvidenceBundle {
  const streams = world.streams();
  return {
    v: 1,
    definitions,
    facts: namedFacts(world),
    streams: streams.map(({ id, kind, records }) => ({
      id,
      kind,
      records: records.map(({ leaf, body, salt }) => ({ leaf, body, salt })),
    })),
    votes: streams
      // the ballots of an open poll stay where they are
      .filter(({ kind, state }) => kind === 'poll' && (state as PollState).board !== null)
      .map(({ id }) => ({
        poll: id,
        ballots: world.votes(id).map(({ leaf, choice, salt }) => ({ leaf, choice, salt })),
      })),
  };
}

/** Exact texts of the facts that commands name; what no command rests on proves nothing. */
function namedFacts(world: World): readonly string[] {
  const named = new Set<string>();
  for (const { records } of world.streams()) {
    for (const { body } of records) {
      const { command } = JSON.parse(body) as {
        readonly command: { readonly facts?: Readonly<Record<string, string>> };
      };
      for (const hash of Object.values(command.facts ?? {})) named.add(hash);
    }
  }
  return Object.entries(world.data.facts).flatMap(([hash, text]) => (named.has(hash) ? [text] : []));
}
