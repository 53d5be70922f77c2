import type { DecisionModel, DecisionModels, KnowledgeModel, ServiceModel } from '#engine';
import { Findings, type Finding } from '../findings.js';
import { placeOf, readXml, text, type Node } from '../xml.js';
import { checkDecisions } from './check.js';
import { ElementReader } from './element.js';
import { Library, type Diagram } from './library.js';
import { parseDmn, versionOf } from './moddle.js';

/** A DMN file; `path` only labels the findings. */
export interface DmnFile {
  readonly path: string;
  readonly text: string;
}

/** What DMN files say. */
export interface DmnReading {
  /**
   * Every element with logic, by id; where an earlier file has the id too, by `namespace#id`. One with an error among its
   * findings can be evaluated as well: the part that is wrong is null with a problem.
   */
  readonly models: DecisionModels;
  /** Ids of the elements of the first file. */
  readonly main: readonly string[];
  /** Decisions whose id an earlier file has, too; `path` is where they stand, `other` the earlier file. */
  readonly twice: readonly { readonly id: string; readonly path: string; readonly other: string }[];
  readonly findings: readonly Finding[];
}

/** Reads one DMN 1.1 to 1.5 file into plain JSON. Never throws for a wrong model. */
export async function readDmn(xml: string, path: string): Promise<DmnReading> {
  return readDmnFiles([{ path, text: xml }]);
}

/** Reads DMN files that may import each other by namespace (DMN 1.5, 6.3.3). Never throws for a wrong model. */
export async function readDmnFiles(files: readonly DmnFile[]): Promise<DmnReading> {
  const library = new Library();
  const byFile = new Map<Diagram, Findings>();
  const all: Findings[] = [];
  for (const { path, text: xml } of files) {
    const findings = new Findings(path);
    all.push(findings);
    const definitions = await definitionsOf(xml, findings);
    if (definitions) byFile.set(library.add(path, definitions), findings);
  }
  const models = { decisions: {}, knowledge: {}, services: {} } as {
    readonly decisions: Record<string, DecisionModel>;
    readonly knowledge: Record<string, KnowledgeModel>;
    readonly services: Record<string, ServiceModel>;
  };
  const main: string[] = [];
  const twice: { id: string; path: string; other: string }[] = [];
  for (const [diagram, findings] of byFile) {
    for (const node of diagram.elements.values()) {
      const key = library.key(node);
      const reader = new ElementReader(node, diagram, library, findings);
      switch (node.$type) {
        case 'dmn:Decision':
          models.decisions[key] = reader.decision();
          break;
        case 'dmn:BusinessKnowledgeModel':
          models.knowledge[key] = reader.knowledge();
          break;
        case 'dmn:DecisionService':
          models.services[key] = reader.service();
          break;
        default:
          checkDrawn(node, reader, findings);
      }
      if (diagram.path === files[0]?.path) main.push(key);
      const id = text(node, 'id') ?? '';
      if (node.$type === 'dmn:Decision' && key !== id && id !== '') {
        const other = library.diagrams.find(({ elements }) => elements.has(id));
        twice.push({ id, path: diagram.path, other: other?.path ?? '' });
      }
    }
    checkDecisions(diagram, library, models, findings);
  }
  return { models, main, twice, findings: all.flatMap(({ list }) => list) };
}

async function definitionsOf(xml: string, findings: Findings): Promise<Node | null> {
  const version = versionOf(xml);
  if (version === null) {
    findings.error(null, 'dmn-version', {
      namespace: xml.match(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}/)?.[0] ?? '',
    });
    return null;
  }
  const definitions = await readXml(xml, findings, () => parseDmn(xml));
  return definitions?.$type === 'dmn:Definitions' ? definitions : null;
}

/** Input data has a type and nothing else; knowledge sources are drawing. */
function checkDrawn(node: Node, reader: ElementReader, findings: Findings): void {
  if (node.$type === 'dmn:InputData') {
    const variable = node['variable'] as Node | undefined;
    reader.type(variable ? text(variable, 'typeRef') : null);
  } else if (node.$type !== 'dmn:KnowledgeSource') {
    findings.error(placeOf(node), 'dmn-unsupported', { construct: node.$type });
  }
}
