import { createPrivateKey, createPublicKey, sign as ed25519Sign, verify as ed25519Verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BAD_VKEYS,
  CHECKPOINT,
  ENOCH_LINE,
  ENOCH_VKEY,
  NOTE_TEXT,
  PETER_LINE,
  PETER_SEED,
  PETER_VKEY,
} from '../../tests/vectors/signed-note.js';
import { base64Decode, utf8Encode } from './bytes.js';
import { leafHash, nodeHash } from './hash.js';
import {
  checkpointText,
  cosignNote,
  LOG_KEY,
  MAX_SIGNATURES,
  NoteError,
  noteKey,
  noteText,
  openNote,
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVkey,
  proofText,
  signNote,
  verifyProof,
  vkeyText,
  WITNESS_KEY,
  type NoteKey,
  type Signer,
  type Verifier,
} from './note.js';

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

const verify: Verifier = (publicKey, message, signature) =>
  ed25519Verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

function keyOf(name: string, type: NoteKey['type'], seed: Uint8Array): { key: NoteKey; sign: Signer } {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return {
    key: noteKey(name, type, Uint8Array.from(spki.subarray(-32))),
    sign: (message) => Uint8Array.from(ed25519Sign(null, message, secret)),
  };
}

const peter = parseVkey(PETER_VKEY);
const enoch = parseVkey(ENOCH_VKEY);
const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof NoteError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('vkey', () => {
  it('reads and writes the published key, and no mangling of it', () => {
    expect(vkeyText(peter)).toBe(PETER_VKEY);
    for (let i = 0; i <= PETER_VKEY.length; i++) {
      for (let j = i + 1; j <= PETER_VKEY.length; j++) {
        if (i !== 0 || j !== PETER_VKEY.length) expect(codeOf(() => parseVkey(PETER_VKEY.slice(i, j)))).toBe('key');
      }
      const changed =
        PETER_VKEY.slice(0, i) + String.fromCharCode(PETER_VKEY.charCodeAt(i) + 1) + PETER_VKEY.slice(i + 1);
      if (i < PETER_VKEY.length) expect(codeOf(() => parseVkey(changed))).toBe('key');
    }
  });

  it.each(BAD_VKEYS)('refuses %s', (vkey) => expect(codeOf(() => parseVkey(vkey))).toBe('key'));
});

