import {
  ballotLines,
  electorsFor,
  home,
  type HomeMatter,
  noticePage,
  objectionLines,
  opinionLines,
  opinionsPage,
  pollPage,
  type Receipts,
  Trail,
} from '#pages';
import { HELPERS, principal, ROLES } from '#rules/contract';
import type { ActBody, Key, Port } from '../port.js';
import type { Id } from '../views.js';
import type { Stage } from './stage.js';

type Calls = Pick<
  Port,
  | 'home'
  | 'myBallots'
  | 'opinions'
  | 'giveOpinion'
  | 'answerOpinion'
  | 'poll'
  | 'cast'
  | 'notice'
  | 'object'
  | 'answerObjection'
>;

/** What residents see and give: opinions, ballots, objections; and what staff answer. */
export function residentCalls(stage: Stage): Calls {
  return {
    home: async () => home(homeMatters(stage)),

    myBallots: async () => ballotLines(homeMatters(stage)),

    async opinions(id: Id) {
      const { entity, data, reading } = stage.entity(id, 'opinions');
      return stage.present(opinionsPage(entity, data, reading, new Trail(data)), 'opinions-unknown');
    },

    giveOpinion(id: Id, body: { stance: 'support' | 'oppose' | 'other'; text: string }, key: Key) {
      return stage.act('giveOpinion', key, [id, body], async () => {
        const { reading } = stage.entity(id, 'opinions');
        stage.submit(id, { type: 'give', stance: body.stance, text: stage.typed(body.text) }, 'resident', true);
        const mine = opinionLines(stage.entity(id, 'opinions').entity, reading);
        return stage.present(mine[mine.length - 1], 'opinion-unknown');
      });
    },

    answerOpinion(id: Id, item: Id, body: { outcome: 'adopt' | 'partly' | 'decline'; text: string }, key: Key) {
      return stage.act('answerOpinion', key, [id, item, body], async () => {
        const { reading } = stage.entity(id, 'opinions');
        stage.submit(id, { type: 'answer', n: Number(item), outcome: body.outcome, reason: stage.typed(body.text) }, [
          'worker',
          'convenor',
        ]);
        return stage.present(
          opinionLines(stage.entity(id, 'opinions').entity, reading).find((line) => line.item === item),
          'opinion-unknown',
        );
      });
    },

    async poll(id: Id) {
      const { entity, data, reading } = stage.entity(id, 'poll');
      const receipts = receiptsOf(stage, id, electorsFor(entity, data, reading.p));
      return stage.present(pollPage(entity, data, reading, new Trail(data), receipts), 'poll-unknown');
    },

    cast(id: Id, body: { choice: 'yes' | 'no' | 'abstain'; line?: number; for?: ActBody['for'] }, key: Key) {
      return stage.act('cast', key, [id, body], async () => {
        const { data } = stage.entity(id, 'poll');
        const by = stage.actorOf(data.scope, body.for === undefined ? ROLES : HELPERS, body.for);
        const answer = stage.world.cast(id, {
          elector: principal(by),
          line: body.line ?? null,
          choice: body.choice,
          by,
        });
        if ('refused' in answer) throw stage.refused(answer);
        return { poll: id, at: stage.world.at, revision: answer.revision, leafHash: answer.leafHash, index: null };
      });
    },

    async notice(id: Id) {
      const { entity, data, reading } = stage.entity(id, 'notice');
      return stage.present(noticePage(entity, data, reading, new Trail(data)), 'notice-unknown');
    },

    object(id: Id, body: { text: string }, key: Key) {
      return stage.act('object', key, [id, body], async () => {
        const { reading } = stage.entity(id, 'notice');
        stage.submit(id, { type: 'object', text: stage.typed(body.text) }, 'resident', true);
        const lines = objectionLines(stage.entity(id, 'notice').entity, reading);
        return stage.present(lines[lines.length - 1], 'objection-unknown');
      });
    },

    answerObjection(id: Id, objection: Id, body: { outcome: 'upheld' | 'rejected'; text: string }, key: Key) {
      return stage.act('answerObjection', key, [id, objection, body], async () => {
        const { reading } = stage.entity(id, 'notice');
        stage.submit(
          id,
          {
            type: 'answerObjection',
            n: Number(objection),
            upheld: body.outcome === 'upheld',
            reason: stage.typed(body.text),
          },
          ['worker', 'convenor'],
        );
        return stage.present(
          objectionLines(stage.entity(id, 'notice').entity, reading).find((line) => line.objection === objection),
          'objection-unknown',
        );
      });
    },
  };
}

function homeMatters(stage: Stage): readonly HomeMatter[] {
  return stage.inReach().map((data) => {
    const reading = stage.reading(data);
    const polls = data.entities.filter((entity) => entity.kind === 'poll');
    const receipts = new Map(
      polls.map((poll) => {
        return [poll.stream, receiptsOf(stage, poll.stream, electorsFor(poll, data, reading.p))] as const;
      }),
    );
    return { data, reading, receipts };
  });
}

/** Later ballots of an elector lie behind the earlier ones. */
function receiptsOf(stage: Stage, poll: Id, electors: readonly string[]): Receipts {
  const cast = stage.world.votes(poll).filter(({ elector }) => electors.includes(elector));
  return new Map(
    cast.map(({ elector, revision, leafHash }) => [elector, { poll, at: null, revision, leafHash, index: null }]),
  );
}
