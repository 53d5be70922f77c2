import { Decimal, FeelContext, FeelFunction, FeelRange, safeInteger, type FeelValue } from '../expression/index.js';
import type { DecisionScope } from './evaluation.js';
import { typedFunction } from './functions.js';
import { componentNames, namesWithin, parameterNames } from './names.js';
import { isList } from './shape.js';
import { evaluateTable } from './table.js';
import type {
  Boxed,
  BoxedContext,
  BoxedFilter,
  BoxedIterator,
  Conditional,
  FunctionDefinition,
  Invocation,
  Relation,
} from './types.js';

/** The value of a boxed expression (DMN 1.5, 10.2): what it comes to, as its type; null with a problem where that fails. */
export function evaluateBoxed(logic: Boxed, scope: DecisionScope): FeelValue {
  const value = scope.shared.deeper(scope, () => valueOf(logic, scope));
  return scope.conform(value, logic.type, logic.kind === 'literal' ? 'literal' : 'result');
}

function valueOf(logic: Boxed, scope: DecisionScope): FeelValue {
  switch (logic.kind) {
    case 'literal':
      return scope.value(logic.source, 'literal');
    case 'none':
      return logic.construct === null
        ? scope.problem('no-logic', 'literal')
        : scope.problem('not-executed', 'literal', { construct: logic.construct });
    case 'table': {
      const { value, inputs, matched } = evaluateTable(logic, scope);
      const read = logic.inputs.map(({ expression, label }, column) => ({
        expression,
        label,
        value: inputs[column] ?? null,
      }));
      const { hitPolicy, aggregation } = logic;
      scope.tabled({ hitPolicy, aggregation, rules: logic.rules.length, inputs: read, matched, result: value });
      return value;
    }
    case 'invocation':
      return invocation(logic, scope);
    case 'context':
      return context(logic, scope);
    case 'list':
      return logic.items.map((item, index) => evaluateBoxed(item, scope.at(`item:${index + 1}`)));
    case 'relation':
      return relation(logic, scope);
    case 'function':
      return definition(logic, 'function', scope);
    case 'conditional':
      return conditional(logic, scope);
    case 'filter':
      return filter(logic, scope);
    case 'for':
    case 'some':
    case 'every':
      return iterator(logic, scope);
  }
}

/** The function a definition makes; its body sees the parameters, and the names where it is written. */
export function definition(logic: FunctionDefinition, name: string, scope: DecisionScope): FeelFunction {
  const { parameters, body } = logic;
  const names = scope.names.with(logic, parameterNames(parameters));
  const inner = scope.at('body');
  return typedFunction(name, parameters, null, scope, (_, args) => {
    const bound = new Map(parameters.map((parameter, index) => [parameter.name, args[index] ?? null]));
    return evaluateBoxed(body, inner.bind(bound, names));
  });
}

function invocation(logic: Invocation, scope: DecisionScope): FeelValue {
  const callee = evaluateBoxed(logic.callee, scope.at('callee'));
  const named = new Map<string, FeelValue>();
  for (const [index, { parameter, value }] of logic.bindings.entries()) {
    const at = scope.at(`binding:${index + 1}`);
    const argument = value === null ? null : evaluateBoxed(value, at);
    named.set(parameter.name, at.conform(argument, parameter.type, 'result'));
  }
  if (callee instanceof FeelFunction) return scope.call(callee, named, 'result');
  return callee === null ? null : scope.problem('not-a-function', 'result');
}

function context(logic: BoxedContext, scope: DecisionScope): FeelValue {
  const made = new Map<string, FeelValue>();
  let { names } = scope;
  for (const [index, entry] of logic.entries.entries()) {
    const at = scope.bind(made, names).at(`entry:${index + 1}`);
    const value = at.conform(evaluateBoxed(entry.value, at), entry.type, 'result');
    if (entry.name === null) return value;
    made.set(entry.name, value);
    names = names.with(entry, [entry.name, ...componentNames(entry.type), ...namesWithin(entry.value)]);
  }
  return new FeelContext(made);
}

