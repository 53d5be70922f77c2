import { compile } from '#engine/expression';
import type { DecisionModel, Requirements, StoredValue, TypedName, TypeShape } from '#engine';
import type { FindingRule, Findings } from '../findings.js';
import { child, children, constructOf, placeOf, text, type Node } from '../xml.js';
import { readTable } from './table.js';
import { componentNames, type Types } from './types.js';

/** The elements of one DMN file. */
export interface Diagram {
  /** `namespace` of the definitions: a reference that names another one is an import. */
  readonly namespace: string | null;
  readonly elements: ReadonlyMap<string, Node>;
  readonly types: Types;
  /** Language of expressions unless one says otherwise. */
  readonly language: string | null;
}

/** Reads one decision; what it cannot execute becomes a finding on the decision. */
export class DecisionReader {
  private names: readonly string[] = [];

  constructor(
    private readonly node: Node,
    private readonly diagram: Diagram,
    private readonly findings: Findings,
  ) {}

  read(): DecisionModel {
    const requires = this.requirements();
    const decisions = requires.decisions
      .map((id) => this.diagram.elements.get(id))
      .filter((each) => each !== undefined);
    const read = [...requires.inputs, ...decisions.map((decision) => this.variable(decision))];
    this.names = [
      ...new Set([
        ...read.flatMap((each) => [each.name, ...componentNames(each.type)]),
        ...decisions.flatMap((decision) => [text(decision, 'id') ?? '', text(decision, 'name') ?? '']),
      ]),
    ].filter((name) => name !== '');
    return {
      id: text(this.node, 'id') ?? '',
      name: text(this.node, 'name') ?? text(this.node, 'id') ?? '',
      variable: this.variable(this.node),
      requires,
      names: this.names,
      logic: this.logic(),
    };
  }

  error(rule: FindingRule, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.findings.error(placeOf(this.node), rule, values);
  }

  /** A type reference as shape; one nobody defines is a finding. */
  type(reference: string | null): TypeShape | null {
    const shape = this.diagram.types.resolve(reference);
    if (shape === undefined) this.error('dmn-type', { type: reference });
    return shape ?? null;
  }

  expression(source: string, where: string, holder: Node | null): string {
    this.check(source, where, 'expression', holder);
    return source;
  }

  /** Unary tests of a cell; null where everything matches. */
  tests(source: string | null, where: string, holder: Node | null): string | null {
    if (source === null || source.trim() === '' || source.trim() === '-') return null;
    this.check(source, where, 'unary-tests', holder);
    return source;
  }

  private check(source: string, field: string, dialect: 'expression' | 'unary-tests', holder: Node | null): void {
    const language = (holder && text(holder, 'expressionLanguage')) ?? this.diagram.language ?? 'feel';
    if (!/feel/i.test(language)) {
      this.error('dmn-unsupported', { construct: `expressionLanguage ${language}` });
      return;
    }
    const result = compile(source, { dialect, names: this.names });
    for (const problem of result.ok ? [] : result.problems) {
      const { code, from, to } = problem;
      this.error('feel', { ...problem.values, field, source, code, from, to });
    }
  }

  private logic(): DecisionModel['logic'] {
    const logic = child(this.node, 'decisionLogic');
    if (logic?.$type === 'dmn:DecisionTable') return readTable(logic, this);
    const source = logic?.$type === 'dmn:LiteralExpression' ? text(logic, 'text') : null;
    if (logic && logic.$type !== 'dmn:LiteralExpression')
      this.error('dmn-unsupported', { construct: constructOf(logic) });
    else if (source === null) this.error('dmn-empty');
    return { kind: 'literal', source: this.expression(source ?? 'null', 'literal', logic) };
  }

  /** Name and type of what an input or decision gives; without a variable of its own, its own name. */
  private variable(node: Node): TypedName {
    const variable = child(node, 'variable');
    return {
      name: (variable && text(variable, 'name')) ?? text(node, 'name') ?? '',
      type: this.type(variable && text(variable, 'typeRef')),
    };
  }

  private requirements(): Requirements {
    const inputs: TypedName[] = [];
    const decisions: string[] = [];
    for (const requirement of children(this.node, 'informationRequirement')) {
      const input = this.required(requirement, 'requiredInput', 'dmn:InputData');
      if (input) inputs.push(this.variable(input));
      const decision = this.required(requirement, 'requiredDecision', 'dmn:Decision');
      if (decision) decisions.push(text(decision, 'id') ?? '');
    }
    for (const requirement of children(this.node, 'knowledgeRequirement')) {
      const knowledge = child(requirement, 'requiredKnowledge');
      this.error('dmn-unsupported', { construct: 'businessKnowledgeModel', id: this.idOf(knowledge) });
    }
    return { inputs, decisions };
  }

  private required(requirement: Node, property: string, type: string): Node | null {
    const reference = child(requirement, property);
    if (!reference) return null;
    const id = this.idOf(reference);
    const found = id === null ? undefined : this.diagram.elements.get(id);
    if (found?.$type === type) return found;
    this.error('dmn-requirement', { id: id ?? text(reference, 'href') });
    return null;
  }

  /** Id behind a reference `#id` or `namespace#id`; null for an element of another file. */
  private idOf(reference: Node | null): string | null {
    const [namespace = '', id = null] = (reference && text(reference, 'href'))?.split('#') ?? [];
    return namespace === '' || namespace === this.diagram.namespace ? id : null;
  }
}
