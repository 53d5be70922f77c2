import { comesAt, titleOf } from '#pages';
import { helperFor, type RollState } from '#rules/roll';
import type { World } from '#world';
import type { Key, Port } from '../port.js';
import type { Change, Id, InboxLine } from '../views.js';
import { reaches } from './matter-data.js';
import type { WorldPerson } from './setup.js';
import type { WorldReminders } from './reminders.js';
import type { Stage } from './stage.js';

type Calls = Pick<Port, 'inbox' | 'readMessage' | 'readMessages' | 'subscribe'>;

/** Messages, and what tells a page to look again. */
export function inboxCalls(stage: Stage, reminders: WorldReminders): Calls {
  /** Messages read, by person and number. */
  const read = new Set<Id>();
  const calls: Calls = {
    async inbox(): Promise<readonly InboxLine[]> {
      const reader = stage.seat();
      const times = reminders.times();
      const now = stage.world.at;
      return stage.world
        .notifications()
        .map((row, i) => ({ row, message: String(i + 1) }))
        .flatMap(({ row, message }) => {
          const values = valuesFor(stage, row, reader);
          return values === null ? [] : [{ row, message, values }];
        })
        .map(({ row, message, values }) => {
          const matter = stage.matterOf(row.stream);
          const data = matter === null ? null : stage.data(matter);
          return {
            message,
            at: times === null ? row.at : comesAt(row.at, times),
            said: { code: `notice.${row.code}`, values },
            matter,
            title: data && titleOf(data, stage.reading(data)),
            read: read.has(`${reader.person} ${message}`),
          };
        })
        .filter(({ at }) => at <= now)
        .reverse();
    },

    readMessages({ messages }, key: Key) {
      return stage.act('readMessages', key, messages, () => {
        for (const message of messages) read.add(`${stage.seat().person} ${message}`);
        return calls.inbox();
      });
    },

    readMessage(message: Id, key: Key) {
      return stage.act('readMessage', key, message, async () => {
        read.add(`${stage.seat().person} ${message}`);
        return stage.present(
          (await calls.inbox()).find((line) => line.message === message),
          'message-unknown',
        );
      });
    },

    subscribe(listener: (change: Change) => void): () => void {
      return stage.listen(listener);
    },
  };
  return calls;
}

/** What fills the sentence for this reader; null where it is not told to them. */
function valuesFor(
  { world, setup }: Stage,
  { to, values }: ReturnType<World['notifications']>[number],
  reader: WorldPerson,
): typeof values | null {
  if ('role' in to) return to.role === reader.role && reaches(reader, to.scope) ? values : null;
  if ('people' in to) return to.people.includes(reader.person) ? values : null;
  const helper = helperFor(world.state(to.roll) as RollState, to.lines, reader.person);
  const role = setup.people.find(({ person }) => person === helper)?.role ?? 'gone';
  return helper === null ? null : { ...values, role };
}
