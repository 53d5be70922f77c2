import { describe, expect, it } from 'vitest';
import { canonicalText } from '#ledger';
import { actor, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { rollDecider, rollLeaf, rollLineOf, rollRoot, rollRules, rollView } from './index.js';
import { MAX_LINES, type Elector, type Freeze, type RollState } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const name = { '~': 'q'.repeat(43) + '=' };
const lines: readonly Elector[] = ['li', 'sun', 'zhang'].map((elector) => ({ elector, name, heads: 1, area: 0 }));
const freeze = (more: Partial<Freeze> = {}): Freeze => ({
  type: 'freeze',
  at: 1000,
  by: system,
  matter: 'm1',
  scope: 'qinghe/d2',
  selector: 'residents',
  right: 'person',
  lines,
  root: rollRoot(lines, 'person'),
  ...more,
});

describe('roll', () => {
  it('freezes its lines in order, with their sums and root', () => {
    // given
    const roll = specify(rollDecider).given([]);
    // when
    const { decision, after } = roll.when(freeze());
    // then
    expect(decision).not.toHaveProperty('refused');
    expect(after).toMatchObject({
      status: 'frozen',
      heads: 3,
      area: 0,
      root: rollRoot(lines, 'person'),
      frozenAt: 1000,
    });
    expect(rollLineOf(after, 'sun')).toMatchObject({ e: 1, elector: 'sun', heads: 1 });
    expect(rollLineOf(after, 'zhao')).toBeNull();
    expect(rollView(after)).not.toHaveProperty('lines');
  });

  it('names nobody in a public leaf', () => {
    expect(rollLeaf({ elector: 'zhang', name, heads: 1, area: 0 }, 'person')).toBe(
      canonicalText({ c: name['~'], cls: 'all', n: 1, right: 'person', v: 1 }),
    );
  });

  it.each([
    ['role-does-not-fit', freeze({ by: actor('wang', 'worker') })],
    ['roll-empty', freeze({ lines: [], root: rollRoot([], 'person') })],
    [
      'roll-too-long',
      freeze({
        lines: Array.from({ length: MAX_LINES + 1 }, (_, i) => ({ elector: String(i), name, heads: 1, area: 0 })),
      }),
    ],
    ['roll-line', freeze({ lines: [{ elector: 'li', name, heads: 0, area: 0 }] })],
    ['roll-order', freeze({ lines: [lines[1] as Elector, lines[0] as Elector] })],
    ['roll-order', freeze({ lines: [lines[0] as Elector, lines[0] as Elector] })],
    ['roll-root', freeze({ root: rollRoot(lines.slice(1), 'person') })],
  ])('refuses %s', (refused, command) => {
    expect(specify(rollDecider).given([]).when(command).decision).toMatchObject({ refused });
  });

  it('freezes once', () => {
    // given
    const first = specify(rollDecider).given([]).when(freeze());
    const events = 'events' in first.decision ? first.decision.events : [];
    // when
    const { decision } = specify(rollDecider).given(events).when(freeze());
    // then
    expect(decision).toEqual({ refused: 'roll-frozen', values: { electors: 3 } });
  });
});

describe('roll.freeze', () => {
  const [job] = rollRules.jobs;
  const context: JobContext = {
    instance: 'm1',
    key: 4,
    element: 'freeze',
    elementName: null,
    headers: {},
    scope: 'qinghe/d2',
    definition: '',
    at: 1000,
    ids: ['r1', 'x', 'x', 'x'],
    facts: {},
  };

  it('asks for the electors, then freezes them sorted', () => {
    // given
    const asked = job?.plan({ selector: 'residents' }, context);
    expect(asked).toEqual({
      commands: [],
      needs: [{ name: 'electors', kind: 'electors', parameters: { selector: 'residents', scope: 'qinghe/d2' } }],
    });
    // when
    const planned = job?.plan(
      { selector: 'residents' },
      {
        ...context,
        facts: {
          electors: [
            { elector: 'zhang', name, heads: 1, area: 0 },
            { elector: 'li', name, heads: 1, area: 0 },
          ],
        },
      },
    );
    // then
    if (planned === undefined || isProblem(planned)) throw new Error('no plan');
    const command = { ...planned.commands[0]?.command, at: 1000, by: system } as unknown as Freeze;
    const { after } = specify(rollDecider).given([]).when(command);
    expect(after.lines.map((line) => line.elector)).toEqual(['li', 'zhang']);
    const record = { stream: 'r1', seq: 0, leafHash: 'h' };
    expect(job?.result({}, [{ stream: 'r1', state: after satisfies RollState, record }], context)).toMatchObject({
      roll: 'r1',
      electors: 2,
      heads: 2,
      reference: record,
    });
  });

  it('says that nobody is on the roll', () => {
    expect(job?.plan({ selector: 'residents' }, { ...context, facts: { electors: [] } })).toMatchObject({
      problem: 'roll-empty',
    });
    expect(job?.plan({}, context)).toMatchObject({ problem: 'input-missing' });
  });
});
