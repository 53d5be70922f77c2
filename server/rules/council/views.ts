import type { CouncilState, Member } from './types.js';

/** The seats are filled and nobody on them declared a conflict that is not settled. */
export function isComposed({ members }: CouncilState): boolean {
  return members.length > 0 && members.every((member) => member.conflict === null);
}

/** The member a pseudonym is; undefined for nobody. */
export function memberOf({ members }: CouncilState, p: string): Member | undefined {
  return members.find((member) => member.p === p);
}

export interface CouncilReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees: the kinds of seats with their limits, and once they are settled who sits, since seats are published. Before that staff alone see
 * the draft, and a member their own seat. Why a member cannot sit is for staff and the member.
 */
export function councilView(state: CouncilState, reader: CouncilReader) {
  const { status, seats, members, without, openedAt, settledAt } = state;
  const shown = members
    .filter((member) => status === 'settled' || reader.staff || member.p === reader.p)
    .map((member) => {
      const mine = member.p === reader.p;
      return { ...member, mine, conflict: reader.staff || mine ? member.conflict : null };
    });
  return {
    status,
    seats,
    size: members.length,
    composed: isComposed(state),
    without,
    openedAt,
    settledAt,
    members: shown,
  };
}
