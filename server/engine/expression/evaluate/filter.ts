import type { Node } from '../parse/ast.js';
import { isList, isNumber, kindOf } from '../values/kind.js';
import { FeelContext, type FeelValue, Sealed } from '../values/types.js';
import { itemAt } from './access.js';
import type { Run } from './build.js';
import { Binding, Entries, type Scope, type State } from './state.js';

/**
 * `source[condition]` (DMN 1.5, 10.3.2.5): a number picks one item, anything else keeps the items it is true for. What is no list is
 * a list of itself. The condition sees `item` and the entries of the item.
 */
export function buildFilter(node: Node & { kind: 'filter' }, build: (node: Node) => Run): Run {
  const source = build(node.source);
  const condition = build(node.condition);
  const literal =
    node.condition.kind === 'literal' && isNumber(node.condition.value) ? node.condition.value : undefined;
  return (state, scope) => {
    const value = source(state, scope);
    const list = isList(value) ? value : value === null ? [] : [value];
    if (literal) return itemAt(state, node, list, literal);
    if (list.length === 0) return ofEmpty(state, scope);
    const kept: FeelValue[] = [];
    for (const [index, item] of list.entries()) {
      const met = condition(state, scopeOf(item, scope));
      if (index === 0 && isNumber(met)) return itemAt(state, node, list, met);
      if (met === true) kept.push(item);
      else if (met instanceof Sealed) state.fail('sealed-used', node.condition);
      else if (met !== false && met !== null) state.fail('not-boolean', node.condition, { kind: kindOf(met) });
    }
    state.items(node, kept.length);
    return kept;
  };

  /** Whether the condition is an index cannot be seen from items here: it is one where it is a number without them. */
  function ofEmpty(state: State, scope: Scope | undefined): FeelValue {
    const { problems } = state;
    state.problems = [];
    const index = condition(state, new Binding('item', null, scope));
    state.problems = problems;
    return isNumber(index) ? itemAt(state, node, [], index) : [];
  }
}

function scopeOf(item: FeelValue, scope: Scope | undefined): Scope {
  const inner = new Binding('item', item, scope);
  return item instanceof FeelContext ? new Entries(item.entries, inner) : inner;
}
