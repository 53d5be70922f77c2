import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities } from '#rules/all';
import { sentenceCodes } from '#text';
import { labelOf, RESIDENT_WORDS, type LabelKey } from './index.js';
import { STAFF_WORDS } from './staff.js';

const { 'zh-CN': ZH, en: EN } = STAFF_WORDS;
const keys = Object.keys(ZH) as LabelKey[];
const asked = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{([a-z]+)\}/gi)].map((match) => match[1] ?? ''))].sort();
const web = join(import.meta.dirname, '../..');

/** Components and modules under the folders, read as text. */
function sources(...folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
        .map((file) => readFileSync(join(web, folder, file), 'utf8')),
    )
    .join('\n');
}

describe('labels', () => {
  it('exist in both languages and ask for the same values', () => {
    expect(Object.keys(EN).sort()).toEqual([...keys].sort());
    const differing = keys.filter((key) => asked(EN[key] ?? '').some((name) => !asked(ZH[key] ?? '').includes(name)));
    expect(differing).toEqual([]);
  });

  it('are Chinese in Chinese: no Latin word but what the design allows', () => {
    const latin = keys.filter((key) => /[A-Za-z]/.test((ZH[key] ?? '').replace(/\{[^}]*\}/g, '').replace(/JSON/g, '')));
    expect(latin).toEqual([]);
  });

  it('that residents’ pages name are on their phones', () => {
    // given: residents' pages and the parts they share with the desk, by whole keys and by beginnings of computed ones
    const named =
      sources('resident', 'ui/entities', 'ui/parts', 'ui/sheet') + readFileSync(join(web, 'ui/words.ts'), 'utf8');
    const computed = [...named.matchAll(/t\(`([a-zA-Z.-]+\.)\$\{/g)].map((match) => match[1] ?? '');
    const needed = keys.filter(
      (key) =>
        named.includes(`'${key}'`) || named.includes(`\`${key}\``) || computed.some((start) => key.startsWith(start)),
    );
    // then
    expect(needed.length).toBeGreaterThan(300);
    expect(needed.filter((key) => RESIDENT_WORDS['zh-CN'][key] === undefined)).toEqual([]);
  });

  it('call every kind of record by a word: none is shown by its key', () => {
    // given: whatever a matter may be closed with, and what the community keeps beside its matters
    const beside = ['organisation', 'procedure', 'register', 'settings'];
    const kinds = ['instance', ...capabilities.flatMap(({ deciders }) => deciders.map(({ kind }) => kind))];
    const ofMatters = kinds.filter((kind) => !beside.includes(kind));
    const wordless = (words: Readonly<Record<string, string>>) =>
      ofMatters.filter((kind) => words[`stream.${kind}`] === undefined);
    // then
    expect(ofMatters).toContain('letters');
    expect([wordless(RESIDENT_WORDS['zh-CN']), wordless(RESIDENT_WORDS.en)]).toEqual([[], []]);
  });

  it('fall back to no key where residents’ pages ask the text room', () => {
    // given: every label with a fixed group, as the components name them
    const asked = [...sources('resident', 'ui/entities', 'ui/parts').matchAll(/label\('([a-z-]+)'/g)];
    const groups = new Set(asked.map((match) => match[1] ?? ''));
    const known = new Set(sentenceCodes().flatMap((code) => /^label\.([a-z-]+)\./.exec(code)?.[1] ?? []));
    // then
    expect(groups.size).toBeGreaterThan(8);
    expect([...groups].filter((group) => !known.has(group))).toEqual([]);
  });

  it('choose one or many by number', () => {
    expect(labelOf(STAFF_WORDS, 'notice.objections', { n: 1 }, 'en')).toBe('1 objection');
    expect(labelOf(STAFF_WORDS, 'notice.objections', { n: 2 }, 'en')).toBe('2 objections');
    expect(labelOf(STAFF_WORDS, 'notice.objections', { n: 2 }, 'zh-CN')).toBe('异议2件');
  });
});
