import type { BaseType, Boxed, DecisionModels, ModelPart, Required, TypedName, TypeShape } from './types.js';

/**
 * What the engine does with a construct of DMN 1.5: it executes it, takes it as drawing (no meaning for a decision), or
 * refuses the model that uses it. Expressions go by the name of their element, types by `type.NAME`.
 */
export const DMN_SUPPORT: Readonly<Record<string, 'executed' | 'drawing' | 'refused'>> = {
  // requirements graph
  decision: 'executed',
  inputData: 'executed',
  businessKnowledgeModel: 'executed',
  decisionService: 'executed',
  import: 'executed',
  'import.other': 'refused',
  // boxed expressions
  literalExpression: 'executed',
  'literalExpression.expressionLanguage': 'refused',
  'literalExpression.importedValues': 'refused',
  decisionTable: 'executed',
  invocation: 'executed',
  context: 'executed',
  'context.result': 'executed',
  list: 'executed',
  relation: 'executed',
  functionDefinition: 'executed',
  'functionDefinition.Java': 'refused',
  'functionDefinition.PMML': 'refused',
  conditional: 'executed',
  filter: 'executed',
  for: 'executed',
  some: 'executed',
  every: 'executed',
  // decision tables
  'hitPolicy.UNIQUE': 'executed',
  'hitPolicy.ANY': 'executed',
  'hitPolicy.PRIORITY': 'executed',
  'hitPolicy.FIRST': 'executed',
  'hitPolicy.RULE ORDER': 'executed',
  'hitPolicy.OUTPUT ORDER': 'executed',
  'hitPolicy.COLLECT': 'executed',
  'aggregation.SUM': 'executed',
  'aggregation.MIN': 'executed',
  'aggregation.MAX': 'executed',
  'aggregation.COUNT': 'executed',
  'decisionTable.severalOutputs': 'executed',
  'decisionTable.inputValues': 'executed',
  'decisionTable.outputValues': 'executed',
  'decisionTable.defaultOutputEntry': 'executed',
  'decisionTable.annotation': 'executed',
  // types
  'itemDefinition.itemComponent': 'executed',
  'itemDefinition.isCollection': 'executed',
  'itemDefinition.allowedValues': 'executed',
  'itemDefinition.typeConstraint': 'executed',
  'itemDefinition.functionItem': 'executed',
  'type.Any': 'executed',
  'type.number': 'executed',
  'type.string': 'executed',
  'type.boolean': 'executed',
  'type.date': 'executed',
  'type.time': 'executed',
  'type.date and time': 'executed',
  'type.days and time duration': 'executed',
  'type.years and months duration': 'executed',
  'type.list': 'executed',
  'type.context': 'executed',
  // drawing
  knowledgeSource: 'drawing',
  authorityRequirement: 'drawing',
  textAnnotation: 'drawing',
  association: 'drawing',
  group: 'drawing',
  elementCollection: 'drawing',
  performanceIndicator: 'drawing',
  organizationUnit: 'drawing',
} satisfies Record<string, 'executed' | 'drawing' | 'refused'> & Record<`type.${BaseType}`, 'executed'>;

/** Constructs of `DMN_SUPPORT` that evaluating a decision or service of this id may use, in what it requires as well. */
export function constructsOfDecision(models: DecisionModels, id: string): ReadonlySet<string> {
  const uses = new Uses(models);
  uses.reach({ id });
  return uses.found;
}

class Uses {
  readonly found = new Set<string>();
  private readonly reached = new Set<string>();

  constructor(private readonly models: DecisionModels) {}

