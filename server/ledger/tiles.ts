/**
 * C2SP tlog-tiles: how a log's hashes and entries are cut into files that never change. A tile is 256 hashes wide and
 * stands for a subtree of height 8; level 0 holds leaf hashes. Entry bundles have the same numbering.
 */
import { HASH_SIZE, nodeHash, type Hash } from './hash.js';
import { MAX_LEAF_BYTES } from './record.js';
import { splitStoredHashIndex, storedHashIndex } from './tree.js';

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** `level` 0 … 63 or `entries`; `n` counts from 0; `width` 1 … 256, below 256 for a partial tile. */
export interface Tile {
  readonly level: number | 'entries';
  readonly n: number;
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, with N in groups of three digits: 1234067 is `x001/x234/067`. */
export function tilePath(tile: Tile): string {
  let digits = String(tile.n % 1000).padStart(3, '0');
  for (let rest = Math.floor(tile.n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    digits = `x${String(rest % 1000).padStart(3, '0')}/${digits}`;
  }
  return `tile/${tile.level}/${digits}${tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`}`;
}

/** The tile of a path, or undefined where it is not exactly a path `tilePath` writes. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, where, groups, last, width] = match;
  const tile: Tile = {
    level: where === 'entries' ? 'entries' : Number(where),
    n: Number((groups as string).replaceAll(/[x/]/g, '') + last),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const fits = (tile.level === 'entries' || tile.level <= 63) && tile.width >= 1 && Number.isSafeInteger(tile.n);
  return fits && tilePath(tile) === path ? tile : undefined;
}

/**
 * Tiles to write when the tree grows from `oldSize` to `newSize` leaves: every full tile that was completed and the
 * partial ones of the new size, entry bundles included.
 */
export function tilesToWrite(oldSize: number, newSize: number): readonly Tile[] {
  const tiles: Tile[] = [];
  if (newSize <= oldSize) return tiles;
  const cut = (level: number | 'entries', before: number, after: number): void => {
    for (let n = Math.floor(before / TILE_WIDTH); n * TILE_WIDTH < after; n++) {
      tiles.push({ level, n, width: Math.min(TILE_WIDTH, after - n * TILE_WIDTH) });
    }
  };
  cut('entries', oldSize, newSize);
  let before = oldSize;
  let after = newSize;
  for (let level = 0; after > before; level++) {
    cut(level, before, after);
    before = Math.floor(before / TILE_WIDTH);
    after = Math.floor(after / TILE_WIDTH);
  }
  return tiles;
}

/** Stored-hash indexes of a hash tile's content, in order (`tree.ts`). */
export function tileIndexes(tile: Tile): readonly number[] {
  if (tile.level === 'entries') throw new RangeError('an entry bundle holds no hashes');
  const level = tile.level;
  return Array.from({ length: tile.width }, (_, i) => storedHashIndex(level * TILE_HEIGHT, tile.n * TILE_WIDTH + i));
}

/** The tile that holds (or can compute) a stored hash in a tree of `size` leaves, and its place there. */
export function tileOf(
  index: number,
  size: number,
): { readonly tile: Tile; readonly from: number; readonly to: number } {
  const stored = splitStoredHashIndex(index);
  const level = Math.floor(stored.level / TILE_HEIGHT);
  const span = 2 ** (stored.level % TILE_HEIGHT); // hashes of the tile's own level under this one
  const first = stored.n * span;
  const n = Math.floor(first / TILE_WIDTH);
  const there = Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH;
  const from = first - n * TILE_WIDTH;
  if (from + span > there) throw new RangeError('the hash is not in a tree of this size');
  return { tile: { level, n, width: Math.min(TILE_WIDTH, there) }, from, to: from + span };
}

/** A stored hash from the bytes of the tile that `tileOf` names. */
export function hashFromTile(data: Uint8Array, from: number, to: number): Hash {
  if (data.length % HASH_SIZE !== 0 || to * HASH_SIZE > data.length) throw new RangeError('tile size');
  let row: Hash[] = [];
  for (let i = from; i < to; i++) row.push(data.slice(i * HASH_SIZE, (i + 1) * HASH_SIZE));
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(row[i] as Hash, row[i + 1] as Hash));
    row = above;
  }
  return row[0] as Hash;
}

/** Entry bundle: each leaf with its length before it as an unsigned 16-bit big-endian number. */
export function encodeEntries(leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(leaves.reduce((sum, leaf) => sum + 2 + leaf.length, 0));
  let at = 0;
  for (const leaf of leaves) {
    if (leaf.length > MAX_LEAF_BYTES) throw new RangeError('leaf too long');
    bytes[at++] = leaf.length >> 8;
    bytes[at++] = leaf.length & 0xff;
    bytes.set(leaf, at);
    at += leaf.length;
  }
  return bytes;
}

/** The leaves of an entry bundle. Throws `RangeError` where it is cut short. */
export function decodeEntries(bytes: Uint8Array): readonly Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const high = bytes[at];
    const low = bytes[at + 1];
    if (high === undefined || low === undefined) throw new RangeError('entry bundle cut short');
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) throw new RangeError('entry bundle cut short');
    leaves.push(bytes.slice(at + 2, end));
    at = end;
  }
  return leaves;
}
