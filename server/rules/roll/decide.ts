import type { Decision, Refusal } from '#engine';
import {
  helperOf,
  isContext,
  isSealed,
  isTerm,
  principal,
  refuseActor,
  refuseHelp,
  refusePerson,
  toldOfHelp,
} from '../contract/index.js';
import { changeOf, isLine, refuseChange } from './change.js';
import { changedLines } from './lines.js';
import { rollRoot } from './tree.js';
import {
  CHUNK,
  MAX_LINES,
  MAX_OBJECTIONS,
  MAX_PER_PERSON,
  OBJECTION,
  OBJECTION_WAITS,
  SUBJECTS,
  type Change,
  type DecideObjection,
  type Elector,
  type Freeze,
  type LineChanged,
  type Lock,
  type MakeObjection,
  type Post,
  type RollCommand,
  type RollEvent,
  type RollState,
  type Stage,
} from './types.js';
import { isUpheld, openObjections } from './views.js';

/** Freezing, posting, settling and locking are asked by jobs; objections, their decisions and changes by people. */
export function decide(state: RollState, command: RollCommand): Decision<RollEvent> {
  switch (command.type) {
    case 'stage':
      return refusePerson(command.by) ?? stage(state, command);
    case 'freeze':
      return refusePerson(command.by) ?? freeze(state, command);
    case 'post':
      return refusePerson(command.by) ?? post(state, command);
    case 'object':
      return object(state, command);
    case 'decideObjection':
      return decideObjection(state, command);
    case 'settle':
      return refusePerson(command.by) ?? settle(state);
    case 'change':
      return change(state, command);
    case 'lock':
      return refusePerson(command.by) ?? lock(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

/**
 * Refusals: `roll-frozen` (once only), `roll-empty`, `roll-too-long`, `roll-line` `{line}` (a line that is none),
 * `roll-order` `{line}` (not ascending, or an elector twice).
 */
function stage(state: RollState, { lines }: Stage): Decision<RollEvent> {
  const wrong = refuseLines(state, lines, CHUNK);
  if (wrong) return wrong;
  if (lines.length === 0) return { refused: 'roll-empty', values: { selector: '', scope: '' } };
  return { events: [{ type: 'Staged', v: 1, lines }], effects: [] };
}

/** Refusals: those of staging, `roll-incomplete` `{electors, named}`, `bad-command`. The record names the number of lines and their root. */
function freeze(
  state: RollState,
  { matter, scope, selector, right, lines, electors, at }: Freeze,
): Decision<RollEvent> {
  const wrong = refuseLines(state, lines, CHUNK);
  if (wrong) return wrong;
  const all = state.lines.length === 0 ? lines : [...state.lines, ...lines];
  if (all.length === 0) return { refused: 'roll-empty', values: { selector, scope } };
  if (all.length !== electors) return { refused: 'roll-incomplete', values: { electors: all.length, named: electors } };
  if (!isRight(right)) return { refused: 'bad-command' };
  const root = rollRoot(all, right);
  const event = { type: 'Frozen', v: 1, matter, scope, selector, right, lines, electors, root, at } as const;
  return { events: [event], effects: [] };
}

function refuseLines(state: RollState, lines: unknown, most: number): Refusal | undefined {
  if (state.status !== 'none' && state.status !== 'staging')
    return { refused: 'roll-frozen', values: { electors: state.lines.length } };
  if (!Array.isArray(lines) || lines.length > most)
    return { refused: 'roll-too-long', values: { electors: Array.isArray(lines) ? lines.length : 0, most } };
  const given = lines as readonly Elector[];
  const from = state.lines.length;
  if (from + given.length > MAX_LINES)
    return { refused: 'roll-too-long', values: { electors: from + given.length, most: MAX_LINES } };
  const bad = given.findIndex((line) => !isLine(line));
  if (bad >= 0) return { refused: 'roll-line', values: { line: from + bad } };
  const unsorted = given.findIndex((line, e) => {
    const before = e === 0 ? state.lines.at(-1) : given[e - 1];
    return before !== undefined && before.elector >= line.elector;
  });
  return unsorted >= 0 ? { refused: 'roll-order', values: { line: from + unsorted } } : undefined;
}

function isRight(right: unknown): boolean {
  return right === 'person' || right === 'household' || right === 'owner-group';
}

/** Put up for objections, once. Refusals: `roll-not-frozen`, `roll-posted`, `term-invalid`, `roll-locked`. */
function post(state: RollState, { roll, term, at }: Post): Decision<RollEvent> {
  if (!isFrozen(state)) return { refused: 'roll-not-frozen' };
  if (state.status !== 'frozen') return { refused: 'roll-posted' };
  if (state.locked.length > 0) return { refused: 'roll-locked' };
  if (!isTerm(term)) return { refused: 'term-invalid' };
  const { scope } = state;
  return {
    events: [{ type: 'RollPosted', v: 1, roll, term: { n: term.n, unit: term.unit }, at }],
    effects: [{ do: 'notify', to: { role: 'resident', scope }, code: 'roll-posted', values: { roll } }],
  };
}

/**
 * Residents of the scope while the roll is posted. The message wakes the procedure, which has it decided. Refusals: `roll-not-posted`,
 * `role-does-not-fit`, `scope-does-not-fit`, `roll-objections-closed`, `no-such-subject`, `not-sealed`, `too-many-objections`,
 * `objections-full`.
 */
function object(state: RollState, { subject, text, by, at }: MakeObjection): Decision<RollEvent> {
  if (!isFrozen(state) || state.status === 'frozen') return { refused: 'roll-not-posted' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status !== 'posted') return { refused: 'roll-objections-closed' };
  if (!SUBJECTS.includes(subject)) return { refused: 'no-such-subject' };
  if (!isSealed(text)) return { refused: 'not-sealed', values: { field: 'text' } };
  const p = principal(by);
  const own = state.objections.reduce((count, each) => (each.p === p ? count + 1 : count), 0);
  if (own >= MAX_PER_PERSON) return { refused: 'too-many-objections', values: { most: MAX_PER_PERSON } };
  if (state.objections.length >= MAX_OBJECTIONS)
    return { refused: 'objections-full', values: { most: MAX_OBJECTIONS } };
  const n = state.objections.length + 1;
  const made = { n, p, ...helperOf(by), subject, text: { '~': text['~'] }, at };
  return {
    events: [{ type: 'RollObjected', v: 1, ...made }],
    effects: [
      {
        do: 'publishMessage',
        name: OBJECTION,
        correlationKey: state.id,
        variables: { n },
        timeToLive: OBJECTION_WAITS,
      },
      ...toldOfHelp(by, 'roll.object'),
    ],
    answer: { n },
  };
}

/**
 * Workers and convenors of the scope, each objection once; an upheld one may change a line at once. Refusals: `roll-not-posted`,
 * `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `no-such-objection`, `roll-settled`, `already-decided`, `no-such-answer`,
 * `not-sealed`, `own-objection`, `change-not-upheld`, and those of a change.
 */
function decideObjection(state: RollState, command: DecideObjection): Decision<RollEvent> {
  const { n, upheld, reason, by, at } = command;
  if (!isFrozen(state) || state.status === 'frozen') return { refused: 'roll-not-posted' };
  const actor = refuseHelp(by) ?? refuseActor(by, ['worker', 'convenor'], state.scope);
  if (actor) return actor;
  if (state.status === 'settled') return { refused: 'roll-settled' };
  const objection = Number.isSafeInteger(n) ? state.objections[n - 1] : undefined;
  if (objection === undefined) return { refused: 'no-such-objection', values: { n } };
  if (objection.decision !== null) return { refused: 'already-decided', values: { n } };
  if (objection.p === by.p) return { refused: 'own-objection' };
  if (typeof upheld !== 'boolean') return { refused: 'no-such-answer' };
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  const kept = { '~': reason['~'] };
  const asked = command.change;
  const events: RollEvent[] = [{ type: 'RollObjectionDecided', v: 1, n, upheld, reason: kept, p: by.p, at }];
  if (asked !== undefined && asked !== null) {
    if (!upheld) return { refused: 'change-not-upheld', values: { n } };
    const changed = changeTo(state, isContext(asked) ? asked : {}, { n, reason: kept, p: by.p, at });
    if ('refused' in changed) return changed;
    events.push(changed);
  }
  const told = { people: [objection.p] };
  return { events, effects: [{ do: 'notify', to: told, code: 'roll-objection-decided', values: { n, upheld } }] };
}

/** Refusals: `roll-not-posted`, `roll-settled`. */
function settle(state: RollState): Decision<RollEvent> {
  if (!isFrozen(state) || state.status === 'frozen') return { refused: 'roll-not-posted' };
  if (state.status === 'settled') return { refused: 'roll-settled' };
  const open = openObjections(state).length;
  if (open > 0) return { events: [{ type: 'RollChecked', v: 1, open }], effects: [] };
  const upheld = state.objections.filter(isUpheld).length;
  return { events: [{ type: 'RollSettled', v: 1, objections: state.objections.length, upheld }], effects: [] };
}

/**
 * A worker of the scope, of their own accord: seen by everybody, told to whose line it is. Refusals: `roll-not-frozen`, `role-does-not-fit`,
 * `scope-does-not-fit`, `not-for-others`, `roll-locked`, `not-sealed`, and those of a change.
 */
function change(state: RollState, command: Change): Decision<RollEvent> {
  const { reason, by, at } = command;
  if (!isFrozen(state)) return { refused: 'roll-not-frozen' };
  const actor = refuseHelp(by) ?? refuseActor(by, 'worker', state.scope);
  if (actor) return actor;
  if (!isSealed(reason)) return { refused: 'not-sealed', values: { field: 'reason' } };
  const changed = changeTo(state, { ...command }, { n: null, reason: { '~': reason['~'] }, p: by.p, at });
  if ('refused' in changed) return changed;
  const before = state.lines.find((line) => line.elector === changed.elector);
  const people = changed.holders ?? before?.holders ?? [changed.elector];
  return {
    events: [changed],
    effects: [{ do: 'notify', to: { people }, code: 'roll-changed', values: { do: changed.do } }],
  };
}

function changeTo(
  state: RollState,
  asked: Readonly<Record<string, unknown>>,
  why: Pick<LineChanged, 'n' | 'reason' | 'p' | 'at'>,
): LineChanged | Refusal {
  if (state.locked.length > 0) return { refused: 'roll-locked' };
  const wanted = changeOf(asked);
  const wrong = refuseChange(state, wanted);
  if (wrong) return wrong;
  const root = rollRoot(changedLines(state.lines, wanted), state.right);
  return { type: 'RollChanged', v: 1, ...wanted, ...why, root };
}

/**
 * Somebody's decision stands on these very lines from now on. Refusals: `roll-not-frozen`, `roll-not-settled` (objections run), `roll-changed`
 * `{root}` (the lines are no longer those that were meant).
 */
function lock(state: RollState, { holder, root }: Lock): Decision<RollEvent> {
  if (!isFrozen(state)) return { refused: 'roll-not-frozen' };
  if (state.status !== 'frozen' && state.status !== 'settled') return { refused: 'roll-not-settled' };
  if (root !== state.root) return { refused: 'roll-changed', values: { root: state.root } };
  if (typeof holder !== 'string' || holder === '') return { refused: 'bad-command' };
  return { events: [{ type: 'RollLocked', v: 1, holder }], effects: [] };
}

function isFrozen({ status }: RollState): boolean {
  return status !== 'none' && status !== 'staging';
}
