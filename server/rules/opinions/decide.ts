import type { Decision, Effect, Refusal } from '#engine';
import {
  helperOf,
  isSealed,
  isTerm,
  isText,
  principal,
  refuseActor,
  refuseHelp,
  refusePerson,
  toldOfHelp,
} from '../contract/index.js';
import {
  ANSWERERS,
  ANSWERS,
  MAX_OPINIONS,
  MAX_PER_PERSON,
  STANCES,
  type Answer,
  type AnswerAll,
  type AnswerOutcome,
  type Give,
  type Open,
  type OpinionsCommand,
  type OpinionsEvent,
  type Opinion,
  type OpinionsState,
} from './types.js';
import { openItems } from './views.js';

export function decide(state: OpinionsState, command: OpinionsCommand): Decision<OpinionsEvent> {
  switch (command.type) {
    case 'open':
      return refusePerson(command.by) ?? open(state, command);
    case 'give':
      return give(state, command);
    case 'answer':
      return answer(state, command);
    case 'answerAll':
      return answerAll(state, command);
    case 'close': {
      const person = refusePerson(command.by);
      if (person) return person;
      if (state.status !== 'collecting') return { refused: 'opinions-not-open' };
      return { events: [{ type: 'OpinionsClosed', v: 1, total: state.items.length, at: command.at }], effects: [] };
    }
    case 'check':
      return refusePerson(command.by) ?? check(state);
    default:
      return { refused: 'unknown-command' };
  }
}

/** Refusals: `opinions-open` (opens once), `text-missing` `{field}`, `term-invalid`. */
function open(state: OpinionsState, { matter, scope, title, text, term, at }: Open): Decision<OpinionsEvent> {
  if (state.status !== 'none') return { refused: 'opinions-open' };
  if (title !== null && !isText(title)) return { refused: 'text-missing', values: { field: 'title' } };
  if (text !== null && !isText(text)) return { refused: 'text-missing', values: { field: 'text' } };
  if (term !== null && !isTerm(term)) return { refused: 'term-invalid' };
  return { events: [{ type: 'OpinionsOpened', v: 1, matter, scope, title, text, term, at }], effects: [] };
}

/**
 * Residents of the scope, while collecting; several each, counted as theirs whoever enters them. Refusals:
 * `opinions-not-open`, `opinions-closed`, `role-does-not-fit`, `scope-does-not-fit`, `no-such-stance`, `not-sealed`
 * `{field}`, `too-many-opinions`, `opinions-full`.
 */
function give(state: OpinionsState, { stance, text, by, at }: Give): Decision<OpinionsEvent> {
  if (state.status === 'none') return { refused: 'opinions-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status !== 'collecting') return { refused: 'opinions-closed' };
  if (!STANCES.includes(stance)) return { refused: 'no-such-stance' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const p = principal(by);
  const own = state.items.reduce((count, item) => (item.p === p ? count + 1 : count), 0);
  if (own >= MAX_PER_PERSON) return { refused: 'too-many-opinions', values: { most: MAX_PER_PERSON } };
  if (state.items.length >= MAX_OPINIONS) return { refused: 'opinions-full', values: { most: MAX_OPINIONS } };
  const n = state.items.length + 1;
  return {
    events: [{ type: 'Given', v: 1, n, p, ...helperOf(by), stance, text: { '~': text['~'] }, at }],
    effects: toldOfHelp(by, 'opinions.give'),
    answer: { n },
  };
}

/**
 * Workers and convenors of the scope. While collecting an answer may still be replaced; from the close on the answer given
 * stands. Refusals: `opinions-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `opinions-settled`,
 * `no-such-opinion`, `no-such-answer`, `not-sealed`, `already-answered`.
 */
function answer(state: OpinionsState, command: Answer): Decision<OpinionsEvent> {
  const { n, outcome, reason, by, at } = command;
  const items = answerable(state, command, [n]);
  if ('refused' in items) return items;
  return {
    events: [{ type: 'Answered', v: 1, n, outcome, reason: { '~': reason['~'] }, p: by.p, at }],
    effects: items.map((item) => toldOfAnswer(item, outcome)),
  };
}

/**
 * One answer for similar opinions; either all get it or none does, and every author is told. Refusals: those of `answer`,
 * `no-opinions-named`.
 */
function answerAll(state: OpinionsState, command: AnswerAll): Decision<OpinionsEvent> {
  const { ns, outcome, reason, by, at } = command;
  if (!Array.isArray(ns) || ns.length === 0 || ns.length > MAX_OPINIONS) return { refused: 'no-opinions-named' };
  const named = [...new Set(ns)].sort((a, b) => a - b);
  const items = answerable(state, command, named);
  if ('refused' in items) return items;
  return {
    events: [{ type: 'AnsweredTogether', v: 1, ns: named, outcome, reason: { '~': reason['~'] }, p: by.p, at }],
    effects: items.map((item) => toldOfAnswer(item, outcome)),
  };
}

/** The opinions that may get this answer now, or why not all of them. */
function answerable(
  state: OpinionsState,
  { outcome, reason, by }: Answer | AnswerAll,
  ns: readonly number[],
): readonly Opinion[] | Refusal {
  if (state.status === 'none') return { refused: 'opinions-not-open' };
  const actor = refuseHelp(by) ?? refuseActor(by, ANSWERERS, state.scope);
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'opinions-settled' };
  const items: Opinion[] = [];
  for (const n of ns) {
    const item = Number.isSafeInteger(n) ? state.items[n - 1] : undefined;
    if (item === undefined) return { refused: 'no-such-opinion', values: { n } };
    items.push(item);
  }
  if (!ANSWERS.includes(outcome)) return { refused: 'no-such-answer' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  const answered = state.status === 'collecting' ? undefined : items.find((item) => item.answer !== null);
  return answered === undefined ? items : { refused: 'already-answered', values: { n: answered.n } };
}

function toldOfAnswer({ n, p }: Opinion, outcome: AnswerOutcome): Effect {
  return { do: 'notify', to: { people: [p] }, code: 'opinion-answered', values: { n, outcome } };
}

/** Refusals: `opinions-not-closed`, `opinions-settled`. */
function check(state: OpinionsState): Decision<OpinionsEvent> {
  if (state.status === 'settled') return { refused: 'opinions-settled' };
  if (state.status !== 'closed') return { refused: 'opinions-not-closed' };
  const open = openItems(state);
  if (open[0] !== undefined)
    return { events: [{ type: 'OpinionsChecked', v: 1, open: open.length, first: open[0].n }], effects: [] };
  return {
    events: [{ type: 'Settled', v: 1, total: state.items.length }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}
