import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { StoredValue } from '#engine';
import type { Findings } from './findings.js';

/** An element as the moddle libraries read it; generic elements (unknown namespaces) lack `$instanceOf`. */
export interface Node {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $parent?: Node;
  readonly $instanceOf?: (type: string) => boolean;
  readonly [property: string]: unknown;
}

interface Reading {
  readonly rootElement: unknown;
  readonly warnings: readonly { readonly message: string; readonly element?: unknown }[];
}

/** Built once: it knows the types of BPMN and keeps nothing of what it reads. */
const MODDLE = new BpmnModdle({ zeebe });

/**
 * Parses BPMN XML with the `zeebe:` extensions. Null where it is not BPMN; every warning of the parser becomes an
 * error finding, because an element it could not read would otherwise be silently left out of what is executed.
 */
export async function readBpmnXml(xml: string, findings: Findings): Promise<Node | null> {
  return readXml(xml, findings, () => MODDLE.fromXML(xml));
}

/** The shared part for BPMN and DMN: refuses a DOCTYPE, turns warnings and a failed parse into findings. */
export async function readXml(xml: string, findings: Findings, parse: () => Promise<Reading>): Promise<Node | null> {
  // Entities are not expanded by the parser; a document type could still say another thing to another reader.
  if (/<!DOCTYPE/i.test(xml)) {
    findings.error(null, 'doctype');
    return null;
  }
  try {
    const { rootElement, warnings } = await parse();
    for (const warning of warnings.filter((each) => !isDrawing(each))) report(warning, findings);
    return isNode(rootElement) ? rootElement : null;
  } catch (failure) {
    const warnings = warningsOf(failure);
    for (const warning of warnings) report(warning, findings);
    if (warnings.length === 0)
      report({ message: failure instanceof Error ? failure.message : String(failure) }, findings);
    return null;
  }
}

const DRAWING = /^(?:bpmndi|dmndi|di|dc|bioc|color):/;

/** A warning about the diagram part: nothing that is executed depends on it. */
function isDrawing(warning: { readonly message: string; readonly element?: unknown }): boolean {
  const named = /^unparsable content <([^>\s]*)/.exec(warning.message)?.[1] ?? '';
  return DRAWING.test(named) || (isNode(warning.element) && DRAWING.test(warning.element.$type));
}

function warningsOf(failure: unknown): readonly { readonly message: string }[] {
  const warnings = (failure as { readonly warnings?: unknown } | null)?.warnings;
  return Array.isArray(warnings) ? warnings : [];
}

function report(warning: { readonly message: string; readonly element?: unknown }, findings: Findings): void {
  const element = isNode(warning.element) ? warning.element : null;
  const duplicate = /duplicate ID <([^>]*)>/.exec(warning.message);
  if (duplicate) {
    findings.error({ id: duplicate[1] ?? '' }, 'duplicate-id', { id: duplicate[1] ?? '' });
    return;
  }
  const values: Record<string, StoredValue> = { message: firstWords(warning.message) };
  const line = /line: (\d+)/.exec(warning.message);
  const column = /column: (\d+)/.exec(warning.message);
  if (line) values['line'] = Number(line[1]) + 1;
  if (column) values['column'] = Number(column[1]) + 1;
  findings.error(element && { id: text(element, 'id'), name: text(element, 'name') }, 'xml', values);
}

/** The message without its lines about positions: `unparsable content <x> detected: unknown type <x>`. */
function firstWords(message: string): string {
  const nested = /nested error: (.*)/.exec(message);
  const first = message.split('\n')[0] ?? '';
  return nested ? `${first}: ${nested[1]}` : first;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).$type === 'string';
}

/** A non-empty attribute or text; null where it is missing or empty. */
export function text(node: Node, property: string): string | null {
  const value = node[property];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function child(node: Node, property: string): Node | null {
  const value = node[property];
  return isNode(value) ? value : null;
}

export function children(node: Node, property: string): readonly Node[] {
  const value = node[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function isA(node: Node, type: string): boolean {
  return node.$instanceOf !== undefined && node.$instanceOf(type);
}

/** Id and name of a node, for a finding. */
export function placeOf(node: Node): { readonly id: string | null; readonly name: string | null } {
  return { id: text(node, 'id'), name: text(node, 'name') };
}

/** `bpmn:UserTask` → `userTask`; of a foreign namespace the prefix stays: `zeebe:TaskDefinition` → `zeebe.taskDefinition`. */
export function constructOf(node: Node): string {
  const [prefix = '', local = ''] = node.$type.includes(':') ? node.$type.split(':') : ['bpmn', node.$type];
  const lower = local.charAt(0).toLowerCase() + local.slice(1);
  return prefix === 'bpmn' || prefix === 'dmn' ? lower : `${prefix}.${lower}`;
}
