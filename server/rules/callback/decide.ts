import type { Decision, Refusal } from '#engine';
import {
  helperOf,
  isSealed,
  isTerm,
  principal,
  refuseActor,
  refusePerson,
  toldOfHelp,
  type Command,
} from '../contract/index.js';
import {
  ALL_ANSWERED,
  ANSWERED_WAITS,
  MAX_ASKED,
  type AnswerCallback,
  type Ask,
  type CallbackCommand,
  type CallbackEvent,
  type CallbackState,
} from './types.js';
import { countsOf } from './views.js';

export function decide(state: CallbackState, command: CallbackCommand): Decision<CallbackEvent> {
  switch (command.type) {
    case 'ask':
      return refusePerson(command.by) ?? ask(state, command);
    case 'answer':
      return answer(state, command);
    case 'close':
      return refusePerson(command.by) ?? close(state, command.at);
    default:
      return { refused: 'unknown-command' };
  }
}

/** Who did the work is not asked. Refusals: `callback-asked` (once only), `nobody-to-ask`, `too-many-to-ask`, `term-invalid`. */
function ask(state: CallbackState, { callback, matter, scope, to, handlers, term, at }: Ask): Decision<CallbackEvent> {
  if (state.status !== 'none') return { refused: 'callback-asked' };
  if (!isPeople(to) || !(handlers === null || isPeople(handlers))) return { refused: 'nobody-to-ask' };
  if (term !== null && !isTerm(term)) return { refused: 'term-invalid' };
  const asked = [...new Set(to)].filter((p) => handlers?.includes(p) !== true);
  if (asked.length > MAX_ASKED) return { refused: 'too-many-to-ask', values: { most: MAX_ASKED } };
  return {
    events: [{ type: 'CallbackAsked', v: 1, callback, matter, scope, asked, handlers, term, at }],
    effects: [{ do: 'notify', to: { people: asked }, code: 'callback-asked', values: { callback } }],
  };
}

/**
 * Those asked, once each; a grid worker may enter it for them. Refusals: `callback-not-asking`, `callback-closed`,
 * `handler-cannot-answer`, `role-does-not-fit`, `scope-does-not-fit`, `not-asked`, `callback-answer-given`,
 * `no-such-answer`, `not-sealed`.
 */
function answer(state: CallbackState, command: AnswerCallback): Decision<CallbackEvent> {
  const { solved, satisfied, contacted, text, by, at } = command;
  if (state.status === 'none') return { refused: 'callback-not-asking' };
  if (state.status === 'closed') return { refused: 'callback-closed' };
  if (handled(state, command)) return { refused: 'handler-cannot-answer' };
  const actor: Refusal | undefined = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  const p = principal(by);
  if (!state.asked.includes(p)) return { refused: 'not-asked' };
  if (state.answers.some((each) => each.p === p)) return { refused: 'callback-answer-given' };
  if (typeof solved !== 'boolean' || typeof satisfied !== 'boolean' || typeof contacted !== 'boolean')
    return { refused: 'no-such-answer' };
  if (text !== undefined && text !== null && !isSealed(text))
    return { refused: 'not-sealed', values: { field: 'text' } };
  const said = text === undefined || text === null ? null : { '~': text['~'] };
  const answered = state.answers.length + 1;
  return {
    events: [{ type: 'CallbackAnswered', v: 1, p, ...helperOf(by), solved, satisfied, contacted, text: said, at }],
    effects: [
      ...toldOfHelp(by, 'callback.answer'),
      ...(answered === state.asked.length
        ? ([
            {
              do: 'publishMessage',
              name: ALL_ANSWERED,
              correlationKey: state.id,
              variables: { answered },
              timeToLive: ANSWERED_WAITS,
            },
          ] as const)
        : []),
    ],
  };
}

/**
 * Did whoever acts, or for whom they act, do the work? Where the procedure does not say who did, everybody of the community's
 * office may have; grid workers call on people and enter what they are told.
 */
function handled({ handlers }: CallbackState, { by }: Command): boolean {
  if (handlers !== null) return handlers.includes(by.p) || handlers.includes(principal(by));
  return by.role === 'worker';
}

/** Refusals: `callback-not-asking`, `callback-closed`. */
function close(state: CallbackState, at: number): Decision<CallbackEvent> {
  if (state.status === 'none') return { refused: 'callback-not-asking' };
  if (state.status === 'closed') return { refused: 'callback-closed' };
  return {
    events: [{ type: 'CallbackClosed', v: 1, ...countsOf(state), at }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}

function isPeople(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((p) => typeof p === 'string' && p !== '');
}
