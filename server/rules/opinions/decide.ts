import type { Decision } from '#engine';
import { isSealed, isTerm, isText, refuseActor, refusePerson } from '../contract/index.js';
import {
  ANSWERS,
  MAX_OPINIONS,
  MAX_PER_PERSON,
  STANCES,
  type Answer,
  type Give,
  type Open,
  type OpinionsCommand,
  type OpinionsEvent,
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
 * Residents of the scope, while collecting; several each. Refusals: `opinions-not-open`, `opinions-closed`,
 * `role-does-not-fit`, `scope-does-not-fit`, `no-such-stance`, `not-sealed` `{field}`, `too-many-opinions`, `opinions-full`.
 */
function give(state: OpinionsState, { stance, text, by, at }: Give): Decision<OpinionsEvent> {
  if (state.status === 'none') return { refused: 'opinions-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status !== 'collecting') return { refused: 'opinions-closed' };
  if (!STANCES.includes(stance)) return { refused: 'no-such-stance' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const own = state.items.reduce((count, item) => (item.p === by.p ? count + 1 : count), 0);
  if (own >= MAX_PER_PERSON) return { refused: 'too-many-opinions', values: { most: MAX_PER_PERSON } };
  if (state.items.length >= MAX_OPINIONS) return { refused: 'opinions-full', values: { most: MAX_OPINIONS } };
  const n = state.items.length + 1;
  return {
    events: [{ type: 'Given', v: 1, n, p: by.p, stance, text: { '~': text['~'] }, at }],
    effects: [],
    answer: { n },
  };
}

/**
 * Workers of the scope. While collecting an answer may still be replaced; from the close on the answer given stands.
 * Refusals: `opinions-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `opinions-settled`, `no-such-opinion`,
 * `no-such-answer`, `not-sealed`, `already-answered`.
 */
function answer(state: OpinionsState, { n, outcome, reason, by, at }: Answer): Decision<OpinionsEvent> {
  if (state.status === 'none') return { refused: 'opinions-not-open' };
  const actor = refuseActor(by, 'worker', state.scope);
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'opinions-settled' };
  const item = Number.isSafeInteger(n) ? state.items[n - 1] : undefined;
  if (item === undefined) return { refused: 'no-such-opinion', values: { n } };
  if (!ANSWERS.includes(outcome)) return { refused: 'no-such-answer' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  if (item.answer !== null && state.status !== 'collecting') return { refused: 'already-answered', values: { n } };
  const effects = [
    { do: 'notify', to: { people: [item.p] }, code: 'opinion-answered', values: { n, outcome } },
  ] as const;
  return { events: [{ type: 'Answered', v: 1, n, outcome, reason: { '~': reason['~'] }, p: by.p, at }], effects };
}

/** Refusals: `opinions-not-closed`, `opinions-settled`. */
function check(state: OpinionsState): Decision<OpinionsEvent> {
  if (state.status === 'settled') return { refused: 'opinions-settled' };
  if (state.status !== 'closed') return { refused: 'opinions-not-closed' };
  const open = openItems(state).length;
  if (open > 0) return { events: [{ type: 'OpinionsChecked', v: 1, open }], effects: [] };
  return {
    events: [{ type: 'Settled', v: 1, total: state.items.length }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}
