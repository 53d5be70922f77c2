import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { People } from '#community';
import { Problem } from '#http';
import { CLOCK, type Clock } from '#outside';
import { comesAt, fitsTogether, nextDigest, REMINDER_TIMES, type ReminderPage, type ReminderTimes } from '#pages';
import { Database } from '#store';
import { FollowingRow, ReminderRow } from './entities.js';

/** More than anybody reads in one digest. */
const MOST_FOLLOWED = 200;
const AT_ONCE = 500;

/** Which matters a resident follows, and when they are told of things. */
@Injectable()
export class Reminders {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(person: string): Promise<ReminderPage> {
    const row = await this.database.repository(ReminderRow).findOneBy({ person });
    return { ...timesOf(row), following: await this.followedBy(person) };
  }

  /** Matters a person follows, the last followed first. */
  async followedBy(person: string): Promise<readonly string[]> {
    const rows = await this.database
      .repository(FollowingRow)
      .find({ where: { person }, order: { at: 'DESC', matter: 'DESC' }, take: MOST_FOLLOWED });
    return rows.map(({ matter }) => matter);
  }

  /** Follows a matter from now on; once more changes nothing. Problem `follows-too-many` 409. */
  async follow(person: string, matter: string): Promise<ReminderPage> {
    const now = this.clock.now();
    await this.database.write(async (manager) => {
      const followed = await manager.findBy(FollowingRow, { person });
      if (followed.some((each) => each.matter === matter)) return;
      if (followed.length >= MOST_FOLLOWED) throw new Problem(409, 'follows-too-many', { most: MOST_FOLLOWED });
      await manager.upsert(FollowingRow, { person, matter, at: now }, ['person', 'matter']);
      const row = (await manager.findOneBy(ReminderRow, { person })) ?? newRow(person);
      if (row.next !== null) return;
      const next = nextDigest(now, row.digestHour, row.last);
      await manager.upsert(ReminderRow, { ...row, since: now, next }, ['person']);
    });
    return this.page(person);
  }

  async unfollow(person: string, matter: string): Promise<ReminderPage> {
    await this.database.write(async (manager) => {
      await manager.delete(FollowingRow, { person, matter });
      if (await manager.existsBy(FollowingRow, { person })) return;
      await manager.update(ReminderRow, { person }, { next: null, since: null });
    });
    return this.page(person);
  }

  /** Problem `digest-in-quiet-hours` 422. */
  async set(person: string, times: ReminderTimes): Promise<ReminderPage> {
    if (!fitsTogether(times)) throw new Problem(422, 'digest-in-quiet-hours');
    const now = this.clock.now();
    await this.database.write(async (manager) => {
      const row = (await manager.findOneBy(ReminderRow, { person })) ?? newRow(person);
      const next = row.next === null ? null : nextDigest(now, times.digestHour, row.last);
      await manager.upsert(ReminderRow, { ...row, ...times, next }, ['person']);
    });
    return this.page(person);
  }

  /**
   * When a letter written now comes to each of these: at once, or after the quiet hours. Those are residents'; who holds a post is told at
   * once.
   */
  async comingTo(persons: readonly string[], at: number): Promise<(person: string) => number> {
    const rows = new Map<string, ReminderRow>();
    for (let from = 0; from < persons.length; from += AT_ONCE) {
      const person = In(persons.slice(from, from + AT_ONCE));
      for (const row of await this.database.repository(ReminderRow).findBy({ person })) rows.set(row.person, row);
    }
    const posted = await this.people.posted();
    return (person) => (posted.has(person) ? at : comesAt(at, timesOf(rows.get(person) ?? null)));
  }

  async erase(person: string): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.delete(FollowingRow, { person });
      await manager.delete(ReminderRow, { person });
    });
  }
}

export function timesOf(row: ReminderRow | null): ReminderTimes {
  const { digestHour, quietFrom, quietTo } = row ?? REMINDER_TIMES;
  return { digestHour, quietFrom, quietTo };
}

function newRow(person: string): ReminderRow {
  return { person, ...REMINDER_TIMES, since: null, next: null, last: null };
}
