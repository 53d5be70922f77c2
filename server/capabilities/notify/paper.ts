import { Inject, Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { People, Residents, type Addressee } from '#community';
import { SYSTEM, type Actor } from '#engine';
import { notFound, refusedBy } from '#http';
import { Accounts, type Caller } from '#identity';
import { MatterRow, Matters, placesAbove, Pseudonyms, repeatable, SETTLE } from '#matters';
import { titleOf } from '#pages';
import { IDS, type Ids } from '#outside';
import { isRefused, Runtime } from '#runtime';
import { DELIVERY_DAYS, type DeliveryWay, type LettersState } from '#rules/letters';
import { Database } from '#store';
import { PaperRow } from './entities.js';

const DAY = 86_400_000;
const MOST = 500;

/** What was to be told, by the id of where it came from: the same again writes no second letter. */
export interface Told {
  readonly source: string;
  readonly matter: string;
  readonly code: string;
  readonly values: PaperRow['values'];
  readonly at: number;
}

/** A letter as the desk that brings it sees it. */
export interface PaperLine {
  readonly letter: string;
  /** Whom it is for and where; null for who has left the register since (已迁出). */
  readonly to: { readonly name: string; readonly place: string } | null;
  /** Names of the places it comes from, the street first, the community that brings it last. */
  readonly from: readonly string[];
  readonly matter: string;
  readonly number: string;
  readonly title: string | null;
  readonly said: { readonly code: string; readonly values: PaperRow['values'] };
  readonly at: number;
  readonly due: number;
  readonly delivery: { readonly day: string; readonly way: DeliveryWay; readonly by: string | null } | null;
}

/**
 * Letters on paper: what a matter told somebody who has no account, for the desk of their community to bring. The row knows who; the
 * matter's stream of letters knows a pseudonym, and holds the proof of delivery. Names and doors are read from the register when they are shown.
 */
@Injectable()
export class Papers {
  #tail: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(People) private readonly people: People,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /**
   * Who of these (people, households, owner groups by their ids) reads what is told in the app; for everybody else a letter is written. Of
   * a household those read who have an account, and one is enough.
   */
  async readers(ids: readonly string[], told: Told): Promise<readonly string[]> {
    const known = await this.residents.addressees(ids);
    const all = [...ids, ...known.flatMap(({ people }) => people)];
    const reading = await this.accounts.among(all);
    const missing = known.filter(({ people }) => !people.some((person) => reading.has(person)));
    if (missing.length > 0) await this.#keep(missing, told);
    return [...new Set([...ids.filter((id) => known.some((each) => each.id === id && each.person)), ...reading])];
  }

  /** Letters a community has to bring, what is due first; or those it brought, latest first. */
  async list(scope: string, state: 'open' | 'done', caller: Caller): Promise<readonly PaperLine[]> {
    await this.#record();
    const rows = await this.database.repository(PaperRow).find({
      where: { scope, n: Not(IsNull()), day: state === 'open' ? IsNull() : Not(IsNull()) },
      order: state === 'open' ? { due: 'ASC', id: 'ASC' } : { day: 'DESC', id: 'DESC' },
      take: MOST,
    });
    return this.#lines(rows, caller);
  }

  /** The letter, where it is for this community to bring. Problem `letter-unknown` 404. */
  async find(id: string): Promise<PaperRow> {
    const row = await this.database.repository(PaperRow).findOneBy({ id, n: Not(IsNull()) });
    if (!row) throw notFound('letter-unknown');
    return row;
  }

  /** Says that a letter was brought. `by` acts for its community. Where the record stands and only the row is missing, the record is answered. */
  async deliver(
    row: PaperRow,
    delivery: { readonly day: string; readonly way: DeliveryWay },
    by: Actor,
    caller: Caller,
    key: string,
  ): Promise<{ readonly settled: boolean; readonly value: PaperLine }> {
    const stream = (await this.database.repository(MatterRow).findOneBy({ id: row.matter }))?.letters ?? '';
    const answer = await this.runtime.submit({
      stream,
      by: { ...by, p: await this.pseudonyms.of(row.matter, caller.person) },
      command: { type: 'deliverLetter', n: row.n, ...delivery },
      settle: SETTLE,
      ...repeatable(caller, key, { letter: row.id, ...delivery }),
    });
    const recorded =
      isRefused(answer) && answer.refused === 'letter-delivered' && row.day === null
        ? await this.#recorded(row, stream)
        : null;
    if (isRefused(answer) && recorded === null) throw refusedBy(answer);
    const brought = recorded ?? { ...delivery, deliverer: caller.person };
    await this.database.write((manager) => manager.update(PaperRow, { id: row.id }, brought));
    const [value] = await this.#lines([{ ...row, ...brought }], caller);
    if (value === undefined) throw notFound('letter-unknown');
    return { settled: isRefused(answer) || answer.settled, value };
  }

  /** The delivery as the stream holds it, for a row a crash left open; null where it holds none. */
  async #recorded(
    { matter, n }: PaperRow,
    stream: string,
  ): Promise<Pick<PaperRow, 'day' | 'way' | 'deliverer'> | null> {
    const view = await this.runtime.state<LettersState>(stream);
    const delivery = view?.state.letters.find((each) => each.n === n)?.delivery ?? null;
    if (delivery === null) return null;
    const { day, way, p } = delivery;
    return { day, way, deliverer: (await this.pseudonyms.among(matter, [p])).get(p) ?? null };
  }

  /** Letters on paper to this person, newest first. */
  of(person: string): Promise<readonly PaperRow[]> {
    return this.database.repository(PaperRow).find({ where: { addressee: person }, order: { at: 'DESC', id: 'DESC' } });
  }

  /** Letters to somebody whose data go; the stream keeps a pseudonym nobody can read any more. */
  async erase(person: string): Promise<void> {
    await this.database.write((manager) => manager.delete(PaperRow, { addressee: person }));
  }

  /** Rows now, records soon: nobody who reads in the app waits for what goes on paper. */
  async #keep(missing: readonly Addressee[], { source, matter, code, values, at }: Told): Promise<void> {
    const rows = this.database.repository(PaperRow);
    const kept = new Set((await rows.findBy({ source })).map(({ addressee }) => addressee));
    const stream = await this.#stream(matter);
    if (stream === null) return;
    const due = at + DELIVERY_DAYS * DAY;
    for (const { id: addressee, scope } of missing.filter(({ id }) => !kept.has(id))) {
      const place = await this.people.communityOf(scope ?? stream.scope);
      const row = { id: this.ids.ulid(), source, addressee, matter, n: null, scope: place, code, values, at, due };
      await this.database.write((manager) =>
        manager.insert(PaperRow, { ...row, day: null, way: null, deliverer: null }),
      );
    }
    void this.#record();
  }

  /** Records what has a row and no number yet, one after another; what fails is tried again with the next, or when the list is read. */
  #record(): Promise<void> {
    const recorded = async () => {
      const rows = this.database.repository(PaperRow);
      for (const row of await rows.find({ where: { n: IsNull() }, order: { id: 'ASC' }, take: MOST }))
        await this.#write(row).catch(() => undefined);
    };
    this.#tail = this.#tail.then(recorded, recorded);
    return this.#tail;
  }

  async #write({ id, matter, addressee, scope, code }: PaperRow): Promise<void> {
    const stream = await this.#stream(matter);
    if (stream === null) return;
    const answer = await this.runtime.submit({
      stream: stream.id,
      kind: 'letters',
      scope: stream.scope,
      by: SYSTEM,
      command: { type: 'writeLetter', matter, addressee: await this.pseudonyms.of(matter, addressee), scope, code },
      idempotencyKey: `letter:${id}`,
    });
    if (isRefused(answer)) throw new Error(`letter not written: ${answer.refused}`);
    const event = answer.events.find(({ type }) => type === 'LetterWritten');
    const { n, due } = event as unknown as { readonly n: number; readonly due: number };
    await this.database.write((manager) => manager.update(PaperRow, { id }, { n, due }));
  }

  /** The matter's stream of letters, given to it at the first letter; of two servers the first one's stands. */
  async #stream(matter: string): Promise<{ readonly id: string; readonly scope: string } | null> {
    const view = await this.runtime.stream(matter);
    if (view === null) return null;
    await this.database.write((manager) =>
      manager.update(MatterRow, { id: matter, letters: IsNull() }, { letters: this.ids.ulid() }),
    );
    const row = await this.database.repository(MatterRow).findOneBy({ id: matter });
    return row?.letters ? { id: row.letters, scope: view.scope } : null;
  }

  async #lines(rows: readonly PaperRow[], caller: Caller): Promise<readonly PaperLine[]> {
    const known = new Map(
      (await this.residents.addressees(rows.map((row) => row.addressee))).map((each) => [each.id, each]),
    );
    const deliverers = await this.people.persons(rows.flatMap(({ deliverer }) => deliverer ?? []));
    const titles = new Map<string, { readonly number: string; readonly title: string | null }>();
    for (const matter of new Set(rows.map((row) => row.matter)))
      titles.set(matter, await this.#titleOf(matter, caller));
    const senders = new Map<string, readonly string[]>();
    for (const scope of new Set(rows.map((row) => row.scope)))
      senders.set(scope, await Promise.all([...placesAbove(scope), scope].map((path) => this.people.unitName(path))));
    return rows.map((row) => {
      const addressee = known.get(row.addressee);
      const to = addressee === undefined ? null : { name: addressee.name, place: addressee.place };
      const { number = '', title = null } = titles.get(row.matter) ?? {};
      const { id, matter, code, values, at, due, day, way, deliverer } = row;
      const delivery =
        day === null || way === null
          ? null
          : { day, way, by: deliverer === null ? null : (deliverers.get(deliverer)?.name ?? null) };
      const said = { code: `notice.${code}`, values };
      const from = senders.get(row.scope) ?? [];
      return { letter: id, to, from, matter, number, title, said, at, due, delivery };
    });
  }

  /** The number alone where the matter lies above the reader's own place. */
  async #titleOf(matter: string, caller: Caller): Promise<{ readonly number: string; readonly title: string | null }> {
    const opened = await this.matters.open(matter, caller).catch(() => null);
    if (opened) return { number: opened.data.number, title: titleOf(opened.data, opened.reading) };
    const row = await this.database.repository(MatterRow).findOneBy({ id: matter });
    return { number: row?.number ?? matter, title: null };
  }
}
