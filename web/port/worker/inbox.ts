import { titleOf } from '#pages';
import type { Key, Port } from '../port.js';
import type { Change, Id, InboxLine } from '../views.js';
import { reaches } from './matter-data.js';
import type { Stage } from './stage.js';

type Calls = Pick<Port, 'inbox' | 'readMessage' | 'subscribe'>;

/** Messages, and what tells a page to look again. */
export function inboxCalls(stage: Stage): Calls {
  /** Messages read, by person and number. */
  const read = new Set<Id>();
  const calls: Calls = {
    async inbox(): Promise<readonly InboxLine[]> {
      const reader = stage.seat();
      return stage.world
        .notifications()
        .map((row, i) => ({ row, message: String(i + 1) }))
        .filter(({ row: { to } }) =>
          'role' in to ? to.role === reader.role && reaches(reader, to.scope) : to.people.includes(reader.person),
        )
        .map(({ row, message }) => {
          const matter = stage.matterOf(row.stream);
          const data = matter === null ? null : stage.data(matter);
          return {
            message,
            at: row.at,
            said: { code: `notice.${row.code}`, values: row.values },
            matter,
            title: data && titleOf(data, stage.reading(data)),
            read: read.has(`${reader.person} ${message}`),
          };
        })
        .reverse();
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
