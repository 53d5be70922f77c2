import {
  componentNames,
  namesWithin,
  parameterNames,
  sourcesOf,
  type Boxed,
  type DecisionModel,
  type FunctionDefinition,
  type KnowledgeModel,
  type Required,
  type Requirements,
  type ServiceModel,
  type StoredValue,
  type TypedName,
  type TypeShape,
} from '#engine';
import type { OwnTypeSource } from '#engine/expression';
import { Findings, type FindingRule, type Severity } from '../findings.js';
import { child, children, placeOf, text, type Node } from '../xml.js';
import { functionOf, readBoxed, readFunction, typedName } from './boxed.js';
import { nameOf, spaced, type Diagram, type Library, type Referred } from './library.js';
import { feelType } from './types.js';

/** Names of a requirement that is read, and what its value may be read by. */
interface Scope {
  readonly requires: Requirements;
  readonly names: readonly string[];
}

/** Reads one decision, business knowledge model or decision service; what it cannot execute becomes a finding on it. */
export class ElementReader {
  constructor(
    private readonly node: Node,
    readonly diagram: Diagram,
    private readonly library: Library,
    private readonly findings: Findings,
  ) {}

  decision(): DecisionModel {
    const variable = child(this.node, 'variable');
    const scope = this.scope();
    const logic = readBoxed(child(this.node, 'decisionLogic'), this);
    if (logic.kind === 'none' && logic.construct === null) this.error('dmn-empty');
    const model: DecisionModel = {
      ...this.named(),
      variable: { name: nameOf(this.node), type: this.type(variable && text(variable, 'typeRef')) },
      ...scope,
      logic,
      ...this.ownTypes(logic),
    };
    const unrequired = this.unrequired(model);
    return unrequired.length === 0 ? model : { ...model, unrequired };
  }

  knowledge(): KnowledgeModel {
    const variable = child(this.node, 'variable');
    const type = this.type(variable && text(variable, 'typeRef'));
    const scope = this.scope();
    const logic = this.encapsulated(type);
    return { ...this.named(), ...scope, logic, ...this.ownTypes(logic) };
  }

  service(): ServiceModel {
    const variable = child(this.node, 'variable');
    const type = this.type(variable && text(variable, 'typeRef'));
    const inputs = this.referred('inputData', 'dmn:InputData').map((found) => ({ found, of: 'input' as const }));
    const decisions = this.referred('inputDecision', 'dmn:Decision').map((found) => ({
      found,
      of: 'decision' as const,
    }));
    const typed = type?.kind === 'function' ? type : null;
    const outputs = this.referred('outputDecision', 'dmn:Decision').map((found) => this.requiredOf(found));
    if (outputs.length === 0) this.error('dmn-empty');
    return {
      ...this.named(),
      parameters: [...inputs, ...decisions].map(({ found, of }, index) => ({
        name: qualified(found),
        type: typed?.parameters[index]?.type ?? this.variableOf(found).type,
        of,
        source: this.requiredOf(found),
      })),
      outputs,
      type: typed === null ? null : typed.result,
    };
  }

  error(rule: FindingRule, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.add(rule, 'error', values);
  }

  add(rule: FindingRule, severity: Severity, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.findings.add(placeOf(this.node), rule, severity, values);
  }

  /** A type reference as shape; one nobody defines is a finding. */
  type(reference: string | null): TypeShape | null {
    const shape = this.diagram.types.resolve(reference);
    if (shape === undefined) this.error('dmn-type', { type: reference });
    return shape ?? null;
  }

  typed(node: Node | null): TypedName {
    return typedName(node, this.type(node && text(node, 'typeRef')));
  }

  /** Whether an expression or cell is in FEEL; another language is a finding. */
  isFeel(node: Node | null): boolean {
    const language = (node && text(node, 'expressionLanguage')) ?? this.diagram.language ?? 'feel';
    if (/feel/i.test(language)) return true;
    this.error('dmn-unsupported', { construct: 'literalExpression.expressionLanguage', language });
    return false;
  }

  private named(): { readonly id: string; readonly name: string } {
    const id = this.library.key(this.node);
    return { id, name: spaced(text(this.node, 'name') ?? id) };
  }

  /** The function of a business knowledge model, as the type of its variable says. */
  private encapsulated(type: TypeShape | null): FunctionDefinition {
    const node = child(this.node, 'encapsulatedLogic');
    const none: FunctionDefinition = { kind: 'function', parameters: [], body: { kind: 'none', construct: null } };
    if (node === null) {
      this.error('dmn-empty');
      return none;
    }
    const read = readFunction(node, this);
    if (read.kind !== 'function') return { ...none, body: read };
    if (read.body.kind === 'none' && read.body.construct === null) this.error('dmn-empty');
    return functionOf(functionOf(read, this.type(text(node, 'typeRef'))), type);
  }

