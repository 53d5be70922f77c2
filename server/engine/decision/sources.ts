import type { CompileResult } from '../expression/index.js';
import { componentNames, namesOf, namesWithin, parameterNames, type Dialect, type Names } from './names.js';
import type { Boxed, DecisionModel, DecisionTable, KnowledgeModel, TypedName, TypeShape } from './types.js';

/** One FEEL source of a model, compiled as it will be when it is evaluated. */
export interface Source {
  /** Where it stands, as in `DecisionProblem.where`. */
  readonly where: string;
  readonly source: string;
  readonly dialect: Dialect;
  readonly compiled: CompileResult;
  /** Names it reads that the logic itself does not bind. */
  readonly reads: readonly string[];
}

/** Every FEEL source of a decision or business knowledge model, tests of its types included, in the order of the logic. */
export function sourcesOf(model: DecisionModel | KnowledgeModel): readonly Source[] {
  const sources: Source[] = [];
  const names = namesOf(model);
  const at = new Place(sources, names, new Set(), '');
  walk(model.logic, at);
  if ('variable' in model) at.type(model.variable.type, 'result');
  for (const input of model.requires.inputs) at.type(input.type, `variable:${input.name}`);
  return sources;
}

class Place {
  constructor(
    private readonly sources: Source[],
    readonly names: Names,
    private readonly bound: ReadonlySet<string>,
    private readonly prefix: string,
  ) {}

  at(part: string): Place {
    return new Place(this.sources, this.names, this.bound, `${this.prefix}${part}/`);
  }

  bind(names: Names, bound: readonly string[]): Place {
    return new Place(this.sources, names, new Set([...this.bound, ...bound]), this.prefix);
  }

  add(source: string | null, where: string, dialect: Dialect = 'expression'): void {
    if (source === null) return;
    const compiled = this.names.compile(source, dialect);
    const reads = compiled.ok ? compiled.expression.names.filter((name) => !this.bound.has(name)) : [];
    this.sources.push({ where: `${this.prefix}${where}`, source, dialect, compiled, reads });
  }

  type(type: TypeShape | null | undefined, where: string): void {
    if (!type) return;
    if (type.allowed !== undefined) this.add(type.allowed, where, 'unary-tests');
    if (type.kind === 'list') this.type(type.of, where);
    if (type.kind === 'context') for (const entry of Object.values(type.entries)) this.type(entry, where);
    if (type.kind === 'function') {
      this.types(type.parameters);
      this.type(type.result, where);
    }
  }

  types(parameters: readonly TypedName[]): void {
    for (const { name, type } of parameters) this.type(type, `variable:${name}`);
  }
}

function walk(logic: Boxed, at: Place): void {
  at.type(logic.type, 'result');
  switch (logic.kind) {
    case 'none':
      return;
    case 'literal':
      return at.add(logic.source, 'literal');
    case 'table':
      return walkTable(logic, at);
    case 'invocation':
      walk(logic.callee, at.at('callee'));
      return logic.bindings.forEach(({ parameter, value }, index) => {
        at.types([parameter]);
        if (value) walk(value, at.at(`binding:${index + 1}`));
      });
    case 'context': {
      let inner = at;
      logic.entries.forEach((entry, index) => {
        walk(entry.value, inner.at(`entry:${index + 1}`));
        inner.type(entry.type, `entry:${index + 1}`);
        if (entry.name === null) return;
        const added = [entry.name, ...componentNames(entry.type), ...namesWithin(entry.value)];
        inner = inner.bind(inner.names.with(entry, added), [entry.name]);
      });
      return;
    }
    case 'list':
      return logic.items.forEach((item, index) => walk(item, at.at(`item:${index + 1}`)));
    case 'relation':
      at.types(logic.columns);
      return logic.rows.forEach((row, index) =>
        row.forEach((cell, column) => walk(cell, at.at(`row:${index + 1}:column:${column + 1}`))),
      );
    case 'function':
      at.types(logic.parameters);
      return walk(
        logic.body,
        at.at('body').bind(
          at.names.with(logic, parameterNames(logic.parameters)),
          logic.parameters.map(({ name }) => name),
        ),
      );
    case 'conditional':
      walk(logic.condition, at.at('if'));
      walk(logic.then, at.at('then'));
      return walk(logic.otherwise, at.at('else'));
    case 'filter': {
      walk(logic.source, at.at('in'));
      const inner = namesWithin(logic.source);
      return walk(logic.match, at.at('match').bind(at.names.with(logic, inner), ['item', ...inner]));
    }
    case 'for':
    case 'some':
    case 'every': {
      walk(logic.source, at.at('in'));
      at.type(logic.sourceType, 'in');
      const names = at.names.with(logic, [logic.variable, ...namesWithin(logic.source)]);
      const part = logic.kind === 'for' ? 'return' : 'satisfies';
      return walk(logic.body, at.at(part).bind(names, [logic.variable, 'partial']));
    }
  }
}

function walkTable(table: DecisionTable, at: Place): void {
  table.inputs.forEach(({ expression, type, values }, index) => {
    const where = `input:${index + 1}`;
    at.add(expression, where);
    at.add(values, `values:${where}`, 'unary-tests');
    at.type(type, where);
  });
  table.outputs.forEach(({ type, values, otherwise }, index) => {
    at.add(values, `values:output:${index + 1}`, 'unary-tests');
    at.add(otherwise, `otherwise:${index + 1}`);
    at.type(type, `output:${index + 1}`);
  });
  table.rules.forEach((rule, row) => {
    rule.inputs.forEach((tests, column) => at.add(tests, `rule:${row + 1}:input:${column + 1}`, 'unary-tests'));
    rule.outputs.forEach((source, column) => at.add(source, `rule:${row + 1}:output:${column + 1}`));
  });
}
