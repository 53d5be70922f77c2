import { isoDate } from '#text';
import type { Id, InboxLine, TaskLine } from '#web/port';

/** Messages of one matter that came on one day, newest first; those of no matter are gathered by what they are about. */
export interface InboxGroup {
  readonly key: string;
  readonly about: 'matter' | 'procedures' | 'other';
  readonly matter: Id | null;
  readonly title: string | null;
  readonly lines: readonly InboxLine[];
}

export interface InboxDay {
  /** When its newest message came. */
  readonly at: number;
  readonly groups: readonly InboxGroup[];
}

/** An inbox (newest first) by days and, within a day, by what the messages are about. */
export function inboxDays(lines: readonly InboxLine[]): readonly InboxDay[] {
  const days = new Map<string, Map<string, InboxLine[]>>();
  for (const line of lines) {
    const day = isoDate(line.at);
    const groups = days.get(day) ?? new Map<string, InboxLine[]>();
    days.set(day, groups);
    const key = line.matter ?? aboutOf(line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...days.values()].map((groups) => ({
    at: Math.max(...[...groups.values()].flat().map(({ at }) => at)),
    groups: [...groups].map(([key, of]) => ({
      key,
      about: of[0] === undefined ? 'other' : aboutOf(of[0]),
      matter: of[0]?.matter ?? null,
      title: of[0]?.title ?? null,
      lines: of,
    })),
  }));
}

/**
 * Where a message leads on the desk: to the task it names while that waits on the reader's list, otherwise to its matter; of a draft to the
 * procedures. Null: nowhere, as of a matter out of reach.
 */
export function messagePlace(line: InboxLine, todo: readonly TaskLine[]): string | null {
  if (line.matter === null) return aboutOf(line) === 'procedures' ? '/procedures' : null;
  if (line.title === null) return null;
  const task = todo.find(({ matter, name }) => matter === line.matter && name === line.said.values['name']);
  return task === undefined ? `/matters/${line.matter}` : `/tasks/${task.task}`;
}

function aboutOf({ matter, said }: InboxLine): InboxGroup['about'] {
  if (matter !== null) return 'matter';
  return said.code.startsWith('notice.draft-') ? 'procedures' : 'other';
}