  private scope(): Scope {
    const inputs = this.required('informationRequirement', 'requiredInput', ['dmn:InputData']);
    const decisions = this.required('informationRequirement', 'requiredDecision', ['dmn:Decision']);
    const knowledge = this.required('knowledgeRequirement', 'requiredKnowledge', [
      'dmn:BusinessKnowledgeModel',
      'dmn:DecisionService',
    ]);
    const names = [...inputs, ...decisions, ...knowledge].flatMap((found) => [
      ...(found.import === undefined ? [] : [found.import]),
      nameOf(found.node),
      spaced(text(found.node, 'name') ?? ''),
      this.library.key(found.node),
      ...this.namesBehind(found),
    ]);
    return {
      requires: {
        inputs: inputs.map((found) => ({
          ...this.variableOf(found),
          id: this.library.key(found.node),
          ...(found.import === undefined ? {} : { import: found.import }),
        })),
        decisions: decisions.map((found) => this.requiredOf(found)),
        ...(knowledge.length === 0 ? {} : { knowledge: knowledge.map((found) => this.requiredOf(found)) }),
      },
      names: [...new Set(names)].filter((name) => name !== ''),
    };
  }

  private required(kind: string, property: string, types: readonly string[]): readonly Referred[] {
    return children(this.node, kind).flatMap((requirement) => {
      const reference = child(requirement, property);
      return reference === null ? [] : this.reach(reference, types);
    });
  }

  private referred(property: string, type: string): readonly Referred[] {
    return children(this.node, property).flatMap((reference) => this.reach(reference, [type]));
  }

  private reach(reference: Node, types: readonly string[]): readonly Referred[] {
    const found = this.library.find(this.diagram, reference);
    if (found && types.includes(found.node.$type)) return [found];
    this.error('dmn-requirement', { id: (text(reference, 'href') ?? '').replace(/^#/, '') });
    return [];
  }

  private requiredOf(found: Referred): Required {
    const id = this.library.key(found.node);
    return found.import === undefined ? { id } : { id, import: found.import };
  }

  /** Name and type of what an input or decision gives, in the types of its own file. */
  private variableOf({ node, diagram }: Referred): TypedName {
    const variable = child(node, 'variable');
    return { name: nameOf(node), type: diagram.types.resolve(variable && text(variable, 'typeRef')) ?? null };
  }

  /** Names that may be read of the value of a required element: components, entries, outputs, parameters. */
  private namesBehind(found: Referred): readonly string[] {
    const names = [...componentNames(this.variableOf(found).type)];
    const silent = new ElementReader(found.node, found.diagram, this.library, new Findings(''));
    const logic: Boxed | null =
      found.node.$type === 'dmn:Decision'
        ? readBoxed(child(found.node, 'decisionLogic'), silent)
        : found.node.$type === 'dmn:BusinessKnowledgeModel'
          ? silent.encapsulated(null)
          : null;
    if (logic) names.push(...namesWithin(logic));
    if (found.node.$type === 'dmn:DecisionService') {
      const service = silent.service();
      names.push(...parameterNames(service.parameters));
      for (const output of children(found.node, 'outputDecision')) {
        const inner = this.library.find(found.diagram, output);
        if (inner) names.push(qualified(inner), ...this.namesBehind(inner));
      }
    }
    return names;
  }

  /** Item definitions that sources of the logic name, for `instance of` and parameters of functions. */
  private ownTypes(logic: Boxed): Pick<DecisionModel, 'types'> {
    const written = JSON.stringify(logic);
    const types: Record<string, OwnTypeSource> = {};
    for (const name of this.diagram.types.names) {
      const shape = name !== '' && written.includes(name) ? this.diagram.types.resolve(name) : null;
      const type = shape && feelType(shape);
      if (shape && type) types[name] = shape.allowed === undefined ? type : { type, allowed: shape.allowed };
    }
    return Object.keys(types).length === 0 ? {} : { types };
  }

  /** Names of elements of its file that it reads and does not require: they are not in its scope. */
  private unrequired(model: DecisionModel): readonly string[] {
    const { inputs, decisions, knowledge = [] } = model.requires;
    const ids = new Set([...decisions, ...knowledge].map(({ id }) => id));
    const known = new Set(inputs.map(({ name }) => name));
    const others = [...this.diagram.elements.values()].filter(
      (node) => node.$type !== 'dmn:KnowledgeSource' && !ids.has(this.library.key(node)) && node !== this.node,
    );
    const names = new Set(others.map(nameOf).filter((name) => name !== '' && !known.has(name)));
    return [...new Set(sourcesOf(model).flatMap(({ reads }) => reads))].filter((name) => names.has(name));
  }
}

function qualified(found: Referred): string {
  const name = nameOf(found.node);
  return found.import === undefined ? name : `${found.import}.${name}`;
}
