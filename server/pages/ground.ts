import type { RecordReference } from '#engine';
import { isReference } from '#rules/contract';
import { linesOf, type CosignState } from '#rules/cosign';
import type { CouncilState } from '#rules/council';
import type { MeetingState } from '#rules/meeting';
import type { PollState } from '#rules/poll';
import { rollLinesOf, type RollState } from '#rules/roll';
import type { EntityData, MatterData } from './data.js';

/** A line of the roll that somebody may act for: its place, and under whom it stands. */
export interface OwnLine {
  readonly e: number;
  readonly elector: string;
}

const ROLL_SET: readonly string[] = ['Frozen', 'RollChanged'];
const SEATS_SET: readonly string[] = ['CouncilComposed', 'MemberReplaced', 'CouncilSettled'];

/** The lines somebody may use in what stands on a roll, in its order; none where the entity names no roll. */
export function linesOn(entity: EntityData, data: MatterData, p: string): readonly OwnLine[] {
  switch (entity.kind) {
    case 'roll':
      return rollLinesOf(entity.state as RollState, p);
    case 'cosign':
      return linesOf(entity.state as CosignState, p);
    case 'poll': {
      const roll = rollOf(entity, data);
      return roll === undefined ? [] : rollLinesOf(roll, p);
    }
    default:
      return [];
  }
}

/**
 * The record that somebody's right in an entity rests on: of a roll's line the record of the roll the entity was opened on, of a seat
 * the record that filled the seats. Null where the right is no line and no seat: then it rests on the register.
 */
export function groundOf(entity: EntityData, data: MatterData, p: string): RecordReference | null {
  switch (entity.kind) {
    case 'roll':
      return linesOn(entity, data, p).length > 0 ? lastOf(entity, ROLL_SET) : null;
    case 'cosign':
      return linesOn(entity, data, p).length > 0 ? referenceOf((entity.state as CosignState).roll?.reference) : null;
    case 'poll':
      return referenceOf((entity.state as PollState).terms?.roll.reference);
    case 'council':
      return seatIn(entity, p);
    case 'meeting': {
      const { council } = entity.state as MeetingState;
      const seats = data.entities.find(({ stream }) => stream === council);
      return seats === undefined ? null : seatIn(seats, p);
    }
    default:
      return null;
  }
}

/** The roll a poll stands on; a matter may have frozen several. */
export function rollOf(poll: EntityData, data: MatterData): RollState | undefined {
  const { terms } = poll.state as PollState;
  return data.entities.find(({ stream }) => stream === terms?.roll.stream)?.state as RollState | undefined;
}

function seatIn(council: EntityData, p: string): RecordReference | null {
  const seated = (council.state as CouncilState).members.some((member) => member.p === p);
  return seated ? lastOf(council, SEATS_SET) : null;
}

function lastOf({ history }: EntityData, types: readonly string[]): RecordReference | null {
  const found = history.filter(({ events }) => events.some(({ type }) => types.includes(type))).at(-1);
  return found === undefined ? null : { stream: found.stream, seq: found.seq, leafHash: found.leafHash };
}

function referenceOf(value: unknown): RecordReference | null {
  return isReference(value) ? { stream: value.stream, seq: value.seq, leafHash: value.leafHash } : null;
}
