import { Inject, Injectable } from '@nestjs/common';
import { Files, FileRow } from '#capabilities/file';
import { Letter, Letters, Papers, Reminders } from '#capabilities/notify';
import { Household, People, Person, RegisterChange, Registers } from '#community';
import type { Actor } from '#engine';
import { notFound, Problem } from '#http';
import { AccessLog, Accounts, Enrolments, phoneOf, type AccessLine, type Caller } from '#identity';
import { parseCanonical } from '#ledger';
import { commitmentsIn, Matters, Pseudonyms } from '#matters';
import { titleOf, type MatterData, type ReminderPage } from '#pages';
import { principal } from '#rules/contract';
import type { PollState } from '#rules/poll';
import { rollLinesOf, type RollState } from '#rules/roll';
import { Runtime } from '#runtime';
import { Database } from '#store';
import { answered } from './asking.js';

/** Everything kept about one person, for that person. Votes are not in it: what somebody chose is opened to nobody. */
export interface PersonalData {
  readonly register: {
    readonly name: string;
    readonly place: string;
    readonly household: string | null;
    readonly phone: string | null;
    readonly born: string | null;
    readonly relation: string | null;
  };
  readonly account: { readonly login: string; readonly since: number; readonly enrolment: string | null };
  readonly roles: readonly { readonly role: string; readonly scope: string }[];
  /** Matters that hold words of the person: the words, and what part they took by number of acts. */
  readonly matters: readonly {
    readonly matter: string;
    readonly number: string;
    readonly title: string;
    readonly acts: number;
    readonly texts: readonly string[];
  }[];
  /** Words that stand in no matter (any more). */
  readonly otherTexts: readonly string[];
  readonly letters: readonly {
    readonly at: number;
    readonly code: string;
    readonly matter: string | null;
    readonly values: Readonly<Record<string, unknown>>;
    /** Null: it was in the app. Else on paper, with day and way once it was brought. */
    readonly paper: { readonly day: string | null; readonly way: string | null } | null;
  }[];
  /** Matters the person follows, and when they want to be told. */
  readonly reminders: ReminderPage;
  readonly files: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly at: number;
  }[];
  readonly looked: readonly AccessLine[];
}

interface OwnWords {
  readonly commitment: string;
  readonly text: string;
}

const NO_NAME = '—';

