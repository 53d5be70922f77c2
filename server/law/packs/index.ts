import type { RulePack } from '../pack.js';
import { NUMBERS } from './numbers.js';
import {
  DISCLOSURE_BOARDS,
  REPRESENTATIVES_MEETING,
  RESIDENTS_MEETING,
  RESIDENTS_MEETING_UNTIL_2025,
} from './residents.js';

export { NUMBER_WORDS, NUMBERS, TERM_RULES, type NumberWord } from './numbers.js';
export {
  DISCLOSURE_BOARDS,
  REPRESENTATIVES_MEETING,
  RESIDENTS_MEETING,
  RESIDENTS_MEETING_UNTIL_2025,
} from './residents.js';

/** Every pack of the build. */
export const PACKS: readonly RulePack[] = [
  NUMBERS,
  RESIDENTS_MEETING,
  REPRESENTATIVES_MEETING,
  RESIDENTS_MEETING_UNTIL_2025,
  DISCLOSURE_BOARDS,
];
