/**
 * The Merkle tree of RFC 6962 §2.1 over SHA-256: roots, the frontier of a growing tree, stored hashes by index, and
 * inclusion and consistency proofs. Sizes and indexes are safe integers; no bit operators, which would cut them at 2^31.
 *
 * Stored hashes follow the order a log can write once and never change: after leaf `n` come the hashes of all subtrees
 * that leaf completes. `storedHashIndex(level, n)` is the place of the hash of leaves `n·2^level … (n+1)·2^level − 1`.
 */
import { sameBytes } from './bytes.js';
import { emptyTree, HASH_SIZE, nodeHash, type Hash } from './hash.js';

/** The complete subtrees of a tree of `size` leaves, largest first: all that is needed to append and to take the root. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Hash[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** The frontier with one more leaf. */
export function appendLeaf(frontier: Frontier, leaf: Hash): Frontier {
  const hashes = frontier.hashes.slice();
  let hash = leaf;
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) hash = nodeHash(hashes.pop() as Hash, hash);
  hashes.push(hash);
  return { size: frontier.size + 1, hashes };
}

/** The root of the tree a frontier stands for. */
export function frontierRoot(frontier: Frontier): Hash {
  return fold(frontier.hashes) ?? emptyTree();
}

/** The root over leaf hashes (not leaves). */
export function rootOf(leafHashes: readonly Hash[]): Hash {
  const stack: Hash[] = [];
  leafHashes.forEach((leaf, n) => {
    let hash = leaf;
    for (let size = n; size % 2 === 1; size = (size - 1) / 2) hash = nodeHash(stack.pop() as Hash, hash);
    stack.push(hash);
  });
  return fold(stack) ?? emptyTree();
}

/** Answers the stored hashes at these indexes, in the order asked. Throws what it likes when one is missing. */
export type HashReader = (indexes: readonly number[]) => readonly Hash[];

/** Place of a complete subtree's hash in the append-only list of stored hashes. */
export function storedHashIndex(level: number, n: number): number {
  let leaf = n;
  for (let l = 0; l < level; l++) leaf = 2 * leaf + 1; // the subtree's last leaf completes it
  let before = 0;
  for (let rest = leaf; rest > 0; rest = Math.floor(rest / 2)) before += rest;
  return before + level;
}

/** Level and number of the stored hash at an index: the inverse of `storedHashIndex`. */
export function splitStoredHashIndex(index: number): { readonly level: number; readonly n: number } {
  // stored hashes up to leaf n number less than 2n + 2, so start near index / 2 and walk up
  let n = Math.floor(index / 2);
  let first = storedHashIndex(0, n);
  for (;;) {
    const next = first + 1 + trailingOnes(n);
    if (next > index) break;
    n++;
    first = next;
  }
  const level = index - first;
  return { level, n: (n + 1) / 2 ** level - 1 };
}

/** How many hashes are stored for a tree of `size` leaves. */
export function storedHashCount(size: number): number {
  return size === 0 ? 0 : storedHashIndex(0, size - 1) + trailingOnes(size - 1) + 1;
}

/** The hashes to store for leaf number `n`, in order: its own, then every subtree it completes. */
export function hashesToStore(n: number, leaf: Hash, read: HashReader): readonly Hash[] {
  const indexes: number[] = [];
  for (let level = 0, rest = n; rest % 2 === 1; level++, rest = (rest - 1) / 2) {
    indexes.push(storedHashIndex(level, rest - 1));
  }
  const lefts = readAll(read, indexes);
  const stored = [leaf];
  lefts.forEach((left, level) => stored.push(nodeHash(left, stored[level] as Hash)));
  return stored;
}

/** Indexes a reader must have for `treeRoot`. */
export function rootIndexes(size: number): readonly number[] {
  return subtreeIndexes(0, size);
}

/** The root of the first `size` leaves from stored hashes. */
export function treeRoot(size: number, read: HashReader): Hash {
  return fold(readAll(read, rootIndexes(size))) ?? emptyTree();
}

/** Indexes a reader must have for `proveInclusion`. */
export function inclusionIndexes(index: number, size: number): readonly number[] {
  return inclusionRanges(index, size).flatMap(([from, to]) => subtreeIndexes(from, to));
}

/**
 * RFC 6962 §2.1.1: the path from leaf `index` to the root of the first `size` leaves, sibling of the leaf first.
 * Throws `RangeError` unless 0 ≤ index < size.
 */
