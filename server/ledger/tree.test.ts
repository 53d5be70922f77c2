import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSISTENCY, HASHER, INCLUSION, LEAVES, ROOTS } from '../../tests/vectors/rfc6962.js';
import { hexDecode, hexEncode, utf8Encode } from './bytes.js';
import { emptyTree, leafHash, nodeHash, sha256, type Hash } from './hash.js';
import {
  decodeEntries,
  encodeEntries,
  hashFromTile,
  parseTilePath,
  tileIndexes,
  tileOf,
  tilePath,
  tilesToWrite,
} from './tiles.js';
import {
  appendLeaf,
  consistencyIndexes,
  EMPTY_FRONTIER,
  frontierRoot,
  hashesToStore,
  inclusionIndexes,
  proveConsistency,
  proveInclusion,
  rootOf,
  splitStoredHashIndex,
  storedHashCount,
  storedHashIndex,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type HashReader,
} from './tree.js';

const leaves = LEAVES.map((leaf) => leafHash(hexDecode(leaf)));
const roots = ROOTS.map(hexDecode);

/** The root as RFC 6962 §2.1 defines it, word for word: the yardstick for the fast ways. */
function mth(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyTree();
  if (hashes.length === 1) return hashes[0] as Hash;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(mth(hashes.slice(0, k)), mth(hashes.slice(k)));
}

function storeOf(leafHashes: readonly Hash[]): { stored: Hash[]; read: HashReader } {
  const stored: Hash[] = [];
  const read: HashReader = (indexes) =>
    indexes.map((index) => {
      const hash = stored[index];
      if (hash === undefined) throw new Error(`no hash ${index}`);
      return hash;
    });
  leafHashes.forEach((leaf, n) => stored.push(...hashesToStore(n, leaf, read)));
  return { stored, read };
}

const many = Array.from({ length: 100 }, (_, n) => leafHash(utf8Encode(`leaf ${n}`)));

