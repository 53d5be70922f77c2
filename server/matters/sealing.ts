import { randomBytes } from 'node:crypto';
import type { StoredValue } from '#engine';
import { canonicalBytes, sealValue } from '#ledger';
import type { SealedInput } from '#runtime';

/** What a person typed, as it may stand in a command, and what opens it beside the command. */
export interface Typed {
  readonly value: { readonly '~': string };
  readonly sealed: SealedInput;
}

/** Seals a text at the rim: NFC, salted, about `subject` for erasure. */
export function sealTyped(text: string, subject: string): Typed {
  const value: StoredValue = text.normalize('NFC');
  const salt = randomBytes(32);
  const commitment = sealValue(salt, value);
  return { value: commitment, sealed: { commitment: commitment['~'], salt, value: canonicalBytes(value), subject } };
}
