import type { FeelProblem, FeelProblemCode } from '../values/types.js';
import { numberOf, unsigned } from '../values/number.js';
import type { ArithmeticOperator, CompareOperator, Iterator, Node } from './ast.js';
import { isPlainName, normalName } from './names.js';
import { unescape } from './strings.js';
import { type OwnType, lowerType } from './lower-type.js';
import { type SyntaxNode, Refused, childrenOf, expressionsOf, spaced, spanOf as span, textOf } from './syntax.js';

/** How deep expressions may nest; deeper ones are refused before anything recurses over them. */
const MAX_NESTING = 400;

/** Lowers the parser's tree of one expression or unary tests cell into our own; throws Refused. */
export class Lowering {
  private depth = 0;

  constructor(
    private readonly source: string,
    /** Normal name → name as declared. */
    private readonly declared: ReadonlyMap<string, string>,
    /** Types besides those of FEEL. */
    private readonly ownType: OwnType,
    /** Unary tests that values of such a type must pass. */
    private readonly allowed: (name: string) => Node | undefined,
  ) {}

  top(node: SyntaxNode): Node {
    if (node.name === 'UnaryTests') return this.unaryTests(node);
    const inner = expressionsOf(node);
    if (inner.length !== 1) return this.refuse('syntax', node);
    return this.value(inner[0]!);
  }

  private unaryTests(node: SyntaxNode): Node {
    const children = childrenOf(node);
    const tests = children.find((child) => child.name === 'PositiveUnaryTests');
    if (!tests) {
      if (children[0]?.name !== 'Wildcard') return this.refuse('syntax', node);
      return { ...span(node), kind: 'tests', tests: [], negated: false };
    }
    return { ...span(node), kind: 'tests', tests: this.tests(tests), negated: children[0]?.name === 'not' };
  }

  private tests(node: SyntaxNode): Node[] {
    return childrenOf(node)
      .filter((child) => child.name === 'PositiveUnaryTest')
      .map((child) => this.test(child));
  }

  private test(node: SyntaxNode): Node {
    const inner = expressionsOf(node)[0];
    if (!inner) return this.refuse('syntax', node);
    if (inner.name === 'SimplePositiveUnaryTest') return this.simpleTest(inner);
    const within = inner.name === 'ParenthesizedExpression' ? this.only(inner) : undefined;
    return within?.name === 'SimplePositiveUnaryTest' ? this.simpleTest(within) : this.value(inner);
  }

  /** An expression in a place where `< 5` alone makes a range (DMN 1.5 grammar rule 66). */
  private value(node: SyntaxNode): Node {
    if (node.name !== 'SimplePositiveUnaryTest') return this.expression(node);
    const test = this.simpleTest(node);
    if (test.kind !== 'test') return test;
    const { operator, endpoint } = test;
    const at = span(node);
    switch (operator) {
      case '<':
      case '<=':
        return { ...at, kind: 'range', end: endpoint, startIncluded: false, endIncluded: operator === '<=' };
      case '>':
      case '>=':
        return { ...at, kind: 'range', start: endpoint, startIncluded: operator === '>=', endIncluded: false };
      case '=':
        return { ...at, kind: 'range', start: endpoint, end: endpoint, startIncluded: true, endIncluded: true };
      default:
        return this.refuse('syntax', node);
    }
  }

  private simpleTest(node: SyntaxNode): Node {
    const first = childrenOf(node)[0];
    if (first?.name === 'Interval') return this.interval(first);
    const endpoint = expressionsOf(node)[0];
    if (!first || !endpoint) return this.refuse('syntax', node);
    return {
      ...span(node),
      kind: 'test',
      operator: textOf(this.source, first) as CompareOperator,
      endpoint: this.expression(endpoint),
    };
  }

