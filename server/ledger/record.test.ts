import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64Encode, hexEncode, utf8Encode } from './bytes.js';
import { canonicalText, parseCanonical } from './canonical.js';
import { bodyCommitment, definitionFile, definitionHash, leafHash, opensSeal, sealValue } from './hash.js';
import {
  buildLeaf,
  buildRecord,
  checkRecord,
  linesRoot,
  MAX_LEAF_BYTES,
  noDefinition,
  roundedAct,
  type RecordInput,
  type RecordToCheck,
} from './record.js';
import { rootOf } from './tree.js';

const salt = new Uint8Array(32).fill(5);
const sha = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const input = (over: Partial<RecordInput> = {}): RecordInput => ({
  stream: '01JZZZZZZZZZZZZZZZZZZZZZZZ',
  seq: 17,
  at: 1_782_921_600_123,
  type: 'completeJob',
  def: definitionHash([]),
  prev: leafHash(utf8Encode('before')),
  body: { command: { at: 1_782_921_600_123, type: 'completeJob' }, events: [] },
  salt,
  ...over,
});

describe('hashes of the record', () => {
  it('prefixes each purpose as the format says', () => {
    expect(hexEncode(bodyCommitment(salt, utf8Encode('{}')))).toBe(sha('heyi/body/v1\n', salt, '{}'));
    expect(sealValue(salt, '王')['~']).toBe(
      Buffer.from(sha('heyi/value/v1\n', salt, '"王"'), 'hex').toString('base64'),
    );
    expect(opensSeal(sealValue(salt, '王'), salt, '王')).toBe(true);
    expect(opensSeal(sealValue(salt, '王'), salt, '李')).toBe(false);
    expect(() => sealValue(new Uint8Array(31), 'x')).toThrow(RangeError);
  });

  it('identifies a definition set by its files, in the order of path bytes', () => {
    // given: U+FF5E sorts after U+1F600 by UTF-16 units but before it by bytes
    const files = ['b.bpmn', '\u{1f600}.form', '\uff5e.form', 'a.bpmn'].map((path) =>
      definitionFile(path, utf8Encode(path)),
    );

    // when
    const hash = hexEncode(definitionHash(files));

    // then
    const lines = ['a.bpmn', 'b.bpmn', '\uff5e.form', '\u{1f600}.form']
      .map((path) => `${path} ${sha(path)}\n`)
      .join('');
    expect(hash).toBe(sha(`heyi/definition/v1\n${lines}`));
    expect(hexEncode(noDefinition())).toBe(sha('heyi/definition/v1\n'));
  });

  it.each([
    ['an empty path', [{ path: '', sha256: 'a'.repeat(64) }]],
    ['a line end in a path', [{ path: 'a\nb', sha256: 'a'.repeat(64) }]],
    ['a path twice', [definitionFile('a', utf8Encode('1')), definitionFile('a', utf8Encode('2'))]],
    ['a hash that is none', [{ path: 'a', sha256: 'A'.repeat(64) }]],
  ])('refuses a definition set with %s', (_name, files) => expect(() => definitionHash(files)).toThrow(RangeError));
});

