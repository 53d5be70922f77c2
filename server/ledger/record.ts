/**
 * Records: one record is one leaf. The leaf is public and names nobody; it commits to the body, which holds the command
 * with its events and stays in the database.
 */
import { base64Decode, base64Encode, sameBytes, utf8Encode } from './bytes.js';
import { canonicalText, CanonicalError, parseCanonical, type Canonical } from './canonical.js';
import { bodyCommitment, definitionHash, HASH_SIZE, leafHash, PURE, type Hash, type Primitives } from './hash.js';
import { rootOf } from './tree.js';

/** Leaf of a record. Hashes are base64 of 32 bytes, `at` is UTC milliseconds. */
export interface Leaf {
  readonly at: number;
  readonly body: string;
  readonly def: string;
  readonly kind: 'record';
  readonly prev: string | null;
  readonly seq: number;
  readonly stream: string;
  readonly type: string;
  readonly v: 1;
}

/** A leaf is stored with a 16-bit length in the log's entry tiles. */
export const MAX_LEAF_BYTES = 65_535;

/** Published `at` of a resident's own act is rounded up to a multiple of this many milliseconds. */
export const ACT_GRAIN = 30_000;

/** Definition set of streams that belong to no procedure, such as the organisation: the set without files. */
export function noDefinition(): Hash {
  return definitionHash([]);
}

/** `at` (UTC milliseconds) rounded up to the next half minute; an exact half minute stays. */
export function roundedAct(at: number): number {
  return Math.ceil(at / ACT_GRAIN) * ACT_GRAIN;
}

export interface RecordInput {
  readonly stream: string;
  /** 0, 1, 2 … inside the stream. */
  readonly seq: number;
  /** UTC milliseconds. */
  readonly at: number;
  /** The command's type. */
  readonly type: string;
  /** Hash of the definition set, `noDefinition()` where there is none. */
  readonly def: Hash;
  /** Merkle leaf hash of the stream's record `seq − 1`, null exactly at 0. */
  readonly prev: Hash | null;
  /** `{command, events}`. */
  readonly body: unknown;
  /** 32 random bytes of its own. */
  readonly salt: Uint8Array;
  /** A resident's own act: published as type `act` with `at` rounded up; the body keeps both exactly. */
  readonly act?: boolean;
}

export interface BuiltRecord {
  readonly leafBytes: Uint8Array<ArrayBuffer>;
  readonly leafHash: Hash;
  readonly bodyBytes: Uint8Array<ArrayBuffer>;
  readonly bodyHash: Hash;
}

/**
 * The exact bytes of a record. Throws `CanonicalError` when the body holds what a record cannot hold, and `RangeError`
 * when a field is out of its range or the leaf is longer than 65,535 bytes.
 */
export function buildRecord(input: RecordInput, by: Primitives = PURE): BuiltRecord {
  const { stream, seq, def, prev } = input;
  if (stream === '' || input.type === '') throw new RangeError('stream and type are not empty');
  if (!isCount(seq) || !isCount(input.at)) throw new RangeError('seq and at are integers from 0');
  if ((seq === 0) !== (prev === null)) throw new RangeError('prev is null exactly at seq 0');
  if (def.length !== HASH_SIZE || (prev !== null && prev.length !== HASH_SIZE)) throw new RangeError('hash size');
  const at = input.act === true ? roundedAct(input.at) : input.at;
  const type = input.act === true ? 'act' : input.type;
  const bodyBytes = by.utf8(canonicalText(input.body));
  const bodyHash = bodyCommitment(input.salt, bodyBytes, by);
  // written in key order: the same bytes as canonicalText of the object, without sorting nine keys for every record
  const leafBytes = by.utf8(
    `{"at":${at},"body":"${by.base64(bodyHash)}","def":"${by.base64(def)}","kind":"record",` +
      `"prev":${prev === null ? 'null' : `"${by.base64(prev)}"`},"seq":${seq},` +
      `"stream":${canonicalText(stream)},"type":${canonicalText(type)},"v":1}`,
  );
  if (leafBytes.length > MAX_LEAF_BYTES) throw new RangeError('leaf too long');
  return { leafBytes, leafHash: leafHash(leafBytes, by), bodyBytes, bodyHash };
}

/** Any other public leaf (poll.opened, tree, key, a ballot of a side tree …): its exact bytes and its leaf hash. */
export function buildLeaf(
  leaf: { readonly [key: string]: Canonical },
  by: Primitives = PURE,
): Pick<BuiltRecord, 'leafBytes' | 'leafHash'> {
  const leafBytes = by.utf8(canonicalText(leaf));
  if (leafBytes.length > MAX_LEAF_BYTES) throw new RangeError('leaf too long');
  return { leafBytes, leafHash: leafHash(leafBytes, by) };
}

