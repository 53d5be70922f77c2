/**
 * Heads of the log as text a person can read and print: C2SP signed-note, tlog-checkpoint, tlog-cosignature and
 * tlog-proof. Signing and checking Ed25519 is handed in, because a pure room holds no key.
 */
import { base64Decode, base64Encode, concatBytes, EncodingError, hexEncode, utf8Decode, utf8Encode } from './bytes.js';
import { HASH_SIZE, sha256, type Hash } from './hash.js';
import { verifyInclusion } from './tree.js';

/** Signature types of signed-note: a log's Ed25519 signature, a witness's timestamped Ed25519 cosignature. */
export const LOG_KEY = 0x01;
export const WITNESS_KEY = 0x04;

/** True when `signature` (64 bytes) is the Ed25519 signature (RFC 8032) of `message` by `publicKey` (32 bytes). */
export type Verifier = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** The Ed25519 signature of `message`. */
export type Signer = (message: Uint8Array) => Uint8Array;

/** A known key, as a vkey text names it. */
export interface NoteKey {
  readonly name: string;
  readonly type: typeof LOG_KEY | typeof WITNESS_KEY;
  readonly publicKey: Uint8Array;
  /** First four bytes of the key's hash, as an unsigned number. */
  readonly id: number;
}

export type NoteFault = 'malformed' | 'bad-signature' | 'no-known-signature' | 'ambiguous-key' | 'key';

/** A note, checkpoint, proof or key text that cannot be accepted. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
  constructor(
    readonly code: NoteFault,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** Key id: first four bytes, big-endian, of `SHA-256(name ‖ 0x0A ‖ type ‖ publicKey)`. */
export function keyId(name: string, type: number, publicKey: Uint8Array): number {
  const hash = sha256(concatBytes(utf8Encode(`${name}\n`), new Uint8Array([type]), publicKey));
  return readUint32(hash);
}

/** A key from its parts. Throws `NoteError('key')` for a name with a space or plus, or a public key not of 32 bytes. */
export function noteKey(name: string, type: NoteKey['type'], publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new NoteError('key', 'name');
  if (publicKey.length !== 32) throw new NoteError('key', 'size');
  return { name, type, publicKey, id: keyId(name, type, publicKey) };
}

/** The vkey text `name+hex(keyId)+base64(type ‖ publicKey)`. */
export function vkeyText(key: NoteKey): string {
  const bytes = concatBytes(new Uint8Array([key.type]), key.publicKey);
  return `${key.name}+${idText(key.id)}+${base64Encode(bytes)}`;
}

/** The key of a vkey text. Throws `NoteError('key')` where the text, the type or the key id is wrong. */
export function parseVkey(text: string): NoteKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  if (match === null) throw new NoteError('key', 'form');
  const bytes = decodeOr(match[3] as string, () => new NoteError('key', 'base64'));
  const type = bytes[0];
  if (type !== LOG_KEY && type !== WITNESS_KEY) throw new NoteError('key', 'type');
  const key = noteKey(match[1] as string, type, bytes.slice(1));
  if (idText(key.id) !== match[2]) throw new NoteError('key', 'id');
  return key;
}

/** One signature line: `— name base64(keyId(4) ‖ signature)`. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a newline; this is what a log signs. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Limits of a verifier: at most this many signature lines and bytes. */
export const MAX_SIGNATURES = 100;
export const MAX_NOTE_BYTES = 65_536;

/** The text of a note with its signature lines. Throws `NoteError('malformed')` where it could not be read back. */
export function noteText(note: Note): string {
  const lines = note.signatures.map(
    ({ name, id, signature }) => `— ${name} ${base64Encode(concatBytes(uint32(id), signature))}\n`,
  );
  const text = `${note.text}\n${lines.join('')}`;
  parseNote(text);
  return text;
}

