import { standingOf, type Element, type ElementType, type Flow, type Process } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, constructOf, isA, placeOf, text, type Node } from '../xml.js';
import { readFormId, readMappings, readWork, type Work } from './activities.js';
import { Expressions } from './context.js';
import { bodyOf, readEvent } from './events.js';
import { propertiesOf, readExtensions, type Extensions } from './extensions.js';
import { readLanes, type Lanes } from './lanes.js';
import { readLinks } from './links.js';
import { partsOf } from './parts.js';
import { readLoop } from './loops.js';

/** A process with what the checks need beside it. */
export interface ReadProcess {
  readonly process: Process;
  /** Elements the engine does not execute: they hold their place in the graph so that other checks stay meaningful. */
  readonly refused: ReadonlySet<number>;
  /** Flows between different scopes; they are not in the graph. */
  readonly crossing: readonly Node[];
}

interface Place {
  readonly node: Node;
  readonly parent: number;
}

/** Expression languages under which a condition needs no `=`. */
const FEEL_LANGUAGE = /feel/i;

/** Turns a bpmn:Process into the index-based graph of the engine. Everything wrong becomes a finding. */
export function readProcess(node: Node, language: string | null, findings: Findings): ReadProcess {
  return new ProcessReader(node, language, findings).read();
}

