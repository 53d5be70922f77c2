import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
import { settingsDecider } from './index.js';
import { NO_SETTINGS, type ChangeSettings } from './types.js';

const { decide, evolve } = settingsDecider;
const by = (scope = 'qinghe', role = 'administrator'): Actor => ({ p: 'P', role, scope, basis: null });
const change = (values: ChangeSettings['values'], actor = by(), at = 7): ChangeSettings => ({
  ...{ type: 'changeSettings', at, by: actor, values },
});
const refusal = (command: ChangeSettings, state = NO_SETTINGS) => {
  const answer = decide(state, command, {} as never);
  return 'refused' in answer ? answer.refused : null;
};

describe('the settings of the office', () => {
  it('keep what was changed, by whom and when, and what it was before', () => {
    // given
    const decided = decide(NO_SETTINGS, change({ street: '青禾街道', sessionHours: 4 }), {} as never);
    if ('refused' in decided) throw new Error(decided.refused);
    // when
    const state = decided.events.reduce(evolve, NO_SETTINGS);
    // then
    expect(state).toMatchObject({ street: '青禾街道', sessionHours: 4, phone: null });
    expect(state.changes).toEqual([
      { field: 'street', before: null, after: '青禾街道', p: 'P', at: 7 },
      { field: 'sessionHours', before: null, after: 4, p: 'P', at: 7 },
    ]);
    expect(refusal(change({ street: '青禾街道' }), state)).toBe('nothing-to-change');
  });

  it('are changed by an administrator of a topmost place alone', () => {
    expect(refusal(change({ phone: '010-5555-0100' }))).toBeNull();
    expect(refusal(change({ phone: '010-5555-0100' }, by('qinghe/qhl')))).toBe('scope-does-not-fit');
    for (const role of ['security', 'auditor', 'worker'])
      expect(refusal(change({ phone: '010-5555-0100' }, by('qinghe', role)))).toBe('role-does-not-fit');
  });

  it.each<ChangeSettings['values']>([
    { sessionHours: 0 },
    { sessionHours: 25 },
    { sessionHours: 1.5 },
    { sessionHours: '4' },
    { street: '' },
    { street: ' 青禾' },
    { street: 'x'.repeat(61) },
    { phone: 'javascript:1' },
  ])('take no %o', (values) => {
    expect(refusal(change(values))).toBe('setting-invalid');
  });

  it('know no other setting', () => {
    expect(refusal(change({ demo: 'on' }))).toBe('setting-unknown');
  });
});