  private interval(node: SyntaxNode): Node {
    const [start, end] = expressionsOf(node);
    if (!start || !end) return this.refuse('syntax', node);
    return {
      ...span(node),
      kind: 'range',
      start: this.expression(start),
      end: this.expression(end),
      startIncluded: this.source[node.from] === '[',
      endIncluded: this.source[node.to - 1] === ']',
    };
  }

  private expression(node: SyntaxNode): Node {
    if (++this.depth > MAX_NESTING) return this.refuse('too-deep', node, { limit: MAX_NESTING });
    const lowered = this.lower(node);
    this.depth--;
    return lowered;
  }

  private lower(node: SyntaxNode): Node {
    const at = span(node);
    switch (node.name) {
      case 'null':
        return { ...at, kind: 'literal', value: null };
      case 'BooleanLiteral':
        return { ...at, kind: 'literal', value: textOf(this.source, node) === 'true' };
      case 'NumericLiteral':
        return this.number(node);
      case 'StringLiteral':
        return { ...at, kind: 'literal', value: this.string(node) };
      case '?':
        return { ...at, kind: 'input' };
      case 'VariableName':
        return { ...at, kind: 'name', name: this.name(node) };
      case 'SimplePositiveUnaryTest': {
        // `1 == 1` would be read as `1 = (= 1)`: a test without parentheses is no operand, an interval is.
        const interval = childrenOf(node)[0];
        return interval?.name === 'Interval' ? this.interval(interval) : this.refuse('syntax', node);
      }
      case 'ParenthesizedExpression':
        return this.value(this.only(node));
      case 'List':
        return { ...at, kind: 'list', items: expressionsOf(node).map((item) => this.value(item)) };
      case 'Context':
        return this.context(node);
      case 'PathExpression':
        return this.path(node);
      case 'FilterExpression': {
        const [source, condition] = this.pair(node);
        return { ...at, kind: 'filter', source: this.expression(source), condition: this.value(condition) };
      }
      case 'FunctionInvocation':
        return this.invocation(node);
      case 'DateTimeLiteral':
        return this.temporal(node);
      case 'ArithmeticExpression':
        return this.arithmetic(node);
      case 'Comparison':
        return this.comparison(node);
      case 'Conjunction':
      case 'Disjunction': {
        const [left, right] = this.pair(node);
        const kind = node.name === 'Conjunction' ? 'and' : 'or';
        return { ...at, kind, left: this.expression(left), right: this.expression(right) };
      }
      case 'IfExpression': {
        const [condition, then, otherwise] = expressionsOf(node);
        if (!condition || !then || !otherwise) return this.refuse('syntax', node);
        return {
          ...at,
          kind: 'if',
          condition: this.expression(condition),
          then: this.value(then),
          otherwise: this.value(otherwise),
        };
      }
      case 'ForExpression':
        return { ...at, kind: 'for', iterators: this.iterators(node), body: this.value(this.only(node)) };
      case 'QuantifiedExpression':
        return {
          ...at,
          kind: 'quantified',
          every: childrenOf(node)[0]?.name === 'every',
          iterators: this.iterators(node),
          body: this.expression(this.only(node)),
        };
      case 'InstanceOfExpression': {
        const type = childrenOf(node).find((child) => child.name === 'Type');
        if (!type) return this.refuse('syntax', node);
        return { ...at, kind: 'instance of', value: this.expression(this.only(node)), type: this.type(type) };
      }
      case 'FunctionDefinition':
        return this.functionDefinition(node);
      default:
        return this.refuse('syntax', node);
    }
  }

  private number(node: SyntaxNode): Node {
    const sign = childrenOf(node)[0];
    const text = this.source.slice(sign ? sign.to : node.from, node.to).trim();
    const read = numberOf(text);
    if (!read) return this.refuse('number-out-of-range', node);
    return { ...span(node), kind: 'literal', value: sign ? unsigned(read.negated()) : read };
  }

  private string(node: SyntaxNode): string {
    return unescape(this.source.slice(node.from + 1, node.to - 1));
  }

