import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { notificationDecider, notificationView, notifyRules, type Send } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const send = (more: object = {}): Send =>
  ({
    type: 'send',
    at: 1,
    by: system,
    matter: 'm1',
    role: 'resident',
    scope: 'qinghe/d2',
    code: 'vote-opened',
    values: { title: '充电棚' },
    ...more,
  }) as Send;

describe('notify', () => {
  it('sends once, by code, to a role within a scope', () => {
    // given
    const sending = specify(notificationDecider).given([]);
    // when
    const { decision, after } = sending.when(send());
    // then
    expect(decision).toMatchObject({
      effects: [
        {
          do: 'notify',
          to: { role: 'resident', scope: 'qinghe/d2' },
          code: 'vote-opened',
          values: { title: '充电棚' },
        },
        { do: 'endStream' },
      ],
    });
    expect(notificationView(after)).toMatchObject({ code: 'vote-opened', sentAt: 1 });
  });

  it.each<[string, Send[], Send]>([
    ['role-does-not-fit', [], send({ by: actor('wang', 'worker') })],
    ['notification-sent', [send()], send()],
    ['no-such-audience', [], send({ role: 'everybody' })],
    ['no-such-audience', [], send({ scope: '' })],
    ['notification-code-missing', [], send({ code: '各位居民' })],
    ['unknown-command', [], send({ type: 'shout' })],
  ])('refuses %s', (refused, before, command) => {
    const { events } = history(notificationDecider, before);
    expect(specify(notificationDecider).given(events).when(command).decision).toMatchObject({ refused });
  });

  it('takes the scope of the matter unless another is named', () => {
    const [job] = notifyRules.jobs;
    const plan = job?.plan({ role: 'resident', code: 'vote-opened' }, {
      instance: 'm1',
      scope: 'qinghe/d2',
      ids: ['x'],
    } as never);
    expect(plan).toMatchObject({
      commands: [{ stream: 'x', kind: 'notification', command: { type: 'send', scope: 'qinghe/d2', values: {} } }],
    });
  });
});