describe('RFC 6962 vectors', () => {
  it('hashes the empty tree, leaves and nodes', () => {
    expect(hexEncode(emptyTree())).toBe(HASHER.empty);
    expect(hexEncode(leafHash(new Uint8Array(0)))).toBe(HASHER.emptyLeaf);
    expect(hexEncode(leafHash(utf8Encode('L123456')))).toBe(HASHER.leafL123456);
    expect(hexEncode(nodeHash(utf8Encode('N123'), utf8Encode('N456')))).toBe(HASHER.nodeN123N456);
  });

  it.each(ROOTS.map((root, n) => [n + 1, root] as const))('root of the first %i leaves', (size, root) => {
    // given
    const first = leaves.slice(0, size);

    // when
    const frontier = first.reduce(appendLeaf, EMPTY_FRONTIER);
    const { read } = storeOf(first);

    // then
    expect(hexEncode(rootOf(first))).toBe(root);
    expect(hexEncode(frontierRoot(frontier))).toBe(root);
    expect(hexEncode(treeRoot(size, read))).toBe(root);
  });

  it.each(INCLUSION)('inclusion of leaf $index in $size', ({ index, size, proof }) => {
    // given
    const { read } = storeOf(leaves);
    const hashes = proof.map(hexDecode);
    const leaf = leaves[index] as Hash;
    const root = roots[size - 1] as Hash;

    // when
    const made = proveInclusion(index, size, read);

    // then
    expect(made.map(hexEncode)).toEqual(proof);
    expect(verifyInclusion(index, size, leaf, hashes, root)).toBe(true);
    // and the corruptions of the published tests are refused
    const other = sha256(new Uint8Array([7]));
    const none = new Uint8Array(0);
    const wrong: [string, boolean][] = [
      ['index - 1', verifyInclusion(index - 1, size, leaf, hashes, root)],
      ['index + 1', verifyInclusion(index + 1, size, leaf, hashes, root)],
      ['index ^ 2', verifyInclusion(index ^ 2, size, leaf, hashes, root)],
      ['size * 2', verifyInclusion(index, size * 2, leaf, hashes, root)],
      ['size / 2', verifyInclusion(index, Math.floor(size / 2), leaf, hashes, root)],
      ['wrong leaf', verifyInclusion(index, size, other, hashes, root)],
      ['short leaf', verifyInclusion(index, size, utf8Encode('WrongLeaf'), hashes, root)],
      ['empty root', verifyInclusion(index, size, leaf, hashes, emptyTree())],
      ['wrong root', verifyInclusion(index, size, leaf, hashes, other)],
      ['trailing garbage', verifyInclusion(index, size, leaf, [...hashes, none], root)],
      ['trailing root', verifyInclusion(index, size, leaf, [...hashes, root], root)],
      ['preceding garbage', verifyInclusion(index, size, leaf, [none, ...hashes], root)],
      ['preceding root', verifyInclusion(index, size, leaf, [root, ...hashes], root)],
      ...hashes.map((_, i): [string, boolean] => [
        `bit flipped in ${i}`,
        verifyInclusion(index, size, leaf, flipped(hashes, i), root),
      ]),
      ...(hashes.length === 0
        ? []
        : [['removed', verifyInclusion(index, size, leaf, hashes.slice(0, -1), root)] as [string, boolean]]),
    ];
    expect(wrong.filter(([, accepted]) => accepted)).toEqual([]);
  });

  it.each(CONSISTENCY)('consistency of $first and $second', ({ first, second, proof }) => {
    // given
    const { read } = storeOf(leaves);
    const hashes = proof.map(hexDecode);
    const a = roots[first - 1] as Hash;
    const b = roots[second - 1] as Hash;

    // when
    const made = proveConsistency(first, second, read);

    // then
    expect(made.map(hexEncode)).toEqual(proof);
    expect(verifyConsistency(first, second, a, b, hashes)).toBe(true);
    if (first === second) {
      expect(verifyConsistency(first, second, a, emptyTree(), hashes)).toBe(false);
      expect(verifyConsistency(first, second, a, b, [a])).toBe(false);
      return;
    }
    const none = new Uint8Array(0);
    const wrong: [string, boolean][] = [
      ['first - 1', verifyConsistency(first - 1, second, a, b, hashes)],
      ['first + 1', verifyConsistency(first + 1, second, a, b, hashes)],
      ['first ^ 2', verifyConsistency(first ^ 2, second, a, b, hashes)],
      ['second * 2', verifyConsistency(first, second * 2, a, b, hashes)],
      ['second / 2', verifyConsistency(first, Math.floor(second / 2), a, b, hashes)],
      ['wrong first root', verifyConsistency(first, second, sha256(none), b, hashes)],
      ['wrong second root', verifyConsistency(first, second, a, sha256(none), hashes)],
      ['swapped roots', verifyConsistency(first, second, b, a, hashes)],
      ['empty proof', verifyConsistency(first, second, a, b, [])],
      ['trailing garbage', verifyConsistency(first, second, a, b, [...hashes, none])],
      ['trailing root', verifyConsistency(first, second, a, b, [...hashes, b])],
      ['preceding garbage', verifyConsistency(first, second, a, b, [none, ...hashes])],
      ['preceding root', verifyConsistency(first, second, a, b, [a, ...hashes])],
      ['preceding proof[0]', verifyConsistency(first, second, a, b, [hashes[0] as Hash, ...hashes])],
      ['truncated', verifyConsistency(first, second, a, b, hashes.slice(0, -1))],
      ...hashes.map((_, i): [string, boolean] => [
        `bit flipped in ${i}`,
        verifyConsistency(first, second, a, b, flipped(hashes, i)),
      ]),
    ];
    expect(wrong.filter(([, accepted]) => accepted)).toEqual([]);
  });

  it('refuses proofs about nothing', () => {
    const { read } = storeOf(leaves);
    const e = emptyTree();
    expect(verifyInclusion(0, 0, e, [], e)).toBe(false);
    expect(verifyConsistency(0, 0, e, e, [])).toBe(false);
    expect(verifyConsistency(0, 1, e, roots[0] as Hash, [])).toBe(false);
    expect(verifyConsistency(2, 1, roots[1] as Hash, roots[0] as Hash, [])).toBe(false);
    expect(() => proveInclusion(8, 8, read)).toThrow(RangeError);
    expect(() => proveConsistency(0, 8, read)).toThrow(RangeError);
    expect(() => proveConsistency(8, 7, read)).toThrow(RangeError);
  });
});

