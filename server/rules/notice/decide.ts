import type { Decision } from '#engine';
import { isSealed, isTerm, isText, refuseActor, refusePerson } from '../contract/index.js';
import { lawOf } from './floors.js';
import {
  MAX_OBJECTIONS,
  MAX_PER_PERSON,
  OBJECTION,
  OBJECTION_WAITS,
  type AnswerObjection,
  type MakeObjection,
  type NoticeCommand,
  type NoticeEvent,
  type NoticeState,
  type Publish,
} from './types.js';
import { openObjections } from './views.js';

export function decide(state: NoticeState, command: NoticeCommand): Decision<NoticeEvent> {
  switch (command.type) {
    case 'publish':
      return refusePerson(command.by) ?? publish(state, command);
    case 'object':
      return object(state, command);
    case 'answerObjection':
      return answerObjection(state, command);
    case 'check': {
      const person = refusePerson(command.by);
      if (person) return person;
      const objection = state.objections[command.n - 1];
      if (objection === undefined) return { refused: 'no-such-objection', values: { n: command.n } };
      return {
        events: [{ type: 'ObjectionChecked', v: 1, n: command.n, answered: objection.answer !== null }],
        effects: [],
      };
    }
    case 'close': {
      const person = refusePerson(command.by);
      if (person) return person;
      if (state.status !== 'open') return { refused: 'notice-not-open' };
      return {
        events: [{ type: 'NoticeClosed', v: 1, objections: state.objections.length, at: command.at }],
        effects: [],
      };
    }
    case 'end':
      return refusePerson(command.by) ?? end(state);
    default:
      return { refused: 'unknown-command' };
  }
}

/** Refusals: `notice-published` (once only), `notice-code-missing`, `text-missing` `{field}`, `term-invalid`, `pack-unknown`, `below-floor`. */
function publish(
  state: NoticeState,
  { notice, matter, scope, code, title, text, about, term, pack, at }: Publish,
): Decision<NoticeEvent> {
  if (state.status !== 'none') return { refused: 'notice-published' };
  if (typeof code !== 'string' || !/^[a-z][a-z-]*$/.test(code)) return { refused: 'notice-code-missing' };
  if (title !== null && !isText(title)) return { refused: 'text-missing', values: { field: 'title' } };
  if (text !== null && !isText(text)) return { refused: 'text-missing', values: { field: 'text' } };
  if (!isTerm(term)) return { refused: 'term-invalid' };
  const law = pack === null ? null : lawOf(pack, at, term);
  if (law !== null && 'refused' in law) return law;
  return {
    events: [
      {
        type: 'Published',
        v: 1,
        notice,
        matter,
        scope,
        code,
        title,
        text,
        about,
        term: { n: term.n, unit: term.unit },
        law,
        at,
      },
    ],
    effects: [
      { do: 'notify', to: { role: 'resident', scope }, code: 'notice-published', values: { notice, code, title } },
    ],
  };
}

/**
 * Residents of the scope, within the term. The message wakes the procedure, which has it answered.
 * Refusals: `notice-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `objections-closed`, `not-sealed`,
 * `too-many-objections`, `objections-full`.
 */
function object(state: NoticeState, { text, by, at }: MakeObjection): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status !== 'open') return { refused: 'objections-closed' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const own = state.objections.filter((objection) => objection.p === by.p).length;
  if (own >= MAX_PER_PERSON) return { refused: 'too-many-objections', values: { most: MAX_PER_PERSON } };
  if (state.objections.length >= MAX_OBJECTIONS)
    return { refused: 'objections-full', values: { most: MAX_OBJECTIONS } };
  const n = state.objections.length + 1;
  const kept = { '~': text['~'] };
  return {
    events: [{ type: 'Objected', v: 1, n, p: by.p, text: kept, at }],
    effects: [
      {
        do: 'publishMessage',
        name: OBJECTION,
        correlationKey: state.id,
        variables: { n, text: kept },
        timeToLive: OBJECTION_WAITS,
      },
    ],
    answer: { n },
  };
}

/**
 * Workers of the scope, once each, also after the term. Refusals: `notice-not-open`, `role-does-not-fit`,
 * `scope-does-not-fit`, `notice-ended`, `no-such-objection`, `no-such-answer`, `not-sealed`, `already-answered`.
 */
function answerObjection(state: NoticeState, { n, upheld, reason, by, at }: AnswerObjection): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const actor = refuseActor(by, 'worker', state.scope);
  if (actor) return actor;
  if (state.status === 'ended') return { refused: 'notice-ended' };
  const objection = Number.isSafeInteger(n) ? state.objections[n - 1] : undefined;
  if (objection === undefined) return { refused: 'no-such-objection', values: { n } };
  if (typeof upheld !== 'boolean') return { refused: 'no-such-answer' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  if (objection.answer !== null) return { refused: 'already-answered', values: { n } };
  return {
    events: [{ type: 'ObjectionAnswered', v: 1, n, upheld, reason: { '~': reason['~'] }, p: by.p, at }],
    effects: [{ do: 'notify', to: { people: [objection.p] }, code: 'objection-answered', values: { n, upheld } }],
  };
}

/** Refusals: `notice-not-closed` (the term cannot be cut short), `notice-ended`, `objections-open` `{open, first}`. */
function end(state: NoticeState): Decision<NoticeEvent> {
  if (state.status === 'ended') return { refused: 'notice-ended' };
  if (state.status !== 'closed') return { refused: 'notice-not-closed' };
  const open = openObjections(state);
  if (open.length > 0) return { refused: 'objections-open', values: { open: open.length, first: open[0]?.n ?? 0 } };
  const upheld = state.objections.filter((objection) => objection.answer?.upheld === true).length;
  return {
    events: [{ type: 'NoticeEnded', v: 1, objections: state.objections.length, upheld }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}
