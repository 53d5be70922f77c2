import { meetingView, type MeetingState } from '#rules/meeting';
import { noticeView, type NoticeState } from '#rules/notice';
import { calendarsOfRecord } from './calendars.js';
import { isStaff, textOf, type EntityData, type HistoryRecord, type MatterData, type Reading } from './data.js';
import { daysBetween, dayNumber, dayOfDate, dueOf, startOfDay } from './due.js';
import { no, YES } from './may.js';
import { reference, resultOf, timerIn } from './poll.js';
import { openingOf } from './steps.js';
import type { Trail } from './trail.js';
import type { DayUnit, Instant, May, NoticeLine, NoticePage, ObjectionLine, RecordRef } from './views.js';

/** A notice for one reader; null while it is not published yet. */
export function noticePage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): NoticePage | null {
  const state = entity.state as NoticeState;
  if (state.status === 'none') return null;
  const view = noticeView(state, { p: reading.p, staff: isStaff(reading) });
  const lines = objectionLines(entity, reading);
  const poll = pollOf(state, data);
  const meeting = meetingBefore(state, data);
  const mine = new Set(
    state.objections.filter((objection) => objection.p === reading.p).map((objection) => objection.n),
  );
  const days = daysOf(entity, data, reading, trail);
  return {
    notice: entity.stream,
    matter: data.matter,
    title: textOf(view.title, reading) ?? '',
    text: textOf(view.text, reading),
    basis: [],
    record: recordOf(entity),
    place: reading.holder(null, 'worker').place,
    status: state.status === 'open' || state.status === 'cancelled' ? state.status : 'closed',
    from: view.publishedAt,
    due:
      state.status === 'open'
        ? dueOf(timerIn(entity, data, trail), unitOf(state), reading)
        : { at: endOf(state), awaitsYear: null, left: null },
    days,
    day: begun(days, reading),
    unit: unitOf(state),
    result: poll ? resultOf(poll) : null,
    poll: poll?.stream ?? null,
    meeting: meeting === undefined ? null : foundBy(meeting, reading),
    objections: { made: view.made, answered: view.answered, answersBy: answersBy(entity, data, trail) },
    may: mayObject(state, reading),
    mayProve: mayKeep(state, reading),
    mayRestart: mayKeep(state, reading),
    proofs: view.proofs.map(({ place, at, file }) => ({ place, at, file: file?.file ?? null })),
    restarts: view.restarts.map(({ at, reason }) => ({ at, reason: textOf(reason, reading) })),
    certificate: view.certificate,
    mine: lines.filter((line) => mine.has(line.number)),
    others: lines.filter((line) => !mine.has(line.number)),
  };
}

export function noticeLine(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): NoticeLine | null {
  const page = noticePage(entity, data, reading, trail);
  if (page === null) return null;
  const { notice, matter, title, status, days, day, unit, due, objections } = page;
  return { notice, matter, title, status, day, days: days.length, unit, due, objections: objections.made };
}

/** Objections this reader may see, in the order of arrival. */
export function objectionLines(entity: EntityData, reading: Reading): readonly ObjectionLine[] {
  const view = noticeView(entity.state as NoticeState, { p: reading.p, staff: isStaff(reading) });
  return view.objections.map((objection) => ({
    objection: String(objection.n),
    number: objection.n,
    at: objection.at,
    text: textOf(objection.text, reading),
    from: objection.p === null ? null : reading.holder(objection.p, 'resident'),
    answer: objection.answer && {
      outcome: objection.answer.upheld ? 'upheld' : 'rejected',
      text: textOf(objection.answer.reason, reading),
      at: objection.answer.at,
      by: reading.holder(objection.answer.p, 'worker'),
    },
  }));
}

/** The days that count; none while 日期待定. */
function daysOf(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): readonly string[] {
  const state = entity.state as NoticeState;
  const due = state.status === 'open' ? (timerIn(entity, data, trail)?.due ?? null) : endOf(state);
  if (due === null) return [];
  // a closing recorded since takes no day from a period that had begun
  const calendars = calendarsOfRecord(openingOf(entity.stream, data), reading);
  return daysBetween(state.publishedAt, due, unitOf(state), calendars);
}

/**
 * When it ended: a period that ran to its end did so with the last whole day, whenever its clock was heard; one that was broken off at that
 * instant. Null where neither is known.
 */
function endOf({ status, closedAt }: NoticeState): number | null {
  if (closedAt === 0) return null;
  return status === 'closed' ? startOfDay(closedAt) : closedAt;
}

/** What published the text that stands: the last change of it, else the notice itself. */
function recordOf({ history }: EntityData): RecordRef | null {
  const publishes = ({ events }: HistoryRecord) =>
    events.some(({ type }) => type === 'Published' || type === 'Restarted');
  const last = [...history].reverse().find(publishes);
  return last === undefined ? null : reference(last);
}

function begun(days: readonly string[], reading: Reading): number {
  const today = dayNumber(reading.now);
  return days.filter((day) => dayOfDate(day) <= today).length;
}

function unitOf(state: NoticeState): DayUnit {
  return state.term.unit === 'working_day' ? 'working_day' : 'day';
}

function pollOf(state: NoticeState, data: MatterData): EntityData | undefined {
  const about = state.about;
  if (typeof about !== 'object' || about === null || !('poll' in about)) return undefined;
  return data.entities.find((each) => each.kind === 'poll' && each.stream === about['poll']);
}

/** The meeting that had ended last when it was published: what it found is what is published. */
function meetingBefore({ publishedAt }: NoticeState, data: MatterData): EntityData | undefined {
  return data.entities
    .filter(({ kind }) => kind === 'meeting')
    .filter(
      ({ state }) => (state as MeetingState).status === 'closed' && (state as MeetingState).closedAt <= publishedAt,
    )
    .at(-1);
}

/** What a meeting came to as everybody reads it: minority views without their authors. */
function foundBy({ stream, state }: EntityData, reading: Reading): NonNullable<NoticePage['meeting']> {
  const { conclusion, minority } = meetingView(state as MeetingState, { p: null, staff: false });
  return {
    id: stream,
    conclusion: conclusion && { result: conclusion.result, text: textOf(conclusion.text, reading) },
    minority: minority.map(({ text }) => textOf(text, reading)),
  };
}

/** By when the objections without an answer are to have one: the last date of the tasks for them; null where none waits, or none has a date. */
function answersBy({ stream, state }: EntityData, data: MatterData, trail: Trail): Instant | null {
  const waiting = (state as NoticeState).objections.filter(({ answer }) => answer === null).map(({ n }) => n);
  const dates = Object.values(data.state.nodes).flatMap(({ key, task, variables }) => {
    const of = variables['notice'] === stream && waiting.includes(Number(variables['n']));
    const answers = of && trail.byKey(key)?.element.properties['heyi.page'] === 'objection';
    return answers ? (task?.due?.due ?? []) : [];
  });
  return dates.length === 0 ? null : Math.max(...dates);
}

function mayObject(state: NoticeState, reading: Reading): May {
  if (!reading.roles.includes('resident')) return no('role-does-not-fit');
  if (state.status === 'cancelled') return no('entity-cancelled');
  if (state.status !== 'open') return no('objections-closed');
  return YES;
}

/** Proofs and changes of the text are for those who publish. */
function mayKeep(state: NoticeState, reading: Reading): May {
  if (!reading.roles.some((role) => role === 'worker' || role === 'convenor')) return no('role-does-not-fit');
  if (state.status === 'cancelled') return no('entity-cancelled');
  if (state.status !== 'open') return no('objections-closed');
  return YES;
}
