import { Counterparts, type DefinitionSet, type Element, type Process } from '#engine';
import type { MatterData } from './data.js';
import type { Instant } from './views.js';

/** One run of an element, read back from the history: state knows only what is still open. */
export interface Run {
  /** Key of the element instance; null for what was passed in one go. */
  readonly key: number | null;
  /** As the set has it that the matter runs on now, where it has a counterpart there. */
  element: Element;
  process: Process;
  /** Key of the scope it ran in. */
  readonly scope: number;
  /** Ids of the call activities it lies in, outermost first. */
  readonly path: readonly string[];
  readonly from: Instant;
  readonly seq: number;
  to: Instant | null;
  /** Record it ended with. */
  ended: number | null;
  /** Ids of the flows it left by; null while it has not left. */
  flows: readonly string[] | null;
  /** How often it runs, of an activity that runs several times; null for any other. */
  runs: number | null;
  /** One of those runs. */
  readonly single: boolean;
}

interface Scope {
  readonly process: Process;
  readonly path: readonly string[];
  /** Key of the scope around it; 0 for the root. */
  readonly outer: number;
}

/** The way a matter took: every run in order, and what each key stood for. */
export class Trail {
  readonly runs: Run[] = [];
  readonly #scopes = new Map<number, Scope>();
  readonly #byKey = new Map<number, Run>();

  /** The set that events are read with. */
  #set: DefinitionSet;
  /** Record that is read. */
  #seq = 0;

  constructor(readonly data: MatterData) {
    this.#set = setNamed(data, firstOf(data)) ?? data.set;
    for (const record of data.history) {
      this.#seq = record.seq;
      for (const event of record.events) this.#take(event as TrailEvent, record.at, record.seq);
    }
  }

  byKey(key: number): Run | undefined {
    return this.#byKey.get(key);
  }

  scope(key: number): Scope | undefined {
    return this.#scopes.get(key);
  }

  /** The run of the procedure's own process in which this key ran, itself included; undefined for the root scope. */
  outermost(key: number): Run | undefined {
    let run = this.#byKey.get(key);
    while (run && run.scope !== ROOT) run = this.#byKey.get(run.scope);
    return run;
  }

