import { REMINDER_TIMES, fitsTogether, type ReminderPage, type ReminderTimes } from '#pages';
import type { Key } from '../port.js';
import type { ReminderPort } from '../reminders.js';
import type { Id } from '../views.js';
import type { Stage } from './stage.js';

/** What each reader of a world follows. Nobody is sent a digest: a world has no nights. */
export class WorldReminders implements ReminderPort {
  readonly #pages = new Map<Id, ReminderPage>();

  constructor(protected readonly stage: Stage) {}

  /** When the reader is told of things: residents have quiet hours. */
  times(): ReminderTimes | null {
    const { person, role } = this.stage.seat();
    return role === 'resident' ? (this.#pages.get(person) ?? REMINDER_TIMES) : null;
  }

  reminders = async (): Promise<ReminderPage> =>
    this.#pages.get(this.stage.seat().person) ?? { ...REMINDER_TIMES, following: [] };

  setReminders = (times: ReminderTimes, key: Key) =>
    this.stage.act('setReminders', key, times, async () => {
      if (!fitsTogether(times)) throw this.stage.problem('digest-in-quiet-hours', 422);
      return this.#keep(times);
    });

  follow = (matter: Id, key: Key) =>
    this.stage.act('follow', key, matter, async () => {
      this.stage.open(matter);
      const { following } = await this.reminders();
      return this.#keep({ following: [matter, ...following.filter((each) => each !== matter)] });
    });

  unfollow = (matter: Id, key: Key) =>
    this.stage.act('unfollow', key, matter, async () => {
      const { following } = await this.reminders();
      return this.#keep({ following: following.filter((each) => each !== matter) });
    });

  async #keep(changed: Partial<ReminderPage>): Promise<ReminderPage> {
    const page = { ...(await this.reminders()), ...changed };
    this.#pages.set(this.stage.seat().person, page);
    return page;
  }
}
