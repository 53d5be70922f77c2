import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Roles that may call a route at all, or `anybody` (no session needed). A route without it is refused to everybody. */
export type Audience = 'anybody' | readonly string[];

export const AUDIENCE = 'heyi:audience';

/** Declares who may call the route; the guard of `#identity` enforces it, the route × role test walks it. */
export const Access = (...roles: readonly string[]) => SetMetadata(AUDIENCE, roles);
export const Anybody = () => SetMetadata(AUDIENCE, 'anybody');

export const EVEN_LOCKED = 'heyi:even-locked';

/** Also for those who may do nothing else yet: who waits for the desk, or has to set up a second factor first. */
export const EvenLocked = () => SetMetadata(EVEN_LOCKED, true);

/** The `Idempotency-Key` of the request, checked by the guard of every call that changes something. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  return headers['idempotency-key'] ?? '';
});

/** Calls that change something; only these need a key and a CSRF token. */
export const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What a key looks like: made by the client, once per act of a person. */
export const KEY_FORM = /^[A-Za-z0-9_-]{16,96}$/;
