import { isoDate } from '#text';
import type { Instant, Role } from '../views.js';
import type { DayReadings } from '../views/tracing.js';

/** One noted reading of a matter; the post is null where it was not noted with it. */
export interface ReadingNoted {
  readonly at: Instant;
  readonly reader: string;
  readonly role: Role | null;
}

/** How many looked at a matter in which post, by day, the newest first: whoever looks twice a day in one post counts once. */
export function readingsByDay(noted: readonly ReadingNoted[]): readonly DayReadings[] {
  const days = new Map<string, Map<Role | null, Set<string>>>();
  for (const { at, reader, role } of noted) {
    const day = isoDate(at);
    const posts = days.get(day) ?? new Map<Role | null, Set<string>>();
    posts.set(role, (posts.get(role) ?? new Set()).add(reader));
    days.set(day, posts);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, posts]) => ({
      day,
      posts: [...posts]
        .map(([role, readers]) => ({ role, n: readers.size }))
        .sort((a, b) => b.n - a.n || ((a.role ?? '') < (b.role ?? '') ? -1 : 1)),
    }));
}
