import type { IncidentCode } from '../codes.js';
import type { StoredValue } from '../expression/index.js';

/**
 * An element cannot go on: thrown while it is being worked out (before any event of it) and caught in one place, where it
 * becomes an incident. It never leaves the engine. No Error: nobody reads its stack, and taking one is what
 * a matter with thousands of stopped elements would spend its time on.
 */
export class Halt {
  constructor(
    readonly code: IncidentCode,
    readonly values: Readonly<Record<string, StoredValue>> = {},
  ) {}
}
