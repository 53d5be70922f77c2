import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What the editor shows by `translate()`, read from the sources of the installed packages. */
const PACKAGES = join(import.meta.dirname, '../../node_modules');

interface Source {
  readonly path: string;
  readonly text: string;
}

/** The sources a bundle was made of; its map carries them. Camunda 7 is never shown. */
function bundled(path: string, wanted: RegExp): readonly Source[] {
  const map = JSON.parse(readFileSync(join(PACKAGES, `${path}.map`), 'utf8')) as {
    readonly sources: readonly string[];
    readonly sourcesContent: readonly string[];
  };
  return map.sources
    .map((source, i) => ({ path: source, text: map.sourcesContent[i] ?? '' }))
    .filter((source) => wanted.test(source.path) && !/camunda-platform|platform-/.test(source.path));
}

function folder(path: string): readonly Source[] {
  const full = join(PACKAGES, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [{ path, text: readFileSync(full, 'utf8') }];
  return readdirSync(full).flatMap((name) =>
    name.endsWith('.js') || statSync(join(full, name)).isDirectory() ? folder(`${path}/${name}`) : [],
  );
}

export function sources(): readonly Source[] {
  return [
    ...bundled('bpmn-js-properties-panel/dist/index.esm.js', /src\//),
    ...bundled('@bpmn-io/properties-panel/dist/index.esm.js', /src\//),
    ...bundled('bpmn-js-element-templates/dist/index.esm.js', /src\/(?!element-templates\/)/),
    ...folder('bpmn-js-create-append-anything/dist/index.es.js'),
    ...folder('camunda-bpmn-js-behaviors/lib/camunda-cloud'),
    ...folder('bpmn-js/lib'),
    ...folder('diagram-js/lib'),
    ...folder('diagram-js-direct-editing/lib'),
  ];
}

/** Every text some `translate` is called with, and the labels of menus, which are translated where they are shown. */
export function keys(list: readonly Source[] = sources()): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, text } of list) {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JSX);
    const texts = new Map<string, string[]>();
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
        texts.set(
          node.name.text,
          ts.isObjectLiteralExpression(node.initializer) ? values(node.initializer) : literals(node.initializer),
        );
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    const calls = (node: ts.Node): void => {
      if (
        ts.isCallExpression(node) &&
        /^_?translate$/.test(nameOf(node.expression)) &&
        node.arguments[0] !== undefined
      ) {
        for (const key of said(node.arguments[0], texts)) found.add(key);
      }
      if (
        ts.isPropertyAssignment(node) &&
        /Options\.js$|index\.es\.js$/.test(path) &&
        /^(label|name|description)$/.test(node.name.getText())
      )
        for (const key of literals(node.initializer)) found.add(key);
      ts.forEachChild(node, calls);
    };
    calls(file);
  }
  return found;
}

function nameOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
}

/** The texts an argument can be: written out, one of two, joined, a constant, or looked up in a table of the same file. */
function said(node: ts.Expression, texts: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return said(node.expression, texts);
  if (ts.isConditionalExpression(node)) return [...said(node.whenTrue, texts), ...said(node.whenFalse, texts)];
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [said(node.left, texts), said(node.right, texts)];
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken ? product(left, right) : [...left, ...right];
  }
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce<readonly string[]>(
      (sofar, span) => product(product(sofar, said(span.expression, texts)), [span.literal.text]),
      [node.head.text],
    );
  if (ts.isIdentifier(node)) return texts.get(node.text) ?? [];
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression))
    return texts.get(node.expression.text) ?? [];
  return [];
}

const product = (left: readonly string[], right: readonly string[]): readonly string[] =>
  left.flatMap((a) => right.map((b) => a + b));

function literals(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return [];
}

function values(node: ts.ObjectLiteralExpression): string[] {
  return node.properties.flatMap((each) => (ts.isPropertyAssignment(each) ? literals(each.initializer) : []));
}
