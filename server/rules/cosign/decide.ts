import type { Decision, Effect } from '#engine';
import {
  helperOf,
  isContext,
  isCount,
  isReference,
  isSealed,
  isTerm,
  isText,
  lineFor,
  principal,
  refuseActor,
  refusePerson,
  toldOfHelp,
} from '../contract/index.js';
import {
  CONTINUES,
  LEFT,
  MAX_LINES,
  REACHED,
  REACHED_WAITS,
  type Close,
  type Continue,
  type CosignCommand,
  type CosignEvent,
  type CosignLine,
  type CosignState,
  type GiveSupport,
  type Leave,
  type Open,
  type WithdrawSupport,
} from './types.js';
import { linesOf, outcomeOf, supportsOf } from './views.js';

export function decide(state: CosignState, command: CosignCommand): Decision<CosignEvent> {
  switch (command.type) {
    case 'open':
      return refusePerson(command.by) ?? open(state, command);
    case 'support':
      return support(state, command);
    case 'withdraw':
      return withdraw(state, command);
    case 'leave':
      return leave(state, command);
    case 'continue':
      return goOn(state, command);
    case 'close':
      return refusePerson(command.by) ?? close(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

/**
 * Refusals: `cosign-opened` (once only), `text-missing` `{field}`, `term-invalid`, `threshold-invalid` (no whole number above
 * zero, or more than can ever support: `{threshold, electors}`), `roll-missing`, `cosign-too-wide` `{electors, most}`, `roll-line` `{line}`, `roll-changed` (other lines
 * than the roll that was named has).
 */
function open(
  state: CosignState,
  { cosign, matter, scope, title, text, roll, lines, threshold, term, proposer, at }: Open,
): Decision<CosignEvent> {
  if (state.status !== 'none') return { refused: 'cosign-opened' };
  if (title !== null && !isText(title)) return { refused: 'text-missing', values: { field: 'title' } };
  if (text !== null && !isText(text)) return { refused: 'text-missing', values: { field: 'text' } };
  if (term !== null && !isTerm(term)) return { refused: 'term-invalid' };
  const { stream, electors, root, reference } = roll;
  if (!isCount(electors) || electors < 1 || typeof root !== 'string' || !isReference(reference))
    return { refused: 'roll-missing' };
  if (reference.stream !== stream) return { refused: 'roll-missing' };
  if (!Array.isArray(lines) || lines.length > MAX_LINES)
    return { refused: 'cosign-too-wide', values: { electors, most: MAX_LINES } };
  if (lines.length !== electors) return { refused: 'roll-changed', values: { root } };
  const bad = (lines as readonly CosignLine[]).findIndex((line) => !isLine(line));
  if (bad >= 0) return { refused: 'roll-line', values: { line: bad } };
  if (!isCount(threshold) || threshold < 1 || threshold > electors)
    return { refused: 'threshold-invalid', values: { threshold, electors } };
  const kept = { stream, electors, root, reference };
  const terms = { cosign, matter, scope, title, text, roll: kept, lines, threshold, term, proposer: proposer ?? null };
  return {
    events: [{ type: 'CosignOpened', v: 1, ...terms, at }],
    effects: [{ do: 'notify', to: { role: 'resident', scope }, code: 'cosign-opened', values: { cosign, title } }],
  };
}

/**
 * Residents on the roll while it is open, one support per line; who may use several names the line. At the threshold the message wakes the
 * procedure. Refusals: `cosign-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `cosign-closed`, `not-on-the-roll`, `which-line`,
 * `not-your-line`, `household-supported`.
 */
function support(state: CosignState, { line: named, by, at }: GiveSupport): Decision<CosignEvent> {
  if (state.status === 'none') return { refused: 'cosign-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status === 'closed') return { refused: 'cosign-closed' };
  const p = principal(by);
  const line = lineFor(linesOf(state, p), named);
  if ('refused' in line) return line;
  const { elector } = line;
  if (state.supports.some((each) => each.elector === elector)) return { refused: 'household-supported' };
  const supporters = state.supports.length + 1;
  const given = { elector, p, ...helperOf(by), at };
  const reached =
    supporters === state.threshold
      ? [
          {
            do: 'publishMessage',
            name: REACHED,
            correlationKey: state.id,
            variables: { supporters },
            timeToLive: REACHED_WAITS,
          } as const,
        ]
      : [];
  return {
    events: [{ type: 'Supported', v: 1, ...given, supporters }],
    effects: [...reached, ...toldOfHelp(by, 'cosign.support')],
    answer: { supporters },
  };
}

/**
 * Whoever gave it, until the close. Refusals: `cosign-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `cosign-closed`,
 * `nothing-to-withdraw`, `which-line`, `not-your-line`.
 */
function withdraw(state: CosignState, { line: named, by, at }: WithdrawSupport): Decision<CosignEvent> {
  if (state.status === 'none') return { refused: 'cosign-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (state.status === 'closed') return { refused: 'cosign-closed' };
  const p = principal(by);
  const own = supportsOf(state, p);
  if (own.length === 0) return { refused: 'nothing-to-withdraw' };
  const given = lineFor(own, named);
  if ('refused' in given) return given;
  const supporters = state.supports.length - 1;
  return {
    events: [{ type: 'SupportWithdrawn', v: 1, elector: given.elector, p, ...helperOf(by), at, supporters }],
    effects: [...toldOfHelp(by, 'cosign.withdraw')],
    answer: { supporters },
  };
}

/**
 * The proposer withdraws, also after the close: the supporters are told, since one of them may take the topic on, and the procedure
 * hears of it. Refusals: `cosign-not-open`, `role-does-not-fit`, `scope-does-not-fit`, `not-the-proposer`, `proposer-has-left`, `not-sealed`.
 */
function leave(state: CosignState, { reason, by, at }: Leave): Decision<CosignEvent> {
  if (state.status === 'none') return { refused: 'cosign-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  const p = principal(by);
  if (p !== state.proposer) return { refused: 'not-the-proposer' };
  if (state.left) return { refused: 'proposer-has-left' };
  if (reason !== undefined && reason !== null && !isSealed(reason))
    return { refused: 'not-sealed', values: { field: 'reason' } };
  const people = state.supports.map((each) => each.p).filter((other) => other !== p);
  const { title } = state;
  return {
    events: [{ type: 'ProposerLeft', v: 1, p, ...helperOf(by), reason: reason ?? null, at }],
    effects: [
      ...(people.length === 0
        ? []
        : [{ do: 'notify', to: { people }, code: 'proposer-left', values: { title } } as const]),
      message(LEFT, state, {}),
      ...toldOfHelp(by, 'cosign.leave'),
    ],
  };
}

/**
 * A supporter takes on what the proposer left, and is the proposer from then on. Refusals: `cosign-not-open`, `role-does-not-fit`,
 * `scope-does-not-fit`, `proposer-has-not-left`, `not-a-supporter`.
 */
function goOn(state: CosignState, { by, at }: Continue): Decision<CosignEvent> {
  if (state.status === 'none') return { refused: 'cosign-not-open' };
  const actor = refuseActor(by, 'resident', state.scope);
  if (actor) return actor;
  if (!state.left) return { refused: 'proposer-has-not-left' };
  const p = principal(by);
  if (p === state.proposer || !state.supports.some((each) => each.p === p)) return { refused: 'not-a-supporter' };
  return {
    events: [{ type: 'ProposerContinues', v: 1, p, ...helperOf(by), at }],
    effects: [message(CONTINUES, state, { p }), ...toldOfHelp(by, 'cosign.continue')],
  };
}

/** A message the procedure of this topic may listen to; nobody listening, it is forgotten after a while. */
function message(name: string, { opener }: CosignState, variables: Readonly<Record<string, string>>): Effect {
  return {
    do: 'publishMessage',
    name,
    correlationKey: opener ?? '',
    variables,
    timeToLive: REACHED_WAITS,
  };
}

/** Refusals: `cosign-not-open`, `cosign-closed`. */
function close(state: CosignState, { at }: Close): Decision<CosignEvent> {
  if (state.status === 'none') return { refused: 'cosign-not-open' };
  if (state.status === 'closed') return { refused: 'cosign-closed' };
  const { threshold, supports } = state;
  const closed = { outcome: outcomeOf(state), supporters: supports.length, threshold, at };
  return {
    events: [{ type: 'CosignClosed', v: 1, ...closed }],
    effects: [{ do: 'endStream', status: 'completed' }],
  };
}

function isLine(line: unknown): boolean {
  if (!isContext(line)) return false;
  const { elector, holders } = line;
  const people: unknown = holders;
  return (
    typeof elector === 'string' &&
    elector !== '' &&
    Array.isArray(people) &&
    people.every((p) => typeof p === 'string' && p !== '')
  );
}
