import type { StoredValue } from '#engine';
import { base64Encode, sealValue, type SealedValue } from '#ledger';
import type { WorldData } from './data.js';

/** Seals a value with a given salt and keeps both, erasable, beside the records. */
export function sealInto(data: WorldData, salt: Uint8Array, value: StoredValue, subject: string | null): SealedValue {
  const sealed = sealValue(salt, value);
  data.sealed[sealed['~']] = { salt: base64Encode(salt), value, subject };
  return sealed;
}
