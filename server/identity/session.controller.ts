import { Body, Controller, Delete, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { z } from 'zod';
import { Access, Anybody, Problem } from '#http';
import { People, ROLES } from '#community';
import { AccountProblem, Accounts } from './accounts.js';
import { INSTALLATION, type Installation } from './installation.js';
import { SESSION_COOKIE, type HeyiRequest } from './guard.js';
import { MAX_PASSWORD } from './passwords.js';

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
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(People) private readonly people: People,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  @Get('session')
  @Anybody()
  async session(@Req() request: HeyiRequest) {
    return this.#view(request.cookies[SESSION_COOKIE]);
  }

  /** Wrong name and wrong password are one answer; tries are limited per address and per account. */
  @Post('session')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  async signIn(
    @Body({ schema: Credentials }) body: z.infer<typeof Credentials>,
    @Req() request: HeyiRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    const wait = this.accounts.waitBefore(body.account);
    if (wait > 0) throw new Problem(429, 'too-many-tries', { seconds: wait });
    const token = await this.accounts.signIn(body.account, body.password);
    if (token === null) throw new Problem(401, 'wrong-account-or-password');
    await this.#enter(token, request, reply);
    return { settled: true, value: await this.#view(token) };
  }

  /** A one-time link becomes an account, and its person is signed in. */
  @Post('invitations')
  @Anybody()
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  async accept(
    @Body({ schema: Acceptance }) { token, account, password }: z.infer<typeof Acceptance>,
    @Req() request: HeyiRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ) {
    await this.accounts.accept(token, account, password).catch(told);
    const session = await this.accounts.signIn(account, password);
    if (session === null) throw new Problem(500, 'unexpected');
    await this.#enter(session, request, reply);
    return { settled: true, value: await this.#view(session) };
  }

  @Delete('session')
  @Access(...ROLES)
  async signOut(@Req() request: HeyiRequest, @Res({ passthrough: true }) reply: CookieReply) {
    await this.accounts.signOut(request.cookies[SESSION_COOKIE] ?? '');
    reply.clearCookie(SESSION_COOKIE, this.#cookie());
    return { settled: true, value: await this.#view(undefined) };
  }

  /** A new session for every sign-in: an id that somebody planted before is worth nothing after. */
  async #enter(token: string, request: HeyiRequest, reply: CookieReply): Promise<void> {
    const before = request.cookies[SESSION_COOKIE];
    if (before) await this.accounts.signOut(before);
    reply.setCookie(SESSION_COOKIE, token, this.#cookie());
  }

  async #view(token: string | undefined) {
    const signedIn = await this.accounts.session(token);
    const { community, street, phone, demo, demoAccounts } = this.installation;
    const installation = { community, street, phone, demo, demoAccounts };
    if (!signedIn) return { me: null, csrf: NOBODY, installation };
    const [name, appointments] = await Promise.all([
      this.people.nameOf(signedIn.person),
      this.people.appointmentsOf(signedIn.person),
    ]);
    const roles = await Promise.all(
      appointments.map(async ({ role, scope }) => ({ role, scope, scopeName: await this.people.unitName(scope) })),
    );
    return { me: { person: signedIn.person, account: signedIn.login, name, roles }, csrf: signedIn.csrf, installation };
  }

  #cookie() {
    return { httpOnly: true, sameSite: 'lax', secure: this.installation.https, path: '/' };
  }
}

function told(error: unknown): never {
  if (!(error instanceof AccountProblem)) throw error;
  throw new Problem({ 'invitation-invalid': 404, 'login-taken': 409 }[error.code as string] ?? 422, error.code);
}
