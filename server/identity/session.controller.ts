import { Body, Controller, Delete, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { z } from 'zod';
import { Access, Anybody, EvenLocked, Problem } from '#http';
import { Sms } from '#outside';
import { OfficeSettings, People, ROLES } from '#community';
import { AccountProblem, Accounts } from './accounts.js';
import { INSTALLATION, type Installation } from './installation.js';
import { CallerOf, SESSION_COOKIE, type Caller, type HeyiRequest } from './guard.js';
import { MAX_PASSWORD } from './passwords.js';
import { SecondFactors } from './second-factors.js';
import { Enrolments } from './enrolments.js';
import { Standings } from './standings.js';
import { Tries } from './tries.js';

/** Sign-ins, codes and links: so many a minute from one address. */
const TRIES = { default: { limit: 20, ttl: 60_000 } };
/** Five wrong codes, then a quarter of an hour of rest. */
const FACTOR_TRIES = [5, 15 * 60_000] as const;
const HOUR = 3_600_000;

const Token = z.object({ token: z.string().min(1).max(64) });
const Step = z.object({ step: z.string().min(1).max(64), code: z.string().min(1).max(64) });
const Acceptance = z.object({
  token: z.string().min(1).max(64),
  account: z.string().min(1).max(64),
  password: z
    .string()
    .min(1)
    .max(4 * MAX_PASSWORD),
});
const Credentials = z.object({
  account: z.string().min(1).max(64),
  password: z
    .string()
    .min(1)
    .max(4 * MAX_PASSWORD),
});

interface CookieReply {
  setCookie(name: string, value: string, options: Record<string, unknown>): unknown;
  clearCookie(name: string, options: Record<string, unknown>): unknown;
}

/** Nothing about who reads: the CSRF token of nobody is a word, since without a session there is nothing to forge. */
const NOBODY = 'nobody';

@ApiTags('session')
@Controller('api')
export class SessionController {
  readonly #factorTries = new Tries(...FACTOR_TRIES);

  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(People) private readonly people: People,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(Standings) private readonly standings: Standings,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(Sms) private readonly sms: Sms,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(OfficeSettings) private readonly office: OfficeSettings,
  ) {}

  @Get('session')
  @Anybody()
  async session(@Req() request: HeyiRequest) {
    return this.#view(request.cookies[SESSION_COOKIE]);
  }

  /**
   * Wrong name and wrong password are one answer; tries are limited per address and per account. Where the account has a
   * second factor nobody is signed in yet: the answer is nobody's session with `needsSecondFactor` and the `step` to go on with.
   */
  @Post('session')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle(TRIES)
  async signIn(
    @Body({ schema: Credentials }) body: z.infer<typeof Credentials>,
    @Req() request: HeyiRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    const wait = this.accounts.waitBefore(body.account);
    if (wait > 0) throw new Problem(429, 'too-many-tries', { seconds: wait });
    const account = await this.accounts.check(body.account, body.password);
    if (account === null) throw new Problem(401, 'wrong-account-or-password');
    return this.#identified(account.id, request, reply);
  }

  /** The six digits of now, or a recovery code. Five wrong ones in a row, and the account rests for a quarter of an hour. */
  @Post('session/second-factor')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle(TRIES)
  async secondFactor(
    @Body({ schema: Step }) { step, code }: z.infer<typeof Step>,
    @Req() request: HeyiRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    const account = await this.accounts.stepOf(step);
    if (account === null) throw new Problem(401, 'sign-in-step-over');
    const wait = this.#factorTries.wait(account);
    if (wait > 0) throw new Problem(429, 'too-many-tries', { seconds: wait });
    this.#factorTries.count(account);
    if (!(await this.factors.fits(account, code))) throw new Problem(401, 'second-factor-wrong');
    this.#factorTries.clear(account);
    await this.accounts.endStep(step);
    return this.#enter(account, request, reply);
  }

  /** For whom a one-time link is, before it is used: a new account, or a new password for the login that is there. */
  @Post('invitations/look')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle(TRIES)
  async look(@Body({ schema: Token }) { token }: z.infer<typeof Token>) {
    const invited = await this.accounts.invited(token);
    if (!invited) throw new Problem(404, 'invitation-invalid');
    return { settled: true, value: { name: await this.people.nameOf(invited.person), account: invited.login } };
  }

  /** A one-time link becomes an account, or the new password of the one that is there; its person is signed in. */
  @Post('invitations')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle(TRIES)
  async accept(
    @Body({ schema: Acceptance }) { token, account, password }: z.infer<typeof Acceptance>,
    @Req() request: HeyiRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    const { id } = await this.accounts.accept(token, account, password).catch(told);
    return this.#identified(id, request, reply);
  }

  /** In how many browsers the account is signed in. */
  @Get('sessions')
  @Access(...ROLES)
  @EvenLocked()
  async sessions(@CallerOf() caller: Caller) {
    return { browsers: await this.accounts.sessionsOf(caller.account) };
  }

  /** Signs every browser out but this one. */
  @Delete('sessions')
  @Access(...ROLES)
  @EvenLocked()
  async signOutOthers(@CallerOf() caller: Caller, @Req() request: HeyiRequest) {
    await this.accounts.signOutAll(caller.account, request.cookies[SESSION_COOKIE] ?? '');
    return { settled: true, value: await this.sessions(caller) };
  }

  @Delete('session')
  @Access(...ROLES)
  @EvenLocked()
  async signOut(@Req() request: HeyiRequest, @Res({ passthrough: true }) reply: CookieReply) {
    await this.accounts.signOut(request.cookies[SESSION_COOKIE] ?? '');
    reply.clearCookie(SESSION_COOKIE, this.#cookie());
    return { settled: true, value: await this.#view(undefined) };
  }

  /** Signed in, or one step further where there is a second one to take. */
  async #identified(account: string, request: HeyiRequest, reply: CookieReply) {
    if (!(await this.factors.isSet(account))) return this.#enter(account, request, reply);
    const step = await this.accounts.stepFor(account);
    return { settled: true, value: { ...(await this.#view(undefined)), needsSecondFactor: true, step } };
  }

  /** A new session for every sign-in: an id that somebody planted before is worth nothing after. */
  async #enter(account: string, request: HeyiRequest, reply: CookieReply) {
    const { sessionHours } = await this.office.state();
    const token = await this.accounts.enter(account, sessionHours === null ? undefined : sessionHours * HOUR);
    const before = request.cookies[SESSION_COOKIE];
    if (before) await this.accounts.signOut(before);
    reply.setCookie(SESSION_COOKIE, token, this.#cookie());
    return { settled: true, value: await this.#view(token) };
  }

  async #view(token: string | undefined) {
    const signedIn = await this.accounts.session(token);
    const { demo, demoAccounts, ...started } = this.installation;
    const set = await this.office.state();
    const installation = {
      community: set.community ?? started.community,
      street: set.street ?? started.street,
      phone: set.phone ?? started.phone,
      letterhead: set.letterhead,
      ...{ demo, demoAccounts, sms: this.sms.available },
    };
    if (!signedIn) return { me: null, csrf: NOBODY, installation };
    const { person, login: account, csrf } = signedIn;
    const [name, { standing, appointments }, phone] = await Promise.all([
      this.people.nameOf(person),
      this.standings.of(signedIn),
      this.enrolments.maskedPhone(signedIn),
    ]);
    const roles = await Promise.all(
      appointments.map(async ({ role, scope }) => ({ role, scope, scopeName: await this.#nameOf(role, scope) })),
    );
    return { me: { person, account, name, phone, standing, roles }, csrf, installation };
  }

  /** Where somebody lives is said with its building: `1单元` is many places. */
  async #nameOf(role: string, scope: string): Promise<string> {
    const name = await this.people.unitName(scope);
    const building = role === 'resident' ? await this.people.buildingOf(scope) : null;
    return building === null || building === name ? name : building + name;
  }

  #cookie() {
    return { httpOnly: true, sameSite: 'lax', secure: this.installation.https, path: '/' };
  }
}

function told(error: unknown): never {
  if (!(error instanceof AccountProblem)) throw error;
  throw new Problem({ 'invitation-invalid': 404, 'login-taken': 409 }[error.code as string] ?? 422, error.code);
}