function relation({ columns, rows }: Relation, scope: DecisionScope): FeelValue {
  return rows.map((row, index) => {
    const entries = columns.map(({ name, type }, column): [string, FeelValue] => {
      const at = scope.at(`row:${index + 1}:column:${column + 1}`);
      const cell = row[column];
      return [name, cell ? at.conform(evaluateBoxed(cell, at), type, 'result') : null];
    });
    return new FeelContext(new Map(entries));
  });
}

/** What is not true takes the other branch, as in FEEL's own `if` (10.3.2.14). */
function conditional(logic: Conditional, scope: DecisionScope): FeelValue {
  const condition = evaluateBoxed(logic.condition, scope.at('if'));
  if (condition !== null && typeof condition !== 'boolean') scope.problem('not-boolean', 'if');
  return condition === true
    ? evaluateBoxed(logic.then, scope.at('then'))
    : evaluateBoxed(logic.otherwise, scope.at('else'));
}

/** As FEEL's `source[match]`: a number picks one item, anything else keeps the items it is true for. */
function filter(logic: BoxedFilter, scope: DecisionScope): FeelValue {
  const source = evaluateBoxed(logic.source, scope.at('in'));
  if (source === null) return null;
  const items = isList(source) ? source : [source];
  const names = scope.names.with(logic, namesWithin(logic.source));
  const at = scope.at('match');
  const kept: FeelValue[] = [];
  for (const [index, item] of items.entries()) {
    const entries = item instanceof FeelContext ? item.entries : [];
    const inner = at.bind(new Map([['item', item], ...entries]), names);
    const met =
      logic.match.kind === 'literal' && !logic.match.type
        ? inner.matches(logic.match.source, 'literal')
        : evaluateBoxed(logic.match, inner);
    if (index === 0 && met instanceof Decimal) return itemAt(items, safeInteger(met), at);
    if (met === true) kept.push(item);
    else if (met !== false && met !== null) at.problem('not-boolean', 'result');
  }
  return kept;
}

function itemAt(items: readonly FeelValue[], index: number | undefined, at: DecisionScope): FeelValue {
  if (index === undefined) return at.problem('wrong-index', 'result');
  const item = index > 0 ? items[index - 1] : index < 0 ? items[items.length + index] : undefined;
  return item === undefined ? at.problem('index-out-of-range', 'result', { index, size: items.length }) : item;
}

function iterator(logic: BoxedIterator, scope: DecisionScope): FeelValue {
  const found = evaluateBoxed(logic.source, scope.at('in'));
  const items = domain(scope.at('in').conform(found, logic.sourceType, 'result'), scope);
  if (items === null) return null;
  const names = scope.names.with(logic, [logic.variable, ...namesWithin(logic.source)]);
  const at = scope.at(logic.kind === 'for' ? 'return' : 'satisfies');
  const results: FeelValue[] = [];
  const partial = logic.kind === 'for' && readsPartial(logic);
  let met: boolean | null = logic.kind === 'every';
  for (const item of items) {
    const bound = new Map<string, FeelValue>([[logic.variable, item]]);
    if (partial) {
      scope.shared.count(results.length, at);
      bound.set('partial', [...results]);
    }
    const value = evaluateBoxed(logic.body, at.bind(bound, names));
    if (logic.kind === 'for') {
      results.push(value);
      continue;
    }
    if (value !== null && typeof value !== 'boolean') at.problem('not-boolean', 'result');
    const decided = logic.kind === 'some';
    if (value === decided) return decided;
    if (typeof value !== 'boolean') met = null;
  }
  return logic.kind === 'for' ? results : met;
}

const partialReaders = new WeakMap<BoxedIterator, boolean>();

/** Whether the body may read the results so far: they are copied for it in every round. */
function readsPartial(logic: BoxedIterator): boolean {
  const reads = partialReaders.get(logic) ?? JSON.stringify(logic.body).includes('partial');
  partialReaders.set(logic, reads);
  return reads;
}

/** The items to go through; a range counts from one end to the other, what is no list is a list of itself. */
function domain(value: FeelValue, scope: DecisionScope): readonly FeelValue[] | null {
  if (isList(value)) return value;
  if (value === null) {
    scope.problem('not-a-list', 'in');
    return null;
  }
  if (!(value instanceof FeelRange)) return [value];
  const counted = scope.bind(new Map([['range', value]]), scope.names).value('for number in range return number', 'in');
  return isList(counted) ? counted : null;
}
