import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { People } from '#community';
import type { Caller } from '#identity';
import { Problem } from '#http';
import { Matters, rolesAt } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { digestOf, isQuiet, nextDigest, type DigestMatter, type Said } from '#pages';
import { isoDate } from '#text';
import { Database } from '#store';
import { Letter, ReminderRow } from './entities.js';
import { Reminders, timesOf } from './reminders.js';

/** Real milliseconds between two looks for what is due. */
const LOOK = 30_000;
const AT_ONCE = 100;

/**
 * Sends the digests (每天一次汇总): once a day at the earliest, to who follows a matter in which something happened since the last one. A letter
 * has the day for its id, so that a day has one of them, whoever sends it and how often; nothing is sent in quiet hours, and what was
 * not sent stands in the next one.
 */
@Injectable()
export class Digests implements OnModuleInit, OnModuleDestroy {
  readonly #log = new Logger('digests');
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<number> = Promise.resolve(0);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Reminders) private readonly reminders: Reminders,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.sendDue().catch(() => undefined), LOOK);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running.catch(() => undefined);
  }

  /** When the next digest is due, UTC milliseconds; null while nobody follows anything. */
  async nextDue(): Promise<number | null> {
    const [first] = await this.database
      .repository(ReminderRow)
      .find({ where: { next: Not(IsNull()) }, order: { next: 'ASC' }, take: 1 });
    return first?.next ?? null;
  }

  /** Sends what is due by the clock, one call after the other; answers how many letters that made. */
  sendDue(): Promise<number> {
    this.#running = this.#running.catch(() => 0).then(() => this.#sendDue());
    return this.#running;
  }

  async #sendDue(): Promise<number> {
    let sent = 0;
    const failed: string[] = [];
    for (;;) {
      const now = this.clock.now();
      const person = Not(In([...failed]));
      const due = await this.database.repository(ReminderRow).find({
        where: { next: LessThanOrEqual(now), ...(failed.length === 0 ? null : { person }) },
        order: { next: 'ASC', person: 'ASC' },
        take: AT_ONCE,
      });
      for (const row of due) {
        try {
          if (await this.#send(row, now)) sent += 1;
        } catch (error) {
          // stays due, and keeps nobody else from theirs
          this.#log.warn(`digest not sent: ${String(error)}`);
          failed.push(row.person);
        }
      }
      if (due.length < AT_ONCE) return sent;
    }
  }

  async #send(row: ReminderRow, now: number): Promise<boolean> {
    const quiet = isQuiet(now, timesOf(row));
    const news = quiet ? [] : await this.#news(row, now);
    const last = news.length > 0 ? now : row.last;
    const next = nextDigest(now, row.digestHour, last);
    return this.database.write(async (manager) => {
      // only who finds the row as it was sends: another server, or another call, may have been here
      const { person, next: due } = row;
      const held = await manager.update(
        ReminderRow,
        { person, next: due as number },
        { next, last, since: quiet ? row.since : now },
      );
      if (held.affected === 0 || news.length === 0) return false;
      const letter = {
        id: `digest-${isoDate(now)}`,
        person,
        matter: null,
        code: 'digest',
        values: { n: news.length, matters: news } as unknown as Letter['values'],
        at: now,
        readAt: null,
      };
      await manager.createQueryBuilder().insert().into(Letter).values(letter).orIgnore().execute();
      return true;
    });
  }

  /** As the person may see it now. What is out of reach tells nothing; of what cannot be read it says that, where something happened in it. */
  async #news({ person, since }: ReminderRow, now: number): Promise<readonly Omit<DigestMatter, 'title'>[]> {
    const appointments = await this.people.appointmentsOf(person);
    const reader: Caller = { person, appointments, account: '', login: '', csrf: '', name: '', standing: 'full' };
    const news: { readonly matter: string; readonly said: readonly Said[] }[] = [];
    for (const matter of await this.reminders.followedBy(person)) {
      const said = await this.#said(matter, reader, since ?? now, now);
      if (said.length > 0) news.push({ matter, said });
    }
    return news;
  }

  async #said(matter: string, reader: Caller, from: number, to: number): Promise<readonly Said[]> {
    try {
      const opened = await this.matters.open(matter, reader);
      return digestOf(opened.data, opened.reading, from, to);
    } catch (error) {
      const scope = error instanceof Problem ? null : await this.#movedIn(matter, from);
      if (scope === null || rolesAt(reader, scope).length === 0) return [];
      this.#log.warn(`matter ${matter} cannot be read: ${String(error)}`);
      return [{ code: 'digest.unreadable', values: {} }];
    }
  }

  /** Place of a matter in which something happened from then on; its row says so where its records cannot be read. */
  async #movedIn(matter: string, from: number): Promise<string | null> {
    const [row] = await this.database.reading((session) =>
      session.all('SELECT scope FROM stream WHERE id = ? AND at >= ?', [matter, from]),
    );
    return row === undefined ? null : String(row['scope']);
  }
}
