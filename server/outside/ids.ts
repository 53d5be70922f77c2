import { createHash, randomBytes } from 'node:crypto';
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

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same id for the same words, in the form of a ULID: what is found or told once, whoever looks. */
export function derivedId(words: string): string {
  const hash = createHash('sha256').update(words).digest();
  return Array.from(hash.subarray(0, 26), (byte) => DIGITS[byte % 32]).join('');
}
