import type { Decision } from '#engine';
import { isContext, refusePerson } from '../contract/index.js';
import { AUDIENCES, type NotificationState, type Send, type Sent } from './types.js';

/** Refusals: `role-does-not-fit`, `notification-sent` (once only), `no-such-audience`, `notification-code-missing`, `unknown-command`. */
export function decide(state: NotificationState, command: Send): Decision<Sent> {
  if (command.type !== 'send') return { refused: 'unknown-command' };
  const { matter, role, scope, code, values, by, at } = command;
  const person = refusePerson(by);
  if (person) return person;
  if (state.status === 'sent') return { refused: 'notification-sent' };
  if (!AUDIENCES.includes(role) || typeof scope !== 'string' || scope === '')
    return { refused: 'no-such-audience', values: { role } };
  if (typeof code !== 'string' || !/^[a-z][a-z-]*$/.test(code) || !isContext(values))
    return { refused: 'notification-code-missing' };
  return {
    events: [{ type: 'Sent', v: 1, matter, role, scope, code, values, at }],
    effects: [
      { do: 'notify', to: { role, scope }, code, values },
      { do: 'endStream', status: 'completed' },
    ],
  };
}
