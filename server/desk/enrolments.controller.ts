import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Letters } from '#capabilities/notify';
import { People, scopeFits, type Appointed } from '#community';
import { Access, forbidden, notFound, Problem } from '#http';
import { AccessLog, Accounts, CallerOf, Codes, Enrolments, SecondFactors, type Caller, type Reach } from '#identity';
import { actorAt } from './asking.js';

const DESK = ['worker', 'grid'];
/** Who may see residents: the street office where a community has nobody else. */
const SEEING = [...DESK, 'street'];
const LOOKING = ['worker', 'administrator', 'security', 'auditor'];
const MOST = 20;

const Decision = z.object({ accept: z.boolean() });
const Printing = z.object({ scope: z.string().min(1).max(255), all: z.boolean().default(false) });

/**
 * What the office does about accounts: it sees residents who enrolled, prints codes, gives links for accounts and lost
 * passwords, takes lost second factors away. No single person can take both the password and the factor of another:
 * links come from the administrator (for the administrator from the auditor), factors are removed by security (for
 * security by the auditor).
 */
@ApiTags('accounts')
@Controller('api')
export class EnrolmentsController {
  constructor(
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(Codes) private readonly codes: Codes,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(People) private readonly people: People,
    @Inject(Letters) private readonly letters: Letters,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** Residents of the caller's places who wait to be seen at the desk, the longest waiting first. */
  @Get('enrolments')
  @Access(...SEEING)
  async waiting(@CallerOf() caller: Caller) {
    const waiting = await this.enrolments.waiting(this.#reach(caller));
    return waiting.map(({ printedBy, ...line }) => ({ ...line, printedByYou: printedBy === caller.person }));
  }

  /**
   * Problems: `enrolment-unknown` 404 (also where it is decided, or somebody else's), `enrolment-needs-another` 403 where
   * the caller printed the code the account was made with.
   */
  @Post('enrolments/:account/decision')
  @Access(...SEEING)
  async decide(
    @Param('account') account: string,
    @Body({ schema: Decision }) { accept }: z.infer<typeof Decision>,
    @CallerOf() caller: Caller,
  ) {
    const decided = await this.enrolments.decide(account, accept, caller.person, this.#reach(caller));
    if (!decided) throw notFound('enrolment-unknown');
    if ('problem' in decided) throw forbidden(decided.problem);
    const { person } = decided;
    await this.letters.tell(person, null, accept ? 'enrolment-accepted' : 'enrolment-refused', {});
    await this.log.note({
      ...{ reader: caller.person, subject: person, what: 'enrolment-decided' },
      scope: (await this.people.person(person))?.scope ?? null,
    });
    return { settled: true, value: await this.waiting(caller) };
  }

  /**
   * New codes for households of a place: those without one and without an account, or with `all` every one of them. The
   * codes are in this answer and nowhere else.
   */
  @Post('household-codes')
  @Access('worker')
  async print(@Body({ schema: Printing }) { scope, all }: z.infer<typeof Printing>, @CallerOf() caller: Caller) {
    actorAt(caller, scope, ['worker']);
    const households = await this.enrolments.households(scope, all);
    const codes = await this.codes.print(households, caller.person);
    if (codes.length > 0)
      await this.log.note({ reader: caller.person, what: 'codes-printed', scope, details: { n: codes.length } });
    return { settled: true, value: { scope, scopeName: await this.people.unitName(scope), codes } };
  }

  /** People in the caller's reach by a part of name or place, with what there is of an account; the first twenty. */
  @Get('people')
  @Access(...LOOKING)
  async find(@Query('words') words: string | undefined, @CallerOf() caller: Caller) {
    const asked = (words ?? '').normalize('NFC').trim().slice(0, 64);
    if (asked === '') return [];
    const scopes = scopesOf(caller, LOOKING);
    const found = (await Promise.all(scopes.map((scope) => this.people.find(scope, asked, MOST)))).flat();
    const people = [...new Map(found.map((each) => [each.id, each])).values()].slice(0, MOST);
    const lines = await Promise.all(
      people.map(async ({ id, name, place }) => {
        const held = await this.people.appointmentsOf(id);
        if (!isReached(held, scopes)) return [];
        const [account] = await this.accounts.byPerson(id);
        const factor = account !== undefined && (await this.factors.isSet(account.id));
        const roles = [...new Set(held.map(({ role }) => role))];
        const may = {
          invite: account === undefined && this.#mayInvite(caller, held),
          reset: account !== undefined && id !== caller.person && this.#mayReset(caller, held),
          removeFactor: factor && id !== caller.person && this.#mayRemoveFactor(caller, held),
          erase: id !== caller.person && reaches(caller, 'security', held),
        };
        return [{ person: id, name, place, roles, account: account?.login ?? null, factor, may }];
      }),
    );
    await this.log.note({ reader: caller.person, what: 'register-search', scope: scopes[0] ?? null });
    return lines.flat();
  }

  /** A one-time link to a first account. Problems: `person-unknown` 404, `has-account`, `residents-enrol` 409. */
  @Post('people/:person/invitation')
  @Access('administrator')
  async invite(@Param('person') person: string, @CallerOf() caller: Caller) {
    const held = await this.#held(person, caller, ['administrator']);
    if ((await this.accounts.byPerson(person)).length > 0) throw new Problem(409, 'has-account');
    if (held.every(({ role }) => role === 'resident')) throw new Problem(409, 'residents-enrol');
    if (!this.#mayInvite(caller, held)) throw forbidden('role-does-not-fit');
    return this.#link(person, caller, 'invited', held);
  }

  /**
   * A one-time link to a new password for the account that is there: residents at the desk, staff by an administrator, an
   * administrator by the auditor. Never one's own. Problems: `person-unknown`, `account-unknown` 404.
   */
  @Post('accounts/:person/reset')
  @Access('worker', 'administrator', 'auditor')
  async reset(@Param('person') person: string, @CallerOf() caller: Caller) {
    const held = await this.#held(person, caller, ['worker', 'administrator', 'auditor']);
    if (person === caller.person || !this.#mayReset(caller, held)) throw forbidden('role-does-not-fit');
    if ((await this.accounts.byPerson(person)).length === 0) throw notFound('account-unknown');
    return this.#link(person, caller, 'password-link', held);
  }

  /** A lost device: the person sets up another one at the next sign-in. Never one's own. */
  @Delete('people/:person/second-factor')
  @Access('security', 'auditor')
  async removeFactor(@Param('person') person: string, @CallerOf() caller: Caller) {
    const held = await this.#held(person, caller, ['security', 'auditor']);
    if (person === caller.person || !this.#mayRemoveFactor(caller, held)) throw forbidden('role-does-not-fit');
    const accounts = await this.accounts.byPerson(person);
    if (accounts.length === 0) throw notFound('account-unknown');
    for (const { id } of accounts) {
      await this.factors.remove(id);
      await this.accounts.signOutAll(id);
    }
    await this.log.noteAtPosts({ reader: caller.person, subject: person, what: 'second-factor-removed' }, held);
    return { settled: true, value: { done: true } };
  }

  /** The desk's own places; the street's where the community has one worker at most, so that two people can be found. */
  #reach(caller: Caller): Reach {
    const [desk, street] = [scopesOf(caller, DESK), scopesOf(caller, ['street'])];
    return async (scope) =>
      desk.some((each) => scopeFits(each, scope)) ||
      (street.some((each) => scopeFits(each, scope)) && (await this.#hasOneWorker(scope)));
  }

  async #hasOneWorker(scope: string): Promise<boolean> {
    const community = await this.people.communityOf(scope);
    const held = await this.people.holders('worker', community);
    return new Set(held.filter((each) => each.scope === community).map(({ person }) => person)).size <= 1;
  }

  async #link(person: string, caller: Caller, what: 'invited' | 'password-link', held: readonly Appointed[]) {
    const token = await this.accounts.invite(person);
    await this.log.noteAtPosts({ reader: caller.person, subject: person, what }, held);
    return { settled: true, value: { token, name: await this.people.nameOf(person) } };
  }

  /** What the person holds; whoever is out of the caller's reach is not known here. */
  async #held(person: string, caller: Caller, roles: readonly string[]): Promise<readonly Appointed[]> {
    const held = await this.people.appointmentsOf(person);
    if (!isReached(held, scopesOf(caller, roles))) throw notFound('person-unknown');
    return held;
  }

  #mayInvite(caller: Caller, held: readonly Appointed[]): boolean {
    return held.some(({ role }) => role !== 'resident') && reaches(caller, 'administrator', held);
  }

  #mayReset(caller: Caller, held: readonly Appointed[]): boolean {
    const roles = held.map(({ role }) => role);
    if (roles.includes('administrator')) return reaches(caller, 'auditor', held);
    if (roles.some((role) => role !== 'resident')) return reaches(caller, 'administrator', held);
    return reaches(caller, 'worker', held) || reaches(caller, 'administrator', held);
  }

  #mayRemoveFactor(caller: Caller, held: readonly Appointed[]): boolean {
    return reaches(caller, held.some(({ role }) => role === 'security') ? 'auditor' : 'security', held);
  }
}

function scopesOf(caller: Caller, roles: readonly string[]): readonly string[] {
  return [...new Set(caller.appointments.filter(({ role }) => roles.includes(role)).map(({ scope }) => scope))];
}

function isReached(held: readonly Appointed[], scopes: readonly string[]): boolean {
  return held.some(({ scope }) => scopes.some((each) => scopeFits(each, scope)));
}

/** Whether the caller's role covers everything the person holds, so that no small post decides about a larger one. */
function reaches(caller: Caller, role: string, held: readonly Appointed[]): boolean {
  const scopes = scopesOf(caller, [role]);
  return held.length > 0 && held.every(({ scope }) => scopes.some((each) => scopeFits(each, scope)));
}
