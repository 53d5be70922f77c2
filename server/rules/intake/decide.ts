import type { Decision } from '#engine';
import {
  helperOf,
  isContext,
  isCount,
  isSealed,
  isText,
  principal,
  refuseActor,
  refuseHelp,
  refusePerson,
  toldOfHelp,
} from '../contract/index.js';
import {
  MAX_SIMILAR,
  SOURCES,
  type IntakeCommand,
  type IntakeEvent,
  type IntakeState,
  type KeepApart,
  type Merge,
  type Register,
} from './types.js';

const DECIDERS = ['worker', 'convenor'];

export function decide(state: IntakeState, command: IntakeCommand): Decision<IntakeEvent> {
  switch (command.type) {
    case 'register':
      return refusePerson(command.by) ?? register(state, command);
    case 'merge':
      return merge(state, command);
    case 'keepApart':
      return keepApart(state, command);
    case 'settle':
      return refusePerson(command.by) ?? settle(state);
    default:
      return { refused: 'unknown-command' };
  }
}

/**
 * The reporter gets the number as a receipt. Refusals: `intake-registered` (once only), `no-such-source` `{source}`, `topic-missing`,
 * `place-missing`, `text-missing` `{field}`, `number-missing`, `similar-invalid` `{row}`.
 */
function register(state: IntakeState, command: Register): Decision<IntakeEvent> {
  const { matter, scope, source, topic, place, title, number, reporter, similar, at } = command;
  if (state.status !== 'none') return { refused: 'intake-registered' };
  if (!SOURCES.includes(source)) return { refused: 'no-such-source', values: { source } };
  if (typeof topic !== 'string' || topic === '') return { refused: 'topic-missing' };
  if (typeof place !== 'string' || place === '') return { refused: 'place-missing' };
  if (title !== null && !isText(title)) return { refused: 'text-missing', values: { field: 'title' } };
  if (typeof number !== 'string' || number === '') return { refused: 'number-missing' };
  if (!Array.isArray(similar) || similar.length > MAX_SIMILAR)
    return { refused: 'similar-invalid', values: { row: MAX_SIMILAR } };
  const bad = similar.findIndex((each: unknown) => !isSimilar(each, matter));
  if (bad >= 0) return { refused: 'similar-invalid', values: { row: bad } };
  const taken = { matter, scope, source, topic, place, title, number, reporter, similar, at };
  return {
    events: [{ type: 'Registered', v: 1, ...taken }],
    effects:
      reporter === null
        ? []
        : [{ do: 'notify', to: { people: [reporter] }, code: 'intake-receipt', values: { number } }],
  };
}

/**
 * Workers and convenors of the scope, until it is settled; the reporter is told and may refuse. Refusals: `intake-not-registered`,
 * `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `intake-settled`, `no-such-matter` (not among the similar ones),
 * `reporter-keeps-apart`.
 */
function merge(state: IntakeState, { into, by, at }: Merge): Decision<IntakeEvent> {
  if (state.status === 'none') return { refused: 'intake-not-registered' };
  const actor = refuseHelp(by) ?? refuseActor(by, DECIDERS, state.scope);
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'intake-settled' };
  const other = state.similar.find((each) => each.matter === into);
  if (other === undefined) return { refused: 'no-such-matter' };
  if (state.merging?.reporter === true) return { refused: 'reporter-keeps-apart' };
  const { number } = other;
  const told = state.reporter;
  return {
    events: [{ type: 'MergeProposed', v: 1, into, number, p: by.p, at }],
    effects: told === null ? [] : [{ do: 'notify', to: { people: [told] }, code: 'intake-merged', values: { number } }],
  };
}

/**
 * The reporter, whose word stands, or a worker or convenor of the scope, until it is settled. Refusals: `intake-not-registered`,
 * `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `intake-settled`, `nothing-similar`, `not-sealed`.
 */
function keepApart(state: IntakeState, { reason, by, at }: KeepApart): Decision<IntakeEvent> {
  if (state.status === 'none') return { refused: 'intake-not-registered' };
  const p = principal(by);
  const reporter = p === state.reporter;
  const actor = reporter ? undefined : (refuseHelp(by) ?? refuseActor(by, DECIDERS, state.scope));
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'intake-settled' };
  if (state.similar.length === 0) return { refused: 'nothing-similar' };
  if (reason !== undefined && !isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  const kept = reason === undefined ? null : { '~': reason['~'] };
  // the reporter's word stands: what a worker says after it changes nothing of whose word it is
  const said = reporter || state.merging?.reporter === true;
  return {
    events: [{ type: 'KeptApart', v: 1, reason: kept, p, ...helperOf(by), reporter: said, at }],
    effects: [...toldOfHelp(by, 'intake.keepApart')],
  };
}

/** Refusals: `intake-not-registered`, `intake-settled`. */
function settle(state: IntakeState): Decision<IntakeEvent> {
  if (state.status === 'none') return { refused: 'intake-not-registered' };
  if (state.status === 'settled') return { refused: 'intake-settled' };
  const { similar, merging } = state;
  if (similar.length > 0 && merging === null)
    return { events: [{ type: 'IntakeChecked', v: 1, similar: similar.length }], effects: [] };
  return {
    events: [{ type: 'IntakeSettled', v: 1, into: merging?.into ?? null }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}

function isSimilar(value: unknown, own: string): boolean {
  if (!isContext(value)) return false;
  const { matter, number, title, at } = value;
  return (
    typeof matter === 'string' &&
    matter !== '' &&
    matter !== own &&
    typeof number === 'string' &&
    (title === null || isText(title)) &&
    isCount(at)
  );
}
