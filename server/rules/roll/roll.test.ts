import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Encode, canonicalText, sha256, utf8Encode } from '#ledger';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { CHUNK, rollDecider, rollLeaf, rollLineOf, rollLinesOf, rollRoot, rollView } from './index.js';
import {
  MAX_HOLDERS,
  MAX_LINES,
  MAX_PER_PERSON,
  NO_ROLL,
  type Elector,
  type Freeze,
  type RollCommand,
  type RollState,
} from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const name = { '~': 'q'.repeat(43) + '=' };
const text = { '~': 'commitment' };
const person = (elector: string): Elector => ({ elector, name, heads: 1, area: 0 });
const lines: readonly Elector[] = ['li', 'sun', 'zhang'].map(person);
const unnamed = lines.map((line) => ({ ...line, name: null }));
const freeze = (more: Partial<Freeze> = {}): Freeze => ({
  type: 'freeze',
  at: 1000,
  by: system,
  matter: 'm1',
  scope: 'qinghe/d2',
  selector: 'residents',
  right: 'person',
  lines,
  electors: 3,
  ...more,
});
const stage = (staged: readonly Elector[]): RollCommand => ({
  type: 'stage',
  at: 900,
  by: system,
  matter: 'm1',
  lines: staged,
});
const post: RollCommand = { type: 'post', at: 1100, by: system, roll: 'r1', term: { n: 5, unit: 'day' } };
const settle: RollCommand = { type: 'settle', at: 1500, by: system };
const object = (p: string, more: object = {}): RollCommand =>
  ({ type: 'object', at: 1200, by: actor(p, 'resident'), subject: 'missing', text, ...more }) as RollCommand;
const decide = (n: number, more: object = {}): RollCommand =>
  ({
    type: 'decideObjection',
    at: 1300,
    by: actor('wang', 'worker'),
    n,
    upheld: true,
    reason: text,
    ...more,
  }) as RollCommand;
const change = (more: object = {}): RollCommand =>
  ({
    type: 'change',
    at: 1400,
    by: actor('wang', 'worker'),
    do: 'add',
    elector: 'chen',
    reason: text,
    ...more,
  }) as RollCommand;
const lock = (root: string): RollCommand => ({ type: 'lock', at: 1600, by: system, holder: 'p1', root });
const given = (...commands: RollCommand[]) => specify(rollDecider).given(history(rollDecider, commands).events);
const stateAfter = (...commands: RollCommand[]): RollState => history(rollDecider, commands).state;

