import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** ULIDs, later ones sorting after earlier ones of this process, and random salts. */
export class SystemIds {
  readonly #next = monotonicFactory();

  ulid(): string {
    return this.#next();
  }

  /** 32 random bytes. */
  salt(): Uint8Array {
    return randomBytes(32);
  }
}
