import { REMINDER_TIMES, fitsTogether, type ReminderPage, type ReminderTimes } from '#pages';
import type { ReminderPort } from '../reminders.js';
import type { Id } from '../views.js';
import type { Stage } from './stage.js';

/** What the readers of a world follow. Nobody is sent a digest: a world has no nights. */
export interface WorldReminders {
  readonly calls: ReminderPort;
  /** When the reader is told of things; null for whoever has no quiet hours, since only residents do. */
  times(): ReminderTimes | null;
}

export function worldReminders(stage: Stage): WorldReminders {
  const pages = new Map<Id, ReminderPage>();
  const page = (): ReminderPage => pages.get(stage.seat().person) ?? { ...REMINDER_TIMES, following: [] };
  function keep(changed: Partial<ReminderPage>): ReminderPage {
    const kept = { ...page(), ...changed };
    pages.set(stage.seat().person, kept);
    return kept;
  }
  const without = (matter: Id): readonly Id[] => page().following.filter((each) => each !== matter);

  return {
    times: () => (stage.seat().role === 'resident' ? page() : null),
    calls: {
      reminders: async () => page(),
      setReminders: (times, key) =>
        stage.act('setReminders', key, times, async () => {
          if (!fitsTogether(times)) throw stage.problem('digest-in-quiet-hours', 422);
          return keep(times);
        }),
      follow: (matter, key) =>
        stage.act('follow', key, matter, async () => {
          stage.open(matter);
          return keep({ following: [matter, ...without(matter)] });
        }),
      unfollow: (matter, key) => stage.act('unfollow', key, matter, async () => keep({ following: without(matter) })),
    },
  };
}
