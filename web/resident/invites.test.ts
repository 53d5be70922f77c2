import { expect, it } from 'vitest';
import type { Duty, InboxLine } from '#web/port';
import { invitationOf } from './invites.js';

const line = (code: string, matter: string | null = 'm1'): InboxLine => ({
  message: '1',
  at: 0,
  said: { code, values: {} },
  matter,
  title: '',
  read: false,
});
const duty = (kind: Duty['kind'], matter: string, acted = false): Duty => ({
  kind,
  id: `${kind} of ${matter}`,
  matter,
  title: '',
  due: { at: null, awaitsYear: null, left: null },
  acted,
});

it('leads to the act a message asked for, says what was done, and what is over', () => {
  // given another step of the same matter, and the same step of another
  const duties = [duty('cosign', 'm1'), duty('poll', 'm2'), duty('opinions', 'm1', true)];
  // then
  expect(invitationOf(line('notice.cosign-opened'), duties)).toEqual({ state: 'open', duty: duties[0] });
  expect(invitationOf(line('notice.consultation-opened'), duties)).toEqual({ state: 'acted', duty: duties[2] });
  expect(invitationOf(line('notice.vote-opened'), duties)).toEqual({ state: 'over' });
  expect(invitationOf(line('notice.digest', null), duties)).toBeNull();
  expect(invitationOf(line('notice.opinion-answered'), duties)).toBeNull();
});
