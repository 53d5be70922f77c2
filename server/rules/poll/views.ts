import type { PollState } from './types.js';

/**
 * What anybody may see of a poll. Before close there is no count, no turnout and no board: not to residents, not to staff.
 * Null while it is not open yet.
 */
export function pollView({ status, terms, openedAt, closedAt, board, result }: PollState) {
  if (terms === null) return null;
  const open = status === 'open';
  return {
    status: status === 'cancelled' ? status : open ? ('open' as const) : ('closed' as const),
    ...terms,
    openedAt,
    closedAt: open ? null : closedAt,
    board: open ? null : board,
    result: open ? null : result,
  };
}
