import type { EvidenceBundle } from '#audit';
import { countBoard, inBoardOrder, type Choice, type PollResult as Counted, type PollTerms } from '#rules/poll';
import type { CountTest, Fraction, Id, PollResult } from '#web/port';

/**
 * Counts every poll of a bundle from its ballots and the terms it was opened with, and nothing else: the published result
 * is not looked at. A board that cannot be counted is left out; the audit says what is wrong with it.
 */
export function recount(bundle: EvidenceBundle): readonly { readonly poll: Id; readonly result: PollResult }[] {
  return bundle.votes.flatMap(({ poll, ballots }) => {
    const terms = termsOf(bundle, poll);
    const ordered = inBoardOrder(ballots);
    if (terms === null || ordered === null) return [];
    try {
      const counted = countBoard(terms, ordered);
      return 'fault' in counted ? [] : [{ poll, result: viewOf(counted, terms) }];
    } catch {
      return [];
    }
  });
}

function termsOf(bundle: EvidenceBundle, poll: Id): PollTerms | null {
  const stream = bundle.streams.find((one) => one.id === poll);
  for (const { body } of stream?.records ?? []) {
    if (body === null) continue;
    try {
      const { events } = JSON.parse(body) as { events: readonly ({ type: string } & PollTerms)[] };
      const opened = events.find((event) => event.type === 'PollOpened');
      if (opened !== undefined) return opened;
    } catch {
      return null;
    }
  }
  return null;
}

function viewOf(counted: Counted, { thresholdBase }: PollTerms): PollResult {
  const { yes, no, abstain } = counted.counts as Readonly<Record<Choice, number>>;
  return {
    outcome: counted.outcome,
    counts: { yes, no, abstain, invalid: 0, notCast: counted.notCast },
    quorum: counted.quorum.map((test) => testOf(test, 'electorate')),
    threshold: counted.threshold.map((test) => testOf(test, thresholdBase)),
    at: 0,
    record: null,
  };
}

function testOf(test: Counted['quorum'][number], base: CountTest['base']): CountTest {
  return {
    of: test.of,
    base,
    fraction: { num: Number(test.num), den: Number(test.den), op: test.op as Fraction['op'] },
    value: Number(test.value),
    total: Number(test.total),
    met: test.met,
  };
}
