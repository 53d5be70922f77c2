import { createParamDecorator, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AUDIENCE, CHANGING, EVEN_LOCKED, forbidden, invalid, KEY_FORM, Problem, type Audience } from '#http';
import { People, type Appointed } from '#community';
import { timingSafeEqual } from 'node:crypto';
import { Accounts, type SignedIn } from './accounts.js';
import { Standings, type Standing } from './standings.js';

export const SESSION_COOKIE = 'heyi_session';

/** Who calls: the signed-in person with the appointments of today. */
export interface Caller extends SignedIn {
  readonly name: string;
  readonly standing: Standing;
  /** Empty unless the standing is `full`: who waits acts as nobody. */
  readonly appointments: readonly Appointed[];
}

export interface HeyiRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly ip: string;
  caller?: Caller;
}

/** The caller of the request; null where the route is for anybody and nobody is signed in. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller | null => {
  return context.switchToHttp().getRequest<HeyiRequest>().caller ?? null;
});

/**
 * Every request passes here: who calls, whether the route is for one of the caller's roles, and, where something
 * changes, the CSRF token of the session and a well-formed idempotency key. What is not declared is refused.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(People) private readonly people: People,
    @Inject(Standings) private readonly standings: Standings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HeyiRequest>();
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(AUDIENCE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const evenLocked = this.reflector.getAllAndOverride<true | undefined>(EVEN_LOCKED, [
      context.getHandler(),
      context.getClass(),
    ]);
    const signedIn = await this.accounts.session(request.cookies[SESSION_COOKIE]);
    if (signedIn) {
      const [name, { standing, appointments }] = await Promise.all([
        this.people.nameOf(signedIn.person),
        this.standings.of(signedIn),
      ]);
      request.caller = { ...signedIn, name, standing, appointments: standing === 'full' ? appointments : [] };
    }
    if (audience !== 'anybody') requireRole(request.caller, audience ?? [], evenLocked === true);
    if (CHANGING.has(request.method)) requireIntent(request);
    return true;
  }
}

/** What somebody is told who may not act yet. */
const LOCKED: Readonly<Record<Exclude<Standing, 'full'>, string>> = {
  waiting: 'enrolment-waiting',
  refused: 'enrolment-refused',
  'needs-second-factor': 'second-factor-needed',
};

function requireRole(caller: Caller | undefined, roles: readonly string[], evenLocked: boolean): void {
  if (!caller) throw new Problem(401, 'not-signed-in');
  if (caller.standing !== 'full') {
    if (evenLocked) return;
    throw forbidden(LOCKED[caller.standing]);
  }
  if (!caller.appointments.some((appointment) => roles.includes(appointment.role)))
    throw forbidden('role-does-not-fit');
}

/** Against forged requests: SameSite cookies, and a token only our own pages can read. Without a session there is nothing to forge. */
function requireIntent(request: HeyiRequest): void {
  if (!KEY_FORM.test(request.headers['idempotency-key'] ?? '')) throw invalid('invalid-idempotency-key');
  if (!request.caller) return;
  const given = Buffer.from(request.headers['x-csrf-token'] ?? '');
  const wanted = Buffer.from(request.caller.csrf);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw forbidden('csrf-token-wrong');
}
