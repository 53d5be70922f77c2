import { DmnModdle } from 'dmn-moddle';
import type { DecisionModel } from '#engine';
import { Findings, type Finding } from '../findings.js';
import { children, constructOf, placeOf, readXml, text, type Node } from '../xml.js';
import { DecisionReader, type Diagram } from './decision.js';
import { Types } from './types.js';

/** What a DMN file says. */
export interface DmnReading {
  /** The decisions that can be evaluated: without an error of their own or of what they require. */
  readonly decisions: readonly DecisionModel[];
  readonly findings: readonly Finding[];
}

/** Model namespaces of DMN 1.2 to 1.5; the parser knows 1.3, and the parts we read are the same in all of them. */
const VERSIONS = ['20180521', '20191111', '20211108', '20230324'];
const PARSED = '20191111';

/** Reads DMN 1.2 to 1.5 XML into decisions in plain JSON. `path` only labels the findings. Never throws for a wrong model. */
export async function readDmn(xml: string, path: string): Promise<DmnReading> {
  const findings = new Findings(path);
  const version = /https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(?:MODEL\/|dmn\.xsd)/.exec(xml)?.[1];
  if (version !== undefined && !VERSIONS.includes(version)) {
    findings.error(null, 'dmn-version', { namespace: version });
    return { decisions: [], findings: findings.list };
  }
  const definitions = await readXml(xml, findings, () => new DmnModdle().fromXML(normalised(xml)));
  if (!definitions) return { decisions: [], findings: findings.list };
  const elements = children(definitions, 'drgElement');
  refuseOthers(elements, findings);
  const diagram: Diagram = {
    namespace: text(definitions, 'namespace'),
    elements: new Map(elements.map((element) => [text(element, 'id') ?? '', element])),
    types: new Types(definitions),
    language: text(definitions, 'expressionLanguage'),
  };
  const nodes = elements.filter((element) => element.$type === 'dmn:Decision');
  const decisions = nodes.map((node) => new DecisionReader(node, diagram, findings).read());
  checkNames(decisions, findings);
  checkCycles(decisions, findings);
  return { decisions: evaluable(decisions, findings), findings: findings.list };
}

/** Model and diagram namespaces of every version as those of the one the parser knows; nothing else has these addresses. */
function normalised(xml: string): string {
  return xml.replace(
    /https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(MODEL|DMNDI|FEEL)\//g,
    (whole, version: string, part: string) =>
      VERSIONS.includes(version) ? `https://www.omg.org/spec/DMN/${PARSED}/${part}/` : whole,
  );
}

const DRAWN = ['dmn:Decision', 'dmn:InputData', 'dmn:KnowledgeSource'];

function refuseOthers(elements: readonly Node[], findings: Findings): void {
  for (const element of elements) {
    if (!DRAWN.includes(element.$type)) {
      findings.error(placeOf(element), 'dmn-unsupported', { construct: constructOf(element) });
    }
  }
}

function checkNames(decisions: readonly DecisionModel[], findings: Findings): void {
  const seen = new Set<string>();
  for (const decision of decisions) {
    if (seen.has(decision.name)) findings.error(decision, 'duplicate-name', { name: decision.name });
    seen.add(decision.name);
  }
}

/** A decision that requires itself, however far around, can never be evaluated. */
function checkCycles(decisions: readonly DecisionModel[], findings: Findings): void {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  for (const decision of decisions) {
    const reached = requiredBy(decision, byId);
    if (reached.has(decision.id)) findings.error(decision, 'dmn-cycle', { ids: [...reached] });
  }
}

/** Ids of everything a decision requires, directly or not. */
function requiredBy(decision: DecisionModel, byId: ReadonlyMap<string, DecisionModel>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...decision.requires.decisions];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(byId.get(id)?.requires.decisions ?? []));
  }
  return reached;
}

function evaluable(decisions: readonly DecisionModel[], findings: Findings): readonly DecisionModel[] {
  const errors = findings.list.filter((finding) => finding.severity === 'error');
  // A file the parser could not read whole may lack a part of any decision.
  if (errors.some((finding) => finding.rule === 'xml' || finding.rule === 'duplicate-id')) return [];
  const wrong = new Set(errors.map((finding) => finding.element));
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  return decisions.filter(
    (decision) => !wrong.has(decision.id) && [...requiredBy(decision, byId)].every((id) => !wrong.has(id)),
  );
}
