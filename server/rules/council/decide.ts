import type { Decision } from '#engine';
import { isContext, isSealed, refuseActor, refuseHelp, refusePerson } from '../contract/index.js';
import { refuseBalance, refuseSeats, type Named } from './balance.js';
import {
  MAX_MEMBERS,
  type Compose,
  type CouncilCommand,
  type CouncilEvent,
  type CouncilState,
  type DeclareConflict,
  type Open,
  type Replace,
  type Settle,
} from './types.js';
import { isComposed, memberOf } from './views.js';

export function decide(state: CouncilState, command: CouncilCommand): Decision<CouncilEvent> {
  switch (command.type) {
    case 'open':
      return refusePerson(command.by) ?? open(state, command);
    case 'compose':
      return compose(state, command);
    case 'conflict':
      return conflict(state, command);
    case 'replace':
      return replace(state, command);
    case 'settle':
      return refusePerson(command.by) ?? settle(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

/** Refusals: `council-opened` (once only), `council-seats-invalid` `{row}` (no kind, no such side, limits that are none, a kind twice). */
function open(state: CouncilState, { matter, scope, seats, at }: Open): Decision<CouncilEvent> {
  if (state.status !== 'none') return { refused: 'council-opened' };
  const wrong = refuseSeats(seats);
  if (wrong) return wrong;
  return { events: [{ type: 'CouncilOpened', v: 1, matter, scope, seats, at }], effects: [] };
}

/**
 * A convenor of the scope, as often as needed until the seats are settled. Refusals: `council-not-open`, `role-does-not-fit`,
 * `scope-does-not-fit`, `not-for-others`, `council-settled`, `council-empty`, `council-too-large`, `reason-missing`, and those of the balance.
 */
function compose(state: CouncilState, { members, without, reason, by, at }: Compose): Decision<CouncilEvent> {
  if (state.status === 'none') return { refused: 'council-not-open' };
  const actor = refuseHelp(by) ?? refuseActor(by, 'convenor', state.scope);
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'council-settled' };
  const named = namedOf(members);
  if (named.length === 0) return { refused: 'council-empty' };
  if (named.length > MAX_MEMBERS) return { refused: 'council-too-large', values: { most: MAX_MEMBERS } };
  const left = leftOut(without);
  if (left.length > 0 && !isSealed(reason)) return { refused: 'reason-missing' };
  const wrong = refuseBalance(state.seats, named, left);
  if (wrong) return wrong;
  const kept = isSealed(reason) ? { '~': reason['~'] } : null;
  const seated = named.map(({ kind, p }, index) => ({ n: index + 1, kind, p }));
  const composed = { members: seated, size: seated.length, without: left, reason: kept, p: by.p, at };
  return { events: [{ type: 'CouncilComposed', v: 1, ...composed }], effects: [] };
}

/**
 * A member of any role says that they cannot sit on this, before or after the seats are settled; the convenor is told. Refusals:
 * `council-not-open`, `not-for-others`, `not-a-member`, `not-sealed`, `conflict-declared`.
 */
function conflict(state: CouncilState, { reason, by, at }: DeclareConflict): Decision<CouncilEvent> {
  if (state.status === 'none') return { refused: 'council-not-open' };
  const help = refuseHelp(by);
  if (help) return help;
  const member = memberOf(state, by.p);
  if (member === undefined) return { refused: 'not-a-member' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  if (member.conflict !== null) return { refused: 'conflict-declared' };
  const { n, kind } = member;
  const to = { role: 'convenor', scope: state.scope };
  return {
    events: [{ type: 'ConflictDeclared', v: 1, n, reason: { '~': reason['~'] }, at }],
    effects: [{ do: 'notify', to, code: 'council-conflict', values: { n, kind } }],
  };
}

/**
 * A convenor of the scope seats somebody else on the same kind of seat, also after the seats were settled; the balance stays as it was.
 * Refusals: `council-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `no-such-member`, `person-missing`,
 * `council-person-twice`, `not-sealed`.
 */
function replace(state: CouncilState, { n, p, reason, by, at }: Replace): Decision<CouncilEvent> {
  if (state.status === 'none') return { refused: 'council-not-open' };
  const actor = refuseHelp(by) ?? refuseActor(by, 'convenor', state.scope);
  if (actor) return actor;
  const member = state.members.find((each) => each.n === n);
  if (member === undefined) return { refused: 'no-such-member', values: { n } };
  if (typeof p !== 'string' || p === '') return { refused: 'person-missing' };
  if (memberOf(state, p) !== undefined) return { refused: 'council-person-twice', values: { p } };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  const { kind } = member;
  const replaced = { n, kind, p, reason: { '~': reason['~'] }, by: by.p, at };
  const settled = state.status === 'settled';
  return {
    events: [{ type: 'MemberReplaced', v: 1, ...replaced }],
    effects: settled ? [{ do: 'notify', to: { people: [p] }, code: 'council-seated', values: { n, kind } }] : [],
  };
}

/** Refusals: `council-not-open`. Asked again after a replacement it says how the seats stand. */
function settle(state: CouncilState, { at }: Settle): Decision<CouncilEvent> {
  if (state.status === 'none') return { refused: 'council-not-open' };
  const composed = isComposed(state);
  if (state.status === 'settled' || !composed) {
    const conflicts = state.members.filter((member) => member.conflict !== null).length;
    return { events: [{ type: 'CouncilChecked', v: 1, composed, conflicts }], effects: [] };
  }
  const members = state.members.map(({ n, kind, p }) => ({ n, kind, p }));
  return {
    events: [{ type: 'CouncilSettled', v: 1, members, size: members.length, at }],
    effects: members.map(({ n, kind, p }) => ({
      do: 'notify',
      to: { people: [p] },
      code: 'council-seated',
      values: { n, kind },
    })),
  };
}

/** Anything that names no kind or nobody becomes a seat of no kind, which the balance refuses. */
function namedOf(members: unknown): readonly Named[] {
  if (!Array.isArray(members)) return [];
  return members.map((row: unknown) => {
    const { kind, p } = isContext(row) ? row : {};
    return { kind: typeof kind === 'string' ? kind : '', p: typeof p === 'string' ? p : '' };
  });
}

function leftOut(without: unknown): readonly string[] {
  if (!Array.isArray(without)) return [];
  const kinds = without.map((row: unknown) => (isContext(row) ? row['kind'] : row));
  return [...new Set(kinds.map((kind) => (typeof kind === 'string' ? kind : '')))];
}
