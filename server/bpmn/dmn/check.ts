import {
  overlapsOf,
  sourcesOf,
  type Boxed,
  type DecisionModel,
  type DecisionModels,
  type DecisionTable,
  type KnowledgeModel,
} from '#engine';
import type { Findings } from '../findings.js';
import { children, placeOf, text } from '../xml.js';
import { nameOf, type Diagram, type Library } from './library.js';

/** What can be told of the elements of one file when all are read: expressions, names, requirements, tables. */
export function checkDecisions(diagram: Diagram, library: Library, models: DecisionModels, findings: Findings): void {
  for (const node of diagram.elements.values()) {
    const key = library.key(node);
    const model = models.decisions[key] ?? models.knowledge?.[key];
    if (!model) continue;
    checkSources(model, findings);
    for (const table of tablesOf(model.logic)) checkTable(model, table, findings);
    if ('unrequired' in model)
      for (const name of model.unrequired ?? []) findings.warning(placeOf(node), 'dmn-not-required', { name });
  }
  checkImports(diagram, library, findings);
  checkNames(diagram, findings);
  checkCycles(diagram, library, models, findings);
}

/** Every expression is compiled once now, so that a wrong one is found before it is needed. */
function checkSources(model: DecisionModel | KnowledgeModel, findings: Findings): void {
  for (const { where, source, compiled } of sourcesOf(model)) {
    for (const problem of compiled.ok ? [] : compiled.problems) {
      const { code, from, to } = problem;
      const cell = /rule:(\d+):(input|output):(\d+)$/.exec(where);
      const values = { ...problem.values, field: where, source, code, from, to };
      if (cell) {
        const [, row, part, column] = cell;
        findings.error(model, 'dmn-cell', { ...values, row: Number(row), part: part ?? '', column: Number(column) });
      } else {
        findings.error(model, 'feel', values);
      }
    }
  }
}

/** Rules that overlap where only one may match; values no rule takes, as a hint. */
function checkTable(model: DecisionModel | KnowledgeModel, table: DecisionTable, findings: Findings): void {
  for (const fault of overlapsOf(table)) {
    if (fault.kind === 'overlap') findings.warning(model, 'dmn-overlap', { rows: fault.rows });
    else findings.add(model, 'dmn-gap', 'info', { values: fault.values.map(({ name, value }) => [name, value]) });
  }
}

function tablesOf(logic: Boxed): readonly DecisionTable[] {
  switch (logic.kind) {
    case 'table':
      return [logic];
    case 'context':
      return logic.entries.flatMap(({ value }) => tablesOf(value));
    case 'function':
    case 'for':
    case 'some':
    case 'every':
      return tablesOf(logic.body);
    case 'list':
      return logic.items.flatMap(tablesOf);
    case 'conditional':
      return [logic.then, logic.otherwise].flatMap(tablesOf);
    default:
      return [];
  }
}

function checkImports(diagram: Diagram, library: Library, findings: Findings): void {
  for (const node of children(diagram.definitions, 'import')) {
    const type = text(node, 'importType') ?? '';
    const imported = diagram.imports.find(({ name }) => name === (text(node, 'name') ?? ''));
    if (!/\/DMN\//.test(type) && type !== '')
      findings.error(placeOf(node), 'dmn-unsupported', { construct: 'import.other', type });
    else if (!imported || !library.behind(imported))
      findings.error(placeOf(node), 'dmn-import', { namespace: text(node, 'namespace') ?? '' });
  }
}

function checkNames(diagram: Diagram, findings: Findings): void {
  const seen = new Set<string>();
  for (const node of diagram.elements.values()) {
    if (node.$type === 'dmn:KnowledgeSource') continue;
    const name = nameOf(node);
    if (seen.has(name)) findings.error(placeOf(node), 'duplicate-name', { name });
    seen.add(name);
  }
  const types = new Set<string>();
  for (const name of diagram.types.written) {
    if (types.has(name)) findings.error({ name }, 'duplicate-name', { name });
    types.add(name);
  }
}

/** A decision that requires itself, however far around, can never be evaluated; a function may call itself. */
function checkCycles(diagram: Diagram, library: Library, models: DecisionModels, findings: Findings): void {
  for (const node of diagram.elements.values()) {
    const decision = models.decisions[library.key(node)];
    if (!decision) continue;
    const reached = requiredBy(decision, models);
    if (reached.has(decision.id)) findings.error(placeOf(node), 'dmn-cycle', { ids: [...reached] });
  }
}

/** Ids of everything a decision requires, directly or not. */
function requiredBy(decision: DecisionModel, { decisions }: DecisionModels): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = decision.requires.decisions.map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(decisions[id]?.requires.decisions ?? []).map((required) => required.id));
  }
  return reached;
}
