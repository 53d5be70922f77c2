import type { Due, Id } from './basics.js';
import type { LinkedKind } from './matters.js';

/** What may be entered for a resident (代办), by the entity it is entered into. */
export type Helped = 'opinion' | 'support' | 'vote';

/** A step into which something may be entered for others now. */
export interface HelpOpening {
  readonly what: Helped;
  readonly kind: LinkedKind;
  /** Of the entity. */
  readonly id: Id;
  /** The step, as the procedure names it. */
  readonly name: string;
  readonly due: Due | null;
  readonly matter: Id;
  readonly title: string;
  /** The place whose residents are meant. */
  readonly scope: string;
}
