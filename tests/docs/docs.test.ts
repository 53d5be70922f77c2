import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../server/cli/commands.js';
import { rooms } from '../architecture/rooms.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const READMES = ['README.md', 'README.zh-CN.md'];
const pages = [
  ...READMES,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'workflows/README.md',
  'tests/conformance/README.md',
  ...markdownUnder('docs'),
];

/** Named in the text, made by a command or by whoever installs. */
const MADE_LATER = ['docs/long-run.md', 'docker/.env'];

describe('the documentation', () => {
  it.each(pages)('%s links only to what exists', (page) => {
    expect(linksOf(read(page)).filter((link) => !existsSync(join(root, posix.join(dirname(page), link))))).toEqual([]);
  });

  it.each(pages)('%s names only files that exist', (page) => {
    expect(pathsOf(read(page)).filter((path) => !MADE_LATER.includes(path) && !existsSync(join(root, path)))).toEqual(
      [],
    );
  });

  it.each(READMES)('%s lists every command of heyi, each with an example', (page) => {
    // when
    const listed = firstCells(read(page)).filter((cell) => cell.startsWith('heyi '));
    const names = Object.keys(COMMANDS);
    // then
    expect(listed.sort()).toEqual(names.map((name) => `heyi ${name}`).sort());
    expect(names.filter((name) => !read(page).includes(`npx heyi ${name}`))).toEqual([]);
  });

  it.each(READMES)('%s lists every environment variable the server and the command line read', (page) => {
    // given
    const sources = ['server/main/settings.ts', ...typeScriptUnder('server/cli')];
    const used = sources.flatMap((file) =>
      [...read(file).matchAll(/(?:environment|process\.env)\['([A-Z_]+)'\]/g)].map((match) => match[1] as string),
    );
    expect(used).toContain('PORT');
    // when
    const listed = firstCells(read(page)).filter((cell) => /^[A-Z][A-Z_]+$/.test(cell));
    // then
    expect(listed.sort()).toEqual([...new Set(used)].sort());
  });

  it('says the same in both READMEs', () => {
    const shape = (page: string) => ({
      headings: [...read(page).matchAll(/^#+(?= )/gm)].map(([marks]) => marks),
      examples: [...read(page).matchAll(/^ {4}(?:\$ .*|\{.*|npm .*)$/gm)].map(([line]) => line),
      pictures: [...read(page).matchAll(/src="([^"]+)"/g)].map((match) => match[1]),
      rows: firstCells(read(page)),
    });
    const [english, chinese] = READMES.map(shape);
    expect(chinese?.headings).toEqual(english?.headings);
    expect(chinese?.examples).toEqual(english?.examples);
    expect(chinese?.pictures).toEqual(english?.pictures);
    expect(chinese?.rows).toEqual(english?.rows);
    expect(english?.rows.length).toBeGreaterThan(15);
  });

  it('has the table of rooms that the architecture test enforces', () => {
    // given
    const rows = [
      ...read('docs/architecture.md').matchAll(
        /^\| `([^`]+)` \| (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm,
      ),
    ];
    const names = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string).sort();
    // when
    const told = Object.fromEntries(
      rows.map(([, name = '', kind, , inside, types, packages]) => [
        name,
        { kind, rooms: names(inside), types: names(types), packages: names(packages) },
      ]),
    );
    const law = Object.entries(rooms).map(([name, room]) => [
      name,
      {
        kind: room.kind,
        rooms: [...room.rooms].sort(),
        types: [...(room.types ?? [])].sort(),
        packages: [...room.packages].sort(),
      },
    ]);
    // then
    expect(told).toEqual(Object.fromEntries(law));
  });
});

describe('the tree', () => {
  const tracked = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .stdout.split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));

  it('names no machine and no registry', () => {
    // given
    expect(tracked.length).toBeGreaterThan(100);
    // when
    const found = tracked.flatMap((path) => foreignWords(read(path)).map((word) => `${path}: ${word}`));
    // then
    expect(found).toEqual([]);
  });

  it('finds such a word when there is one (this test can fail)', () => {
    expect(foreignWords(['see ..', 'shared', 'x'].join('/'))).toHaveLength(1);
    expect(foreignWords(['"https:', '', 'registry.example.org', 'x"'].join('/'))).toHaveLength(1);
    expect(foreignWords('a plain sentence')).toEqual([]);
  });
});

/** Places outside the project. Written in pieces, so that this file does not name them itself. */
function foreignWords(text: string): string[] {
  if (text.includes('\0')) return [];
  const places = [
    ['..', 'shared'],
    ['', 'work', ''],
    ['', 'tmp', 's', ''],
  ]
    .map((parts) => parts.join('/'))
    .filter((place) => text.includes(place));
  const hosts = text.match(/https?:\/\/[\w.-]*(?:registry|npmjs|npmmirror|artifactory|nexus)[\w.-]*/g) ?? [];
  return [...places, ...hosts];
}

function markdownUnder(folder: string): string[] {
  return filesUnder(folder).filter((path) => path.endsWith('.md'));
}

function typeScriptUnder(folder: string): string[] {
  return filesUnder(folder).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    posix.join(folder, path.replaceAll('\\', '/')),
  );
}

/** Without code blocks: what stands in them is an example, not a statement about this tree. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/^( {4}|\t).*$/gm, '');
}

function linksOf(text: string): string[] {
  return [...prose(text).matchAll(/(?:\]\(|src=")([^)\s"]+)[)"]/g)]
    .map((match) => (match[1] as string).replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link));
}

/** Paths in backticks that begin in a folder of this project; what follows a placeholder is not looked for. */
function pathsOf(text: string): string[] {
  const named = [...prose(text).matchAll(/`([^`\s]+\/[^`\s]*)`/g)].map((match) => match[1] as string);
  return named
    .filter((path) => /^(server|web|tests|docs|docker|migrations|workflows|\.ci)\//.test(path))
    .map((path) => path.replace(/\/[^/]*[<*…].*$/, '').replace(/\/$/, ''));
}

/** First cells of table rows that are one piece of code. */
function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)`[^|]* \|/gm)].map((match) => match[1] as string);
}
