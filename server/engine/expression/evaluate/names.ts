import type { Iterator, Node } from '../parse/ast.js';
import { library } from '../functions/library.js';

/** Visits the direct parts of a node, each with the names it sees besides those outside. */
function parts(node: Node, visit: (part: Node, bound: readonly string[]) => void): void {
  switch (node.kind) {
    case 'literal':
    case 'temporal':
    case 'name':
    case 'input':
      return;
    case 'list':
      return node.items.forEach((item) => visit(item, []));
    case 'context':
      return node.entries.forEach(({ value }, index) =>
        visit(
          value,
          node.entries.slice(0, index).map(({ key }) => key),
        ),
      );
    case 'path':
      return visit(node.source, []);
    case 'filter':
      visit(node.source, []);
      return visit(node.condition, ['item']);
    case 'call':
      visit(node.callee, []);
      return node.positional.forEach((argument) => visit(argument, []));
    case 'named call':
      visit(node.callee, []);
      return node.named.forEach(({ value }) => visit(value, []));
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      visit(node.left, []);
      return visit(node.right, []);
    case 'negate':
      return visit(node.operand, []);
    case 'between':
      return [node.value, node.low, node.high].forEach((part) => visit(part, []));
    case 'in':
      visit(node.value, []);
      return node.tests.forEach((test) => visit(test, []));
    case 'if':
      return [node.condition, node.then, node.otherwise].forEach((part) => visit(part, []));
    case 'for':
    case 'quantified':
      iterators(node.iterators, visit);
      return visit(node.body, [...node.iterators.map(({ name }) => name), ...(node.kind === 'for' ? ['partial'] : [])]);
    case 'instance of':
      return visit(node.value, []);
    case 'function':
      return visit(
        node.body,
        node.parameters.map(({ name }) => name),
      );
    case 'range':
      if (node.start) visit(node.start, []);
      if (node.end) visit(node.end, []);
      return;
    case 'test':
      return visit(node.endpoint, []);
    case 'tests':
      return node.tests.forEach((test) => visit(test, []));
  }
}

function iterators(clauses: readonly Iterator[], visit: (part: Node, bound: readonly string[]) => void): void {
  clauses.forEach(({ source, end }, index) => {
    const before = clauses.slice(0, index).map(({ name }) => name);
    visit(source, before);
    if (end) visit(end, before);
  });
}

/** Names an expression reads from outside, in order of first use; built-in functions are none of them. */
export function freeNames(node: Node): string[] {
  const free = new Set<string>();
  const walk = (part: Node, bound: ReadonlySet<string>): void => {
    if (part.kind === 'name' && !bound.has(part.name) && !library.has(part.name)) free.add(part.name);
    parts(part, (inner, more) => walk(inner, more.length === 0 ? bound : new Set([...bound, ...more])));
  };
  walk(node, new Set());
  return [...free];
}

/** Whether an expression reads `?` of the test it stands in. */
export function readsInput(node: Node): boolean {
  if (node.kind === 'input') return true;
  let found = false;
  parts(node, (part) => {
    // The tests of an inner `in` have a `?` of their own.
    if (node.kind === 'in' && part !== node.value) return;
    found ||= readsInput(part);
  });
  return found;
}

/** Whether an expression reads a name anywhere. */
export function readsName(node: Node, name: string): boolean {
  if (node.kind === 'name' && node.name === name) return true;
  let found = false;
  parts(node, (part) => {
    found ||= readsName(part, name);
  });
  return found;
}
