import { describe, expect, it } from 'vitest';
import { meets } from '#tally';
import {
  check,
  demandsOf,
  isPetitionMet,
  isTermAtLeast,
  representativesNeeded,
  type CheckContext,
  type LawFinding,
  type Params,
} from './check.js';
import { inForce, packOf, packText, short, shortOf, type FractionRule, type RulePack } from './pack.js';
import { DISCLOSURE_BOARDS, NUMBER_WORDS, PACKS, REPRESENTATIVES_MEETING, RESIDENTS_MEETING } from './packs/index.js';

const codes = (pack: RulePack, params: Params, context?: CheckContext): readonly string[] =>
  check(pack, params, context).map((finding) => finding.code);

describe('packs', () => {
  it('name law, article, version, date and mark for every rule', () => {
    for (const pack of PACKS) {
      expect(pack.source).toMatchObject({
        law: expect.stringMatching(/^中华人民共和国/),
        mark: expect.stringMatching(/^[VSG]$/),
      });
      expect(pack.effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      for (const field of ['quorum', 'threshold', 'notice', 'publicity', 'composition', 'petition'] as const) {
        const rule = pack[field];
        if (rule !== undefined) expect(rule).toMatchObject({ article: expect.stringMatching(/^\d+$/), floor: true });
      }
    }
  });

  it('are chosen by the day a matter starts', () => {
    expect(packOf(PACKS, 'residents.meeting', '2025-12-31')?.source.textVersion).toBe('2018-12-29');
    expect(packOf(PACKS, 'residents.meeting', '2026-01-01')).toBe(RESIDENTS_MEETING);
    expect(packOf(PACKS, 'residents.meeting', '1989-12-31')).toBeUndefined();
    expect(inForce(RESIDENTS_MEETING, '2099-01-01')).toBe(true);
    // never two at once
    for (const pack of PACKS) {
      expect(PACKS.filter((other) => other.id === pack.id && inForce(other, pack.effectiveFrom))).toEqual([pack]);
    }
  });

  it('have a text of their own, as a file of a definition set', () => {
    expect(JSON.parse(packText(RESIDENTS_MEETING))).toEqual(RESIDENTS_MEETING);
    expect(packText(RESIDENTS_MEETING).endsWith('}\n')).toBe(true);
  });

  it.each([
    ['two_thirds_or_more', 2n, 3n, true],
    ['more_than_two_thirds', 2n, 3n, false],
    ['more_than_half', 5n, 10n, false],
    ['three_quarters_or_more', 75n, 100n, true],
  ] as const)('R01: %s, %s of %s is %s', (word, value, total, met) => {
    expect(meets(NUMBER_WORDS[word].fraction, value, total)).toBe(met);
  });

  it('read and write the short form', () => {
    expect(shortOf(short('>=2/3'))).toBe('>=2/3');
    expect(() => short('2/3')).toThrow(RangeError);
  });
});

describe('quorum and threshold', () => {
  it.each<[string, Params, readonly string[]]>([
    ['the floor itself', { quorum: short('>1/2'), threshold: short('>1/2') }, []],
    ['stricter than the floor', { quorum: short('>=2/3'), threshold: short('>=3/4') }, []],
    ['half, inclusive, is below more than half', { quorum: short('>=1/2') }, ['quorum-below-floor']],
    ['a third of those present', { threshold: short('>1/3') }, ['threshold-below-floor']],
    ['of the ballots only', { threshold: { ...short('>1/2'), base: 'participating' } }, ['base-below-floor']],
    ['of the electorate', { threshold: { ...short('>1/2'), base: 'electorate' } }, []],
    ['in area', { quorum: { ...short('>1/2'), of: 'area' } }, ['quorum-below-floor']],
    ['one of several demands reaches it', { quorum: [short('>1/3'), { ...short('>1/2'), of: 'households' }] }, []],
    ['abstentions taken out', { abstain: 'out' }, ['abstain-out-of-base']],
    ['silence counted', { silence: 'count-with-majority' }, ['silence-counted']],
    ['nothing given', {}, []],
  ])('residents’ meeting: %s', (_name, params, expected) => expect(codes(RESIDENTS_MEETING, params)).toEqual(expected));

  it('names the law, the article and both values', () => {
    expect(check(RESIDENTS_MEETING, { quorum: short('>=1/2') })).toEqual([
      {
        code: 'quorum-below-floor',
        pack: 'residents.meeting',
        field: 'quorum',
        law: '中华人民共和国城市居民委员会组织法',
        article: '27',
        mark: 'V',
        values: { given: '>=1/2', floor: '>1/2', of: 'heads households' },
        fix: { field: 'quorum', fraction: short('>1/2') },
      },
    ]);
  });

  it('takes ballots cast for attendance where nobody meets', () => {
    const params = (base: 'cast' | 'participating'): Params => ({ threshold: { ...short('>1/2'), base } });
    expect(codes(RESIDENTS_MEETING, params('cast'))).toEqual(['base-below-floor']);
    expect(codes(RESIDENTS_MEETING, params('cast'), { attendance: 'ballots' })).toEqual([]);
    expect(codes(RESIDENTS_MEETING, params('participating'), { attendance: 'ballots' })).toEqual(['base-below-floor']);
  });

  it('says what is missing where it is required', () => {
    expect(
      codes(RESIDENTS_MEETING, {}, { required: ['quorum', 'threshold', 'notice', 'publicity', 'composition'] }),
    ).toEqual(['quorum-missing', 'threshold-missing', 'notice-missing', 'publicity-missing']);
    expect(codes(REPRESENTATIVES_MEETING, {}, { required: ['composition'] })).toEqual(['composition-missing']);
  });

  it('demands every dimension where the rule counts in all of them', () => {
    // given: the shape of an owners' decision, which counts area and heads
    const rule: FractionRule = {
      law: '中华人民共和国民法典',
      article: '278',
      mark: 'V',
      floor: true,
      fraction: short('>=2/3'),
      base: 'electorate',
      of: ['area', 'heads'],
      counted: 'all',
    };
    const pack: RulePack = { ...RESIDENTS_MEETING, quorum: rule };

    // then
    expect(codes(pack, { quorum: demandsOf(rule) })).toEqual([]);
    expect(codes(pack, { quorum: { ...short('>=2/3'), of: 'heads' } })).toEqual(['quorum-below-floor']);
    expect(
      codes(pack, {
        quorum: [
          { ...short('>=2/3'), of: 'heads' },
          { ...short('>1/2'), of: 'area' },
        ],
      }),
    ).toEqual(['quorum-below-floor']);
    expect(demandsOf(rule)).toEqual([
      { of: 'area', base: 'electorate', num: 2, den: 3, op: '>=' },
      { of: 'heads', base: 'electorate', num: 2, den: 3, op: '>=' },
    ]);
  });

  it('a matter of 2025 keeps the pack of 2025', () => {
    expect(codes(RESIDENTS_MEETING, {}, { day: '2025-12-31' })).toEqual(['pack-not-in-force']);
    expect(codes(RESIDENTS_MEETING, {}, { day: '2026-01-01' })).toEqual([]);
  });
});

describe('terms', () => {
  it.each<[string, Params, CheckContext, readonly string[]]>([
    ['notice of 10 days', { notice: { n: 10, unit: 'day' } }, {}, []],
    ['notice of 9 days', { notice: { n: 9, unit: 'day' } }, {}, ['notice-below-floor']],
    ['notice of 9 days with a special reason', { notice: { n: 1, unit: 'day' } }, { specialReason: true }, []],
    ['publicity of 15 days', { publicity: { n: 15, unit: 'day' } }, {}, []],
    ['publicity of 14 days', { publicity: { n: 14, unit: 'day' } }, {}, ['publicity-below-floor']],
    ['publicity of 7 working days', { publicity: { n: 7, unit: 'working_day' } }, {}, ['publicity-below-floor']],
    ['publicity of 15 working days', { publicity: { n: 15, unit: 'working_day' } }, {}, []],
    [
      'a special reason does not shorten publicity',
      { publicity: { n: 14, unit: 'day' } },
      { specialReason: true },
      ['publicity-below-floor'],
    ],
  ])('%s', (_name, params, context, expected) => expect(codes(RESIDENTS_MEETING, params, context)).toEqual(expected));

  it('gives both terms as values', () => {
    expect(check(DISCLOSURE_BOARDS, { publicity: { n: 7, unit: 'working_day' } })[0]).toMatchObject({
      article: '34',
      values: { given: 7, givenUnit: 'working_day', floor: 15, unit: 'day' },
    });
  });

  it.each([
    [{ n: 384, unit: 'hour' }, { n: 15, unit: 'day' }, true],
    [{ n: 383, unit: 'hour' }, { n: 15, unit: 'day' }, false],
    [{ n: 1, unit: 'day' }, { n: 24, unit: 'hour' }, true],
    [{ n: 1, unit: 'day' }, { n: 25, unit: 'hour' }, false],
    [{ n: 30, unit: 'day' }, { n: 7, unit: 'working_day' }, false],
  ] as const)('%j against %j: %s', (term, floor, enough) => expect(isTermAtLeast(term, floor)).toBe(enough));
});

describe('a fix', () => {
  const fixed = (params: Params, { fix }: LawFinding): Params => {
    if (fix === undefined) throw new Error('no fix');
    if ('fraction' in fix) return { ...params, [fix.field]: fix.fraction };
    return { ...params, [fix.field]: 'term' in fix ? fix.term : fix.value };
  };

  it.each<[RulePack, Params, CheckContext]>([
    [RESIDENTS_MEETING, { quorum: short('>=1/2'), threshold: short('>1/3') }, {}],
    [RESIDENTS_MEETING, { threshold: { ...short('>=3/4'), base: 'participating' } }, {}],
    [REPRESENTATIVES_MEETING, { quorum: [short('>1/2'), { ...short('>1/3'), of: 'heads' }] }, {}],
    [RESIDENTS_MEETING, { abstain: 'out', silence: 'count-with-majority' }, {}],
    [RESIDENTS_MEETING, { notice: { n: 3, unit: 'hour' }, publicity: { n: 3, unit: 'working_day' } }, {}],
    [RESIDENTS_MEETING, { notice: { n: 1, unit: 'day' } }, { required: ['quorum', 'threshold', 'publicity'] }],
  ])('removes its own finding and no other %#', (pack, params, context) => {
    const found = check(pack, params, context);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found)
      expect(check(pack, fixed(params, finding), context)).toEqual(found.filter((other) => other !== finding));
    // and all of them leave nothing
    expect(check(pack, found.reduce(fixed, params), context)).toEqual([]);
  });

  it('just reaches the floor, and is none where only a person can know', () => {
    expect(check(RESIDENTS_MEETING, { publicity: { n: 3, unit: 'hour' } })[0]?.fix).toEqual({
      field: 'publicity',
      term: { n: 384, unit: 'hour' },
    });
    const [missing] = check(REPRESENTATIVES_MEETING, { composition: { representatives: 1, committee: 7 } });
    expect(missing).toMatchObject({ code: 'composition-below-floor' });
    expect(missing).not.toHaveProperty('fix');
  });
});