export type RecordFault =
  | 'leaf-not-canonical'
  | 'leaf-fields'
  | 'stream'
  | 'seq'
  | 'prev'
  | 'def'
  | 'body-commitment'
  | 'body-not-canonical'
  | 'body-at'
  | 'body-type';

export interface RecordToCheck {
  readonly leafBytes: Uint8Array;
  /** Left out where the body is withheld or erased: the commitment is then not checked. */
  readonly bodyBytes?: Uint8Array;
  readonly salt?: Uint8Array;
  /** What the place in the stream demands. */
  readonly stream: string;
  readonly seq: number;
  readonly prev: Hash | null;
  /** The set the record before names. Only a `migrate` record may name another one: the one its command goes to. */
  readonly def?: Hash;
}

export type RecordCheck =
  | { readonly ok: true; readonly leaf: Leaf; readonly leafHash: Hash; readonly body: Canonical | undefined }
  | { readonly ok: false; readonly fault: RecordFault };

/**
 * Checks one stored record in its place: canonical leaf with exactly its nine fields, stream, `seq`, `prev`, definition
 * set, the body's commitment, and that the leaf's `at` and `type` are those of the body's command (rounded and named
 * `act` for a resident's own act). Never throws on bad bytes.
 */
export function checkRecord(record: RecordToCheck): RecordCheck {
  const parsed = parseOrUndefined(record.leafBytes);
  if (parsed === undefined || record.leafBytes.length > MAX_LEAF_BYTES) return refuse('leaf-not-canonical');
  if (!isLeaf(parsed)) return refuse('leaf-fields');
  const leaf = parsed;
  if (leaf.stream !== record.stream) return refuse('stream');
  if (leaf.seq !== record.seq) return refuse('seq');
  if (leaf.prev !== (record.prev === null ? null : base64Encode(record.prev))) return refuse('prev');
  const moves = leaf.type === 'migrate';
  if (record.def !== undefined && !moves && leaf.def !== base64Encode(record.def)) return refuse('def');
  let body: Canonical | undefined;
  if (record.bodyBytes !== undefined) {
    if (record.salt === undefined || record.salt.length !== HASH_SIZE) return refuse('body-commitment');
    if (leaf.body !== base64Encode(bodyCommitment(record.salt, record.bodyBytes))) return refuse('body-commitment');
    body = parseOrUndefined(record.bodyBytes);
    if (body === undefined) return refuse('body-not-canonical');
    const command = memberOf(body, 'command');
    const at = memberOf(command, 'at');
    const type = memberOf(command, 'type');
    const isAct = leaf.type === 'act' && type !== 'act';
    if (typeof at === 'number' && leaf.at !== (isAct ? roundedAct(at) : at)) return refuse('body-at');
    if (typeof type === 'string' && leaf.type !== type && !isAct) return refuse('body-type');
    if (moves && leaf.def !== memberOf(command, 'definition')) return refuse('def');
  }
  return { ok: true, leaf, leafHash: leafHash(record.leafBytes), body };
}

/**
 * Root of a side tree over lines of text: each line, without line end, is one leaf. Used for the daily `heads`, a roll
 * or any sorted list that another record names by its root.
 */
export function linesRoot(lines: readonly string[]): Hash {
  return rootOf(lines.map((line) => leafHash(utf8Encode(line))));
}

/** Root of a side tree over ready leaf bytes (roll lines, a poll's board, cosignatures). */
export function leavesRoot(leaves: readonly Uint8Array[]): Hash {
  return rootOf(leaves.map((leaf) => leafHash(leaf)));
}

const LEAF_KEYS = 'at,body,def,kind,prev,seq,stream,type,v';

function isLeaf(value: Canonical): value is Canonical & Leaf {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const leaf = value as { readonly [key: string]: Canonical };
  return (
    Object.keys(leaf).join() === LEAF_KEYS && // canonical bytes were parsed, so the keys come sorted
    isCount(leaf.at) &&
    isHashText(leaf.body) &&
    isHashText(leaf.def) &&
    leaf.kind === 'record' &&
    isCount(leaf.seq) &&
    (leaf.seq === 0 ? leaf.prev === null : isHashText(leaf.prev)) &&
    isName(leaf.stream) &&
    isName(leaf.type) &&
    leaf.v === 1
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isHashText(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 44) return false;
  try {
    return base64Decode(value).length === HASH_SIZE;
  } catch {
    return false;
  }
}

function memberOf(value: Canonical | undefined, key: string): Canonical | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [key: string]: Canonical })[key];
}

function parseOrUndefined(bytes: Uint8Array): Canonical | undefined {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    if (error instanceof CanonicalError) return undefined;
    throw error;
  }
}

function refuse(fault: RecordFault): RecordCheck {
  return { ok: false, fault };
}

/** True when `leafBytes` hash to `hash`. */
export function isLeafOf(hash: Hash, leafBytes: Uint8Array): boolean {
  return sameBytes(hash, leafHash(leafBytes));
}