  #take(event: TrailEvent, at: Instant, seq: number): void {
    switch (event.type) {
      case 'Started': {
        const process = this.#set.processes[event.process ?? this.#set.main];
        if (process) this.#scopes.set(ROOT, { process, path: [], outer: 0 });
        return;
      }
      case 'Passed': {
        const run = this.#run(event, null, at, seq);
        if (run) this.#leave(run, at, event.flows);
        return;
      }
      case 'Entered': {
        const run = this.#run(event, event.key as number, at, seq);
        if (run) this.#open(run, event);
        return;
      }
      case 'Completed': {
        const run = this.#byKey.get(event.key as number);
        if (run) this.#leave(run, at, event.flows);
        // runs that a completion condition ended
        if (run?.runs != null) this.#endWithin(event.key as number, at);
        return;
      }
      case 'Triggered': {
        this.#begin(event, at, seq);
        return;
      }
      case 'Undone': {
        const run = this.#byKey.get(event.key as number);
        if (run) this.#leave(run, at, []);
        return;
      }
      case 'Fired': {
        const host = this.#byKey.get(event.host as number);
        if (!host) return;
        const run = this.#run({ ...event, scope: host.scope }, null, at, seq);
        if (run?.element.interrupting) this.#end(host, at);
        if (run) this.#leave(run, at, event.flows);
        return;
      }
      case 'Terminated': {
        this.#endWithin(event.key as number, at);
        return;
      }
      case 'Migrated':
        this.#move(event);
    }
  }

  /** An event sub-process with its start event; an interrupting one ended all that ran in the scope around it. */
  #begin(event: TrailEvent, at: Instant, seq: number): void {
    const scope = this.#scopes.get(event.scope as number);
    const start = scope?.process.elements.find((each) => each.id === event.element);
    const around = start && scope?.process.elements[start.parent];
    if (!start || !around) return;
    if (start.interrupting || start.event?.kind === 'error') {
      for (const run of this.#byKey.values())
        if (run.key !== event.scope && this.#isWithin(run, event.scope as number)) this.#end(run, at);
    }
    const begun = this.#run({ ...event, element: around.id }, event.key as number, at, seq);
    if (begun) this.#open(begun, {});
    const first = this.#run({ ...event, scope: event.key }, event.held ?? null, at, seq);
    if (first && event.held === undefined) this.#leave(first, at, event.flows);
  }

  #endWithin(key: number, at: Instant): void {
    for (const run of this.#byKey.values()) if (this.#isWithin(run, key)) this.#end(run, at);
  }

  #end(run: Run, at: Instant): void {
    run.to ??= at;
    run.ended ??= this.#seq;
  }

  #isWithin(run: Run, key: number): boolean {
    for (let scope = run.key ?? 0; scope !== 0; scope = this.#byKey.get(scope)?.scope ?? 0)
      if (scope === key) return true;
    return false;
  }

  /** What ran and runs is shown as the other set has it; what has no counterpart there stays what it was. */
  #move(event: TrailEvent): void {
    const next = setNamed(this.data, event.definition);
    if (!next) return;
    const mapping = new Counterparts(this.#set, next, event.mapping ?? {});
    for (const run of this.runs) {
      const pair = mapping.process(run.process.id);
      const element = pair && mapping.element(pair, run.element.index);
      if (!pair || !element) continue;
      run.process = pair.to;
      run.element = element;
    }
    for (const [key, scope] of this.#scopes) {
      const pair = mapping.process(scope.process.id);
      if (pair) this.#scopes.set(key, { ...scope, process: pair.to });
    }
    this.#set = next;
  }

  #run(event: TrailEvent, key: number | null, at: Instant, seq: number): Run | undefined {
    const scope = this.#scopes.get(event.scope as number);
    const element = scope?.process.elements.find((each) => each.id === event.element);
    if (!scope || !element) return undefined;
    const run: Run = {
      key,
      element,
      process: scope.process,
      scope: event.scope as number,
      path: scope.path,
      from: at,
      seq,
      to: null,
      ended: null,
      flows: null,
      runs: null,
      single: this.#byKey.get(event.scope as number)?.runs != null,
    };
    this.runs.push(run);
    if (key !== null) this.#byKey.set(key, run);
    return run;
  }

  #open(run: Run, { process: called, loop, undo }: Partial<TrailEvent>): void {
    if (run.key === null) return;
    if (loop !== undefined) run.runs = loop.items?.length ?? loop.count ?? 0;
    if (loop !== undefined || undo === true || SCOPES.has(run.element.type) || undoes(run.element)) {
      this.#scopes.set(run.key, { process: run.process, path: run.path, outer: run.scope });
      return;
    }
    const literal = /^"(.*)"$/.exec(run.element.call?.processId ?? '')?.[1];
    if (run.element.type === 'callActivity') {
      const process = this.#set.processes[called ?? literal ?? ''];
      if (process) this.#scopes.set(run.key, { process, path: [...run.path, run.element.id], outer: run.scope });
    }
  }

  /** Absent `flows` mean that every outgoing flow was taken; one run of several takes none. */
  #leave(run: Run, at: Instant, flows: readonly string[] | undefined): void {
    run.to = at;
    run.ended = this.#seq;
    if (run.single) run.flows = [];
    else run.flows = flows ?? run.element.outgoing.map((index) => run.process.flows[index]?.id ?? '');
  }
}

interface TrailEvent {
  readonly type: string;
  readonly process?: string;
  readonly element?: string;
  readonly scope?: number;
  readonly key?: number;
  readonly host?: number;
  readonly flows?: readonly string[];
  readonly held?: number;
  readonly loop?: { readonly items?: readonly unknown[]; readonly count?: number };
  readonly undo?: boolean;
  readonly definition?: string;
  readonly mapping?: Readonly<Record<string, string>>;
}

/** One of the sets the matter ran on. */
export function setNamed(data: MatterData, hash: string | undefined): DefinitionSet | undefined {
  return [data.set, ...(data.earlier ?? [])].find((set) => set.hash === hash);
}

/** Hash of the set the matter was started on, where it is another one than now. */
export function firstOf({ history }: MatterData): string | undefined {
  const moved = history.flatMap(({ events }) => events).find(({ type }) => type === 'Migrated');
  return typeof moved?.['from'] === 'string' ? moved['from'] : undefined;
}

const ROOT = 1;

const SCOPES: ReadonlySet<string> = new Set(['subProcess', 'eventSubProcess']);

/** What undoes runs inside the event that asked for it. */
function undoes({ event }: Element): boolean {
  return event?.kind === 'compensation';
}