describe('signed note', () => {
  it('signs the published note byte for byte', () => {
    // given
    const { key, sign } = keyOf('PeterNeumann', LOG_KEY, base64Decode(PETER_SEED).slice(1));

    // when
    const text = noteText({ text: NOTE_TEXT, signatures: [signNote(NOTE_TEXT, key, sign)] });

    // then
    expect(key).toEqual(peter);
    expect(text).toBe(`${NOTE_TEXT}\n${PETER_LINE}`);
  });

  it('verifies known keys and ignores unknown ones', () => {
    const note = `${NOTE_TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
    expect(openNote(note, [peter], verify)).toEqual({ text: NOTE_TEXT, signedBy: [peter], times: {} });
    expect(openNote(utf8Encode(note), [enoch, peter], verify).signedBy).toEqual([peter, enoch]);
    expect(openNote(`${NOTE_TEXT}\n${PETER_LINE}${PETER_LINE}`, [peter], verify).signedBy).toEqual([peter]);
    expect(codeOf(() => openNote(note, [], verify))).toBe('no-known-signature');
    expect(codeOf(() => openNote(note, [enoch, peter, enoch], verify))).toBe('ambiguous-key');
  });

  it('refuses the whole note where a known key did not sign this text', () => {
    const changed = NOTE_TEXT.replace('answer', 'answers');
    expect(codeOf(() => openNote(`${changed}\n${PETER_LINE}`, [peter], verify))).toBe('bad-signature');
    const broken = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`;
    expect(codeOf(() => openNote(`${NOTE_TEXT}\n${broken}`, [peter], verify))).toBe('bad-signature');
    expect(codeOf(() => openNote(`${NOTE_TEXT}\n${broken}${ENOCH_LINE}`, [enoch, peter], verify))).toBe(
      'bad-signature',
    );
  });

  it.each([
    ['no blank line', NOTE_TEXT],
    ['no signature', `${NOTE_TEXT}\n`],
    ['no last newline', `${NOTE_TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ['a control character', `\u0001${NOTE_TEXT}\n${PETER_LINE}`],
    ['a carriage return', `${NOTE_TEXT}\r\n\n${PETER_LINE}`],
    ['a name with a space', `${NOTE_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}`],
    ['a name with a plus', `${NOTE_TEXT}\n${PETER_LINE.replace('PeterNeumann', 'a+b')}`],
    ['another line', `${NOTE_TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['too many signatures', `${NOTE_TEXT}\n${PETER_LINE.repeat(MAX_SIGNATURES + 1)}`],
    ['too many bytes', `${'x'.repeat(70_000)}\n\n${PETER_LINE}`],
  ])('refuses a note with %s', (_name, note) => {
    expect(codeOf(() => parseNote(note))).toBe('malformed');
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = new Uint8Array([0xff, ...utf8Encode(`${NOTE_TEXT}\n${PETER_LINE}`)]);
    expect(codeOf(() => parseNote(bytes))).toBe('malformed');
  });

  it('accepts sixteen signatures and splits at the last empty line', () => {
    const text = 'one\n\ntwo\n';
    expect(parseNote(`${text}\n${PETER_LINE.repeat(16)}`).text).toBe(text);
  });
});

describe('checkpoint', () => {
  it('reads the published example and writes it again', () => {
    const note = parseNote(CHECKPOINT);
    const head = parseCheckpoint(note.text);
    expect(head).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpointText(head)).toBe(note.text);
    expect(note.signatures.map((line) => line.name)).toEqual(['example.com/behind-the-sofa', 'witness.example.com/w1']);
    // the witness's 64-bit time
    expect(Array.from(note.signatures[1]?.signature.slice(0, 8) ?? [])).toEqual([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb]);
    expect(noteText(note)).toBe(CHECKPOINT);
  });

  it.each(['log\n01\n', 'log\n-1\n', 'log\n1.0\n', '\n1\n', 'log\n1\n'])('refuses %j', (start) => {
    const root = start === 'log\n1\n' ? 'AAAA' : 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
    expect(codeOf(() => parseCheckpoint(`${start}${root}\n`))).toBe('malformed');
  });

  it('carries cosignatures with their time', () => {
    // given
    const log = keyOf('heyi.example.cn/main', LOG_KEY, new Uint8Array(32).fill(1));
    const witness = keyOf('witness.example.cn', WITNESS_KEY, new Uint8Array(32).fill(2));
    const text = checkpointText({ origin: log.key.name, size: 0, root: leafHash(new Uint8Array(0)) });
    const cosigned = cosignNote(text, witness.key, 1_782_921_600, witness.sign);
    const note = noteText({ text, signatures: [signNote(text, log.key, log.sign), cosigned] });

    // when
    const opened = openNote(note, [log.key, witness.key], verify);

    // then
    expect(opened.signedBy).toEqual([log.key, witness.key]);
    expect(opened.times).toEqual({ 'witness.example.cn': 1_782_921_600 });
    // a witness's signature under another time is wrong
    const moved = { ...cosigned, signature: cosigned.signature.map((byte, i) => (i === 7 ? byte ^ 1 : byte)) };
    expect(codeOf(() => openNote(noteText({ text, signatures: [moved] }), [witness.key], verify))).toBe(
      'bad-signature',
    );
  });
});

describe('tlog-proof', () => {
  const log = keyOf('heyi.example.cn/main', LOG_KEY, new Uint8Array(32).fill(3));
  const left = leafHash(utf8Encode('left'));
  const right = leafHash(utf8Encode('right'));
  const head = checkpointText({ origin: log.key.name, size: 2, root: nodeHash(left, right) });
  const checkpoint = noteText({ text: head, signatures: [signNote(head, log.key, log.sign)] });
  const proof = { index: 1, hashes: [left], checkpoint };

  it('is written, read and verified', () => {
    const text = proofText(proof);
    expect(text.startsWith('c2sp.org/tlog-proof@v1\nindex 1\n')).toBe(true);
    expect(parseProof(text)).toEqual(proof);
    expect(verifyProof(parseProof(text), right, log.key.name, [log.key], verify)).toBe(true);
    expect(verifyProof(parseProof(text), left, log.key.name, [log.key], verify)).toBe(false);
    expect(verifyProof(parseProof(text), right, 'other.example.cn', [log.key], verify)).toBe(false);
    const withExtra = { ...proof, extra: utf8Encode('extra information') };
    expect(parseProof(proofText(withExtra))).toEqual(withExtra);
  });

  it('is refused under a head of another log, or one the log itself did not sign', () => {
    const at = (text: string, signature: ReturnType<typeof signNote>): Parameters<typeof verifyProof>[0] => ({
      ...proof,
      checkpoint: noteText({ text, signatures: [signature] }),
    });
    // the log's key under the head of another origin
    const foreign = checkpointText({ origin: 'other.example.cn/main', size: 2, root: nodeHash(left, right) });
    const signedForeign = at(foreign, signNote(foreign, log.key, log.sign));
    expect(verifyProof(signedForeign, right, log.key.name, [log.key], verify)).toBe(false);
    expect(verifyProof(signedForeign, right, 'other.example.cn/main', [log.key], verify)).toBe(false);
    // a witness alone, even under the log's name
    const witness = keyOf(log.key.name, WITNESS_KEY, new Uint8Array(32).fill(4));
    const cosigned = at(head, cosignNote(head, witness.key, 1, witness.sign));
    expect(verifyProof(cosigned, right, log.key.name, [witness.key], verify)).toBe(false);
  });

  // the malformed proofs of transparency-dev/merkle, proof/tlog_proof_test.go
  it.each([
    ['missing header', 'wrong-header\nindex 0\n\ncheckpoint\n'],
    ['extra not base64', 'c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n'],
    ['missing index', 'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n'],
    ['index not a number', 'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n'],
    ['negative index', 'c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n'],
    ['hash not base64', 'c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n'],
    ['hash too long', `c2sp.org/tlog-proof@v1\nindex 0\n${'A'.repeat(86)}==\n\ncheckpoint\n`],
  ])('refuses: %s', (_name, text) => expect(codeOf(() => parseProof(text))).toBe('malformed'));
});
