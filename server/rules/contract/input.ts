import type { RecordReference, StoredValue } from '#engine';

/** The commitment of something a person typed. */
export type SealedText = { readonly '~': string };

/** Words people read: written openly by an office, or sealed. */
export type Text = string | SealedText;

/** A term as a procedure sets it: `{n: 3, unit: "working_day"}`; the due date itself is the matter's timer. */
export interface TermSetting {
  readonly n: number;
  readonly unit: 'hour' | 'day' | 'working_day' | 'week' | 'month';
}

export function isSealed(value: unknown): value is SealedText {
  return isContext(value) && typeof value['~'] === 'string' && Object.keys(value).length === 1;
}

/** An open string that is not blank, or a sealed one. */
export function isText(value: unknown): value is Text {
  return isSealed(value) || (typeof value === 'string' && value.trim() !== '');
}

export function isContext(value: unknown): value is Readonly<Record<string, StoredValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const UNITS = ['hour', 'day', 'working_day', 'week', 'month'];

export function isTerm(value: unknown): value is TermSetting {
  return isContext(value) && isCount(value['n']) && value['n'] > 0 && UNITS.includes(value['unit'] as string);
}

/** Words as a command carries them; null where there are none. */
export function textOrNull(value: unknown): Text | null {
  return isText(value) ? value : null;
}

/** A name that is not empty (a person's pseudonym, a stream, a pack of rules); null where there is none. */
export function nameOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A term as a command carries it, only its own two fields; null where there is none. */
export function termOrNull(value: unknown): Readonly<Record<'n' | 'unit', StoredValue>> | null {
  return isTerm(value) ? { n: value.n, unit: value.unit } : null;
}

/** A fraction as a command carries it (`{num, den, op}`); the decider says whether it is one. */
export function fractionValue({ num, den, op }: Readonly<Record<string, StoredValue>>): StoredValue {
  return { num: num ?? null, den: den ?? null, op: op ?? null };
}

export function isReference(value: unknown): value is RecordReference & Readonly<Record<string, StoredValue>> {
  return (
    isContext(value) &&
    typeof value['stream'] === 'string' &&
    isCount(value['seq']) &&
    typeof value['leafHash'] === 'string'
  );
}

/** A record reference as a variable. */
export function referenceValue({ stream, seq, leafHash }: RecordReference): Readonly<Record<string, StoredValue>> {
  return { stream, seq, leafHash };
}

/** An uploaded file as an act names it: standard base64 SHA-256 of its bytes, media type, bytes in number. */
export type FileReference = Readonly<{ file: string; type: string; size: number }>;

/** The file an act names, only its own three fields; null where it is none. Whether its bytes were kept is the rim's to say. */
export function fileOf(value: unknown): FileReference | null {
  if (!isContext(value)) return null;
  const { file, type, size } = value;
  const named = typeof file === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(file);
  return named && typeof type === 'string' && type !== '' && isCount(size) && size > 0 ? { file, type, size } : null;
}