  reach(required: Required): void {
    if (required.import !== undefined) this.found.add('import');
    const { id } = required;
    if (this.reached.has(id)) return;
    this.reached.add(id);
    const decision = this.models.decisions[id];
    if (decision) {
      this.found.add('decision');
      this.part(decision, decision.logic);
      this.type(decision.variable.type);
    }
    const knowledge = this.models.knowledge?.[id];
    if (knowledge) {
      this.found.add('businessKnowledgeModel');
      this.part(knowledge, knowledge.logic);
    }
    const service = this.models.services?.[id];
    if (service) {
      this.found.add('decisionService');
      this.types(service.parameters);
      this.type(service.type);
      service.outputs.forEach((output) => this.reach(output));
    }
  }

  private part({ requires }: ModelPart, logic: Boxed): void {
    for (const input of requires.inputs) {
      this.found.add('inputData');
      if (input.import !== undefined) this.found.add('import');
      this.type(input.type);
    }
    for (const required of [...requires.decisions, ...(requires.knowledge ?? [])]) this.reach(required);
    this.logic(logic);
  }

  private logic(logic: Boxed): void {
    this.type(logic.type);
    switch (logic.kind) {
      case 'none':
        return;
      case 'literal':
        this.found.add('literalExpression');
        return;
      case 'table':
        this.found.add('decisionTable').add(`hitPolicy.${logic.hitPolicy}`);
        if (logic.aggregation !== null) this.found.add(`aggregation.${logic.aggregation}`);
        if (logic.outputs.length > 1) this.found.add('decisionTable.severalOutputs');
        if (logic.inputs.some(({ values }) => values !== null)) this.found.add('decisionTable.inputValues');
        if (logic.outputs.some(({ values }) => values !== null)) this.found.add('decisionTable.outputValues');
        if (logic.outputs.some(({ otherwise }) => otherwise !== null))
          this.found.add('decisionTable.defaultOutputEntry');
        if (logic.rules.some(({ annotations }) => Object.keys(annotations).length > 0))
          this.found.add('decisionTable.annotation');
        [...logic.inputs, ...logic.outputs].forEach(({ type }) => this.type(type));
        return;
      case 'invocation':
        this.found.add('invocation');
        this.logic(logic.callee);
        logic.bindings.forEach(({ value }) => value && this.logic(value));
        return;
      case 'context':
        this.found.add(logic.entries.some(({ name }) => name === null) ? 'context.result' : 'context');
        logic.entries.forEach(({ type, value }) => {
          this.type(type);
          this.logic(value);
        });
        return;
      case 'list':
        this.found.add('list');
        return logic.items.forEach((item) => this.logic(item));
      case 'relation':
        this.found.add('relation');
        this.types(logic.columns);
        return logic.rows.flat().forEach((cell) => this.logic(cell));
      case 'function':
        this.found.add('functionDefinition');
        this.types(logic.parameters);
        return this.logic(logic.body);
      case 'conditional':
        this.found.add('conditional');
        return [logic.condition, logic.then, logic.otherwise].forEach((each) => this.logic(each));
      case 'filter':
        this.found.add('filter');
        return [logic.source, logic.match].forEach((each) => this.logic(each));
      case 'for':
      case 'some':
      case 'every':
        this.found.add(logic.kind);
        this.type(logic.sourceType);
        return [logic.source, logic.body].forEach((each) => this.logic(each));
    }
  }

  private types(names: readonly TypedName[]): void {
    for (const { type } of names) this.type(type);
  }

  private type(type: TypeShape | null | undefined): void {
    if (!type) return;
    if (type.allowed !== undefined)
      this.found.add(type.kind === 'list' ? 'itemDefinition.typeConstraint' : 'itemDefinition.allowedValues');
    switch (type.kind) {
      case 'base':
        this.found.add(`type.${type.type}`);
        return;
      case 'list':
        this.found.add('itemDefinition.isCollection');
        return this.type(type.of);
      case 'context':
        this.found.add('itemDefinition.itemComponent');
        return Object.values(type.entries).forEach((entry) => this.type(entry));
      case 'function':
        this.found.add('itemDefinition.functionItem');
        this.types(type.parameters);
        return this.type(type.result);
    }
  }
}
