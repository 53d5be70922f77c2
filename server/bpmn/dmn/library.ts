import { child, children, text, type Node } from '../xml.js';
import { Types } from './types.js';

/** One DMN file, parsed. */
export interface Diagram {
  /** Path of the file, for findings. */
  readonly path: string;
  readonly namespace: string;
  readonly definitions: Node;
  /** Decisions, inputs, knowledge and services by their id in the file. */
  readonly elements: ReadonlyMap<string, Node>;
  readonly types: Types;
  /** Language of expressions unless one says otherwise. */
  readonly language: string | null;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly name: string;
  readonly namespace: string;
  readonly location: string;
}

/** An element that is referred to. */
export interface Referred {
  readonly diagram: Diagram;
  readonly node: Node;
  /** Name of the import it is read through; undefined in its own file, and for an import without a name. */
  readonly import: string | undefined;
}

/** Several DMN files that may import each other by namespace (DMN 1.5, 6.3.3). */
export class Library {
  readonly diagrams: Diagram[] = [];
  private readonly keys = new Map<Node, string>();
  private readonly taken = new Set<string>();

  add(path: string, definitions: Node): Diagram {
    const elements = children(definitions, 'drgElement');
    const diagram: Diagram = {
      path,
      namespace: text(definitions, 'namespace') ?? '',
      definitions,
      elements: new Map(elements.map((element) => [text(element, 'id') ?? text(element, 'name') ?? '', element])),
      types: new Types(definitions, (name) => {
        const imported = diagram.imports.find((each) => each.name === name);
        return imported && this.behind(imported)?.types;
      }),
      language: text(definitions, 'expressionLanguage'),
      imports: children(definitions, 'import').map((node) => ({
        name: text(node, 'name') ?? '',
        namespace: text(node, 'namespace') ?? '',
        location: text(node, 'locationURI') ?? '',
      })),
    };
    for (const element of elements) this.keys.set(element, this.keyFor(diagram, element));
    this.diagrams.push(diagram);
    return diagram;
  }

  /** The model an import means: by its namespace, else by the file it names. */
  behind({ namespace, location }: Import): Diagram | undefined {
    const file = location.split('/').at(-1) ?? '';
    return (
      this.diagrams.find((diagram) => diagram.namespace === namespace) ??
      this.diagrams.find(({ path }) => file !== '' && path.split('/').at(-1) === file)
    );
  }

  /** The id an element has among all files: its own, or one with its namespace where an earlier file has that id, too. */
  key(node: Node): string {
    return this.keys.get(node) ?? '';
  }

  /** The element behind `#id`, `namespace#id` or, without a mark, an id; null where there is none. */
  find(from: Diagram, reference: Node | null): Referred | null {
    const href = reference && text(reference, 'href');
    if (href === null) return null;
    const mark = href.lastIndexOf('#');
    const [namespace, id] = mark < 0 ? ['', href] : [href.slice(0, mark), href.slice(mark + 1)];
    if (namespace === '' || namespace === from.namespace) {
      const node = from.elements.get(id);
      return node ? { diagram: from, node, import: undefined } : null;
    }
    const imported = from.imports.find((each) => each.namespace === namespace);
    const diagram = imported && this.behind(imported);
    const node = diagram?.elements.get(id);
    return diagram && node ? { diagram, node, import: imported?.name === '' ? undefined : imported?.name } : null;
  }

  private keyFor({ namespace }: { readonly namespace: string }, element: Node): string {
    const id = text(element, 'id') ?? text(element, 'name') ?? '';
    const key = this.taken.has(id) ? `${namespace}#${id}` : id;
    this.taken.add(key);
    return key;
  }
}

/** The name by which an element is read: its variable's, else its own. */
export function nameOf(node: Node): string {
  const variable = child(node, 'variable');
  return spaced((variable && text(variable, 'name')) ?? text(node, 'name') ?? '');
}

/** White space within a name counts as one blank. */
export function spaced(name: string): string {
  return name.split(/\s+/u).filter(Boolean).join(' ');
}
