import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  base64Encode,
  bodyCommitment,
  buildLeaf,
  checkRecord,
  definitionFile,
  definitionHash,
  leafHash,
  leavesRoot,
  noDefinition,
  rootOf,
  sealValue,
  utf8Encode,
  valueCommitment,
} from '#ledger';

const page = readFileSync(join(import.meta.dirname, '../../docs/formats.md'), 'utf8');
const salt = (n: number): Uint8Array => new Uint8Array(32).fill(n);
/** The indented lines of the worked example, in order. */
const shown = page
  .slice(page.indexOf('## One example worked out'))
  .split('\n')
  .filter((line) => line.startsWith('       '))
  .map((line) => line.trim());
const [sealed = '', , , , body0 = '', leaf0 = '', body1 = '', leaf1 = '', ballot = ''] = shown;

/** The example of docs/formats.md, computed again from the text of the page. */
describe('the worked example of the formats', () => {
  it('shows nine lines', () => {
    expect(shown).toHaveLength(9);
  });

  it('seals the sentence', () => {
    expect(JSON.stringify(sealValue(salt(1), '赞成，但请加装灭火器。'))).toBe(sealed);
  });

  it('has the hashes of the definition sets', () => {
    // given
    const files = [
      definitionFile('procedures/tiny/tiny.bpmn', utf8Encode('<bpmn/>')),
      definitionFile('steps/consult/consult.bpmn', utf8Encode('<bpmn/>\n')),
    ];
    // then
    expect(shown.slice(1, 4)).toEqual(['heyi/definition/v1', ...files.map(({ path, sha256 }) => `${path} ${sha256}`)]);
    expect(page).toContain(base64Encode(definitionHash(files)));
    expect(page).toContain(base64Encode(noDefinition()));
    expect(JSON.parse(leaf0)).toMatchObject({ def: base64Encode(definitionHash(files)) });
  });

  it('has two records that check out in their places', () => {
    // given
    const stream = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
    const first = leafHash(utf8Encode(leaf0));
    const second = leafHash(utf8Encode(leaf1));
    // then
    expect(
      checkRecord({
        leafBytes: utf8Encode(leaf0),
        bodyBytes: utf8Encode(body0),
        salt: salt(2),
        stream,
        seq: 0,
        prev: null,
      }),
    ).toMatchObject({ ok: true });
    expect(
      checkRecord({
        leafBytes: utf8Encode(leaf1),
        bodyBytes: utf8Encode(body1),
        salt: salt(3),
        stream,
        seq: 1,
        prev: first,
      }),
    ).toMatchObject({ ok: true });
    expect(JSON.parse(leaf1)).toMatchObject({
      type: 'act',
      body: base64Encode(bodyCommitment(salt(3), utf8Encode(body1))),
    });
    for (const hash of [first, second, rootOf([first, second])]) expect(page).toContain(`\`${base64Encode(hash)}\``);
    expect(body1).toContain(sealed);
  });

  it('has a ballot that opens', () => {
    // given
    const c = base64Encode(valueCommitment(salt(4), { choice: 'yes', heads: 1 }));
    const leaf = buildLeaf({ c, ch: 'device', e: 0, rev: 0, v: 1 });
    // then
    expect(new TextDecoder().decode(leaf.leafBytes)).toBe(ballot);
    expect(page).toContain(base64Encode(leaf.leafHash));
    expect(base64Encode(leavesRoot([leaf.leafBytes]))).toBe(base64Encode(leaf.leafHash));
  });
});
