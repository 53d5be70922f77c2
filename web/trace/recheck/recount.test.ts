import { describe, expect, it } from 'vitest';
import type { EvidenceBundle } from '#audit';
import { base64Encode, canonicalText } from '#ledger';
import { decideBallot, type Choice } from '#rules/poll';
import { recount } from './recount.js';

const half = { num: 1, den: 2, op: '>' } as const;
const terms = {
  matter: 'm',
  scope: 's',
  title: null,
  question: '?',
  options: ['yes', 'no', 'abstain'],
  quorum: half,
  threshold: half,
  thresholdBase: 'participating',
  ballot: 'open',
  revote: true,
  term: null,
  roll: { stream: 'r', electors: 4, heads: 4, root: '', reference: {} },
};

/** Evidence of one poll in which electors 0, 1, 2 … cast these choices. */
function evidence(choices: readonly Choice[]): EvidenceBundle {
  const body = JSON.stringify({ command: {}, events: [{ type: 'PollOpened', v: 1, ...terms }] });
  const state = { status: 'open', terms, openedAt: 0, closedAt: 0, board: null, result: null } as never;
  const salt = base64Encode(new Uint8Array(32).fill(7));
  const by = { p: 'p', role: 'resident', scope: 's', basis: null };
  const ballots = choices.map((choice, index) => {
    const decided = decideBallot(state, { elector: 'p', e: index, heads: 1, area: 0 }, null, {
      poll: 'p1',
      elector: 'p',
      choice,
      channel: 'device',
      by,
      salt,
      at: 1,
    });
    if ('refused' in decided) throw new Error(decided.refused);
    return { leaf: canonicalText(decided.leaf), choice: decided.choice, salt };
  });
  return {
    v: 1,
    definitions: [],
    facts: [],
    streams: [{ id: 'p1', kind: 'poll', records: [{ leaf: '', body, salt }] }],
    votes: [{ poll: 'p1', ballots }],
  };
}

describe('counting again from the ballots alone', () => {
  it('counts every ballot and who cast none', () => {
    // when
    const [counted] = recount(evidence(['yes', 'yes', 'no']));
    // then
    expect(counted).toMatchObject({
      poll: 'p1',
      result: {
        outcome: 'passed',
        counts: { yes: 2, no: 1, abstain: 0, notCast: 1 },
        quorum: [{ value: 3, total: 4, met: true }],
        threshold: [{ value: 2, total: 3, met: true, fraction: half }],
      },
    });
  });

  it('half is not more than half', () => {
    expect(recount(evidence(['yes', 'yes', 'no', 'no']))[0]?.result.outcome).toBe('failed');
    expect(recount(evidence(['yes', 'yes']))[0]?.result.outcome).toBe('no-quorum');
  });

  it('leaves out a board whose ballots do not open', () => {
    // given
    const whole = evidence(['yes', 'yes', 'no']);
    const [board] = whole.votes;
    const changed =
      board?.ballots.map((ballot, i) =>
        i === 1 ? { ...ballot, choice: ballot.choice.replace('yes', 'no') } : ballot,
      ) ?? [];
    // then
    expect(changed).not.toEqual(board?.ballots);
    expect(recount({ ...whole, votes: [{ poll: 'p1', ballots: changed }] })).toEqual([]);
  });
});
