import type { Process } from '#engine';
import { checkStructure } from '../check/structure.js';
import { Findings, hasErrors, type Finding } from '../findings.js';
import { child, children, placeOf, readBpmnXml, text, type Node } from '../xml.js';
import { remembering } from '../remember.js';
import { readExtensions } from './extensions.js';
import { readProcess } from './process.js';

/** What a BPMN file says. */
export interface BpmnReading {
  /** The processes it executes, in document order; empty as soon as one finding is an error. */
  readonly processes: readonly Process[];
  readonly findings: readonly Finding[];
  /** The same processes even where findings are errors, for editors and further checks; never to be executed. */
  readonly drafts: readonly Process[];
}

/**
 * Reads BPMN 2.0 XML with the `zeebe:` extensions into the engine's model, and checks that the engine executes all of
 * it. `path` only labels the findings. Never throws for a wrong model.
 */
export const readBpmn: (xml: string, path: string) => Promise<BpmnReading> = remembering(read);

async function read(xml: string, path: string): Promise<BpmnReading> {
  const findings = new Findings(path);
  const definitions = await readBpmnXml(xml, findings);
  const drafts: Process[] = [];
  if (definitions) {
    readCollaborations(definitions, findings);
    for (const node of executable(definitions, findings)) {
      const reading = readProcess(node, text(definitions, 'expressionLanguage'), findings);
      if (!hasErrors(findings.list.filter((finding) => finding.rule === 'xml'))) checkStructure(reading, findings);
      drafts.push(reading.process);
    }
  }
  return { processes: hasErrors(findings.list) ? [] : drafts, findings: findings.list, drafts };
}

/** Processes to execute; one marked as not executable beside an executable one is drawing. */
function executable(definitions: Node, findings: Findings): readonly Node[] {
  const processes = children(definitions, 'rootElements').filter((node) => node.$type === 'bpmn:Process');
  const chosen = processes.filter((node) => node['isExecutable'] !== false);
  const [first] = processes;
  if (!first) findings.error(null, 'no-process');
  else if (chosen.length === 0) findings.error(placeOf(first), 'process-not-executable');
  return chosen;
}

/** Pools and message flows are drawing; choreographies and the like are not read at all, so they are refused. */
function readCollaborations(definitions: Node, findings: Findings): void {
  for (const node of children(definitions, 'rootElements')) {
    if (node.$type === 'bpmn:Choreography' || node.$type === 'bpmn:GlobalConversation') {
      findings.error(placeOf(node), 'unsupported', { construct: 'choreography' });
    }
    if (node.$type !== 'bpmn:Collaboration') continue;
    for (const participant of children(node, 'participants')) {
      readExtensions(participant, findings);
      if (child(participant, 'participantMultiplicity')) {
        findings.error(placeOf(participant), 'unsupported', { construct: 'participantMultiplicity' });
      }
    }
  }
}