  /** A name as declared: what has spaces or operator characters must be known, or the text means something else in another place. */
  private name(node: SyntaxNode): string {
    const text = textOf(this.source, node);
    if (text.startsWith('`')) return text.slice(1, -1);
    const name = normalName(text);
    const declared = this.declared.get(name);
    if (declared !== undefined) return declared;
    return isPlainName(name) ? name : this.refuse('undeclared-name', node, { name });
  }

  private context(node: SyntaxNode): Node {
    const seen = new Set<string>();
    const entries = childrenOf(node)
      .filter((child) => child.name === 'ContextEntry')
      .map((entry) => {
        const key = childrenOf(entry).find((child) => child.name === 'Key');
        const value = expressionsOf(entry)[0];
        if (!key || !value) return this.refuse('syntax', entry);
        const name = this.key(key);
        if (seen.has(name)) return this.refuse('duplicate-key', key, { name });
        seen.add(name);
        return { key: name, value: this.value(value) };
      });
    return { ...span(node), kind: 'context', entries };
  }

  private key(node: SyntaxNode): string {
    const inner = childrenOf(node)[0];
    if (!inner) return this.refuse('syntax', node);
    if (inner.name === 'StringLiteral') return this.string(inner);
    return spaced(textOf(this.source, inner));
  }

  private path(node: SyntaxNode): Node {
    const children = childrenOf(node);
    const name = children.at(-1);
    if (!children[0] || (name?.name !== 'PathName' && name?.name !== 'VariableName'))
      return this.refuse('syntax', node);
    return { ...span(node), kind: 'path', source: this.expression(children[0]), name: this.name(name) };
  }

  private invocation(node: SyntaxNode): Node {
    const callee = childrenOf(node)[0];
    if (!callee) return this.refuse('syntax', node);
    const lowered: Node =
      callee.name === 'SpecialFunctionName'
        ? { ...span(callee), kind: 'name', name: normalName(textOf(this.source, callee)) }
        : this.expression(callee);
    return this.call(node, lowered);
  }

  private temporal(node: SyntaxNode): Node {
    const first = childrenOf(node)[0];
    if (first?.name === 'AtLiteral') {
      const text = childrenOf(first)[0];
      if (!text) return this.refuse('syntax', node);
      return { ...span(node), kind: 'temporal', text: this.string(text) };
    }
    if (!first) return this.refuse('syntax', node);
    return this.call(node, { ...span(first), kind: 'name', name: normalName(textOf(this.source, first)) });
  }

  private call(node: SyntaxNode, callee: Node): Node {
    const children = childrenOf(node);
    const named = children.find((child) => child.name === 'NamedParameters');
    if (named) {
      const parameters = childrenOf(named)
        .filter((child) => child.name === 'NamedParameter')
        .map((parameter) => {
          const name = childrenOf(parameter).find((child) => child.name === 'ParameterName');
          const value = expressionsOf(parameter)[0];
          if (!name || !value) return this.refuse('syntax', parameter);
          return { name: spaced(textOf(this.source, name)), value: this.value(value) };
        });
      const names = new Set(parameters.map(({ name }) => name));
      if (names.size < parameters.length) return this.refuse('duplicate-parameter', named);
      return { ...span(node), kind: 'named call', callee, named: parameters };
    }
    const positional = children.find((child) => child.name === 'PositionalParameters');
    if (!positional) return this.refuse('syntax', node);
    return {
      ...span(node),
      kind: 'call',
      callee,
      positional: expressionsOf(positional).map((argument) => this.value(argument)),
    };
  }

  private arithmetic(node: SyntaxNode): Node {
    const operator = childrenOf(node).find((child) => child.name === 'ArithOp');
    const [left, right] = expressionsOf(node);
    if (!operator || !left) return this.refuse('syntax', node);
    const sign = textOf(this.source, operator);
    if (right) {
      return {
        ...span(node),
        kind: 'arithmetic',
        operator: (sign === '^' ? '**' : sign) as ArithmeticOperator,
        left: this.expression(left),
        right: this.expression(right),
      };
    }
    // FEEL has no unary plus.
    if (sign !== '-') return this.refuse('syntax', node);
    return { ...span(node), kind: 'negate', operand: this.expression(left) };
  }

