import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { Database } from '#store';
import { IDS, type Ids } from '#outside';
import { Account, Enrolment, Invitation, PhoneCode, SecondFactor, Session, SignInStep } from './entities.js';
import { Tries } from './tries.js';
import { hashPassword, MAX_PASSWORD, MIN_PASSWORD, passwordFits, pretendToCheck } from './passwords.js';

const DAY = 86_400_000;
const MAX_WRONG = 5;
const AT_ONCE = 500;
const REST = 60_000;
const STEP_LIFETIME = 5 * 60_000;
const LOGIN = /^[\p{L}\p{N}._-]{2,64}$/u;
/** A session ends twelve hours after the sign-in unless the office says otherwise, an invitation after three days. */
export const SESSION_LIFETIME = DAY / 2;
export const INVITATION_LIFETIME = 3 * DAY;

/** Who is signed in, as guards and controllers see it. */
export interface SignedIn {
  readonly account: string;
  readonly login: string;
  readonly person: string;
  readonly csrf: string;
}

/** Why an account was not made. */
export class AccountProblem extends Error {
  constructor(
    readonly code: 'login-taken' | 'login-invalid' | 'password-too-short' | 'password-too-long' | 'invitation-invalid',
  ) {
    super(code);
  }
}

/** Accounts, sessions and invitations. Roles are not its business: they are appointments (`#community`). */
@Injectable()
export class Accounts {
  /** Wrong passwords by login: after five in a row, a minute of rest. */
  readonly #tries = new Tries(MAX_WRONG, REST);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  exists(login: string): Promise<boolean> {
    return this.database.repository(Account).existsBy({ login: normalLogin(login) });
  }

  /** Throws `AccountProblem`. */
  async create(login: string, password: string, person: string): Promise<void> {
    const row = await this.#newAccount(login, password, person);
    await this.database.write(async (manager) => {
      if (await manager.existsBy(Account, { login: row.login })) throw new AccountProblem('login-taken');
      await manager.insert(Account, row);
    });
  }

  /** Seconds until this account may be tried again: after five wrong passwords in a row, a minute of rest. Real time. */
  waitBefore(login: string): number {
    return this.#tries.wait(normalLogin(login));
  }

  /** The account, or null where name or password is wrong (which of the two is not said). What comes next is `enter`. */
  async check(login: string, password: string): Promise<Account | null> {
    const name = normalLogin(login);
    // Counted before the password is looked at, or many tries at once would all pass before the first is counted.
    this.#tries.count(name);
    const account = await this.#known(login, password);
    if (account !== null) this.#tries.clear(name);
    return account;
  }

  async #known(login: string, password: string): Promise<Account | null> {
    const account = await this.byLogin(login);
    if (password.length > MAX_PASSWORD) return null;
    if (!account) {
      await pretendToCheck(password);
      return null;
    }
    return (await passwordFits(account.password, password)) ? account : null;
  }

  byLogin(login: string): Promise<Account | null> {
    return this.database.repository(Account).findOneBy({ login: normalLogin(login) });
  }

  /** Who of these people has an account they can read with: none whose enrolment waits for the desk or was refused. */
  async among(people: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const asked = [...new Set(people)];
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const person = In(asked.slice(from, from + AT_ONCE));
      const rows = await this.database
        .repository(Account)
        .find({ select: { id: true, person: true }, where: { person } });
      const shut = await this.database
        .repository(Enrolment)
        .findBy({ account: In(rows.map(({ id }) => id)), status: Not('accepted') });
      const locked = new Set(shut.map(({ account }) => account));
      for (const row of rows) if (!locked.has(row.id)) found.add(row.person);
    }
    return found;
  }

  byPerson(person: string): Promise<readonly Account[]> {
    return this.database.repository(Account).findBy({ person });
  }

  /** A session for an account that has shown who it is: the token for the cookie. It ends after so many milliseconds. */
  async enter(accountId: string, lifetime = SESSION_LIFETIME): Promise<string> {
    const token = secret();
    const now = Date.now();
    await this.database.write(async (manager) => {
      await manager.delete(Session, { expiresAt: LessThan(now) });
      await manager.insert(Session, {
        tokenHash: digest(token),
        account: accountId,
        csrf: secret(),
        expiresAt: now + lifetime,
      });
    });
    return token;
  }

  async session(token: string | undefined): Promise<SignedIn | null> {
    if (!token) return null;
    const session = await this.database.repository(Session).findOneBy({ tokenHash: digest(token) });
    if (!session || session.expiresAt <= Date.now()) return null;
    const account = await this.database.repository(Account).findOneBy({ id: session.account });
    return account && { account: account.id, login: account.login, person: account.person, csrf: session.csrf };
  }

  async signOut(token: string): Promise<void> {
    await this.database.write((manager) => manager.delete(Session, { tokenHash: digest(token) }));
  }

  /** Between password and second factor: a token good for five minutes and five tries. */
  async stepFor(account: string): Promise<string> {
    const token = secret();
    const now = Date.now();
    await this.database.write(async (manager) => {
      await manager.delete(SignInStep, { expiresAt: LessThan(now) });
      await manager.insert(SignInStep, { tokenHash: digest(token), account, expiresAt: now + STEP_LIFETIME, tries: 0 });
    });
    return token;
  }

  /** The account a step belongs to, one try counted; null where it is over. */
  async stepOf(token: string): Promise<string | null> {
    const tokenHash = digest(token);
    const row = await this.database.repository(SignInStep).findOneBy({ tokenHash });
    if (!row || row.expiresAt <= Date.now() || row.tries >= MAX_WRONG) return null;
    const counted = await this.database.write((manager) =>
      manager.update(SignInStep, { tokenHash, tries: row.tries }, { tries: row.tries + 1 }),
    );
    return counted.affected === 1 ? row.account : null;
  }

  async endStep(token: string): Promise<void> {
    await this.database.write((manager) => manager.delete(SignInStep, { tokenHash: digest(token) }));
  }

  /** How many browsers are signed in to the account now. */
  sessionsOf(account: string): Promise<number> {
    return this.database.repository(Session).countBy({ account, expiresAt: MoreThan(Date.now()) });
  }

  /** Signs every browser out, all but the one whose token is named. */
  async signOutAll(account: string, but?: string): Promise<void> {
    await this.database.write((manager) =>
      manager.delete(Session, { account, ...(but === undefined ? {} : { tokenHash: Not(digest(but)) }) }),
    );
  }

  /** A new password ends every session. Throws `AccountProblem`. */
  async setPassword(account: string, password: string): Promise<void> {
    const fault = this.passwordFault(password);
    if (fault !== null) throw new AccountProblem(fault);
    const hash = await hashPassword(password);
    await this.database.write(async (manager) => {
      await manager.update(Account, { id: account }, { password: hash });
      await manager.delete(Session, { account });
    });
  }

  passwordFault(password: string): 'password-too-short' | 'password-too-long' | null {
    if (password.length < MIN_PASSWORD) return 'password-too-short';
    return password.length > MAX_PASSWORD ? 'password-too-long' : null;
  }

  /** Why no account of this name and password can be made; null where one can. */
  async faultOf(login: string, password: string): Promise<AccountProblem['code'] | null> {
    if (!LOGIN.test(normalLogin(login))) return 'login-invalid';
    return this.passwordFault(password) ?? ((await this.exists(login)) ? 'login-taken' : null);
  }

  /** The row of an account that does not exist yet. Throws `AccountProblem`. */
  prepare(login: string, password: string, person: string): Promise<Account> {
    return this.#newAccount(login, password, person);
  }

  /** Whose person this is no more: sign-in, sessions, invitations and codes go, also those sent to the phones named. */
  async erase(person: string, phones: readonly string[]): Promise<void> {
    const [accounts, enrolled] = await Promise.all([
      this.byPerson(person),
      this.database.repository(Enrolment).findBy({ person }),
    ]);
    await this.database.write(async (manager) => {
      const numbers = [...phones, ...enrolled.map(({ phone }) => phone)];
      if (numbers.length > 0) await manager.delete(PhoneCode, { phone: In(numbers) });
      await manager.delete(Enrolment, { person });
      for (const { id } of accounts) {
        await manager.delete(Session, { account: id });
        await manager.delete(SignInStep, { account: id });
        await manager.delete(SecondFactor, { account: id });
        await manager.delete(Account, { id });
      }
      await manager.delete(Invitation, { person });
    });
  }

  /** A one-time token with which `person` chooses a login and a password. */
  async invite(person: string): Promise<string> {
    const token = secret();
    await this.database.write((manager) =>
      manager.insert(Invitation, {
        tokenHash: digest(token),
        person,
        expiresAt: Date.now() + INVITATION_LIFETIME,
        usedAt: null,
      }),
    );
    return token;
  }

  /** Whose link this is, and the login they have already; null where it is of no use (any more). */
  async invited(token: string): Promise<{ readonly person: string; readonly login: string | null } | null> {
    const invitation = await this.database.repository(Invitation).findOneBy({ tokenHash: digest(token) });
    if (!usable(invitation)) return null;
    const [account] = await this.byPerson(invitation.person);
    return { person: invitation.person, login: account?.login ?? null };
  }

  /**
   * Uses the invitation up, and with it every other one of the person. Who has an account keeps its login, gets the new
   * password, and every browser is signed out. Answers the account; throws `AccountProblem`.
   */
  async accept(token: string, login: string, password: string): Promise<Account> {
    const tokenHash = digest(token);
    const invitation = await this.database.repository(Invitation).findOneBy({ tokenHash });
    if (!usable(invitation)) throw new AccountProblem('invitation-invalid');
    const { person } = invitation;
    const [held] = await this.byPerson(person);
    const fault = this.passwordFault(password);
    if (fault !== null) throw new AccountProblem(fault);
    const row = held
      ? { ...held, password: await hashPassword(password) }
      : await this.#newAccount(login, password, person);
    await this.database.write(async (manager) => {
      const used = await manager.update(Invitation, { tokenHash, usedAt: IsNull() }, { usedAt: Date.now() });
      if (used.affected !== 1) throw new AccountProblem('invitation-invalid');
      await manager.update(Invitation, { person, usedAt: IsNull() }, { usedAt: Date.now() });
      if (held) {
        await manager.update(Account, { id: held.id }, { password: row.password });
        await manager.delete(Session, { account: held.id });
        return;
      }
      if (await manager.existsBy(Account, { login: row.login })) throw new AccountProblem('login-taken');
      await manager.insert(Account, row);
    });
    this.#tries.clear(row.login);
    return row;
  }

  async #newAccount(login: string, password: string, person: string) {
    const name = normalLogin(login);
    if (!LOGIN.test(name)) throw new AccountProblem('login-invalid');
    if (password.length < MIN_PASSWORD) throw new AccountProblem('password-too-short');
    if (password.length > MAX_PASSWORD) throw new AccountProblem('password-too-long');
    return { id: this.ids.ulid(), login: name, person, password: await hashPassword(password), createdAt: Date.now() };
  }
}

function usable(invitation: Invitation | null): invitation is Invitation {
  return invitation !== null && invitation.usedAt === null && invitation.expiresAt > Date.now();
}

function normalLogin(login: string): string {
  return login.normalize('NFC').trim().toLowerCase();
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
