import { Inject, Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import type { StoredValue } from '#engine';
import { People } from '#community';
import { notFound } from '#http';
import { Pseudonyms, Telling } from '#matters';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { Runtime, type OutboxItem, type OutboxPerformer } from '#runtime';
import { Database } from '#store';
import { Letter } from './entities.js';
import { Papers } from './paper.js';
import { Reminders } from './reminders.js';

/** The effect as deciders give it (`Notify` of the engine's contract). */
interface NotifyEffect {
  readonly do: string;
  readonly to: { readonly role: string; readonly scope: string } | { readonly people: readonly string[] };
  readonly code: string;
  readonly values: Readonly<Record<string, never>>;
}

/**
 * Performs `notify`: one letter for each person told; for who has no account one on paper. What is told to everybody of a role is posted
 * besides, so it is not brought to doors. Mail and SMS join here as further classes of `outside`.
 */
@Injectable()
export class Letters extends Telling implements OutboxPerformer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(Papers) private readonly papers: Papers,
    @Inject(Reminders) private readonly reminders: Reminders,
  ) {
    super();
  }

  async perform(item: OutboxItem): Promise<void> {
    const effect = item.effect as unknown as NotifyEffect;
    if (effect.do !== 'notify') return;
    const matter = await this.#matterOf(item);
    const at = this.clock.now();
    const readers = await this.#readers(effect, matter, item.id, at);
    await this.#write(readers, { id: item.id, matter, code: effect.code, values: effect.values, at });
  }

  /**
   * A letter that no decider asked for: of an act that has no stream to ask from, such as a ballot. In the app only: on paper it would leave
   * a record in the matter, and that record would tell who voted when. Whoever was helped had the helper before them.
   */
  override async tell(
    person: string,
    matter: string | null,
    code: string,
    values: Readonly<Record<string, StoredValue>>,
  ): Promise<void> {
    const id = this.ids.ulid();
    const at = this.clock.now();
    await this.#write([person], { id, matter, code, values: values as Letter['values'], at });
  }

  /** One for each of them, which comes after their quiet hours; a letter that is there stays as it is, and so does when it comes. */
  async #write(persons: readonly string[], written: Omit<Letter, 'person' | 'readAt'>): Promise<void> {
    const readers = [...new Set(persons)];
    if (readers.length === 0) return;
    const comes = await this.reminders.comingTo(readers, written.at);
    const letters = readers.map((person) => ({ ...written, person, at: comes(person), readAt: null }));
    await this.database.write((manager) =>
      manager.createQueryBuilder().insert().into(Letter).values(letters).orIgnore().execute(),
    );
  }

  /** What has come by now, newest first. */
  of(person: string): Promise<readonly Letter[]> {
    return this.database
      .repository(Letter)
      .find({ where: { person, at: this.#come() }, order: { at: 'DESC', id: 'DESC' }, take: 200 });
  }

  #come() {
    return LessThanOrEqual(this.clock.now());
  }

  async erase(person: string): Promise<void> {
    await this.database.write((manager) => manager.delete(Letter, { person }));
    await this.papers.erase(person);
    await this.reminders.erase(person);
  }

  async read(id: string, person: string): Promise<Letter> {
    const letter = await this.database.repository(Letter).findOneBy({ id, person, at: this.#come() });
    if (!letter) throw notFound('message-unknown');
    const readAt = letter.readAt ?? this.clock.now();
    await this.database.write((manager) => manager.update(Letter, { id, person }, { readAt }));
    return { ...letter, readAt };
  }

  /** The stream is the matter's own, or an entity of it, which names it in its first command. */
  async #matterOf({ stream }: OutboxItem): Promise<string | null> {
    const view = await this.runtime.stream(stream);
    if (view?.kind === 'instance') return stream;
    const [first] = await this.runtime.records(stream, 0, 1);
    if (!first?.body) return null;
    const { command } = JSON.parse(Buffer.from(first.body).toString('utf8')) as { command: { matter?: unknown } };
    return typeof command.matter === 'string' ? command.matter : null;
  }

  async #readers(
    { to, code, values }: NotifyEffect,
    matter: string | null,
    source: string,
    at: number,
  ): Promise<readonly string[]> {
    if ('role' in to) return (await this.people.holders(to.role, to.scope)).map((held) => held.person);
    if (matter === null) return [];
    const people = await this.pseudonyms.people(matter);
    const ids = [...new Set(to.people.flatMap((p) => people.get(p) ?? []))];
    return this.papers.readers(ids, { source, matter, code, values, at });
  }
}
