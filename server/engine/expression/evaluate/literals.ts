import type { Node } from '../parse/ast.js';
import { isNumber } from '../values/kind.js';
import { unsigned } from '../values/number.js';
import type { FeelValue } from '../values/types.js';
import { type CompiledExpression, nodeOf } from './compile.js';

/**
 * The numbers, texts and booleans a cell of unary tests compares with; undefined where it holds anything else, so that what
 * it is true for cannot be told from these values alone. The wildcard has none.
 */
export function literalsOf(tests: CompiledExpression): readonly FeelValue[] | undefined {
  const found: FeelValue[] = [];
  return gather(nodeOf(tests), found) ? found : undefined;
}

function gather(node: Node, found: FeelValue[]): boolean {
  switch (node.kind) {
    case 'literal':
      if (node.value === null) return false;
      found.push(node.value);
      return true;
    case 'negate': {
      const operand = node.operand.kind === 'literal' ? node.operand.value : null;
      if (!isNumber(operand)) return false;
      found.push(unsigned(operand.negated()));
      return true;
    }
    case 'test':
      return gather(node.endpoint, found);
    case 'range':
      return [node.start, node.end].every((end) => end === undefined || gather(end, found));
    case 'list':
      return node.items.every((item) => gather(item, found));
    case 'tests':
      return node.tests.every((test) => gather(test, found));
    default:
      return false;
  }
}
