import { base64Encode, canonicalText, linesRoot } from '#ledger';
import type { TermSetting } from '../contract/index.js';
import type { Certificate, NoticeState } from './types.js';
import { upheldOf } from './views.js';

const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;

/** What the certificate says of a closed notice. */
export function certificateOf(state: NoticeState): Certificate {
  const { publishedAt, closedAt, objections, proofs, restarts } = state;
  return {
    from: publishedAt,
    to: closedAt,
    days: daysShown(publishedAt, closedAt),
    objections: objections.length,
    upheld: upheldOf(state),
    proofs: proofs.length,
    restarts: restarts.length,
    root: base64Encode(linesRoot(recordLines(state))),
  };
}

/**
 * Exact text of what the root is over: each objection with its answer, then each proof, then each restart, each a
 * canonical object with its kind as `k`. Texts and reasons stand as commitments, people as pseudonyms.
 */
export function recordLines({ objections, proofs, restarts }: NoticeState): readonly string[] {
  return [
    ...objections.map((objection) => canonicalText({ k: 'objection', ...objection })),
    ...proofs.map((proof) => canonicalText({ k: 'proof', ...proof })),
    ...restarts.map((restart) => canonicalText({ k: 'restart', ...restart })),
  ];
}

/** Whole days in Asia/Shanghai after the day of `from` that were over at `to`: the day of posting is not counted (art. 201). */
export function daysShown(from: number, to: number): number {
  const day = (at: number): number => Math.floor((at + SHANGHAI) / DAY);
  return Math.max(0, day(to) - day(from) - 1);
}

/**
 * Milliseconds that a term takes at the least, whatever the calendar: a working day is a day or more, a month 28 days or
 * more. The exact date is the matter's timer; this keeps a notice that was put up again from being closed by a timer set
 * before.
 */
export function leastOf({ n, unit }: TermSetting): number {
  const each = { hour: DAY / 24, day: DAY, working_day: DAY, week: 7 * DAY, month: 28 * DAY };
  return n * each[unit];
}