class ProcessReader {
  private readonly places: Place[] = [];
  private readonly flowNodes: { readonly node: Node; readonly parent: number }[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly associations: { readonly source: string; readonly target: string }[] = [];
  private readonly refused = new Set<number>();
  private readonly expressions: Expressions;
  private readonly lanes: Lanes;
  private readonly incoming = new Map<number, number[]>();
  private readonly outgoing = new Map<number, number[]>();
  private readonly starts = new Map<number, number[]>();
  private readonly boundary = new Map<number, number[]>();

  constructor(
    private readonly root: Node,
    private readonly language: string | null,
    private readonly findings: Findings,
  ) {
    this.expressions = new Expressions(findings);
    this.lanes = readLanes(root, findings);
  }

  read(): ReadProcess {
    this.refuseParts(this.root);
    this.collect(this.root, -1);
    const { flows, crossing } = this.readFlows();
    flows.push(...readLinks(this.places, flows, this.findings));
    const elements: Element[] = [];
    this.group(flows);
    for (const [index, place] of this.places.entries()) elements.push(this.readElement(index, place, elements, flows));
    const process: Process = {
      id: text(this.root, 'id') ?? '',
      name: text(this.root, 'name'),
      elements,
      flows,
      lanes: this.lanes.lanes,
    };
    return { process, refused: this.refused, crossing };
  }

  /** Scope first, then what lies in it, in document order. */
  private collect(node: Node, parent: number): void {
    const index = this.places.push({ node, parent }) - 1;
    this.indexOf.set(text(node, 'id') ?? '', index);
    for (const inner of children(node, 'flowElements')) {
      if (inner.$type === 'bpmn:SequenceFlow') this.flowNodes.push({ node: inner, parent: index });
      else if (isA(inner, 'bpmn:FlowNode')) this.collect(inner, index);
      else this.refuse(inner, constructOf(inner));
    }
    for (const artifact of children(node, 'artifacts')) {
      this.refuse(artifact, constructOf(artifact));
      const [source, target] = [child(artifact, 'sourceRef'), child(artifact, 'targetRef')];
      if (source && target)
        this.associations.push({ source: text(source, 'id') ?? '', target: text(target, 'id') ?? '' });
    }
  }

  /** Finding for what is not executed; drawing passes. */
  private refuse(node: Node, construct: string): boolean {
    if (standingOf(construct) !== 'refused') return false;
    this.findings.error(placeOf(node), 'unsupported', { construct });
    return true;
  }

  private readFlows(): { flows: Flow[]; crossing: Node[] } {
    const flows: Flow[] = [];
    const crossing: Node[] = [];
    for (const { node, parent } of this.flowNodes) {
      readExtensions(node, this.findings);
      const source = this.end(node, 'sourceRef');
      const target = this.end(node, 'targetRef');
      if (source === null || target === null) {
        this.findings.error(placeOf(node), 'field-missing', { field: source === null ? 'sourceRef' : 'targetRef' });
      } else if (this.places[source]?.parent !== parent || this.places[target]?.parent !== parent) {
        this.findings.error(placeOf(node), 'flow-crosses-scope', { flow: text(node, 'id') });
        crossing.push(node);
      } else {
        const index = flows.length;
        flows.push({
          index,
          id: text(node, 'id') ?? '',
          name: text(node, 'name'),
          source,
          target,
          condition: this.condition(node),
        });
      }
    }
    return { flows, crossing };
  }

  private end(flow: Node, property: 'sourceRef' | 'targetRef'): number | null {
    const node = child(flow, property);
    return node ? (this.indexOf.get(text(node, 'id') ?? '') ?? null) : null;
  }

  private condition(flow: Node): string | null {
    const expression = child(flow, 'conditionExpression');
    if (!expression) return null;
    const language = text(expression, 'language') ?? this.language ?? '';
    return this.expressions.expression(placeOf(flow), 'condition', bodyOf(expression), FEEL_LANGUAGE.test(language));
  }

  private readElement(
    index: number,
    { node, parent }: Place,
    earlier: readonly Element[],
    flows: readonly Flow[],
  ): Element {
    const construct = index === 0 ? 'process' : this.constructOf(node);
    const extensions = readExtensions(node, this.findings);
    const interrupting = node['cancelActivity'] !== false && node['isInterrupting'] !== false;
    const attached = child(node, 'attachedToRef');
    const attachedTo = attached ? (this.indexOf.get(text(attached, 'id') ?? '') ?? null) : null;
    const work = this.work(index, node, construct, interrupting, parent, extensions);
    // A refused event keeps its place as what it is; anything else refused is as good as a task to the other checks.
    const known = !this.refused.has(index) || isA(node, 'bpmn:Event');
    return {
      index,
      id: text(node, 'id') ?? '',
      name: text(node, 'name'),
      type: known ? typeOf(construct) : 'task',
      parent,
      incoming: this.incoming.get(index) ?? [],
      outgoing: this.outgoing.get(index) ?? [],
      lane: this.laneOf(node, parent, attached, earlier),
      starts: this.starts.get(index) ?? [],
      boundary: this.boundary.get(index) ?? [],
      attachedTo,
      interrupting,
      event: work.event,
      defaultFlow: this.defaultFlow(index, node, flows),
      input: readMappings(node, extensions, 'input', this.expressions, this.findings),
      output: readMappings(node, extensions, 'output', this.expressions, this.findings),
      properties: this.properties(node, construct, extensions),
      job: work.job,
      script: work.script,
      decision: work.decision,
      user: work.user,
      call: work.call,
      loop: this.refused.has(index) ? null : readLoop(node, this.language, this.expressions, this.findings),
      forCompensation: node['isForCompensation'] === true,
      handler: work.event?.kind === 'compensation' ? this.handlerOf(node) : null,
    };
  }

  /** The activity that an association joins with a compensation boundary event. */
  private handlerOf(node: Node): number | null {
    const id = text(node, 'id') ?? '';
    const other = this.associations.find(({ source, target }) => source === id || target === id);
    const named = other && (other.source === id ? other.target : other.source);
    return named === undefined ? null : (this.indexOf.get(named) ?? null);
  }

  private work(
    index: number,
    node: Node,
    construct: string,
    interrupting: boolean,
    parent: number,
    extensions: Extensions,
  ): Work {
    const nothing: Work = { job: null, script: null, decision: null, user: null, call: null, event: null };
    if (index === 0) return nothing;
    const isEvent = isA(node, 'bpmn:Event');
    if ((!isEvent && this.refuse(node, construct)) || this.refuseParts(node)) {
      this.refused.add(index);
      return nothing;
    }
    const work = readWork(node, construct, extensions, this.expressions, this.findings);
    if (!isEvent) return work;
    const hasJob = work.job !== null;
    const around = this.places[parent];
    const eventSubProcess =
      construct === 'startEvent' && around !== undefined && this.constructOf(around.node) === 'eventSubProcess';
    const place = { top: parent === 0, eventSubProcess, interrupting, hasJob };
    const read = readEvent(node, place, this.expressions, this.findings);
    const event = read?.kind === 'compensation' ? { ...read, activity: this.activityOf(node) } : read;
    if (event === null) this.refused.add(index);
    else if (hasJob && !isMessageThrow(node)) {
      this.findings.error(placeOf(node), 'misplaced-extension', { construct: 'zeebe.taskDefinition' });
    }
    return { ...work, event };
  }

  /** The activity that a throwing compensation event names; null for all of its scope. */
  private activityOf(node: Node): number | null {
    const [definition] = [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')];
    const named = definition && child(definition, 'activityRef');
    return named ? (this.indexOf.get(text(named, 'id') ?? '') ?? null) : null;
  }

  /** Markers and parts that change what an element does and that the engine does not execute. */
  private refuseParts(node: Node): boolean {
    const used = partsOf(node);
    return used.filter((construct) => this.refuse(node, construct)).length > 0;
  }

  private constructOf(node: Node): string {
    return node.$type === 'bpmn:SubProcess' && node['triggeredByEvent'] === true
      ? 'eventSubProcess'
      : constructOf(node);
  }

  private laneOf(node: Node, parent: number, attached: Node | null, earlier: readonly Element[]): number | null {
    const named = this.lanes.laneOf.get(text(node, 'id') ?? '');
    if (named !== undefined) return named;
    const host = attached ? this.lanes.laneOf.get(text(attached, 'id') ?? '') : undefined;
    return host ?? earlier[parent]?.lane ?? null;
  }

  /** Who belongs to whom, so that reading stays linear in the size of the model. */
  private group(flows: readonly Flow[]): void {
    for (const flow of flows) {
      append(this.outgoing, flow.source, flow.index);
      append(this.incoming, flow.target, flow.index);
    }
    for (const [index, { node, parent }] of this.places.entries()) {
      if (isA(node, 'bpmn:StartEvent')) append(this.starts, parent, index);
      const attached = child(node, 'attachedToRef');
      const host = attached && this.indexOf.get(text(attached, 'id') ?? '');
      if (typeof host === 'number') append(this.boundary, host, index);
    }
  }

  private defaultFlow(index: number, node: Node, flows: readonly Flow[]): number | null {
    const chosen = child(node, 'default');
    if (!chosen) return null;
    const id = text(chosen, 'id');
    const flow = (this.outgoing.get(index) ?? []).find((candidate) => flows[candidate]?.id === id);
    if (flow === undefined) this.findings.error(placeOf(node), 'default-not-outgoing', { flow: id });
    return flow ?? null;
  }

  /** Properties as written; the form of a start event is kept as `start.form` for whoever starts the process. */
  private properties(node: Node, construct: string, extensions: Extensions): Readonly<Record<string, string>> {
    const properties = propertiesOf(extensions);
    if (construct !== 'startEvent') return properties;
    const form = readFormId(node, extensions, this.findings);
    return form === null ? properties : { ...properties, 'start.form': form };
  }
}

function append(groups: Map<number, number[]>, key: number, value: number): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function typeOf(construct: string): ElementType {
  return (construct === 'sendTask' ? 'serviceTask' : construct) as ElementType;
}

function isMessageThrow(node: Node): boolean {
  const [definition] = [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')];
  return isA(node, 'bpmn:ThrowEvent') && definition?.$type === 'bpmn:MessageEventDefinition';
}
