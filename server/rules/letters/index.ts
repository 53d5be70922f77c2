import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { NO_LETTERS, type LettersCommand, type LettersEvent, type LettersState } from './types.js';

export const lettersDecider: Decider<LettersState, LettersCommand, LettersEvent> = {
  kind: 'letters',
  stateVersion: 1,
  initial: () => NO_LETTERS,
  decide,
  evolve,
};

/** No procedure asks for a letter: it is written where a telling reaches nobody. */
export const lettersRules: CapabilityRules = { name: 'letters', deciders: [lettersDecider], jobs: [] };

export { DELIVERY_DAYS, NO_LETTERS, WAYS } from './types.js';
export type { Delivery, DeliveryWay, LettersCommand, LettersEvent, LettersState, PaperLetter } from './types.js';
