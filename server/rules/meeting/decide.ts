import type { Decision, Refusal } from '#engine';
import { fractionFault } from '#tally';
import {
  fileOf,
  isContext,
  isCount,
  isSealed,
  isText,
  refuseActor,
  refuseHelp,
  refusePerson,
  type Text,
} from '../contract/index.js';
import {
  CHAIR_KIND,
  FORMS,
  MAX_AGENDA,
  MAX_FILES,
  MAX_MEMBERS,
  MAX_OPTIONS,
  MAX_ROUNDS,
  RESULTS,
  type Conclude,
  type GiveMinorityView,
  type KeepMinutes,
  type MarkPresent,
  type MeetingCommand,
  type MeetingEvent,
  type MeetingForm,
  type MeetingState,
  type Member,
  type MinutesFile,
  type Open,
  type Pass,
  type PutOption,
  type SignIn,
  type Speak,
  type StandAgainst,
  type StandDown,
} from './types.js';
import { quorumOf, waitingIn } from './views.js';

const KEEPERS = ['convenor', 'worker'];

/** Nobody signs in, speaks or stands against for another: a meeting is attended in person. Code `not-for-others`. */
export function decide(state: MeetingState, command: MeetingCommand): Decision<MeetingEvent> {
  switch (command.type) {
    case 'open':
      return refusePerson(command.by) ?? open(state, command);
    case 'quorum':
      return refusePerson(command.by) ?? closed(state) ?? testQuorum(state);
    case 'close':
      return refusePerson(command.by) ?? closed(state) ?? close(state, command.at);
    case 'signIn':
    case 'minority':
    case 'standAgainst':
    case 'standDown':
    case 'present':
    case 'speak':
    case 'pass':
    case 'option':
    case 'conclude':
    case 'minutes':
      return closed(state) ?? refuseHelp(command.by) ?? act(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

type MeetingAct =
  | SignIn
  | MarkPresent
  | Speak
  | Pass
  | PutOption
  | GiveMinorityView
  | StandAgainst
  | StandDown
  | Conclude
  | KeepMinutes;

function act(state: MeetingState, command: MeetingAct): Decision<MeetingEvent> {
  const keeper = (roles: readonly string[] = KEEPERS): Refusal | undefined =>
    refuseActor(command.by, roles, state.scope);
  switch (command.type) {
    case 'signIn':
      return come(state, command.by.p, 'code', command);
    case 'present':
      return keeper() ?? come(state, command.p, 'paper', command);
    case 'speak':
    case 'pass':
      return keeper() ?? takeTurn(state, command);
    case 'option':
      return keeper() ?? putOption(state, command);
    case 'conclude':
      return keeper(['convenor']) ?? conclude(state, command);
    case 'minutes':
      return keeper() ?? keepMinutes(state, command);
    case 'minority':
      return giveMinorityView(state, command);
    case 'standAgainst':
      return standAgainst(state, command);
    case 'standDown':
      return standDown(state, command);
  }
}

/** Refusals of every act: `meeting-not-open`, `meeting-closed`. */
function closed({ status }: MeetingState): Refusal | undefined {
  if (status === 'none') return { refused: 'meeting-not-open' };
  return status === 'closed' ? { refused: 'meeting-closed' } : undefined;
}

/**
 * Refusals: `meeting-opened` (opens once), `text-missing` `{field}`, `no-such-form`, `rounds-invalid`, `fraction-invalid`
 * `{field, fault}`, `members-missing`, `too-many-members`, `member-twice` `{n}`, `chair-not-a-member`.
 */
function open(state: MeetingState, command: Open): Decision<MeetingEvent> {
  if (state.status !== 'none') return { refused: 'meeting-opened' };
  const { matter, scope, council, title, agenda, form, quorum, rounds, at } = command;
  if (title !== null && !isText(title)) return { refused: 'text-missing', values: { field: 'title' } };
  if (!Array.isArray(agenda) || agenda.length > MAX_AGENDA || !agenda.every((item) => isText(item)))
    return { refused: 'text-missing', values: { field: 'agenda' } };
  if (!isForm(form)) return { refused: 'no-such-form' };
  if (!isCount(rounds) || rounds < 1 || rounds > MAX_ROUNDS)
    return { refused: 'rounds-invalid', values: { most: MAX_ROUNDS } };
  const fault = isContext(quorum) ? fractionFault(quorum) : 'num';
  if (fault !== undefined) return { refused: 'fraction-invalid', values: { field: 'quorum', fault } };
  const members = membersOf(command.members);
  if ('refused' in members) return members;
  const chair = command.chair ?? members.find(({ kind }) => kind === CHAIR_KIND)?.p ?? null;
  if (chair !== null && !members.some(({ p }) => p === chair)) return { refused: 'chair-not-a-member' };
  return {
    events: [
      {
        type: 'MeetingOpened',
        v: 1,
        matter,
        scope,
        council,
        title,
        agenda: agenda.map(kept),
        form,
        quorum: { num: quorum.num, den: quorum.den, op: quorum.op },
        rounds,
        members,
        chair,
        at,
      },
    ],
    effects: [
      { do: 'notify', to: { people: members.map(({ p }) => p) }, code: 'meeting-called', values: { title, form } },
    ],
  };
}

function membersOf(given: Open['members']): readonly Member[] | Refusal {
  if (!Array.isArray(given) || given.length === 0) return { refused: 'members-missing' };
  if (given.length > MAX_MEMBERS) return { refused: 'too-many-members', values: { most: MAX_MEMBERS } };
  const seen = new Set<string>();
  const members: Member[] = [];
  for (const each of given as readonly unknown[]) {
    const { p, kind } = isContext(each) ? each : {};
    if (typeof p !== 'string' || p === '' || typeof kind !== 'string') return { refused: 'members-missing' };
    const n = members.length + 1;
    if (seen.has(p)) return { refused: 'member-twice', values: { n } };
    seen.add(p);
    members.push({ n, p, kind });
  }
  return members;
}

/** Refusals: `not-a-member`, `already-present`, `meeting-concluded` (nobody arrives at what is over). */
function come(
  state: MeetingState,
  p: string,
  way: 'code' | 'paper',
  { by, at }: SignIn | MarkPresent,
): Decision<MeetingEvent> {
  const member = memberOf(state, p);
  if (member === undefined) return { refused: 'not-a-member' };
  if (isPresent(state, p)) return { refused: 'already-present', values: { n: member.n } };
  if (state.conclusion !== null) return { refused: 'meeting-concluded' };
  return { events: [{ type: 'MemberCame', v: 1, n: member.n, p, way, by: by.p, at }], effects: [] };
}

/**
 * One turn for each member in each round. A round opens once everybody present had theirs in the one before; the chair's
 * comes last. Refusals: `no-such-round` `{rounds}`, `not-a-member`, `not-present` `{n}`, `turn-taken` `{n, round}`,
 * `turn-round-open` `{n, round, waiting}`, `chair-speaks-last` `{n, round, waiting}`, `meeting-concluded`, `not-sealed`.
 */
function takeTurn(state: MeetingState, command: Speak | Pass): Decision<MeetingEvent> {
  const { p, round, at } = command;
  if (!Number.isSafeInteger(round) || round < 1 || round > state.rounds)
    return { refused: 'no-such-round', values: { rounds: state.rounds } };
  const member = memberOf(state, p);
  if (member === undefined) return { refused: 'not-a-member' };
  const { n } = member;
  if (!isPresent(state, p)) return { refused: 'not-present', values: { n } };
  if (state.conclusion !== null) return { refused: 'meeting-concluded' };
  if (state.turns.some((turn) => turn.p === p && turn.round === round))
    return { refused: 'turn-taken', values: { n, round } };
  for (let before = 1; before < round; before++) {
    const open = waitingIn(state, before);
    if (open[0] !== undefined)
      return { refused: 'turn-round-open', values: { n: open[0].n, round: before, waiting: open.length } };
  }
  if (p === state.chair) {
    const others = waitingIn(state, round).filter((each) => each.p !== p);
    if (others[0] !== undefined)
      return { refused: 'chair-speaks-last', values: { n: others[0].n, round, waiting: others.length } };
  }
  if (command.type === 'pass')
    return { events: [{ type: 'TurnPassed', v: 1, n, p, round, spoke: false, text: null, at }], effects: [] };
  const { text } = command;
  if (text !== undefined && text !== null && !isSealed(text))
    return { refused: 'not-sealed', values: { field: 'text' } };
  const gist = text === undefined || text === null ? null : { '~': text['~'] };
  return { events: [{ type: 'MemberSpoke', v: 1, n, p, round, spoke: true, text: gist, at }], effects: [] };
}

/** Refusals: `meeting-concluded`, `text-missing`, `too-many-options`. */
function putOption(state: MeetingState, { text, by, at }: PutOption): Decision<MeetingEvent> {
  if (state.conclusion !== null) return { refused: 'meeting-concluded' };
  if (!isText(text)) return { refused: 'text-missing', values: { field: 'text' } };
  if (state.options.length >= MAX_OPTIONS) return { refused: 'too-many-options', values: { most: MAX_OPTIONS } };
  const n = state.options.length + 1;
  return { events: [{ type: 'OptionPut', v: 1, n, text: kept(text), p: by.p, at }], effects: [], answer: { n } };
}

/** A member who came, until the meeting closes, once. Refusals: `not-a-member`, `not-present`, `minority-given`, `not-sealed`. */
function giveMinorityView(state: MeetingState, { text, by, at }: GiveMinorityView): Decision<MeetingEvent> {
  const absent = refuseAbsent(state, by.p);
  if (absent) return absent;
  if (state.minority.some(({ p }) => p === by.p)) return { refused: 'minority-given' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  return { events: [{ type: 'MinorityViewGiven', v: 1, p: by.p, text: { '~': text['~'] }, at }], effects: [] };
}

/**
 * A member who came objects to a consensus. One stated before falls, and has to be stated again once nobody stands against
 * it. Refusals: `not-a-member`, `not-present`, `already-against`, `meeting-concluded` (by a vote or as disputed).
 */
function standAgainst(state: MeetingState, { by }: StandAgainst): Decision<MeetingEvent> {
  const absent = refuseAbsent(state, by.p);
  if (absent) return absent;
  if (state.against.includes(by.p)) return { refused: 'already-against' };
  const stated = state.conclusion?.result ?? null;
  if (stated !== null && stated !== 'consensus') return { refused: 'meeting-concluded' };
  const n = memberOf(state, by.p)?.n ?? 0;
  return { events: [{ type: 'StoodAgainst', v: 1, p: by.p, n, reopened: stated !== null }], effects: [] };
}

/** Refusals: `not-a-member`, `not-present`, `not-against`. */
function standDown(state: MeetingState, { by }: StandDown): Decision<MeetingEvent> {
  const absent = refuseAbsent(state, by.p);
  if (absent) return absent;
  if (!state.against.includes(by.p)) return { refused: 'not-against' };
  return { events: [{ type: 'StoodDown', v: 1, p: by.p, n: memberOf(state, by.p)?.n ?? 0 }], effects: [] };
}

/**
 * Refusals: `meeting-concluded`, `no-such-result`, `not-sealed`, `quorum-missing` `{present, seats}`, `turns-open` `{n,
 * round, waiting}` (a round once begun goes around), `standing-objection` `{n, standing}` (for a consensus).
 */
function conclude(state: MeetingState, { result, text, by, at }: Conclude): Decision<MeetingEvent> {
  if (state.conclusion !== null) return { refused: 'meeting-concluded' };
  if (!RESULTS.includes(result)) return { refused: 'no-such-result' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const { present, seats, met } = quorumOf(state);
  if (!met) return { refused: 'quorum-missing', values: { present, seats } };
  for (let round = 1; round <= state.rounds; round++) {
    const open = state.turns.some((turn) => turn.round === round) ? waitingIn(state, round) : [];
    if (open[0] !== undefined) return { refused: 'turns-open', values: { n: open[0].n, round, waiting: open.length } };
  }
  if (result === 'consensus' && state.against[0] !== undefined) {
    const n = memberOf(state, state.against[0])?.n ?? 0;
    return { refused: 'standing-objection', values: { n, standing: state.against.length } };
  }
  return {
    events: [{ type: 'MeetingConcluded', v: 1, result, text: { '~': text['~'] }, p: by.p, at }],
    effects: [],
  };
}

/**
 * Kept after the result; later ones replace them until the meeting closes. Refusals: `meeting-not-concluded`,
 * `not-sealed`, `file-invalid`.
 */
function keepMinutes(state: MeetingState, { text, files, by, at }: KeepMinutes): Decision<MeetingEvent> {
  if (state.conclusion === null && quorumOf(state).met) return { refused: 'meeting-not-concluded' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const pages = filesOf(files ?? []);
  if (pages === null) return { refused: 'file-invalid', values: { most: MAX_FILES } };
  return {
    events: [{ type: 'MinutesKept', v: 1, text: { '~': text['~'] }, files: pages, p: by.p, at }],
    effects: [],
  };
}

function testQuorum(state: MeetingState): Decision<MeetingEvent> {
  return { events: [{ type: 'QuorumTested', v: 1, ...quorumOf(state) }], effects: [] };
}

function close(state: MeetingState, at: number): Decision<MeetingEvent> {
  const { present, seats, met } = quorumOf(state);
  const result = state.conclusion?.result ?? null;
  const minutes = state.minutes !== null;
  if (met && (result === null || !minutes))
    return { events: [{ type: 'MeetingChecked', v: 1, result, minutes }], effects: [] };
  return {
    events: [{ type: 'MeetingClosed', v: 1, result: result ?? 'no-quorum', present, seats, at }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}

function refuseAbsent(state: MeetingState, p: string): Refusal | undefined {
  const member = memberOf(state, p);
  if (member === undefined) return { refused: 'not-a-member' };
  return isPresent(state, p) ? undefined : { refused: 'not-present', values: { n: member.n } };
}

function memberOf(state: MeetingState, p: string): Member | undefined {
  return state.members.find((member) => member.p === p);
}

function isPresent(state: MeetingState, p: string): boolean {
  return state.present.some((each) => each.p === p);
}

function isForm(value: unknown): value is MeetingForm {
  return FORMS.some((form) => form === value);
}

function filesOf(files: readonly MinutesFile[]): readonly MinutesFile[] | null {
  if (!Array.isArray(files) || files.length > MAX_FILES) return null;
  const kept: MinutesFile[] = [];
  for (const each of files as readonly unknown[]) {
    const file = isContext(each) ? fileOf(each['file']) : null;
    if (file === null) return null;
    kept.push({ file });
  }
  return kept;
}

function kept(text: Text): Text {
  return typeof text === 'string' ? text : { '~': text['~'] };
}