  private comparison(node: SyntaxNode): Node {
    const children = childrenOf(node);
    const at = span(node);
    const values = expressionsOf(node);
    if (!values[0]) return this.refuse('syntax', node);
    const value = this.expression(values[0]);
    switch (children[1]?.name) {
      case 'CompareOp': {
        if (!values[1]) return this.refuse('syntax', node);
        const operator = textOf(this.source, children[1]) as CompareOperator;
        return { ...at, kind: 'compare', operator, left: value, right: this.expression(values[1]) };
      }
      case 'between': {
        if (!values[1] || !values[2]) return this.refuse('syntax', node);
        return { ...at, kind: 'between', value, low: this.expression(values[1]), high: this.expression(values[2]) };
      }
      case 'in': {
        const many = children.find((child) => child.name === 'PositiveUnaryTests');
        const one = children.find((child) => child.name === 'PositiveUnaryTest');
        const tests = many ? this.tests(many) : one ? [this.test(one)] : this.refuse('syntax', node);
        return { ...at, kind: 'in', value, tests };
      }
      default:
        return this.refuse('syntax', node);
    }
  }

  private iterators(node: SyntaxNode): Iterator[] {
    const clauses = childrenOf(node).find((child) => child.name === 'InExpressions');
    if (!clauses) return this.refuse('syntax', node);
    return childrenOf(clauses)
      .filter((child) => child.name === 'InExpression')
      .map((clause) => {
        const [name, , iteration] = childrenOf(clause);
        const [source, end] = iteration ? expressionsOf(iteration) : [];
        if (!name || !source) return this.refuse('syntax', clause);
        return {
          name: spaced(textOf(this.source, name)),
          source: this.value(source),
          ...(end ? { end: this.expression(end) } : {}),
        };
      });
  }

  private functionDefinition(node: SyntaxNode): Node {
    const children = childrenOf(node);
    const external = children.find((child) => child.name === 'external');
    if (external) return this.refuse('external-function', node);
    const formal = children.find((child) => child.name === 'FormalParameters');
    const body = children.find((child) => child.name === 'FunctionBody');
    if (!formal || !body) return this.refuse('syntax', node);
    const parameters = childrenOf(formal)
      .filter((child) => child.name === 'FormalParameter')
      .map((parameter) => {
        const [name, ...rest] = childrenOf(parameter);
        if (!name) return this.refuse('syntax', parameter);
        const type = rest.find((child) => child.name === 'Type');
        const allowed = type && this.allowed(normalName(textOf(this.source, type)));
        return {
          name: spaced(textOf(this.source, name)),
          ...(type ? { type: this.type(type) } : {}),
          ...(allowed ? { allowed } : {}),
        };
      });
    if (new Set(parameters.map(({ name }) => name)).size < parameters.length) {
      return this.refuse('duplicate-parameter', formal);
    }
    return { ...span(node), kind: 'function', parameters, body: this.value(this.only(body)) };
  }

  private type(node: SyntaxNode) {
    return (
      lowerType(this.source, node, this.ownType) ??
      this.refuse('unknown-type', node, { type: spaced(textOf(this.source, node)) })
    );
  }

  private only(node: SyntaxNode): SyntaxNode {
    return expressionsOf(node)[0] ?? this.refuse('syntax', node);
  }

  private pair(node: SyntaxNode): [SyntaxNode, SyntaxNode] {
    const [left, right] = expressionsOf(node);
    if (!left || !right) return this.refuse('syntax', node);
    return [left, right];
  }

  private refuse(code: FeelProblemCode, node: SyntaxNode, values?: FeelProblem['values']): never {
    throw new Refused({ code, ...(values ? { values } : {}), ...span(node) });
  }
}
