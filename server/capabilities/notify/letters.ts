import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import type { HelpedLine, Notify, StoredValue } from '#engine';
import { People } from '#community';
import { notFound } from '#http';
import { Pseudonyms, Telling } from '#matters';
import { CLOCK, derivedId, IDS, type Clock, type Ids } from '#outside';
import { HELPERS, scopeFits } from '#rules/contract';
import type { RollState } from '#rules/roll';
import { Runtime, type OutboxItem, type OutboxPerformer } from '#runtime';
import { Database } from '#store';
import { Letter } from './entities.js';
import { Papers } from './paper.js';
import { Reminders } from './reminders.js';

/** Letters of an inbox. */
export const MOST_LETTERS = 200;

/** A sentence for one reader in the app. */
type Said = Pick<Letter, 'person' | 'code' | 'values'>;

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
    if (item.kind !== 'notify') return;
    const effect = item.effect as unknown as Notify;
    const matter = await this.#matterOf(item);
    const at = this.clock.now();
    await this.#write(item.id, matter, at, await this.#told(effect, matter, item, at));
  }

  /**
   * A letter that no decider asked for: of an act that has no stream to ask from, such as a ballot. In the app only: on paper it would leave
   * a record in the matter, and that record would tell who voted when. Who has no account is told once the poll is counted.
   */
  override async tell(
    person: string,
    matter: string | null,
    code: string,
    values: Readonly<Record<string, StoredValue>>,
    request?: string,
  ): Promise<void> {
    const id = request === undefined ? this.ids.ulid() : derivedId(`told ${code} ${request}`);
    await this.#write(id, matter, this.clock.now(), [{ person, code, values: values as Letter['values'] }]);
  }

  /** One for each reader, which comes after their quiet hours; a letter that is there stays as it is, and so does when it comes. */
  async #write(id: string, matter: string | null, at: number, said: readonly Said[]): Promise<void> {
    const readers = [...new Map(said.map((each) => [each.person, each])).values()];
    if (readers.length === 0) return;
    const comes = await this.reminders.comingTo(
      readers.map(({ person }) => person),
      at,
    );
    const letters = readers.map((each) => ({ id, ...each, matter, at: comes(each.person), readAt: null }));
    await this.database.write((manager) =>
      manager.createQueryBuilder().insert().into(Letter).values(letters).orIgnore().execute(),
    );
  }

  /** What has come by now, newest first. */
  of(person: string): Promise<readonly Letter[]> {
    return this.database
      .repository(Letter)
      .find({ where: { person, at: this.#come() }, order: { at: 'DESC', id: 'DESC' }, take: MOST_LETTERS });
  }

  #come() {
    return LessThanOrEqual(this.clock.now());
  }

  async erase(person: string): Promise<void> {
    await this.database.write((manager) => manager.delete(Letter, { person }));
    await this.papers.erase(person);
    await this.reminders.erase(person);
  }

  /** Of these letters those of the person that have come; one that was read keeps when. */
  async readAll(ids: readonly string[], person: string): Promise<void> {
    if (ids.length === 0) return;
    const unread = { id: In([...ids]), person, at: this.#come(), readAt: IsNull() };
    await this.database.write((manager) => manager.update(Letter, unread, { readAt: this.clock.now() }));
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

  async #told(
    { to, code, values: said }: Notify,
    matter: string | null,
    { id: source, scope }: OutboxItem,
    at: number,
  ): Promise<readonly Said[]> {
    const values = said as Letter['values'];
    const reads = (person: string): Said => ({ person, code, values });
    if ('role' in to) return (await this.people.holders(to.role, to.scope)).map((held) => reads(held.person));
    if (matter === null) return [];
    if ('lines' in to) return this.#helped(to, code, { source, matter, scope, at });
    const people = await this.pseudonyms.among(matter, to.people);
    const ids = [...new Set(to.people.flatMap((p) => people.get(p) ?? []))];
    return (await this.papers.readers(ids, { source, matter, code, values, at })).map(reads);
  }

  /**
   * Whoever holds a line of the roll that a helper used is told by which post it was. One after another in the order of the roll, so that
   * neither the letters nor their records say whose ballot came first.
   */
  async #helped(
    { roll, lines }: { readonly roll: string; readonly lines: readonly HelpedLine[] },
    code: string,
    {
      scope,
      ...told
    }: { readonly source: string; readonly matter: string; readonly scope: string; readonly at: number },
  ): Promise<readonly Said[]> {
    const electors = (await this.runtime.state<RollState>(roll))?.state.lines ?? [];
    const named = lines.flatMap(({ e, helper }) => [electors[e]?.elector ?? '', helper]);
    const people = await this.pseudonyms.among(told.matter, [...new Set(named)]);
    const posts = new Map<string, string>();
    const said: Said[] = [];
    for (const { e, helper } of lines) {
      const id = people.get(electors[e]?.elector ?? '');
      if (id === undefined) continue;
      if (!posts.has(helper)) posts.set(helper, await this.#postOf(people.get(helper), scope));
      const values = { role: posts.get(helper) } as unknown as Letter['values'];
      for (const person of await this.papers.readers([id], { ...told, code, values }))
        said.push({ person, code, values });
    }
    return said;
  }

  /** The post a helper acts by at the place; `gone` where they hold none any more. */
  async #postOf(person: string | undefined, scope: string): Promise<string> {
    const held = person === undefined ? [] : await this.people.appointmentsOf(person);
    const near = held.filter((each) => scopeFits(each.scope, scope) || scopeFits(scope, each.scope));
    return HELPERS.find((role) => near.some((each) => each.role === role)) ?? 'gone';
  }
}
