import type { Decision } from '#engine';
import { dayOf, isDay, refuseActor, refuseHelp, refusePerson } from '../contract/index.js';
import {
  DELIVERY_DAYS,
  WAYS,
  type Deliver,
  type DeliveryWay,
  type LettersCommand,
  type LettersEvent,
  type LettersState,
  type Write,
} from './types.js';

const DAY = 86_400_000;

/** The server writes a letter where nobody could be told otherwise; workers of the community say that it was brought. */
export function decide(state: LettersState, command: LettersCommand): Decision<LettersEvent> {
  switch (command.type) {
    case 'writeLetter':
      return refusePerson(command.by) ?? write(state, command);
    case 'deliverLetter':
      return deliver(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

/** Refusals: `letter-invalid` (nobody to bring it to, nothing to say, no place). */
function write(state: LettersState, { matter, addressee, scope, code, at }: Write): Decision<LettersEvent> {
  if ([matter, addressee, scope, code].some((each) => typeof each !== 'string' || each === ''))
    return { refused: 'letter-invalid' };
  const letter = { n: state.letters.length + 1, addressee, scope, code, at, due: at + DELIVERY_DAYS * DAY };
  return { events: [{ type: 'LetterWritten', v: 1, matter, ...letter }], effects: [], answer: { n: letter.n } };
}

/**
 * Workers of the letter's community, once. Refusals: `no-such-letter`, `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`,
 * `letter-delivered`, `no-such-way`, `delivery-day` (no day from the letter's own until today).
 */
function deliver(state: LettersState, { n, day, way, by, at }: Deliver): Decision<LettersEvent> {
  const letter = Number.isSafeInteger(n) ? state.letters[n - 1] : undefined;
  if (letter === undefined) return { refused: 'no-such-letter', values: { n } };
  const actor = refuseHelp(by) ?? refuseActor(by, 'worker', letter.scope);
  if (actor) return actor;
  if (letter.delivery !== null) return { refused: 'letter-delivered' };
  if (!isWay(way)) return { refused: 'no-such-way' };
  // days written alike sort as they follow each other
  if (typeof day !== 'string' || !isDay(day) || day < dayOf(letter.at) || day > dayOf(at))
    return { refused: 'delivery-day', values: { from: dayOf(letter.at), to: dayOf(at) } };
  return { events: [{ type: 'LetterDelivered', v: 1, n, day, way, p: by.p, at }], effects: [] };
}

function isWay(way: unknown): way is DeliveryWay {
  return WAYS.some((each) => each === way);
}
