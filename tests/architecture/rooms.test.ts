import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { exceptions, rooms, type Room } from './rooms.js';

const root = join(import.meta.dirname, '../..');
const sources = ['server', 'web', 'migrations'].flatMap((folder) => filesUnder(join(root, folder)));

describe('the house', () => {
  it('knows a room for every source file', () => {
    const homeless = sources.filter((file) => roomOf(file) === undefined);
    expect(homeless).toEqual([]);
  });

  it.each(Object.keys(rooms))('%s imports only what its row allows', (name) => {
    const breaches = sources
      .filter((file) => roomOf(file) === name)
      .flatMap((file) => importsOf(file).flatMap((used) => breachOf(name, rooms[name] as Room, file, used)));
    expect(breaches).toEqual([]);
  });

  it('finds a breach when there is one (this test can fail)', () => {
    const room = rooms['server/tally'] as Room;
    expect(breachOf('server/tally', room, 'server/tally/x.ts', { specifier: 'node:fs', typeOnly: false })).toHaveLength(
      1,
    );
    expect(breachOf('server/tally', room, 'server/tally/x.ts', { specifier: '#store', typeOnly: true })).toHaveLength(
      1,
    );
    expect(
      breachOf('server/tally', room, 'server/tally/x.ts', { specifier: '../law/index.js', typeOnly: false }),
    ).toHaveLength(1);
    expect(
      breachOf('server/tally', room, 'server/tally/x.ts', { specifier: './yes-no.js', typeOnly: false }),
    ).toHaveLength(0);
  });
});

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue|mjs)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !/^web\/[^/]+\.(ts|mjs)$/.test(file) && !/(^|\/)fixtures\//.test(file));
}

function roomOf(file: string): string | undefined {
  return Object.keys(rooms).find((name) => file.startsWith(`${name}/`));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const code = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const tree = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const typeOnly = ts.isImportDeclaration(node) ? isTypeOnlyImport(node) : node.isTypeOnly;
      found.push({ specifier: node.moduleSpecifier.text, typeOnly });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function breachOf(name: string, room: Room, file: string, used: Import): string[] {
  const { specifier, typeOnly } = used;
  const bare = specifier.replace(/\?.*$/, '');
  if (exceptions[file]?.includes(specifier)) return [];
  if (bare.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), bare));
    return target.startsWith(`${name}/`) ? [] : [`${file}: ${specifier} leaves the room; use its #name`];
  }
  const own = name.replace(/^server\//, '');
  if (bare.startsWith('#')) {
    const target = bare.slice(1);
    const allowed = [...room.rooms, ...(typeOnly ? (room.types ?? []) : []), own, `${own}/*`];
    return allowed.some((pattern) => fits(pattern, target))
      ? []
      : [`${file}: may not import ${typeOnly ? 'types of ' : ''}${specifier}`];
  }
  return room.packages.some((pattern) => fits(pattern, bare))
    ? []
    : [`${file}: package ${specifier} is not on the room's list`];
}

function fits(pattern: string, value: string): boolean {
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : pattern === value;
}