describe('a growing tree', () => {
  it('has the root of the definition at every size, whichever way it is taken', () => {
    const { stored, read } = storeOf(many);
    let frontier = EMPTY_FRONTIER;
    for (let size = 0; size <= many.length; size++) {
      const first = many.slice(0, size);
      const root = hexEncode(mth(first));
      expect(hexEncode(rootOf(first))).toBe(root);
      expect(hexEncode(frontierRoot(frontier))).toBe(root);
      expect(hexEncode(treeRoot(size, read))).toBe(root);
      frontier = appendLeaf(frontier, many[size] ?? leafHash(new Uint8Array(0)));
    }
    expect(storedHashCount(many.length)).toBe(stored.length);
  });

  it('proves every leaf and every earlier tree, and no other leaf', () => {
    const { read } = storeOf(many);
    const rootsOf = many.map((_, n) => mth(many.slice(0, n + 1)));
    for (let size = 1; size <= 40; size++) {
      const root = rootsOf[size - 1] as Hash;
      for (let n = 0; n < size; n++) {
        const proof = proveInclusion(n, size, read);
        expect(verifyInclusion(n, size, many[n] as Hash, proof, root)).toBe(true);
        expect(verifyInclusion(n, size, many[n + 1] as Hash, proof, root)).toBe(false);
        const older = proveConsistency(n + 1, size, read);
        expect(verifyConsistency(n + 1, size, rootsOf[n] as Hash, root, older)).toBe(true);
        expect(
          older.every((_, i) => !verifyConsistency(n + 1, size, rootsOf[n] as Hash, root, flipped(older, i))),
        ).toBe(true);
      }
    }
  });

  it('asks a reader for exactly the indexes it announced', () => {
    const { read } = storeOf(many);
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (a, b) => {
        const [n, size] = a <= b ? [a, b + 1] : [b, a + 1];
        const asked: number[] = [];
        const spy: HashReader = (indexes) => {
          asked.push(...indexes);
          return read(indexes);
        };
        proveInclusion(n, size, spy);
        expect(asked).toEqual(inclusionIndexes(n, size));
        asked.length = 0;
        proveConsistency(n + 1, size, spy);
        expect(asked).toEqual(consistencyIndexes(n + 1, size));
      }),
    );
  });

  it('finds level and number of every stored hash again', () => {
    for (let level = 0; level < 10; level++) {
      for (let n = 0; n < 100; n++) expect(splitStoredHashIndex(storedHashIndex(level, n))).toEqual({ level, n });
    }
    const far = storedHashIndex(3, 2 ** 40);
    expect(splitStoredHashIndex(far)).toEqual({ level: 3, n: 2 ** 40 });
  });
});

describe('tiles', () => {
  it.each([
    [{ level: 0, n: 1, width: 256 }, 'tile/0/001'],
    [{ level: 0, n: 1, width: 5 }, 'tile/0/001.p/5'],
    [{ level: 5, n: 1234067, width: 256 }, 'tile/5/x001/x234/067'],
    [{ level: 'entries', n: 123456078, width: 2 }, 'tile/entries/x123/x456/078.p/2'],
    [{ level: 63, n: 0, width: 255 }, 'tile/63/000.p/255'],
  ] as const)('path of %j', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/5/123/456/078',
    'tile/-1/000',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/1',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/data/000',
    'tile/0/../000',
  ])('refuses the path %s', (path) => expect(parseTilePath(path)).toBeUndefined());

  it('cuts a tree of 70,000 leaves as the specification says', () => {
    // C2SP tlog-tiles, Partial Tiles: 273 full and one of 112; one full and one of 17; one of 1
    const tiles = tilesToWrite(0, 70_000);
    const of = (level: number | 'entries'): number[] =>
      tiles.filter((tile) => tile.level === level).map((tile) => tile.width);
    expect(of(0)).toEqual([...Array<number>(273).fill(256), 112]);
    expect(of('entries')).toEqual(of(0));
    expect(of(1)).toEqual([256, 17]);
    expect(of(2)).toEqual([1]);
    expect(of(3)).toEqual([]);
    expect(tilesToWrite(0, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect(tilesToWrite(256, 257).map(tilePath)).toEqual(['tile/entries/001.p/1', 'tile/0/001.p/1']);
    expect(tilesToWrite(255, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect(tilesToWrite(5, 5)).toEqual([]);
  });

  it('gives back every stored hash from the tiles of a tree of 600 leaves', () => {
    // given
    const leafHashes = Array.from({ length: 600 }, (_, n) => leafHash(utf8Encode(String(n))));
    const { stored, read } = storeOf(leafHashes);
    const data = new Map(
      tilesToWrite(0, 600)
        .filter((tile) => tile.level !== 'entries')
        .map((tile) => [tilePath(tile), join(read(tileIndexes(tile)))]),
    );

    // when
    const found = stored.map((_, index) => {
      const { tile, from, to } = tileOf(index, 600);
      return hexEncode(hashFromTile(data.get(tilePath(tile)) ?? new Uint8Array(0), from, to));
    });

    // then
    expect(found).toEqual(stored.map(hexEncode));
    expect(() => tileOf(stored.length, 600)).toThrow(RangeError);
  });

  it('frames entries with 16-bit lengths', () => {
    const entries = [utf8Encode('{}'), new Uint8Array(0), new Uint8Array(65_535).fill(9)];
    const bundle = encodeEntries(entries);
    expect(Array.from(bundle.slice(0, 6))).toEqual([0, 2, 0x7b, 0x7d, 0, 0]);
    expect(decodeEntries(bundle).map((entry) => entry.length)).toEqual([2, 0, 65_535]);
    expect(() => decodeEntries(bundle.slice(0, -1))).toThrow(RangeError);
    expect(() => decodeEntries(new Uint8Array([0]))).toThrow(RangeError);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

function flipped(hashes: readonly Hash[], at: number): readonly Hash[] {
  return hashes.map((hash, i) => (i === at ? hash.map((byte, k) => (k === 0 ? byte ^ 16 : byte)) : hash));
}

function join(hashes: readonly Hash[]): Uint8Array {
  const all = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, i) => all.set(hash, i * 32));
  return all;
}
