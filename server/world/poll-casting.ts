import type { Refusal, StoredValue } from '#engine';
import { decideBallot, type PollState } from '#rules/poll';
import { rollLineFor, type RollState } from '#rules/roll';
import type { CastingRules } from './types.js';

/** Ballots of polls as `rules/poll` decides them, with the line of the poll's frozen roll. */
export const POLL_CASTING: CastingRules = {
  kind: 'poll',
  rollLine(world, _poll, state, elector, named) {
    const { terms } = state as PollState;
    const roll = terms === null ? undefined : world.state(terms.roll.stream);
    const line = roll === undefined ? undefined : rollLineFor(roll as RollState, elector, named);
    return line === undefined ? null : ({ ...line } as unknown as StoredValue | Refusal);
  },
  decideBallot: (state, rollLine, earlier, ballot) => decideBallot(state, rollLine, earlier, ballot),
};
