import type { HomeMatter } from './home.js';
import { titleOf } from './matter.js';
import { pollPage } from './poll.js';
import { Trail } from './trail.js';
import type { Due, Id, PollPage, PollResult, Receipt } from './views.js';

/** A poll in which the reader has a ballot in the box: its receipts and, once counted, the result; never what was chosen. */
export interface BallotLine {
  readonly poll: Id;
  readonly matter: Id;
  readonly title: string;
  readonly question: string;
  readonly status: PollPage['status'];
  readonly due: Due;
  /** One for each line of the roll the reader cast for. */
  readonly receipts: readonly Receipt[];
  /** Null before it is counted. */
  readonly result: PollResult | null;
}

/** The reader's polls (我的表决票), the one that opened last first. */
export function ballotLines(matters: readonly HomeMatter[]): readonly BallotLine[] {
  const found = matters.flatMap(({ data, reading, receipts }) => {
    const trail = new Trail(data);
    return data.entities.flatMap((entity) => {
      if (entity.kind !== 'poll') return [];
      const page = pollPage(entity, data, reading, trail, receipts.get(entity.stream) ?? new Map());
      if (page === null) return [];
      const { poll, matter, question, status, due, result, opensAt, lines, mine } = page;
      const cast = lines.length > 0 ? lines.flatMap((line) => line.mine ?? []) : mine === null ? [] : [mine];
      if (cast.length === 0) return [];
      const line: BallotLine = {
        poll,
        matter,
        title: titleOf(data, reading),
        question,
        status,
        due,
        receipts: cast,
        result,
      };
      return [{ opensAt, line }];
    });
  });
  return found.sort((a, b) => b.opensAt - a.opensAt).map(({ line }) => line);
}
