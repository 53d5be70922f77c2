import { meets } from '#tally';
import type { MeetingState, Member } from './types.js';

/** How many of the seats came, exactly, and whether that is the quorum. */
export function quorumOf({ members, present, quorum }: MeetingState): {
  readonly present: number;
  readonly seats: number;
  readonly met: boolean;
} {
  const came = present.length;
  return { present: came, seats: members.length, met: meets(quorum, BigInt(came), BigInt(members.length)) };
}

/** Members present who neither spoke nor passed in the round, in the order of their seats; all of them where nobody has. */
export function waitingIn(state: MeetingState, round: number): readonly Member[] {
  const here = new Set(state.present.map(({ p }) => p));
  const done = new Set(state.turns.filter((turn) => turn.round === round).map(({ p }) => p));
  return state.members.filter(({ p }) => here.has(p) && !done.has(p));
}

/** Who reads: the reader's own pseudonym in the matter, and whether as staff of it. */
export interface MeetingReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees. Seats are published, so everybody sees who holds them, who came, the options, the result and
 * minority views (without their author). What each member said and the minutes are for members and staff. Texts stay
 * commitments: opening them is the rim's, per reader.
 */
export function meetingView(state: MeetingState, reader: MeetingReader) {
  const own = state.members.find(({ p }) => p === reader.p) ?? null;
  const inside = reader.staff || own !== null;
  const round = roundOf(state);
  const here = new Set(state.present.map(({ p }) => p));
  return {
    status: state.status,
    title: state.title,
    agenda: state.agenda,
    form: state.form,
    openedAt: state.openedAt,
    closedAt: state.status === 'closed' ? state.closedAt : null,
    rounds: state.rounds,
    /** The round now open; null where every round is through or nobody is there. */
    round,
    /** Seats whose turn of that round is open. */
    waiting: round === null ? [] : waitingIn(state, round).map(({ n }) => n),
    quorum: quorumOf(state),
    members: state.members.map((member) => ({
      ...member,
      chair: member.p === state.chair,
      present: here.has(member.p),
      mine: member.p === reader.p,
    })),
    turns: inside ? state.turns : state.turns.map((turn) => ({ ...turn, text: null })),
    options: state.options.map(({ n, text, at }) => ({ n, text, at })),
    standing: state.against.length,
    minority: state.minority.map((view) => ({
      ...view,
      p: reader.staff || view.p === reader.p ? view.p : null,
      mine: view.p === reader.p,
    })),
    conclusion: state.conclusion,
    minutes: inside ? state.minutes : null,
    hasMinutes: state.minutes !== null,
    /** What the reader is here: a seat, whether signed in, whether their objection stands. */
    me: own === null ? null : { n: own.n, present: here.has(own.p), against: state.against.includes(own.p) },
  };
}

function roundOf(state: MeetingState): number | null {
  if (state.present.length === 0) return null;
  for (let round = 1; round <= state.rounds; round++) if (waitingIn(state, round).length > 0) return round;
  return null;
}
