import { meetingActs, meetingView, type MeetingState } from '#rules/meeting';
import { isStaff, type EntityData, type MatterData, type Reading } from '../data.js';
import type { MeetingActs, MeetingPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import type { May } from '../views.js';
import { brokenOff, fractionOf, frame, mayAct, no, seated, words } from './common.js';

/** A meeting as one reader sees it; null while it was not called. `code` is added by whoever knows it. */
export function meetingPage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): MeetingPage | null {
  const state = entity.state as MeetingState;
  if (state.status === 'none') return null;
  const view = meetingView(state, { p: reading.p, staff: isStaff(reading) });
  const seat = new Map(state.members.map(({ p, n }) => [p, n]));
  return {
    ...frame('meeting', entity, data, reading, trail),
    status: state.status,
    form: view.form,
    agenda: view.agenda.map((item) => words(item, reading)),
    members: view.members.map(({ n, p, kind, chair, present }) => ({
      n,
      p,
      kind,
      chair,
      present,
      holder: seated(p, reading),
    })),
    rounds: view.rounds,
    round: view.round,
    waiting: view.waiting,
    quorum: { ...view.quorum, fraction: fractionOf(state.quorum) },
    turns: view.turns.map(({ p, round, spoke, text }) => ({
      n: seat.get(p) ?? 0,
      round,
      spoke,
      text: words(text, reading),
    })),
    options: view.options.map(({ n, text }) => ({ n, text: words(text, reading) })),
    standing: view.standing,
    minority: view.minority.map(({ text, mine }) => ({ text: words(text, reading), mine })),
    conclusion: view.conclusion && {
      result: view.conclusion.result,
      text: words(view.conclusion.text, reading),
    },
    minutes: view.minutes && {
      text: words(view.minutes.text, reading),
      files: view.minutes.files.map(({ file }) => file),
    },
    hasMinutes: view.hasMinutes,
    me: view.me,
    code: null,
    may: mays(state, reading, view.me),
  };
}

function mays(
  state: MeetingState,
  reading: Reading,
  me: { readonly n: number; readonly present: boolean; readonly against: boolean } | null,
): Readonly<Record<MeetingActs, May>> {
  const closed = brokenOff(state) ?? (state.status === 'closed' ? no('meeting-closed') : null);
  const member = closed ?? (me === null ? no('not-a-member') : null);
  const present = member ?? (me?.present === true ? null : no('not-present'));
  const may = (type: MeetingActs, against: May | null): May => mayAct(meetingActs, 'meeting', type, reading, against);
  return {
    signIn: may('signIn', member ?? (me?.present === true ? no('already-present', { n: me.n }) : null)),
    present: may('present', closed),
    speak: may('speak', closed),
    pass: may('pass', closed),
    option: may('option', closed),
    minority: may('minority', present),
    standAgainst: may('standAgainst', present ?? (me?.against === true ? no('already-against') : null)),
    standDown: may('standDown', present ?? (me?.against === true ? null : no('not-against'))),
    conclude: may('conclude', closed),
    minutes: may('minutes', closed),
  };
}
