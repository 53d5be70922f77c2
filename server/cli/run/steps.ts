import type { StoredValue } from '#engine';
import { isContext } from '../json/read.js';

/** One entry of a script: an object with a verb. */
export type Step = Readonly<Record<string, StoredValue>>;

const VERBS = [
  'complete',
  'fail',
  'error',
  'escalate',
  'message',
  'signal',
  'advance',
  'set',
  'resolve',
  'suspend',
  'resume',
  'cancel',
  'modify',
] as const;

export type Verb = (typeof VERBS)[number];

/** The verb of a step: the first of the list, because `fail` has a `message` of its own. Undefined where it has none. */
export function verbOf(step: Step): Verb | undefined {
  return VERBS.find((verb) => Object.hasOwn(step, verb));
}

/** True for an object with a verb. */
export function isStep(value: StoredValue): value is Step {
  return isContext(value) && verbOf(value) !== undefined;
}
