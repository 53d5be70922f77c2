import type { Decision } from '#engine';
import { isContext, isRole, refusePerson } from '../contract/index.js';
import { MAX_PEOPLE, type Audience, type NotificationState, type Send, type Sent } from './types.js';

/** Refusals: `role-does-not-fit`, `notification-sent` (once only), `no-such-audience`, `notification-code-missing`, `unknown-command`. */
export function decide(state: NotificationState, command: Send): Decision<Sent> {
  if (command.type !== 'send') return { refused: 'unknown-command' };
  const { matter, to, code, values, by, at } = command;
  const person = refusePerson(by);
  if (person) return person;
  if (state.status === 'sent') return { refused: 'notification-sent' };
  const audience = audienceOf(to);
  if (audience === null) return { refused: 'no-such-audience' };
  if (typeof code !== 'string' || !/^[a-z][a-z-]*$/.test(code) || !isContext(values))
    return { refused: 'notification-code-missing' };
  return {
    events: [{ type: 'Sent', v: 1, matter, to: audience, code, values, at }],
    effects: [
      { do: 'notify', to: audience, code, values },
      { do: 'endStream', status: 'completed' },
    ],
  };
}

/** Whom it goes to, each person once; null for nobody who could be told. */
function audienceOf(to: unknown): Audience | null {
  if (!isContext(to)) return null;
  const { role, scope } = to;
  const named: unknown = to['people'];
  if (Array.isArray(named)) {
    const people = [...new Set(named as readonly unknown[])].filter((p) => typeof p === 'string' && p !== '');
    return people.length > 0 && people.length <= MAX_PEOPLE ? { people: people as readonly string[] } : null;
  }
  return isRole(role) && typeof scope === 'string' && scope !== '' ? { role, scope } : null;
}
