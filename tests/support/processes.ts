import type { Element, ElementType, Flow, Lane, Process } from '#engine';

type Given = Partial<
  Omit<Element, 'index' | 'incoming' | 'outgoing' | 'starts' | 'boundary' | 'parent' | 'attachedTo'>
>;

/** Builds a `Process` directly, as the BPMN reader would. Ids of flows are `source>target` unless named. */
export class ProcessBuilder {
  private readonly elements: Element[] = [];
  private readonly flows: Flow[] = [];

  constructor(
    private readonly id: string,
    private readonly lanes: readonly Lane[] = [],
  ) {
    this.add('process', id, null, {});
  }

  /** An element inside `within` (the process itself unless named). */
  element(type: ElementType, id: string, given: Given = {}, within: string = this.id): this {
    this.add(type, id, within, given);
    return this;
  }

  /** A boundary event attached to `host`. */
  boundary(host: string, id: string, given: Given): this {
    const at = this.indexOf(host);
    const parent = this.elements[at]?.parent ?? 0;
    const index = this.add('boundaryEvent', id, this.elements[parent]?.id ?? this.id, given, at);
    this.change(at, (element) => ({ ...element, boundary: [...element.boundary, index] }));
    return this;
  }

  /** A compensation boundary event and the activity that undoes `host`. */
  undone(host: string, id: string, handler: string): this {
    return this.boundary(host, id, { ...compensationEvent, handler: this.indexOf(handler) });
  }

  flow(source: string, target: string, condition: string | null = null, id = `${source}>${target}`): this {
    const index = this.flows.length;
    const from = this.indexOf(source);
    const to = this.indexOf(target);
    this.flows.push({ index, id, name: null, source: from, target: to, condition });
    this.change(from, (element) => ({ ...element, outgoing: [...element.outgoing, index] }));
    this.change(to, (element) => ({ ...element, incoming: [...element.incoming, index] }));
    return this;
  }

  /** A flow that is the default of its source. */
  fallback(source: string, target: string): this {
    const index = this.flows.length;
    this.flow(source, target);
    this.change(this.indexOf(source), (element) => ({ ...element, defaultFlow: index }));
    return this;
  }

  /** One flow after another. */
  chain(...ids: readonly string[]): this {
    for (const [index, id] of ids.entries()) {
      const next = ids[index + 1];
      if (next !== undefined) this.flow(id, next);
    }
    return this;
  }

  build(): Process {
    return { id: this.id, name: null, elements: this.elements, flows: this.flows, lanes: this.lanes };
  }

  private add(
    type: ElementType,
    id: string,
    within: string | null,
    given: Given,
    attachedTo: number | null = null,
  ): number {
    const index = this.elements.length;
    const parent = within === null ? -1 : this.indexOf(within);
    this.elements.push({
      name: null,
      lane: null,
      interrupting: true,
      event: null,
      defaultFlow: null,
      input: [],
      output: [],
      properties: {},
      job: null,
      script: null,
      decision: null,
      user: null,
      call: null,
      loop: null,
      forCompensation: false,
      handler: null,
      ...given,
      index,
      id,
      type,
      parent,
      incoming: [],
      outgoing: [],
      starts: [],
      boundary: [],
      attachedTo,
    });
    if (type === 'startEvent') this.change(parent, (scope) => ({ ...scope, starts: [...scope.starts, index] }));
    return index;
  }

  private indexOf(id: string): number {
    const index = this.elements.findIndex((element) => element.id === id);
    if (index < 0) throw new Error(`no element ${id}`);
    return index;
  }

  private change(index: number, how: (element: Element) => Element): void {
    const element = this.elements[index];
    if (element !== undefined) this.elements[index] = how(element);
  }
}

export const NONE_EVENT = { kind: 'none' } as const;

/** A user task without anything said about who may do it. */
export const ANYBODY = {
  user: {
    assignee: null,
    candidateGroups: null,
    candidateUsers: null,
    dueDate: null,
    followUpDate: null,
    formId: null,
  },
} as const;

/** A service task with this job type. */
export function jobOf(type: string, retries: string | null = null): Given {
  return { job: { type: JSON.stringify(type), retries, headers: {} } };
}

/** A timer in ISO form. */
export function timerOf(timer: 'date' | 'duration' | 'cycle', text: string): Given {
  return { event: { kind: 'timer', timer, expression: JSON.stringify(text) } };
}

export function messageEvent(name: string, correlationKey: string | null): Given {
  return { event: { kind: 'message', name: JSON.stringify(name), correlationKey } };
}

export function signalEvent(name: string): Given {
  return { event: { kind: 'signal', name: JSON.stringify(name) } };
}

export function conditionEvent(condition: string): Given {
  return { event: { kind: 'conditional', condition } };
}

export function linkEvent(name: string): Given {
  return { event: { kind: 'link', name } };
}

/** An error event; code null catches any. */
export function errorEvent(code: string | null): Given {
  return { event: { kind: 'error', code: code === null ? null : JSON.stringify(code) } };
}

/** An escalation event; code null catches any. */
export function escalationEvent(code: string | null): Given {
  return { event: { kind: 'escalation', code: code === null ? null : JSON.stringify(code) } };
}

/** A throwing compensation event for all of its scope. */
export const compensationEvent: Given = { event: { kind: 'compensation', activity: null } };
