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
    to: { role: 'resident', scope: 'qinghe/d2' },
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

  it('sends to people by name, each once', () => {
    // given
    const [job] = notifyRules.jobs;
    const context = { instance: 'm1', scope: 'qinghe/d2', ids: ['x'] } as never;
    // when
    const plan = job?.plan({ to: ['zhang', 'li', 'zhang'], code: 'vote-opened' }, context);
    const to = plan !== undefined && 'commands' in plan ? plan.commands[0]?.command['to'] : undefined;
    const { decision } = specify(notificationDecider).given([]).when(send({ to }));
    // then
    expect(decision).toMatchObject({
      effects: [{ do: 'notify', to: { people: ['zhang', 'li'] } }, { do: 'endStream' }],
    });
  });

  it.each<[string, Send[], Send]>([
    ['role-does-not-fit', [], send({ by: actor('wang', 'worker') })],
    ['notification-sent', [send()], send()],
    ['no-such-audience', [], send({ to: { role: 'everybody', scope: 'qinghe/d2' } })],
    ['no-such-audience', [], send({ to: { role: 'resident', scope: '' } })],
    ['no-such-audience', [], send({ to: { people: [] } })],
    ['no-such-audience', [], send({ to: { people: Array.from({ length: 501 }, (_, n) => `p${n}`) } })],
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
      commands: [
        {
          stream: 'x',
          kind: 'notification',
          command: { type: 'send', to: { role: 'resident', scope: 'qinghe/d2' }, values: {} },
        },
      ],
    });
  });
});
