import type { Decision, Effect, Refusal } from '#engine';
import {
  fileOf,
  helperOf,
  isSealed,
  isTerm,
  isText,
  principal,
  refuseActor,
  refuseHelp,
  refusePerson,
  toldOfHelp,
  type Command,
  type Text,
} from '../contract/index.js';
import { certificateOf, leastOf } from './certificate.js';
import { lawOf } from './floors.js';
import {
  KEEPERS,
  MAX_OBJECTIONS,
  MAX_PER_PERSON,
  MAX_PLACE,
  MAX_PROOFS,
  MAX_RESTARTS,
  OBJECTION,
  OBJECTION_WAITS,
  RESTARTED,
  type AnswerObjection,
  type MakeObjection,
  type NoticeCommand,
  type NoticeEvent,
  type NoticeState,
  type Prove,
  type Publish,
  type RestartNotice,
} from './types.js';
import { isProved, openObjections } from './views.js';

export function decide(state: NoticeState, command: NoticeCommand): Decision<NoticeEvent> {
  switch (command.type) {
    case 'publish':
      return refusePerson(command.by) ?? publish(state, command);
    case 'object':
      return object(state, command);
    case 'answerObjection':
      return answerObjection(state, command);
    case 'prove':
      return prove(state, command);
    case 'restart':
      return restart(state, command);
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
    case 'close':
      return refusePerson(command.by) ?? close(state, command.at);
    case 'end':
      return refusePerson(command.by) ?? end(state);
    default:
      return { refused: 'unknown-command' };
  }
}

/**
 * Refusals: `notice-published` (once only), `notice-code-missing`, `text-missing` `{field}`, `term-invalid`,
 * `pack-unknown`, `below-floor`.
 */
function publish(
  state: NoticeState,
  { notice, matter, scope, code, title, text, about, term, pack, proofRequired, at }: Publish,
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
        proofRequired,
        at,
      },
    ],
    effects: [
      { do: 'notify', to: { role: 'resident', scope }, code: 'notice-published', values: { notice, code, title } },
    ],
  };
}

/**
 * Residents of the scope, within the term, or a helper for them. The message wakes the procedure, which has it answered.
 * Refusals: `notice-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `objections-closed`, `not-sealed`,
 * `too-many-objections`, `objections-full`.
 */
