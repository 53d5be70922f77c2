/**
 * Every hash of the record, with the exact bytes that go into it. All are SHA-256; each use has its own prefix, so that
 * bytes hashed for one purpose never count for another.
 */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { base64Encode, compareBytes, hexEncode, utf8Encode } from './bytes.js';
import { canonicalBytes } from './canonical.js';

/** 32 bytes. */
export type Hash = Uint8Array;

export const HASH_SIZE = 32;
export const SALT_SIZE = 32;

/** SHA-256 of the bytes. */
export function sha256(bytes: Uint8Array): Hash {
  return nobleSha256(bytes);
}

/**
 * What a host can do faster than this room, with the same result to the byte. Whoever writes records by the thousand
 * hands in its own; everybody else, the auditor among them, takes what is written out here.
 */
export interface Primitives {
  /** SHA-256 of the parts one after another. */
  sha256(...parts: readonly Uint8Array[]): Hash;
  /** UTF-8 bytes; the text is known to be well-formed. */
  utf8(text: string): Uint8Array<ArrayBuffer>;
  /** Standard base64 with padding. */
  base64(bytes: Uint8Array): string;
}

export const PURE: Primitives = {
  sha256: (...parts) => parts.reduce((hash, part) => hash.update(part), nobleSha256.create()).digest(),
  utf8: utf8Encode,
  base64: base64Encode,
};

/** Merkle leaf: SHA-256 of `0x00 ‖ leaf` (RFC 6962 §2.1). */
export function leafHash(leaf: Uint8Array, by: Primitives = PURE): Hash {
  return by.sha256(LEAF_PREFIX, leaf);
}

/** Merkle node: SHA-256 of `0x01 ‖ left ‖ right` (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return nobleSha256.create().update(NODE_PREFIX).update(left).update(right).digest();
}

/** Root of the tree without leaves: SHA-256 of the empty string (RFC 6962 §2.1). */
export function emptyTree(): Hash {
  return nobleSha256(new Uint8Array(0));
}

/** Commitment to a record's body: SHA-256 of `"heyi/body/v1\n" ‖ salt(32) ‖ canonical body`. */
export function bodyCommitment(salt: Uint8Array, bodyBytes: Uint8Array, by: Primitives = PURE): Hash {
  return salted(BODY_PREFIX, salt, bodyBytes, by);
}

/** Commitment to a sealed value: SHA-256 of `"heyi/value/v1\n" ‖ salt(32) ‖ canonical value`. */
export function valueCommitment(salt: Uint8Array, value: unknown): Hash {
  return salted(VALUE_PREFIX, salt, canonicalBytes(value), PURE);
}

/** What stands in records for a value somebody typed: the base64 of its commitment. */
export interface SealedValue {
  readonly '~': string;
}

/** Seals a value: `{"~": base64(commitment)}`. Value and salt go into their own, erasable table. */
export function sealValue(salt: Uint8Array, value: unknown): SealedValue {
  return { '~': base64Encode(valueCommitment(salt, value)) };
}

/** True when `salt` and `value` open the seal. */
export function opensSeal(sealed: SealedValue, salt: Uint8Array, value: unknown): boolean {
  return sealValue(salt, value)['~'] === sealed['~'];
}

/** Hash of a file (BPMN, DMN, form, rule pack, calendar, attachment): SHA-256 of its raw bytes. */
export function fileHash(bytes: Uint8Array): Hash {
  return sha256(bytes);
}

/** One file of a definition set: its path inside the set and the hexadecimal SHA-256 of its bytes. */
export interface DefinitionFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Identity of a definition set: SHA-256 of `"heyi/definition/v1\n"` followed by one line `path SP hex(sha256) LF` per
 * file, sorted by the bytes of the path. Throws `RangeError` for an empty path, a control character in it, a repeated
 * path, or a hash that is not 64 lower-case hexadecimal digits.
 */
export function definitionHash(files: readonly DefinitionFile[]): Hash {
  const sorted = files
    .map((file) => ({ ...file, bytes: utf8Encode(file.path) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes));
  let text = 'heyi/definition/v1\n';
  let previous: string | undefined;
  for (const file of sorted) {
    if (file.path === '' || hasControl(file.path)) throw new RangeError('definition path');
    if (file.path === previous) throw new RangeError('definition path repeated');
    if (!/^[0-9a-f]{64}$/.test(file.sha256)) throw new RangeError('definition file hash');
    previous = file.path;
    text += `${file.path} ${file.sha256}\n`;
  }
  return sha256(utf8Encode(text));
}

/** One file of a definition set from its bytes. */
export function definitionFile(path: string, bytes: Uint8Array): DefinitionFile {
  return { path, sha256: hexEncode(fileHash(bytes)) };
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}

const LEAF_PREFIX = new Uint8Array([0]);
const NODE_PREFIX = new Uint8Array([1]);
const BODY_PREFIX = utf8Encode('heyi/body/v1\n');
const VALUE_PREFIX = utf8Encode('heyi/value/v1\n');

function salted(prefix: Uint8Array, salt: Uint8Array, bytes: Uint8Array, by: Primitives): Hash {
  if (salt.length !== SALT_SIZE) throw new RangeError('a salt has 32 bytes');
  return by.sha256(prefix, salt, bytes);
}