describe('a roll', () => {
  it('freezes its lines in order, with their sums, their number and their root', () => {
    // given
    const roll = given();
    // when
    const { decision, after } = roll.when(freeze());
    // then
    expect(decision).toMatchObject({ events: [{ type: 'Frozen', electors: 3, root: rollRoot(lines, 'person') }] });
    expect(after).toMatchObject({ status: 'frozen', heads: 3, area: 0, frozenAt: 1000 });
    expect(rollLineOf(after, 'sun')).toMatchObject({ e: 1, elector: 'sun', heads: 1 });
    expect(rollLineOf(after, 'zhao')).toBeNull();
  });

  it('names nobody in a public leaf, and yet is about exactly these people', () => {
    // given
    const household: Elector = { elector: 'zhang', name, heads: 1, area: 0, holders: ['li'] };
    const leaf = rollLeaf(household, 'household');
    // when then
    expect(JSON.parse(leaf)).toEqual({
      c: name['~'],
      cls: 'all',
      n: 1,
      right: 'household',
      v: 1,
      who: base64Encode(sha256(utf8Encode(`heyi/line/v1\n${canonicalText({ elector: 'zhang', holders: ['li'] })}`))),
    });
    expect(leaf).not.toMatch(/zhang|li"/);
    const roots = [household, { ...household, elector: 'zhao' }, { ...household, holders: ['sun'] }].map((line) =>
      rollRoot([{ ...line, name: null }], 'household'),
    );
    expect(new Set(roots).size).toBe(3);
  });

  it('is the same roll whether its lines come at once or in parts', () => {
    // given
    const [first, ...rest] = lines as [Elector, ...Elector[]];
    const whole = stateAfter(freeze());
    // when then
    expect(stateAfter(stage([first]), stage(rest), freeze({ lines: [] }))).toEqual(whole);
    expect(stateAfter(stage([first]), freeze({ lines: rest }))).toEqual(whole);
  });

  it('finds everybody who may use a right, in every line they stand for', () => {
    // given
    const households: readonly Elector[] = [
      { ...person('h1'), holders: ['li', 'zhang'] },
      { ...person('h2'), holders: ['zhang'] },
      person('sun'),
    ];
    const state = stateAfter(freeze({ right: 'household', selector: 'households', lines: households }));
    // when
    const places = (p: string) => rollLinesOf(state, p).map(({ e, elector }) => [e, elector]);
    // then
    expect(places('li')).toEqual([[0, 'h1']]);
    expect(places('zhang')).toEqual([
      [0, 'h1'],
      [1, 'h2'],
    ]);
    expect(places('sun')).toEqual([[2, 'sun']]);
    expect(places('h1')).toEqual([]);
  });

  it.each<[string, RollCommand[], RollCommand]>([
    ['role-does-not-fit', [], freeze({ by: actor('wang', 'worker') })],
    ['role-does-not-fit', [], { ...stage(lines), by: actor('wang', 'worker') }],
    ['roll-empty', [], freeze({ lines: [], electors: 0 })],
    ['roll-empty', [], stage([])],
    ['roll-too-long', [], stage(Array.from({ length: CHUNK + 1 }, (_, i) => person(String(10_000 + i))))],
    ['roll-too-long', [], freeze({ lines: 'all' as unknown as Elector[] })],
    ['roll-line', [], freeze({ lines: [{ elector: 'li', name, heads: 0, area: 0 }] })],
    ['roll-line', [], freeze({ lines: [{ ...person('li'), holders: [] }] })],
    ['roll-line', [], freeze({ lines: [{ ...person('li'), holders: Array(MAX_HOLDERS + 1).fill('x') as string[] }] })],
    ['roll-line', [], freeze({ lines: [null as unknown as Elector] })],
    ['roll-order', [], freeze({ lines: [lines[1] as Elector, lines[0] as Elector] })],
    ['roll-order', [], freeze({ lines: [lines[0] as Elector, lines[0] as Elector] })],
    ['roll-order', [stage([person('m')])], stage([person('m')])],
    ['roll-order', [stage([person('m')])], freeze()],
    ['roll-incomplete', [], freeze({ electors: 4 })],
    ['roll-incomplete', [stage([person('a')])], freeze()],
    ['bad-command', [], freeze({ right: 'unit' as 'person' })],
    ['roll-frozen', [freeze()], freeze()],
    ['roll-frozen', [freeze()], stage([person('zz')])],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as RollCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('takes 50,000 lines and not one more', () => {
    // given a roll that is full but for one line
    const full = Array.from({ length: MAX_LINES }, (_, i) => person(String(100_000 + i)));
    const state = { ...NO_ROLL, status: 'staging' as const, lines: full.slice(1) };
    const last = full.at(-1) as Elector;
    const before = { ...state, lines: full.slice(0, -1) };
    // when then
    expect(rollDecider.decide(before, stage([last]) as never, {})).toHaveProperty('events');
    expect(rollDecider.decide({ ...state, lines: full }, stage([person('z')]) as never, {})).toEqual({
      refused: 'roll-too-long',
      values: { electors: MAX_LINES + 1, most: MAX_LINES },
    });
  });
});

describe('objections to a roll', () => {
  it('are taken while it is posted, wake the procedure, and are decided one by one', () => {
    // given
    const roll = given(freeze(), post);
    // when
    const { decision } = roll.when(object('chen'));
    // then
    expect(decision).toMatchObject({
      events: [{ type: 'RollObjected', n: 1, p: 'chen', subject: 'missing' }],
      effects: [{ do: 'publishMessage', name: 'roll-objection', correlationKey: 'r1', variables: { n: 1 } }],
      answer: { n: 1 },
    });
    // and
    const decided = given(freeze(), post, object('chen'), object('sun')).when(decide(2, { upheld: false }));
    expect(decided.after.objections.map((each) => each.decision?.upheld)).toEqual([undefined, false]);
    expect(decided.decision).toMatchObject({
      effects: [{ do: 'notify', to: { people: ['sun'] }, code: 'roll-objection-decided' }],
    });
  });

  it('put a line right at once where they are upheld, with the root after it', () => {
    // given
    const roll = given(freeze(), post, object('chen'));
    // when
    const { after, decision } = roll.when(decide(1, { change: { do: 'add', elector: 'chen', heads: 1, area: 0 } }));
    // then
    const changed = [person('chen'), ...lines].map((line) =>
      line.elector === 'chen' ? { ...line, name: null } : line,
    );
    expect(after).toMatchObject({ heads: 4, lines: changed, root: rollRoot(changed, 'person') });
    expect(decision).toMatchObject({
      events: [
        { type: 'RollObjectionDecided', n: 1 },
        { type: 'RollChanged', n: 1, do: 'add', p: 'wang' },
      ],
    });
  });

  it('end with the posting, and the roll settles once each is decided', () => {
    // given
    const waiting = given(freeze(), post, object('sun')).when(settle);
    expect(waiting.decision).toMatchObject({ events: [{ type: 'RollChecked', open: 1 }] });
    expect(waiting.after.status).toBe('deciding');
    // when then
    expect(given(freeze(), post, object('sun'), settle).when(object('li')).decision).toEqual({
      refused: 'roll-objections-closed',
    });
    const settled = given(freeze(), post, object('sun'), settle, decide(1, { upheld: false })).when(settle);
    expect(settled.decision).toMatchObject({ events: [{ type: 'RollSettled', objections: 1, upheld: 0 }] });
    expect(settled.after.status).toBe('settled');
    expect(given(freeze(), post).when(settle).after.status).toBe('settled');
  });

  it('are entered for somebody by a helper, both named, and the author is told', () => {
    // given
    const by = { ...actor('qian', 'grid'), for: { p: 'old-li', basis: null, way: 'phone' as const } };
    // when
    const { after, decision } = given(freeze(), post).when(object('qian', { by }));
    // then
    expect(after.objections).toMatchObject([{ p: 'old-li', helper: 'qian', way: 'phone' }]);
    expect(decision).toMatchObject({
      effects: [
        {},
        { do: 'notify', to: { people: ['old-li'] }, code: 'acted-for-you', values: { act: 'roll.object' } },
      ],
    });
  });

  it.each<[string, RollCommand[], RollCommand]>([
    ['roll-not-frozen', [], post],
    ['roll-posted', [freeze(), post], post],
    ['roll-locked', [freeze(), lock(rollRoot(lines, 'person'))], post],
    ['term-invalid', [freeze()], { ...post, term: { n: 0, unit: 'day' } } as RollCommand],
    ['role-does-not-fit', [freeze()], { ...post, by: actor('wang', 'worker') } as RollCommand],
    ['roll-not-posted', [], object('sun')],
    ['roll-not-posted', [freeze()], object('sun')],
    ['roll-objections-closed', [freeze(), post, settle], object('sun')],
    ['role-does-not-fit', [freeze(), post], object('wang', { by: actor('wang', 'worker') })],
    ['scope-does-not-fit', [freeze(), post], object('far', { by: actor('far', 'resident', 'qinghe/d21') })],
    ['no-such-subject', [freeze(), post], object('sun', { subject: 'angry' })],
    ['not-sealed', [freeze(), post], object('sun', { text: '明文' })],
    [
      'too-many-objections',
      [freeze(), post, ...Array.from({ length: MAX_PER_PERSON }, () => object('sun'))],
      object('sun'),
    ],
    ['roll-not-posted', [freeze()], decide(1)],
    ['role-does-not-fit', [freeze(), post, object('sun')], decide(1, { by: actor('sun', 'resident') })],
    ['scope-does-not-fit', [freeze(), post, object('sun')], decide(1, { by: actor('far', 'worker', 'qinghe/d9') })],
    [
      'not-for-others',
      [freeze(), post, object('sun')],
      decide(1, { by: { ...actor('wang', 'worker'), for: { p: 'sun', basis: null, way: 'phone' } } }),
    ],
    ['own-objection', [freeze(), post, object('wang')], decide(1)],
    ['no-such-objection', [freeze(), post, object('sun')], decide(2)],
    ['no-such-objection', [freeze(), post, object('sun')], decide(0)],
    ['already-decided', [freeze(), post, object('sun'), decide(1)], decide(1, { upheld: false })],
    ['no-such-answer', [freeze(), post, object('sun')], decide(1, { upheld: 'yes' })],
    ['not-sealed', [freeze(), post, object('sun')], decide(1, { reason: '明文' })],
    [
      'change-not-upheld',
      [freeze(), post, object('sun')],
      decide(1, { upheld: false, change: { do: 'remove', elector: 'li' } }),
    ],
    ['no-such-line', [freeze(), post, object('sun')], decide(1, { change: { do: 'remove', elector: 'chen' } })],
    ['no-such-change', [freeze(), post, object('sun')], decide(1, { change: 'all' })],
    ['roll-settled', [freeze(), post, object('sun'), decide(1), settle], decide(1)],
    ['roll-not-posted', [freeze()], settle],
    ['roll-settled', [freeze(), post, settle], settle],
    ['role-does-not-fit', [freeze(), post], { ...settle, by: actor('wang', 'worker') } as RollCommand],
  ])('refuses %s', (refused, commands, command) => {
    // given
    const roll = given(...commands);
    // when
    const { decision, after } = roll.when(command);
    // then
    expect(decision).toMatchObject({ refused });
    expect(after).toBe(roll.before);
  });
});

describe('a later change', () => {
  it('stands in a record of its own, is told to whose line it is, and moves the root', () => {
    // given
    const roll = given(freeze());
    // when
    const { after, decision } = roll.when(change({ do: 'correct', elector: 'sun', heads: 1, area: 9_000 }));
    // then
    expect(decision).toMatchObject({ effects: [{ do: 'notify', to: { people: ['sun'] }, code: 'roll-changed' }] });
    expect(after).toMatchObject({ area: 9_000, changes: [{ do: 'correct', elector: 'sun', n: null, p: 'wang' }] });
    expect(after.root).not.toBe(rollRoot(lines, 'person'));
    expect(after.changes[0]?.root).toBe(after.root);
  });

  it('is possible until something stands on the roll', () => {
    // given
    const settled = [freeze(), post, settle, change()];
    const { root } = stateAfter(...settled);
    // when then
    expect(given(...settled).when(lock(root)).after.locked).toEqual(['p1']);
    expect(given(...settled, lock(root)).when(change({ do: 'remove', elector: 'li' })).decision).toEqual({
      refused: 'roll-locked',
    });
    expect(given(...settled, lock(root)).when(lock(root)).after.locked).toHaveLength(2);
  });

  it.each<[string, RollCommand[], RollCommand]>([
    ['roll-not-frozen', [], change()],
    ['role-does-not-fit', [freeze()], change({ by: actor('gu', 'convenor') })],
    ['scope-does-not-fit', [freeze()], change({ by: actor('far', 'worker', 'qinghe/d9') })],
    [
      'not-for-others',
      [freeze()],
      change({ by: { ...actor('wang', 'worker'), for: { p: 'sun', basis: null, way: 'phone' } } }),
    ],
    ['not-sealed', [freeze()], change({ reason: '明文' })],
    ['no-such-change', [freeze()], change({ do: 'swap' })],
    ['roll-line', [freeze()], change({ heads: 0 })],
    ['roll-line', [freeze()], change({ elector: undefined })],
    ['already-on-the-roll', [freeze()], change({ elector: 'li' })],
    ['no-such-line', [freeze()], change({ do: 'correct' })],
    [
      'roll-empty',
      [freeze(), change({ do: 'remove', elector: 'li' }), change({ do: 'remove', elector: 'sun' })],
      change({ do: 'remove', elector: 'zhang' }),
    ],
    ['roll-not-frozen', [], lock('')],
    ['roll-not-settled', [freeze(), post], lock(rollRoot(lines, 'person'))],
    ['roll-changed', [freeze(), change()], lock(rollRoot(lines, 'person'))],
    [
      'roll-changed',
      [freeze({ lines: unnamed }), change(), change({ do: 'remove', elector: 'li' })],
      lock(rollRoot(unnamed, 'person')),
    ],
    ['role-does-not-fit', [freeze()], { ...lock(rollRoot(lines, 'person')), by: actor('wang', 'worker') }],
    ['bad-command', [freeze()], { ...lock(rollRoot(lines, 'person')), holder: '' } as RollCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('leaves lines, sums and root as if the roll had been frozen that way, whatever is changed in what order', () => {
    const elector = fc.integer({ min: 0, max: 12 }).map((n) => `p${String(n).padStart(2, '0')}`);
    const step = fc.record({
      do: fc.constantFrom('add' as const, 'remove' as const, 'correct' as const),
      elector,
      heads: fc.integer({ min: 1, max: 3 }),
      area: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        // given a plain map beside the decider
        let state = stateAfter(freeze());
        const plain = new Map(lines.map((line) => [line.elector, line]));
        for (const each of steps) {
          // when
          const decision = rollDecider.decide(state, change(each) as never, {});
          if ('refused' in decision) continue;
          for (const event of decision.events) state = rollDecider.evolve(state, event, {});
          if (each.do === 'remove') plain.delete(each.elector);
          else
            plain.set(each.elector, {
              elector: each.elector,
              name: plain.get(each.elector)?.name ?? null,
              heads: each.heads,
              area: each.area,
            });
        }
        // then
        const wanted = [...plain.values()].sort((a, b) => (a.elector < b.elector ? -1 : 1));
        expect(state.lines).toEqual(wanted);
        expect(state.root).toBe(rollRoot(wanted, 'person'));
        expect(state.heads).toBe(wanted.reduce((sum, line) => sum + line.heads, 0));
        expect(wanted.map(({ elector: p }) => rollLineOf(state, p)?.e)).toEqual(wanted.map((_, e) => e));
      }),
      { numRuns: 60 },
    );
  });
});

describe('who sees what of a roll', () => {
  const state = stateAfter(
    freeze(),
    post,
    object('sun'),
    object('li'),
    decide(2, { change: { do: 'correct', elector: 'li', heads: 1, area: 100 } }),
  );

  it('everybody size, root and changes; only staff and the elector whose line', () => {
    expect(rollView(state, { p: 'zhang', staff: false })).toMatchObject({
      electors: 3,
      changes: [{ do: 'correct', elector: null, reason: null, n: 2 }],
      lines: [{ elector: 'zhang', e: 2 }],
      locked: false,
    });
    expect(rollView(state, { p: 'li', staff: false }).changes).toMatchObject([{ elector: 'li', mine: true }]);
    expect(rollView(state, { p: 'wang', staff: true }).changes).toMatchObject([{ elector: 'li', mine: false }]);
    expect(rollView(state, { p: null, staff: false }).lines).toEqual([]);
  });

  it('of a household roll: those who stand for a line see that it is theirs, and are told', () => {
    // given
    const household: readonly Elector[] = [{ ...person('h1'), holders: ['li', 'zhang'] }, person('sun')];
    const roll = given(freeze({ right: 'household', lines: household, electors: 2 }));
    // when
    const { after, decision } = roll.when(change({ do: 'correct', elector: 'h1', area: 5 }));
    // then
    expect(decision).toMatchObject({ effects: [{ to: { people: ['li', 'zhang'] }, code: 'roll-changed' }] });
    const seen = (p: string) => rollView(after, { p, staff: false }).changes[0];
    expect([seen('zhang'), seen('sun')]).toMatchObject([
      { elector: 'h1', mine: true },
      { elector: null, mine: false },
    ]);
  });

  it('objections: staff all, others their own and those decided, without who made them', () => {
    const seen = (p: string | null, staff: boolean) =>
      rollView(state, { p, staff }).objections.map((each) => [each.n, each.p]);
    expect(seen('sun', false)).toEqual([
      [1, 'sun'],
      [2, null],
    ]);
    expect(seen(null, false)).toEqual([[2, null]]);
    expect(seen('wang', true)).toEqual([
      [1, 'sun'],
      [2, 'li'],
    ]);
    expect(rollView(state, { p: null, staff: false })).toMatchObject({ made: 2, decided: 1 });
  });
});