export function proveInclusion(index: number, size: number, read: HashReader): readonly Hash[] {
  return rangeHashes(inclusionRanges(index, size), read);
}

/** Indexes a reader must have for `proveConsistency`. */
export function consistencyIndexes(first: number, second: number): readonly number[] {
  return consistencyRanges(first, second).flatMap(([from, to]) => subtreeIndexes(from, to));
}

/**
 * RFC 6962 §2.1.2: proof that the first `first` of `second` leaves are what they were. Empty for equal sizes.
 * Throws `RangeError` unless 0 < first ≤ second: nothing can be said about the empty tree.
 */
export function proveConsistency(first: number, second: number, read: HashReader): readonly Hash[] {
  return rangeHashes(consistencyRanges(first, second), read);
}

/** RFC 9162 §2.1.3.2. True when `proof` leads from the leaf hash at `index` to `root` of a tree of `size` leaves. */
export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(other, hash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, other);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * RFC 9162 §2.1.4.2. True when the tree of `second` leaves with `secondRoot` extends the tree of `first` leaves with
 * `firstRoot`. False unless 0 < first ≤ second: a proof about the empty tree proves nothing and is refused.
 */
export function verifyConsistency(
  first: number,
  second: number,
  firstRoot: Hash,
  secondRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isSize(first) || !isSize(second) || first === 0 || first > second) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  if (proof.length === 0) return false;
  let node = first - 1;
  let last = second - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  // where the old tree is one complete subtree its root starts both chains and is not sent
  const path = node === 0 ? [firstRoot, ...proof] : proof;
  let oldHash = path[0] as Hash;
  let newHash = oldHash;
  for (const other of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(other, oldHash);
      newHash = nodeHash(other, newHash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      newHash = nodeHash(newHash, other);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(oldHash, firstRoot) && sameBytes(newHash, secondRoot);
}

type Range = readonly [from: number, to: number];

/** The sibling ranges on the way from a leaf to the root, nearest first. */
function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError('leaf outside the tree');
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    if (index < split) {
      ranges.push([split, to]);
      to = split;
    } else {
      ranges.push([from, split]);
      from = split;
    }
  }
  return ranges.reverse();
}

/** SUBPROOF of RFC 6962 §2.1.2, as the ranges whose hashes it lists. */
function consistencyRanges(first: number, second: number): readonly Range[] {
  if (!isSize(first) || !isSize(second) || first === 0 || first > second) throw new RangeError('sizes');
  const ranges: Range[] = [];
  let from = 0;
  let to = second;
  while (first !== to) {
    const split = from + largestPowerBelow(to - from);
    if (first <= split) {
      ranges.push([split, to]);
      to = split;
    } else {
      ranges.push([from, split]);
      from = split;
    }
  }
  // the old tree itself is known to the verifier; any other complete subtree of it must be sent
  if (from !== 0) ranges.push([from, to]);
  return ranges.reverse();
}

function rangeHashes(ranges: readonly Range[], read: HashReader): readonly Hash[] {
  const parts = ranges.map(([from, to]) => subtreeIndexes(from, to));
  const hashes = readAll(read, parts.flat());
  let at = 0;
  return parts.map((part) => fold(hashes.slice(at, (at += part.length))) as Hash);
}

/** Stored indexes of the complete subtrees that make up leaves from … to − 1, left to right. */
function subtreeIndexes(from: number, to: number): readonly number[] {
  const indexes: number[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    // `from` is a multiple of every power of two that fits, because ranges come from splits
    while (at + 2 ** (level + 1) <= to && at % 2 ** (level + 1) === 0) level++;
    indexes.push(storedHashIndex(level, at / 2 ** level));
    at += 2 ** level;
  }
  return indexes;
}

function readAll(read: HashReader, indexes: readonly number[]): readonly Hash[] {
  if (indexes.length === 0) return [];
  const hashes = read(indexes);
  if (hashes.length !== indexes.length) throw new RangeError('the reader answered another number of hashes');
  return hashes;
}

/** Complete subtrees, left to right, hashed together from the right (the smallest) to the left. */
function fold(hashes: readonly Hash[]): Hash | undefined {
  let root = hashes[hashes.length - 1];
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i] as Hash, root as Hash);
  return root;
}

function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function trailingOnes(n: number): number {
  let ones = 0;
  for (let rest = n; rest % 2 === 1; rest = (rest - 1) / 2) ones++;
  return ones;
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.every((hash) => hash.length === HASH_SIZE);
}
