import { hash } from 'node:crypto';
import type { Primitives } from '#ledger';

/** Standard base64 of bytes. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of standard base64; null unless it encodes exactly `length` bytes in canonical form. */
export function fromBase64(text: string, length: number): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : null;
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

export function equalBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a, b) === 0;
}

/** Records are built with Node's own hash and encodings: the same bytes as the ledger's, in less time. */
export const NATIVE: Primitives = {
  sha256: (...parts) => hash('sha256', Buffer.concat(parts), 'buffer'),
  utf8: (text) => Buffer.from(text, 'utf8'),
  base64,
};
