import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Household, masked, Person, scopeFits } from '#community';
import { Database } from '#store';
import { AccountProblem, Accounts } from './accounts.js';
import { Codes, digest, normal, phoneOf, type CodeProblem } from './codes.js';
import { Account, Enrolment, HouseholdCode } from './entities.js';

/** What a resident enters to get an account. */
export interface Enrolling {
  readonly code: string;
  /** Which of the household's members, counted from 1 as they were shown. */
  readonly member: number;
  readonly phone: string;
  readonly phoneCode: string;
  readonly account: string;
  readonly password: string;
}

export interface WaitingEnrolment {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly place: string;
  readonly phone: string;
  readonly at: number;
  /** Who printed the code: somebody else accepts the account. */
  readonly printedBy: string | null;
}

/** Whether somebody's places take in the one a resident lives at. */
export type Reach = (scope: string) => boolean | Promise<boolean>;

export type EnrolmentProblem = CodeProblem | 'member-unknown' | 'member-has-account' | AccountProblem['code'];

/**
 * Residents' accounts: a printed code shows the household, a code on the phone that the phone is theirs. Where the register
 * knows the phone of the person the account is good at once; else it waits until somebody at the desk has seen the person,
 * as every account does where no phone can be reached.
 */
@Injectable()
export class Enrolments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Codes) private readonly codes: Codes,
  ) {}

  /** Nothing is made where anything is wrong; the printed code is used up by the account it made. */
  async enrol(
    asked: Enrolling,
  ): Promise<{ readonly status: Enrolment['status'] } | { readonly problem: EnrolmentProblem }> {
    const household = await this.codes.householdOf(asked.code);
    if (!household) return { problem: 'household-code-wrong' };
    const member = (await this.codes.members(household.id))[asked.member - 1];
    if (!member) return { problem: 'member-unknown' };
    const phone = phoneOf(asked.phone);
    if (phone === null) return { problem: 'phone-invalid' };
    if (await this.database.repository(Account).existsBy({ person: member.person }))
      return { problem: 'member-has-account' };
    const fault = await this.accounts.faultOf(asked.account, asked.password);
    if (fault !== null) return { problem: fault };
    const proven = this.codes.phones;
    if (proven && !(await this.codes.fits(phone, 'enrol', asked.phoneCode))) return { problem: 'phone-code-wrong' };
    const known = (await this.database.repository(Person).findOneBy({ id: member.person }))?.phone ?? null;
    const status = proven && known !== null && phoneOf(known) === phone ? 'accepted' : 'waiting';
    const row = await this.accounts.prepare(asked.account, asked.password, member.person);
    const codeHash = digest(normal(asked.code));
    try {
      await this.database.write(async (manager) => {
        const code = await manager.findOneBy(HouseholdCode, { codeHash });
        const used = await manager.update(HouseholdCode, { codeHash, usedAt: IsNull() }, { usedAt: Date.now() });
        if (code === null || used.affected !== 1) throw new Unusable('household-code-wrong');
        if (await manager.existsBy(Account, { login: row.login })) throw new Unusable('login-taken');
        if (await manager.existsBy(Account, { person: row.person })) throw new Unusable('member-has-account');
        await manager.insert(Account, row);
        await manager.insert(Enrolment, {
          account: row.id,
          person: row.person,
          household: household.id,
          phone,
          status,
          at: Date.now(),
          printedBy: code.issuedBy,
          decidedBy: null,
          decidedAt: null,
        });
      });
    } catch (error) {
      if (error instanceof Unusable) return { problem: error.code };
      throw error;
    }
    return { status };
  }

  /** Null for accounts that came another way (an invitation): they wait for nothing. */
  async statusOf(account: string): Promise<Enrolment['status'] | null> {
    return (await this.database.repository(Enrolment).findOneBy({ account }))?.status ?? null;
  }

  /** The telephone an account goes by, masked: the one it was enrolled with, else the one the register has of its person; null where neither is known. */
  async maskedPhone({
    account,
    person,
  }: {
    readonly account: string;
    readonly person: string;
  }): Promise<string | null> {
    const [enrolled, held] = await Promise.all([
      this.database.repository(Enrolment).findOneBy({ account }),
      this.database.repository(Person).findOneBy({ id: person }),
    ]);
    return masked(enrolled?.phone ?? held?.phone ?? null);
  }

  /** Enrolments that wait for the desk, of people who live within reach, oldest first. */
  async waiting(reach: Reach): Promise<readonly WaitingEnrolment[]> {
    const rows = await this.database.repository(Enrolment).find({ where: { status: 'waiting' }, order: { at: 'ASC' } });
    if (rows.length === 0) return [];
    const [people, accounts] = await Promise.all([
      this.database.repository(Person).findBy({ id: In(rows.map((row) => row.person)) }),
      this.database.repository(Account).findBy({ id: In(rows.map((row) => row.account)) }),
    ]);
    const lines = await Promise.all(
      rows.map(async ({ account, person, phone, at, printedBy }) => {
        const found = people.find((each) => each.id === person);
        const login = accounts.find((each) => each.id === account)?.login;
        if (!found || login === undefined || !(await lives(found, reach))) return [];
        return [{ account, login, name: found.name, place: found.place, phone, at, printedBy }];
      }),
    );
    return lines.flat();
  }

  /**
   * Somebody saw the person, or could not. Whoever printed the code does not accept the account made with it: no single
   * person makes a resident. Null where there is nothing to decide within reach.
   */
  async decide(
    account: string,
    accept: boolean,
    by: string,
    reach: Reach,
  ): Promise<Enrolment | { readonly problem: 'enrolment-needs-another' } | null> {
    const row = await this.database.repository(Enrolment).findOneBy({ account, status: 'waiting' });
    const person = row && (await this.database.repository(Person).findOneBy({ id: row.person }));
    if (!row || !person || !(await lives(person, reach))) return null;
    if (accept && row.printedBy === by) return { problem: 'enrolment-needs-another' };
    const status = accept ? 'accepted' : 'refused';
    const decided = { status, decidedBy: by, decidedAt: Date.now() } as const;
    const done = await this.database.write((manager) =>
      manager.update(Enrolment, { account, status: 'waiting' }, decided),
    );
    return done.affected === 1 ? { ...row, ...decided } : null;
  }

  /**
   * A new password for whoever has the phone the account was enrolled with. Ends every session. `phone-code-wrong` also
   * where the phone belongs to no such account: whether it does is not told.
   */
  async reset(phone: string, code: string, login: string, password: string): Promise<EnrolmentProblem | null> {
    const to = phoneOf(phone);
    if (to === null) return 'phone-invalid';
    const short = this.accounts.passwordFault(password);
    if (short !== null) return short;
    if (!(await this.codes.fits(to, 'reset', code))) return 'phone-code-wrong';
    const account = await this.accounts.byLogin(login);
    const enrolled =
      account &&
      (await this.database.repository(Enrolment).existsBy({ account: account.id, phone: to, status: 'accepted' }));
    if (!account || !enrolled) return 'phone-code-wrong';
    await this.accounts.setPassword(account.id, password);
    return null;
  }

  /** Households in the scopes that have no code that can still be used and nobody with an account, or all of them. */
  async households(scope: string, all: boolean): Promise<readonly Household[]> {
    const households = (await this.database.repository(Household).find({ order: { label: 'ASC' } })).filter((each) =>
      scopeFits(scope, each.scope),
    );
    if (all) return households;
    const [coded, enrolled] = await Promise.all([
      this.database.repository(HouseholdCode).findBy({ usedAt: IsNull(), expiresAt: MoreThan(Date.now()) }),
      this.database.repository(Enrolment).find(),
    ]);
    const done = new Set([...coded.map((each) => each.household), ...enrolled.map((each) => each.household)]);
    return households.filter((each) => !done.has(each.id));
  }
}

class Unusable extends Error {
  constructor(readonly code: EnrolmentProblem) {
    super(code);
  }
}

async function lives({ scope }: Person, reach: Reach): Promise<boolean> {
  return scope !== null && (await reach(scope));
}