function object(state: NoticeState, { text, by, at }: MakeObjection): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status !== 'open') return { refused: 'objections-closed' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const p = principal(by);
  const own = state.objections.filter((objection) => objection.p === p).length;
  if (own >= MAX_PER_PERSON) return { refused: 'too-many-objections', values: { most: MAX_PER_PERSON } };
  if (state.objections.length >= MAX_OBJECTIONS)
    return { refused: 'objections-full', values: { most: MAX_OBJECTIONS } };
  const n = state.objections.length + 1;
  const kept = { '~': text['~'] };
  return {
    events: [{ type: 'Objected', v: 1, n, p, ...helperOf(by), text: kept, at }],
    effects: [
      ...toldOfHelp(by, 'notice.object'),
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
 * Workers and convenors of the scope, once each, also after the term. Refusals: `notice-not-open`, `role-does-not-fit`,
 * `scope-does-not-fit`, `not-for-others`, `notice-ended`, `no-such-objection`, `no-such-answer`, `not-sealed`, `already-answered`.
 */
function answerObjection(state: NoticeState, { n, upheld, reason, by, at }: AnswerObjection): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const keeper = refuseKeeper(state, by);
  if (keeper) return keeper;
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

/**
 * Proof of posting: where, and a photograph. Also after the term, so that one forgotten is seen to be late instead of
 * missing. Refusals: `notice-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `notice-ended`,
 * `place-missing`, `file-invalid`, `proofs-full`.
 */
function prove(state: NoticeState, { place, file, by, at }: Prove): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const keeper = refuseKeeper(state, by);
  if (keeper) return keeper;
  if (typeof place !== 'string' || place.trim() === '' || [...place].length > MAX_PLACE)
    return { refused: 'place-missing', values: { most: MAX_PLACE } };
  const photo = file === undefined || file === null ? null : fileOf(file);
  if (photo === null && file !== undefined && file !== null) return { refused: 'file-invalid', values: { most: 1 } };
  if (state.proofs.length >= MAX_PROOFS) return { refused: 'proofs-full', values: { most: MAX_PROOFS } };
  const n = state.proofs.length + 1;
  const proof = { n, place, file: photo, restart: state.restarts.length, p: by.p, at };
  return { events: [{ type: 'PostingProved', v: 1, ...proof }], effects: [], answer: { n } };
}

/**
 * The text changes within the term; the period starts again from now. Objections stay and stay to be answered; those who
 * made them are told, as is everybody. Refusals: `notice-not-open`, `role-does-not-fit`, `scope-does-not-fit`,
 * `not-for-others`, `notice-ended`, `restart-too-late` (the term is over), `text-missing`, `text-unchanged`,
 * `not-sealed`, `too-many-restarts`.
 */
function restart(state: NoticeState, { text, reason, by, at }: RestartNotice): Decision<NoticeEvent> {
  if (state.status === 'none') return { refused: 'notice-not-open' };
  const keeper = refuseKeeper(state, by);
  if (keeper) return keeper;
  if (state.status !== 'open') return { refused: 'restart-too-late' };
  if (!isText(text)) return { refused: 'text-missing', values: { field: 'text' } };
  if (isSame(text, state.text)) return { refused: 'text-unchanged' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  if (state.restarts.length >= MAX_RESTARTS) return { refused: 'too-many-restarts', values: { most: MAX_RESTARTS } };
  const n = state.restarts.length + 1;
  const { id: notice, code, title, scope } = state;
  const shown = typeof text === 'string' ? text : { '~': text['~'] };
  const objectors = [...new Set(state.objections.map(({ p }) => p))];
  return {
    events: [{ type: 'NoticeRestarted', v: 1, n, text: shown, reason: { '~': reason['~'] }, p: by.p, at }],
    effects: [
      {
        do: 'publishMessage',
        name: RESTARTED,
        correlationKey: notice,
        variables: { restart: n, text: shown },
        timeToLive: OBJECTION_WAITS,
      },
      { do: 'notify', to: { role: 'resident', scope }, code: 'notice-restarted', values: { notice, code, title } },
      ...(objectors.length > 0 ? [toldOfRestart(objectors, notice, title)] : []),
    ],
    answer: { n },
  };
}

function toldOfRestart(people: readonly string[], notice: string, title: Text | null): Effect {
  return { do: 'notify', to: { people }, code: 'objected-notice-restarted', values: { notice, title } };
}

/** Refusals: `notice-not-open`, `term-not-over` (a timer set before the text was changed does not end the new period). */
function close(state: NoticeState, at: number): Decision<NoticeEvent> {
  if (state.status !== 'open') return { refused: 'notice-not-open' };
  if (at < state.publishedAt + leastOf(state.term)) return { refused: 'term-not-over' };
  return { events: [{ type: 'NoticeClosed', v: 1, objections: state.objections.length, at }], effects: [] };
}

/**
 * Refusals: `notice-not-closed` (the term cannot be cut short), `notice-ended`, `objections-open` `{open, first}`,
 * `proof-missing`.
 */
function end(state: NoticeState): Decision<NoticeEvent> {
  if (state.status === 'ended') return { refused: 'notice-ended' };
  if (state.status !== 'closed') return { refused: 'notice-not-closed' };
  const open = openObjections(state);
  if (open.length > 0) return { refused: 'objections-open', values: { open: open.length, first: open[0]?.n ?? 0 } };
  if (state.proofRequired && !isProved(state)) return { refused: 'proof-missing' };
  return {
    events: [{ type: 'NoticeEnded', v: 1, ...certificateOf(state) }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}

function refuseKeeper(state: NoticeState, by: Command['by']): Refusal | undefined {
  const actor = refuseHelp(by) ?? refuseActor(by, KEEPERS, state.scope);
  return actor ?? (state.status === 'ended' ? { refused: 'notice-ended' } : undefined);
}

function isSame(text: Text, before: Text | null): boolean {
  if (before === null || typeof text === 'string' || typeof before === 'string') return text === before;
  return text['~'] === before['~'];
}
