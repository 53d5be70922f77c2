import { hash, verify } from '@node-rs/argon2';

/** argon2id in the package's own numbering, whose const enum cannot be imported one file at a time. */
const ARGON2ID = 2;

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 256;

/** The PHC string to keep; never the password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), PARAMETERS);
}

export function passwordFits(phc: string, password: string): Promise<boolean> {
  return verify(phc, password.normalize('NFC'));
}

/** Spends the same work when there is no such account, so that a stranger cannot learn which names exist. */
export async function pretendToCheck(password: string): Promise<void> {
  decoy ??= hashPassword('no such account');
  await passwordFits(await decoy, password);
}

let decoy: Promise<string> | undefined;