/** One person's data as a whole: handed to them, and erased. Histories hold pseudonyms and commitments, and stay as they are. */
@Injectable()
export class Privacy {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(People) private readonly people: People,
    @Inject(Registers) private readonly registers: Registers,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Letters) private readonly letters: Letters,
    @Inject(Papers) private readonly papers: Papers,
    @Inject(Reminders) private readonly reminders: Reminders,
    @Inject(Files) private readonly files: Files,
  ) {}

  async data(caller: Caller): Promise<PersonalData> {
    const { person } = caller;
    const [row, words, letters, papers, files, [account], enrolment] = await Promise.all([
      this.people.person(person),
      this.#words(person),
      this.database.repository(Letter).find({ where: { person }, order: { at: 'DESC' } }),
      this.papers.of(person),
      this.database.repository(FileRow).findBy({ person }),
      this.accounts.byPerson(person),
      this.enrolments.statusOf(caller.account),
    ]);
    if (!row) throw notFound('person-unknown');
    const home =
      row.household === null ? null : await this.database.repository(Household).findOneBy({ id: row.household });
    const matters = (await this.#taken(person)).map(({ data, p }) => {
      const named = commitmentsIn([data.history, data.entities]);
      return { data, acts: actsOf(data, p), own: words.filter(({ commitment }) => named.has(commitment)) };
    });
    const part = matters.filter(({ acts, own }) => acts > 0 || own.length > 0);
    const found = new Set(part.flatMap(({ own }) => own.map(({ commitment }) => commitment)));
    const { name, place, phone, born, relation } = row;
    return {
      register: { name, place, household: home?.label ?? null, phone, born, relation },
      account: { login: caller.login, since: account?.createdAt ?? 0, enrolment },
      roles: caller.appointments.map(({ role, scope }) => ({ role, scope })),
      matters: await Promise.all(
        part.map(async ({ data, acts, own }) => ({
          matter: data.matter,
          number: data.number,
          title: titleOf(data, await this.matters.reading(data, caller)),
          acts,
          texts: own.map(({ text }) => text),
        })),
      ),
      otherTexts: words.filter(({ commitment }) => !found.has(commitment)).map(({ text }) => text),
      letters: [
        ...letters.map(({ at, code, matter, values }) => ({ at, code, matter, values, paper: null })),
        ...papers.map(({ at, code, matter, values, day, way }) => ({ at, code, matter, values, paper: { day, way } })),
      ].sort((one, other) => other.at - one.at),
      reminders: await this.reminders.page(person),
      files: files.map(({ name: called, type, size, at }) => ({ name: called, type, size, at })),
      looked: await this.#looked(person, part),
    };
  }

  /** Who looked at or changed what is kept about the person, also in matters that hold their words; newest first. */
  async looked(person: string): Promise<readonly AccessLine[]> {
    const words = await this.#words(person);
    const taken = await this.#taken(person);
    return this.#looked(
      person,
      taken.filter(({ data }) => {
        const named = commitmentsIn([data.history, data.entities]);
        return words.some(({ commitment }) => named.has(commitment));
      }),
    );
  }

  /**
   * Erases register row, words, pseudonyms, letters, files and account. The row goes last, so that what a crash left is
   * erased by asking again. Problems: `person-unknown` 404, `erasure-holds-office` 409 (posts end first), `erasure-open-matters`
   * 409 `{matters}` while the person stands on the roll of an open poll or wrote in a matter that still runs.
   */
  async erase(person: string, by: Actor, reason: string): Promise<void> {
    const row = await this.people.person(person);
    if (!row) throw notFound('person-unknown');
    const held = await this.people.appointmentsOf(person);
    if (held.some(({ role }) => role !== 'resident')) throw new Problem(409, 'erasure-holds-office');
    const open = await this.#stillNeeded(person);
    if (open.length > 0) throw new Problem(409, 'erasure-open-matters', { matters: open.join('、') });
    await this.log.note({
      ...{ reader: by.p, subject: person, what: 'erased', scope: row.scope ?? by.scope, details: { reason } },
    });
    const phone = row.phone === null ? null : phoneOf(row.phone);
    await this.accounts.erase(person, phone === null ? [] : [phone]);
    // lists and searches keep no copy of a sealed value: what is erased here is found by nobody
    await this.database.transaction(async (session) => {
      await session.run('DELETE FROM sealed_value WHERE subject_id = ?', [person]);
      await session.run('DELETE FROM saved_filter WHERE person = ?', [person]);
    });
    await this.pseudonyms.erase(person);
    await this.letters.erase(person);
    await this.files.erase(person);
    await this.#dropPreviews(row);
    await this.#takeOut(row, by);
  }

  /** Numbers of the matters that keep a person's data for now. */
  async #stillNeeded(person: string): Promise<readonly string[]> {
    const needed: string[] = [];
    for (const { data, p } of await this.#taken(person)) {
      const wrote = data.state.status === 'active' && actsOf(data, p) > 0;
      if (wrote || (await this.#onOpenPoll(data, p))) needed.push(data.number);
    }
    return needed;
  }

  async #onOpenPoll(data: MatterData, p: string): Promise<boolean> {
    for (const { kind, state } of data.entities) {
      const { status, terms } = state as PollState;
      if (kind !== 'poll' || terms === null || status === 'counted') continue;
      const roll = await this.runtime.state<RollState>(terms.roll.stream);
      if (roll !== null && rollLinesOf(roll.state, p).length > 0) return true;
    }
    return false;
  }

  /** The row, and the person's part in owner groups: these keep their areas and their head. */
  async #takeOut(row: Person, by: Actor): Promise<void> {
    const { id, community, name } = row;
    if (community === null) {
      await this.database.write((manager) => manager.delete(Person, { id }));
      return;
    }
    const { owners } = await this.registers.rows(community);
    const changed = owners
      .filter((group) => group.persons.includes(id) || group.holder === id)
      .map(({ salt: _salt, ...group }) => ({
        ...group,
        persons: group.persons.filter((each) => each !== id),
        holder: group.holder === id ? null : group.holder,
        name: group.name.includes(name) ? NO_NAME : group.name,
      }));
    const rows = { owners: changed, remove: { persons: [id] } };
    await answered(this.registers.change({ community, kind: 'erasure', by, rows }));
  }

  /** Rosters that were read and not yet decided about hold names, too. */
  async #dropPreviews({ name, community }: Person): Promise<void> {
    const waiting = await this.database.repository(RegisterChange).findBy({ status: 'preview' });
    for (const { id, scope, staged } of waiting) {
      if (scope !== community || !JSON.stringify(staged).includes(name)) continue;
      await this.database.write((manager) =>
        manager.update(RegisterChange, { id, status: 'preview' }, { status: 'discarded', staged: null }),
      );
    }
  }

  async #looked(person: string, taken: readonly { readonly data: MatterData }[]): Promise<readonly AccessLine[]> {
    return this.log.about(
      person,
      taken.map(({ data }) => data.matter),
    );
  }

  /** Matters in which the person has a pseudonym. */
  async #taken(person: string): Promise<readonly { readonly data: MatterData; readonly p: string }[]> {
    const found: { data: MatterData; p: string }[] = [];
    for (const { matter, p } of await this.pseudonyms.ofPerson(person)) {
      const data = await this.matters.load(matter);
      if (data) found.push({ data, p });
    }
    return found;
  }

  /** What the person typed, or a helper for them. */
  async #words(person: string): Promise<readonly OwnWords[]> {
    const rows = await this.database.reading((session) =>
      session.all('SELECT commitment, value FROM sealed_value WHERE subject_id = ?', [person]),
    );
    return rows.map(({ commitment, value }) => {
      const text = parseCanonical(value as Uint8Array);
      return {
        commitment: Buffer.from(commitment as Uint8Array).toString('base64'),
        text: typeof text === 'string' ? text : JSON.stringify(text),
      };
    });
  }
}

/** How often the person acted in the matter, by themselves or through a helper. */
function actsOf(data: MatterData, p: string): number {
  const records = [data.history, ...data.entities.map(({ history }) => history)].flat();
  return records.filter(({ command }) => principal(command.by) === p).length;
}
