import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { standingOf } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, constructOf, isA, placeOf, text, type Node } from '../xml.js';

/** Where the dialect's own description allows each extension element; absent means anywhere. */
const ALLOWED_IN: ReadonlyMap<string, readonly string[]> = new Map(
  (zeebe.types as readonly { readonly name: string; readonly meta?: { readonly allowedIn: readonly string[] } }[])
    .filter((type) => type.meta !== undefined)
    .map((type) => [`zeebe:${type.name}`, type.meta?.allowedIn ?? []]),
);

/** Extensions of other engines, which would change what is executed. */
const FOREIGN = [
  'http://camunda.org/schema/1.0/bpmn',
  'http://activiti.org/bpmn',
  'http://flowable.org/bpmn',
  'http://bpmn.io/schema/bpmn/bpmn-engine',
];

/** The `zeebe:` extension elements of one BPMN element, by type. */
export type Extensions = ReadonlyMap<string, Node>;

/** Reads and checks them: each at most once, where the dialect allows it, and executed by the engine. */
export function readExtensions(node: Node, findings: Findings): Extensions {
  const found = new Map<string, Node>();
  const holder = child(node, 'extensionElements');
  for (const extension of holder ? children(holder, 'values') : []) {
    const construct = constructOf(extension);
    if (!extension.$type.startsWith('zeebe:')) {
      if (FOREIGN.includes(namespaceOf(extension))) findings.error(placeOf(node), 'foreign-extension', { construct });
    } else if (standingOf(construct) === 'refused') {
      findings.error(placeOf(node), 'unsupported', { construct });
    } else if (!allowed(node, extension.$type)) {
      findings.error(placeOf(node), 'misplaced-extension', { construct });
    } else if (found.has(extension.$type)) {
      findings.error(placeOf(node), 'duplicate-extension', { construct });
    } else {
      found.set(extension.$type, extension);
    }
  }
  checkAttributes(node, findings);
  return found;
}

/** `zeebe:input` stands at fewer places than the mapping around it. */
export function allowed(node: Node, extensionType: string): boolean {
  const types = ALLOWED_IN.get(extensionType);
  return types === undefined || types.some((type) => isA(node, type));
}

export function attribute(extensions: Extensions, type: string, name: string): string | null {
  const extension = extensions.get(type);
  return extension ? text(extension, name) : null;
}

/** zeebe:property pairs; the last of equal names wins, as in the dialect. */
export function propertiesOf(extensions: Extensions): Readonly<Record<string, string>> {
  const properties = extensions.get('zeebe:Properties');
  return pairs(properties ? children(properties, 'properties') : [], 'name');
}

export function headersOf(extensions: Extensions): Readonly<Record<string, string>> {
  const headers = extensions.get('zeebe:TaskHeaders');
  return pairs(headers ? children(headers, 'values') : [], 'key');
}

function pairs(nodes: readonly Node[], key: 'name' | 'key'): Readonly<Record<string, string>> {
  const named = nodes.filter((node) => text(node, key) !== null);
  return Object.fromEntries(named.map((node) => [text(node, key) ?? '', text(node, 'value') ?? '']));
}

function checkAttributes(node: Node, findings: Findings): void {
  for (const name of Object.keys(node.$attrs ?? {})) {
    const prefix = name.split(':')[0] ?? '';
    if (name.includes(':') && FOREIGN.includes(declared(node, prefix))) {
      findings.error(placeOf(node), 'foreign-extension', { construct: name });
    }
  }
}

function namespaceOf(node: Node): string {
  const descriptor = node['$descriptor'] as { readonly ns?: { readonly uri?: string } } | undefined;
  return descriptor?.ns?.uri ?? '';
}

/** The namespace a prefix stands for, as declared on the element or around it. */
function declared(node: Node, prefix: string): string {
  for (let at: Node | undefined = node; at; at = at.$parent) {
    const uri = at.$attrs?.[`xmlns:${prefix}`];
    if (typeof uri === 'string') return uri;
  }
  return '';
}
