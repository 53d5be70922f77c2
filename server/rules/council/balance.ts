import type { Refusal } from '#engine';
import { isContext, isCount } from '../contract/index.js';
import { MAX_SEATS, SIDES, type Seat } from './types.js';

/** Somebody named for a seat of a kind. */
export interface Named {
  readonly kind: string;
  readonly p: string;
}

/** Refusal: `council-seats-invalid` `{row}`; rows count from 1. */
export function refuseSeats(seats: readonly unknown[]): Refusal | undefined {
  if (!Array.isArray(seats) || seats.length === 0 || seats.length > MAX_SEATS)
    return { refused: 'council-seats-invalid', values: { row: 0 } };
  const kinds = new Set<unknown>();
  for (const [index, seat] of seats.entries()) {
    if (!isSeat(seat) || kinds.has(seat.kind)) return { refused: 'council-seats-invalid', values: { row: index + 1 } };
    kinds.add(seat.kind);
  }
  return undefined;
}

function isSeat(seat: unknown): seat is Seat {
  if (!isContext(seat)) return false;
  const { kind, side, min, max, mandatory } = seat;
  return (
    typeof kind === 'string' &&
    kind !== '' &&
    SIDES.some((each) => each === side) &&
    isCount(min) &&
    isCount(max) &&
    max >= 1 &&
    max >= min &&
    typeof mandatory === 'boolean'
  );
}

/**
 * Nobody sits twice, every kind within its limits, and neither the government's side nor any one kind above half (T01, DMN 2). A kind
 * that is not mandatory may be left empty; a mandatory one only where it stands in `without`. Refusals: `council-kind-unknown` `{kind}`,
 * `person-missing`, `council-person-twice` `{p}`, `council-mandatory-missing` `{kind}`, `council-without-seated` `{kind}`,
 * `council-seat-too-few` `{kind, n, min}`, `council-seat-too-many` `{kind, n, max}`, `council-side-over-half` `{side, seats, size}`,
 * `council-kind-over-half` `{kind, seats, size}`.
 */
export function refuseBalance(
  seats: readonly Seat[],
  members: readonly Named[],
  without: readonly string[],
): Refusal | undefined {
  const people = new Set<string>();
  for (const kind of [...members.map((member) => member.kind), ...without]) {
    if (!seats.some((seat) => seat.kind === kind)) return { refused: 'council-kind-unknown', values: { kind } };
  }
  for (const { p } of members) {
    if (p === '') return { refused: 'person-missing' };
    if (people.has(p)) return { refused: 'council-person-twice', values: { p } };
    people.add(p);
  }
  const size = members.length;
  const filled = seats.map((seat) => ({ seat, n: members.filter((member) => member.kind === seat.kind).length }));
  for (const { seat, n } of filled) {
    const { kind, min, max, mandatory } = seat;
    const left = without.includes(kind);
    if (n === 0 && mandatory && !left) return { refused: 'council-mandatory-missing', values: { kind } };
    if (n > 0 && left) return { refused: 'council-without-seated', values: { kind } };
    if (n > 0 && n < min) return { refused: 'council-seat-too-few', values: { kind, n, min } };
    if (n > max) return { refused: 'council-seat-too-many', values: { kind, n, max } };
  }
  const government = filled.reduce((sum, { seat, n }) => (seat.side === 'government' ? sum + n : sum), 0);
  if (2 * government > size)
    return { refused: 'council-side-over-half', values: { side: 'government', seats: government, size } };
  const over = filled.find(({ n }) => 2 * n > size);
  return over && { refused: 'council-kind-over-half', values: { kind: over.seat.kind, seats: over.n, size } };
}