/** Reads a note without believing it. Throws `NoteError('malformed')`. */
export function parseNote(from: string | Uint8Array): Note {
  let all: string;
  try {
    all = typeof from === 'string' ? from : utf8Decode(from);
    if (utf8Encode(all).length > MAX_NOTE_BYTES) throw new NoteError('malformed', 'size');
  } catch (error) {
    throw error instanceof EncodingError ? new NoteError('malformed', 'encoding') : error;
  }
  for (let i = 0; i < all.length; i++) {
    if (all.charCodeAt(i) < 0x20 && all[i] !== '\n') throw new NoteError('malformed', 'control character');
  }
  const split = all.lastIndexOf('\n\n');
  if (split < 0 || !all.endsWith('\n')) throw new NoteError('malformed', 'no signatures');
  const lines = all.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError('malformed', 'too many signatures');
  return { text: all.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

export interface OpenedNote {
  readonly text: string;
  /** The keys whose signatures hold, in the order of the lines, each once. */
  readonly signedBy: readonly NoteKey[];
  /** For witnesses among them: the time they put on their cosignature, Unix seconds, by key name. */
  readonly times: Readonly<Record<string, number>>;
}

/**
 * Checks a note against known keys. Unknown signature lines are ignored; a wrong signature by a known key refuses the
 * whole note; so does a note no known key signed. Throws `NoteError`.
 */
export function openNote(from: string | Uint8Array, keys: readonly NoteKey[], verify: Verifier): OpenedNote {
  const note = parseNote(from);
  const signedBy: NoteKey[] = [];
  const times: Record<string, number> = {};
  for (const line of note.signatures) {
    const known = keys.filter((key) => key.name === line.name && key.id === line.id);
    if (known.length > 1) throw new NoteError('ambiguous-key', `${line.name}+${idText(line.id)}`);
    const key = known[0];
    if (key === undefined || signedBy.includes(key)) continue;
    const stamp = key.type === WITNESS_KEY ? readUint64(line.signature) : undefined;
    const signature = key.type === WITNESS_KEY ? line.signature.slice(8) : line.signature;
    const message = stamp === undefined ? utf8Encode(note.text) : cosignedBytes(note.text, stamp);
    if (signature.length !== 64 || !verify(key.publicKey, message, signature)) {
      throw new NoteError('bad-signature', `${key.name}+${idText(key.id)}`);
    }
    signedBy.push(key);
    if (stamp !== undefined) times[key.name] = stamp;
  }
  if (signedBy.length === 0) throw new NoteError('no-known-signature', '');
  return { text: note.text, signedBy, times };
}

/** The log's signature line over a note's text. */
export function signNote(text: string, key: NoteKey, sign: Signer): NoteSignature {
  return { name: key.name, id: key.id, signature: sign(utf8Encode(text)) };
}

/** A witness's signature line: `uint64be time ‖ Ed25519 over "cosignature/v1\ntime <unix>\n" ‖ the note's text`. */
export function cosignNote(text: string, key: NoteKey, unixSeconds: number, sign: Signer): NoteSignature {
  const signature = concatBytes(uint64(unixSeconds), sign(cosignedBytes(text, unixSeconds)));
  return { name: key.name, id: key.id, signature };
}

/** Origin, size and root of a log: what its head says. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The three lines of a checkpoint, without extension lines. Throws `NoteError('malformed')` for a bad origin. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new NoteError('malformed', 'origin');
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_SIZE) throw new NoteError('malformed', 'size');
  return `${origin}\n${size}\n${base64Encode(root)}\n`;
}

/** Reads a checkpoint from a note's text. Extension lines, which Heyi never writes, are allowed and ignored. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : [];
  const [origin, size, rootText] = lines;
  if (origin === undefined || size === undefined || rootText === undefined || lines.includes('')) {
    throw new NoteError('malformed', 'checkpoint');
  }
  const root = decodeOr(rootText, () => new NoteError('malformed', 'root'));
  if (root.length !== HASH_SIZE) throw new NoteError('malformed', 'root');
  return { origin, size: parseCount(size, 'size'), root };
}

/** A single proof that fits in one file: index, path and the checkpoint it leads to. */
export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
  /** Opaque and not authenticated. */
  readonly extra?: Uint8Array;
}

const PROOF_HEADER = 'c2sp.org/tlog-proof@v1';

/** `tlog-proof@v1` text. */
export function proofText(proof: LogProof): string {
  const extra = proof.extra === undefined ? '' : `extra ${base64Encode(proof.extra)}\n`;
  const path = proof.hashes.map((hash) => `${base64Encode(hash)}\n`).join('');
  return `${PROOF_HEADER}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`;
}

/** Reads `tlog-proof@v1`. Throws `NoteError('malformed')`. */
export function parseProof(text: string): LogProof {
  const end = text.indexOf('\n\n');
  const lines = end < 0 ? [] : text.slice(0, end).split('\n');
  if (lines.shift() !== PROOF_HEADER) throw new NoteError('malformed', 'proof header');
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith('extra ')) {
    extra = decodeOr((lines.shift() as string).slice(6), () => new NoteError('malformed', 'extra'));
  }
  const indexLine = lines.shift();
  if (indexLine === undefined || !indexLine.startsWith('index ')) throw new NoteError('malformed', 'index');
  const hashes = lines.map((line) => decodeOr(line, () => new NoteError('malformed', 'hash')));
  if (hashes.some((hash) => hash.length !== HASH_SIZE)) throw new NoteError('malformed', 'hash size');
  const proof: LogProof = { index: parseCount(indexLine.slice(6), 'index'), hashes, checkpoint: text.slice(end + 2) };
  return extra === undefined ? proof : { ...proof, extra };
}

