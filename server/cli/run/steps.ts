import type { StoredValue } from '#engine';
import { isContext } from '../json/read.js';

/** One entry of a script: an object with one of the verbs. */
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

/** The verb of a step; undefined where it has none or several. */
export function verbOf(step: Step): Verb | undefined {
  const verbs = VERBS.filter((verb) => Object.hasOwn(step, verb));
  return verbs.length === 1 ? verbs[0] : undefined;
}

/** True for an object with exactly one verb. */
export function isStep(value: StoredValue): value is Step {
  return isContext(value) && verbOf(value) !== undefined;
}
