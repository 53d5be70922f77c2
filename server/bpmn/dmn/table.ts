import type { Aggregation, DecisionTable, HitPolicy, InputColumn, OutputColumn, Rule, TypeShape } from '#engine';
import { child, children, text, type Node } from '../xml.js';
import type { ElementReader } from './element.js';
import { spaced } from './library.js';

const HIT_POLICIES: readonly string[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'];

/** Reads a decision table (DMN 1.5, clause 8). */
export function readTable(node: Node, reader: ElementReader): DecisionTable {
  const inputs = children(node, 'input').map((input, column) => readInput(input, column, reader));
  const hitPolicy = (text(node, 'hitPolicy') ?? 'UNIQUE') as HitPolicy;
  const aggregation = text(node, 'aggregation') as Aggregation | null;
  const several = children(node, 'output').length > 1;
  const ordered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  const outputs = children(node, 'output').map((output, column) =>
    readOutput(output, column, several, ordered, reader),
  );
  const badAggregation = aggregation !== null && (hitPolicy !== 'COLLECT' || several);
  if (!HIT_POLICIES.includes(hitPolicy) || badAggregation) {
    reader.error('dmn-hit-policy', { hitPolicy, aggregation });
  }
  if (ordered && outputs.every((output) => output.values === null)) reader.error('dmn-output-values');
  if (outputs.length === 0) reader.error('dmn-empty');
  const columns = children(node, 'annotation').map((column) => text(column, 'name') ?? '');
  const rules = children(node, 'rule').map((rule, index) => readRule(rule, index, inputs, outputs, columns, reader));
  return { kind: 'table', hitPolicy, aggregation, inputs, outputs, rules };
}

function readInput(node: Node, column: number, reader: ElementReader): InputColumn {
  const expression = child(node, 'inputExpression');
  const where = `input:${column + 1}`;
  const source = expression && text(expression, 'text');
  if (source === null) reader.error('field-missing', { field: where });
  const values = child(node, 'inputValues');
  return {
    label: text(node, 'label'),
    expression: feel(source, expression, reader) ?? 'null',
    type: reader.type(expression && text(expression, 'typeRef')),
    values: tests(values, reader),
  };
}

function readOutput(
  node: Node,
  column: number,
  several: boolean,
  ordered: boolean,
  reader: ElementReader,
): OutputColumn {
  const where = `output:${column + 1}`;
  const name = spaced(text(node, 'name') ?? text(node, 'label') ?? '') || null;
  if (several && name === null) reader.error('field-missing', { field: `${where}.name` });
  const type = reader.type(text(node, 'typeRef'));
  const values = tests(child(node, 'outputValues'), reader);
  const otherwise = child(node, 'defaultOutputEntry');
  const source = otherwise && text(otherwise, 'text');
  return {
    name: name ?? '',
    type,
    // The order of priority may be the one of the type (DMN 1.5, 8.2.8).
    values: values ?? (ordered ? allowedOf(type) : null),
    otherwise: feel(source, otherwise, reader),
  };
}

/** A source in FEEL; null where there is none. */
function feel(source: string | null, holder: Node | null, reader: ElementReader): string | null {
  return source === null || source.trim() === '' || !reader.isFeel(holder) ? null : source;
}

/** Unary tests of a cell; null where everything matches. */
function tests(holder: Node | null, reader: ElementReader): string | null {
  const source = holder && feel(text(holder, 'text'), holder, reader);
  return source?.trim() === '-' ? null : source;
}

function allowedOf(type: TypeShape | null): string | null {
  return type?.allowed ?? null;
}

function readRule(
  node: Node,
  index: number,
  inputs: readonly InputColumn[],
  outputs: readonly OutputColumn[],
  columns: readonly string[],
  reader: ElementReader,
): Rule {
  const entries = children(node, 'inputEntry');
  const results = children(node, 'outputEntry');
  if (entries.length !== inputs.length || results.length !== outputs.length) {
    reader.error('dmn-rule-width', { rule: index + 1, inputs: entries.length, outputs: results.length });
  }
  const notes = children(node, 'annotationEntry').map((entry, column) => [
    columns[column] ?? `${column + 1}`,
    text(entry, 'text') ?? '',
  ]);
  const description = text(node, 'description');
  const types = results.map((entry) => reader.type(text(entry, 'typeRef')));
  return {
    id: text(node, 'id') ?? `${index + 1}`,
    inputs: entries.map((entry) => tests(entry, reader)),
    outputs: results.map((entry) => feel(text(entry, 'text'), entry, reader) ?? 'null'),
    ...(types.some((type) => type !== null) && { types }),
    annotations: Object.fromEntries(notes.length > 0 || description === null ? notes : [['', description]]),
  };
}
