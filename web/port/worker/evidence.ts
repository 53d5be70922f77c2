import type { MatterData } from '#pages';
import type { EvidenceBundle } from '../views.js';
import type { Ready } from './matter-data.js';
import type { Stage } from './stage.js';

/** What executing a matter again takes, as the server exports it: exact texts, no sealed value. */
export function evidenceOf(stage: Stage, data: MatterData): EvidenceBundle {
  const polls = data.entities.filter((entity) => entity.kind === 'poll');
  const hashes = new Set([...(data.earlier ?? []).map(({ set }) => set.hash), data.set.hash]);
  const sets = [...hashes].map((hash) => (stage.ready.get(hash) as Ready).procedure);
  const streams = [data.matter, ...data.entities.map(({ stream }) => stream)].flatMap(
    (id) => stage.world.stream(id) ?? [],
  );
  const named = new Set(
    streams.flatMap(({ records }) =>
      records.flatMap(({ body }) =>
        Object.values((JSON.parse(body) as { command: { facts?: Record<string, string> } }).command.facts ?? {}),
      ),
    ),
  );
  return {
    v: 1,
    definitions: sets.map(({ id, files }) => ({ main: id, files })),
    facts: Object.entries(stage.world.data.facts).flatMap(([hash, text]) => (named.has(hash) ? [text] : [])),
    streams: streams.map(({ id, kind, records }) => ({
      id,
      kind,
      records: records.map(({ leaf, body, salt }) => ({ leaf, body, salt })),
    })),
    votes: polls.map(({ stream }) => ({
      poll: stream,
      ballots: stage.world.votes(stream).map(({ leaf, choice, salt }) => ({ leaf, choice, salt })),
    })),
  };
}
