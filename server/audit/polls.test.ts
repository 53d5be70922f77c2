import { describe, expect, it } from 'vitest';
import { base64Encode, canonicalText, valueCommitment } from '#ledger';
import { boardOf, inBoardOrder, NO_POLL, type OpenedBallot, type PollState } from '#rules/poll';
import { Findings } from './findings.js';
import { checkPolls } from './polls.js';
import type { EvidenceBundle } from './types.js';

/** A ballot as a database's owner could write it: whatever the opening says, the leaf commits to it. */
function laid(e: number, opening: Readonly<Record<string, unknown>>): OpenedBallot {
  const salt = new Uint8Array(32).fill(e + 1);
  const c = base64Encode(valueCommitment(salt, opening));
  return {
    leaf: canonicalText({ c, ch: 'device', e, rev: 0, v: 1 }),
    choice: canonicalText(opening),
    salt: base64Encode(salt),
  };
}

/** Checks a closed poll of three with these ballots, named as its board; the roll has p0 to p2 with a head each. */
function check(ballots: readonly OpenedBallot[], roll: object = {}) {
  const ordered = inBoardOrder(ballots) ?? [];
  const poll = {
    ...NO_POLL,
    status: 'counted',
    board: boardOf(ordered),
    terms: { roll: { stream: 'r1', root: 'root' } },
  } as unknown as PollState;
  const lines = [0, 1, 2].map((e) => ({ e, elector: `p${e}`, name: null, heads: 1, area: 0 }));
  const states = new Map<string, unknown>([
    ['poll1', poll],
    ['r1', { lines, root: 'root', ...roll }],
  ]);
  const bundle = { votes: [{ poll: 'poll1', ballots: ordered }] } as unknown as EvidenceBundle;
  const findings = new Findings();
  const counted = checkPolls(bundle, [{ id: 'poll1', kind: 'poll', records: [], sound: true }], states, findings);
  return { counted, found: findings.differences.map(({ what, expected, found }) => [what, expected, found]) };
}

describe('the ballots of a closed poll', () => {
  it('are in order, those cast by a helper too', () => {
    expect(
      check([
        laid(0, { choice: 'yes', heads: 1 }),
        laid(1, { choice: 'no', heads: 1, helper: 'chen', way: 'phone' }),
        laid(2, { choice: 'abstain', heads: 1, helper: 'p0', way: 'paper' }),
      ]),
    ).toEqual({ counted: 3, found: [] });
  });

  it.each([
    ['other heads than the roll says', { choice: 'yes', heads: 2 }, ['ballot-heads', '1', '2']],
    ['its elector as helper', { choice: 'yes', heads: 1, helper: 'p1', way: 'phone' }, ['ballot-helper', null, '0']],
    ['a helper without a way', { choice: 'yes', heads: 1, helper: 'chen' }, ['ballot', '0', null]],
    ['a way nobody may use', { choice: 'yes', heads: 1, helper: 'chen', way: 'dream' }, ['ballot', '0', null]],
    ['more than it may', { choice: 'yes', heads: 1, area: 9 }, ['ballot', '0', null]],
  ])('are found where one has %s', (_what, opening, difference) => {
    expect(check([laid(1, opening)]).found).toEqual([difference]);
  });

  it('are no longer those of the roll where its lines were changed after the vote opened', () => {
    expect(check([laid(1, { choice: 'yes', heads: 1 })], { root: 'other' }).found).toEqual([
      ['roll-root', 'root', 'other'],
    ]);
  });

  it('of a household have no helper who stands for it', () => {
    // given
    const lines = [0, 1].map((e) => ({ elector: `h${e}`, name: null, heads: 1, area: 0, holders: [`p${e}`, `q${e}`] }));
    const helped = (helper: string) => [laid(1, { choice: 'yes', heads: 1, helper, way: 'phone' })];
    // when then
    expect(check(helped('q1'), { lines }).found).toEqual([['ballot-helper', null, '0']]);
    expect(check(helped('q0'), { lines }).found).toEqual([]);
  });
});