describe('record', () => {
  it('writes the leaf as the canonical text of its nine fields', () => {
    // when
    const record = buildRecord(input({ stream: '流"\\' }));

    // then
    expect(canonicalText(parseCanonical(record.leafBytes))).toBe(
      canonicalText({
        at: 1_782_921_600_123,
        body: base64Encode(record.bodyHash),
        def: base64Encode(noDefinition()),
        kind: 'record',
        prev: base64Encode(leafHash(utf8Encode('before'))),
        seq: 17,
        stream: '流"\\',
        type: 'completeJob',
        v: 1,
      }),
    );
    expect(hexEncode(record.leafHash)).toBe(sha(new Uint8Array([0]), record.leafBytes));
  });

  it('publishes a resident’s own act rounded up, and keeps both exactly in the body', () => {
    const record = buildRecord(input({ act: true }));
    expect(parseCanonical(record.leafBytes)).toMatchObject({ type: 'act', at: 1_782_921_630_000 });
    expect(parseCanonical(record.bodyBytes)).toMatchObject({ command: { at: 1_782_921_600_123, type: 'completeJob' } });
    expect(roundedAct(1_782_921_600_000)).toBe(1_782_921_600_000);
    expect(roundedAct(1_782_921_600_001)).toBe(1_782_921_630_000);
  });

  it.each<[string, Partial<RecordInput>]>([
    ['an empty stream', { stream: '' }],
    ['an empty type', { type: '' }],
    ['a negative seq', { seq: -1 }],
    ['a fraction of a millisecond', { at: 0.5 }],
    ['prev at 0', { seq: 0 }],
    ['no prev after 0', { prev: null }],
    ['a short definition hash', { def: new Uint8Array(31) }],
    ['a short salt', { salt: new Uint8Array(16) }],
    ['a leaf beyond 65,535 bytes', { stream: 'x'.repeat(MAX_LEAF_BYTES) }],
  ])('refuses %s', (_name, over) => expect(() => buildRecord(input(over))).toThrow(RangeError));

  it('refuses a body that cannot be canonical', () => {
    expect(() => buildRecord(input({ body: { command: { amount: 0.5 } } }))).toThrow('number at /command/amount');
  });

  it('lets only a record that puts the stream on another definition set name another one, and the one its command names', () => {
    // given
    const other = definitionHash([definitionFile('a', utf8Encode('1'))]);
    const check = (type: string, def: Uint8Array, definition: Uint8Array | null, body = true): string => {
      const command = { at: 1_782_921_600_123, type, ...(definition && { definition: base64Encode(definition) }) };
      const given = input({ type, def, body: { command, events: [] } });
      const { bodyBytes, ...record } = buildRecord(given);
      const checked = checkRecord({
        ...record,
        ...(body && { bodyBytes, salt }),
        stream: given.stream,
        seq: 17,
        prev: given.prev,
        def: noDefinition(),
      });
      return checked.ok ? 'ok' : checked.fault;
    };

    // then
    expect(check('migrate', other, other)).toBe('ok');
    expect(check('migrate', other, null, false)).toBe('ok');
    expect(check('migrate', other, noDefinition())).toBe('def');
    expect(check('migrate', noDefinition(), other)).toBe('def');
    expect(check('migrate', other, null)).toBe('def');
    expect(check('completeJob', other, other)).toBe('def');
    expect(check('completeJob', noDefinition(), null)).toBe('ok');
  });

  it('checks a record in its place', () => {
    // given
    const given = input();
    const record = buildRecord(given);
    const place: RecordToCheck = { ...record, salt, stream: given.stream, seq: 17, prev: given.prev, def: given.def };
    const fault = (over: Partial<RecordToCheck>): string => {
      const check = checkRecord({ ...place, ...over });
      return check.ok ? 'ok' : check.fault;
    };

    // then
    expect(checkRecord(place)).toMatchObject({ ok: true, leafHash: record.leafHash, body: { events: [] } });
    expect(fault({ stream: 'another' })).toBe('stream');
    expect(fault({ seq: 16 })).toBe('seq');
    expect(fault({ prev: leafHash(utf8Encode('other')) })).toBe('prev');
    expect(fault({ prev: null })).toBe('prev');
    expect(fault({ def: leafHash(utf8Encode('other')) })).toBe('def');
    expect(fault({ salt: new Uint8Array(32) })).toBe('body-commitment');
    expect(fault({ bodyBytes: utf8Encode('{}') })).toBe('body-commitment');
    expect(fault({ leafBytes: utf8Encode('{}') })).toBe('leaf-fields');
    expect(fault({ leafBytes: new Uint8Array([...record.leafBytes, 10]) })).toBe('leaf-not-canonical');
  });

  it.each([
    ['body-at', { command: { at: 1, type: 'completeJob' }, events: [] }],
    ['body-type', { command: { at: 1_782_921_600_123, type: 'cancel' }, events: [] }],
  ])('finds %s: a leaf that says other than its command', (fault, body) => {
    const given = input({ body });
    const record = buildRecord(given);
    expect(checkRecord({ ...record, salt, stream: given.stream, seq: 17, prev: given.prev })).toEqual({
      ok: false,
      fault,
    });
  });

  it('accepts an act whose command has its own type, and finds a shifted time', () => {
    const given = input({ act: true });
    const record = buildRecord(given);
    const place = { salt, stream: given.stream, seq: 17, prev: given.prev };
    expect(checkRecord({ ...record, ...place }).ok).toBe(true);
    const late = buildRecord(input({ act: true, at: given.at + 60_000 }));
    expect(checkRecord({ ...late, ...place })).toEqual({ ok: false, fault: 'body-at' });
  });

  it('finds a changed byte anywhere in leaf, body or salt', () => {
    const given = input();
    const record = buildRecord(given);
    const place = { salt, stream: given.stream, seq: 17, prev: given.prev };
    const flips = (bytes: Uint8Array): Uint8Array[] =>
      Array.from(bytes, (_, at) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
    for (const bodyBytes of flips(record.bodyBytes))
      expect(checkRecord({ ...record, bodyBytes, ...place }).ok).toBe(false);
    for (const other of flips(salt)) expect(checkRecord({ ...record, ...place, salt: other }).ok).toBe(false);
    for (const leafBytes of flips(record.leafBytes)) {
      const check = checkRecord({ ...record, leafBytes, ...place });
      // a changed time, type or definition hash can still be a well-formed leaf: then its hash is another one
      if (check.ok) expect(check.leafHash).not.toEqual(record.leafHash);
    }
  });

  it('takes the root of a side tree over lines', () => {
    expect(linesRoot(['a 0 x', 'b 3 y'])).toEqual(
      rootOf([leafHash(utf8Encode('a 0 x')), leafHash(utf8Encode('b 3 y'))]),
    );
    expect(buildLeaf({ v: 1, kind: 'tree', size: 2 }).leafBytes).toEqual(utf8Encode('{"kind":"tree","size":2,"v":1}'));
  });
});