describe('composition and petition (R02)', () => {
  it.each([
    [10, 7, ['composition-below-floor']],
    [27, 7, ['composition-below-floor']],
    [28, 7, []],
    [19, 5, ['composition-below-floor']],
    [20, 5, []],
    [50, 7, []],
  ] as const)('%i representatives beside %i committee members', (representatives, committee, expected) => {
    expect(codes(REPRESENTATIVES_MEETING, { composition: { representatives, committee } })).toEqual(expected);
  });

  it('says how many representatives are needed', () => {
    expect(representativesNeeded(REPRESENTATIVES_MEETING, 7)).toBe(28);
    expect(representativesNeeded(REPRESENTATIVES_MEETING, 5)).toBe(20);
    expect(representativesNeeded(RESIDENTS_MEETING, 7)).toBeUndefined();
    expect(check(REPRESENTATIVES_MEETING, { composition: { representatives: 27, committee: 7 } })[0]?.values).toEqual({
      representatives: 27,
      committee: 7,
      needed: 28,
      floor: '>=4/5',
    });
  });

  it.each([
    [RESIDENTS_MEETING, { adults: { signed: 61, total: 612 } }, false],
    [RESIDENTS_MEETING, { adults: { signed: 62, total: 612 } }, true],
    [RESIDENTS_MEETING, { household_reps: { signed: 29, total: 300 } }, false],
    [RESIDENTS_MEETING, { household_reps: { signed: 30, total: 300 } }, true],
    [RESIDENTS_MEETING, { reps: { signed: 16, total: 50 } }, false],
    [RESIDENTS_MEETING, { reps: { signed: 17, total: 50 } }, true],
    [REPRESENTATIVES_MEETING, { reps: { signed: 9, total: 50 } }, false],
    [REPRESENTATIVES_MEETING, { reps: { signed: 10, total: 50 } }, true],
    [RESIDENTS_MEETING, {}, false],
    [DISCLOSURE_BOARDS, { reps: { signed: 50, total: 50 } }, false],
  ] as const)('petition %#', (pack, signatures, met) => expect(isPetitionMet(pack, signatures)).toBe(met));
});
