import type { Refusal, StoredValue } from '#engine';
import { isContext } from '#rules/contract';
import { base64Encode, buildLeaf, utf8Decode } from '#ledger';
import { streamOf, type WorldData } from './data.js';
import type { CastingRules, CastRequest, World } from './types.js';
import { worldSalt } from './unit.js';

/** Decides one ballot by the poll's rules and lays its leaf on the poll's board; the poll's stream is not touched. */
export function castBallot(
  world: World,
  data: WorldData,
  casting: CastingRules,
  poll: string,
  ballot: CastRequest,
): ReturnType<World['cast']> {
  const stream = streamOf(data, poll);
  if (stream === undefined || stream.kind !== casting.kind) {
    return { refused: 'stream-unknown', values: { stream: poll } } satisfies Refusal;
  }
  const { choice, by } = ballot;
  const line = casting.rollLine(world, poll, stream.state, ballot.elector, ballot.line ?? null);
  if (isRefused(line)) return line;
  // a household's right is one, whoever of it casts: its ballots lie under the line's elector
  const named = isContext(line) ? line['elector'] : undefined;
  const elector = typeof named === 'string' ? named : ballot.elector;
  const cast = (Object.hasOwn(data.votes, poll) ? data.votes[poll] : undefined) ?? [];
  const earlier = cast.filter((row) => row.elector === elector).at(-1) ?? null;
  const salt = ballot.salt ?? base64Encode(worldSalt('ballot', `${poll} ${cast.length}`));
  const complete = { poll, elector, choice, by, salt, channel: ballot.channel ?? 'device', at: data.at };
  const decided = casting.decideBallot(
    stream.state,
    line,
    earlier && { revision: earlier.revision, leafHash: earlier.leafHash },
    complete,
  );
  if ('refused' in decided) return decided;
  const built = buildLeaf(decided.leaf);
  const leafHash = base64Encode(built.leafHash);
  const row = {
    elector,
    revision: decided.revision,
    leaf: utf8Decode(built.leafBytes),
    leafHash,
    choice: decided.choice,
    salt,
  };
  data.votes[poll] = [...cast, row];
  return { accepted: true, revision: decided.revision, leafHash, salt };
}

function isRefused(line: StoredValue | Refusal | null): line is Refusal {
  return isContext(line) && 'refused' in line;
}