/**
 * True when the proof shows `leaf` (its leaf hash) in the log `origin`, under a head that one of `keys` named `origin`
 * signed as a log. Throws `NoteError` where the head cannot be believed.
 */
export function verifyProof(
  proof: LogProof,
  leaf: Hash,
  origin: string,
  keys: readonly NoteKey[],
  verify: Verifier,
): boolean {
  const opened = openNote(proof.checkpoint, keys, verify);
  const head = parseCheckpoint(opened.text);
  if (head.origin !== origin) return false;
  if (!opened.signedBy.some((key) => key.type === LOG_KEY && key.name === origin)) return false;
  return verifyInclusion(proof.index, head.size, leaf, proof.hashes, head.root);
}

function cosignedBytes(text: string, unixSeconds: number): Uint8Array {
  return utf8Encode(`cosignature/v1\ntime ${unixSeconds}\n${text}`);
}

function parseSignature(line: string): NoteSignature {
  const match = /^— ([^ ]+) ([^ ]+)$/.exec(line);
  if (match === null || !isKeyName(match[1] as string)) throw new NoteError('malformed', 'signature line');
  const bytes = decodeOr(match[2] as string, () => new NoteError('malformed', 'signature line'));
  if (bytes.length < 5) throw new NoteError('malformed', 'signature line');
  return { name: match[1] as string, id: readUint32(bytes), signature: bytes.slice(4) };
}

/** Neither empty nor with a Unicode space or plus (signed-note, Format). */
function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+\u0085]/u.test(name);
}

function parseCount(text: string, what: string): number {
  const n = /^(0|[1-9]\d*)$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(n)) throw new NoteError('malformed', what);
  return n;
}

function decodeOr(text: string, error: () => NoteError): Uint8Array {
  try {
    return base64Decode(text);
  } catch {
    throw error();
  }
}

function idText(id: number): string {
  return hexEncode(uint32(id));
}

function uint32(n: number): Uint8Array {
  return new Uint8Array([n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff]);
}

function uint64(n: number): Uint8Array {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('uint64');
  return concatBytes(uint32(Math.floor(n / 2 ** 32)), uint32(n % 2 ** 32));
}

function readUint32(bytes: Uint8Array): number {
  return bytes.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** A 64-bit big-endian time. One beyond 2^53 is no time anybody signed: refused as malformed. */
function readUint64(bytes: Uint8Array): number {
  const n = bytes.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
  if (bytes.length < 8 || !Number.isSafeInteger(n)) throw new NoteError('malformed', 'cosignature time');
  return n;
}
