import { Counterparts, type DefinitionSet, type Element, type Pair, type Process } from '#engine';
import type { MatterData } from './data.js';
import type { Instant } from './views.js';

/** A run as one of the sets has it; what has no counterpart there stays what it was. */
export interface RunAs {
  element: Element;
  process: Process;
  /** Ids of the call activities it lies in, outermost first. */
  path: readonly string[];
  /** Ids of the flows it left by; null while it has not left. */
  flows: readonly string[] | null;
}

/** One run of an element, read back from the history: state knows only what is still open. It is as the present set has it. */
export interface Run extends RunAs {
  /** Key of the element instance; null for what was passed in one go. */
  readonly key: number | null;
  /** As the sets before had it, by the position of each in `Trail.stretches`; a hole where it had not begun. */
  readonly before: (RunAs | undefined)[];
  /** Key of the scope it ran in. */
  readonly scope: number;
  readonly from: Instant;
  readonly seq: number;
  to: Instant | null;
  /** Record it ended with. */
  ended: number | null;
  /** How often it runs, of an activity that runs several times; null for any other. */
  runs: number | null;
  /** One of those runs. */
  readonly single: boolean;
}

type ScopeAs = Pick<RunAs, 'process' | 'path'>;
interface Scope extends ScopeAs {
  /** Key of the scope around it; 0 for the root. */
  readonly outer: number;
  /** As the sets before had it, as in `Run.before`. */
  readonly before: readonly (ScopeAs | undefined)[];
}

/** A time in which the matter ran on one set. */
export interface Stretch {
  /** Record it began with: the first, or that of a migration. */
  readonly seq: number;
  readonly set: DefinitionSet;
  /** Where things are in the set after it; null while it lasts. */
  onward: Counterparts | null;
}

/** The way a matter took: every run in order, and what each key stood for. */
export class Trail {
  readonly runs: Run[] = [];
  /** The sets it ran on, in order; the last is the present one. */
  readonly stretches: Stretch[];
  readonly #scopes = new Map<number, Scope>();
  readonly #byKey = new Map<number, Run>();

  /** Record that is read. */
  #seq = 0;

  constructor(readonly data: MatterData) {
    const set = setNamed(data, firstOf(data)) ?? data.set;
    this.stretches = [{ seq: data.history[0]?.seq ?? 0, set, onward: null }];
    for (const record of data.history) {
      this.#seq = record.seq;
      for (const event of record.events) this.#take(event as TrailEvent, record.at, record.seq);
    }
  }

  /** The set that events are read with. */
  get #set(): DefinitionSet {
    return (this.stretches.at(-1) as Stretch).set;
  }

  byKey(key: number): Run | undefined {
    return this.#byKey.get(key);
  }

  scope(key: number): Scope | undefined {
    return this.#scopes.get(key);
  }

  /** Which of `stretches` a record lies in. */
  stretchOf(seq: number): number {
    return Math.max(0, this.stretches.filter((each) => each.seq <= seq).length - 1);
  }

  /** A run as the set of a stretch had it; undefined where it had not begun by its end. */
  runIn(run: Run, stretch: number): RunAs | undefined {
    return stretch === this.stretches.length - 1 ? run : run.before[stretch];
  }

  /** The same for a scope. */
  scopeIn(key: number, stretch: number): ScopeAs | undefined {
    const scope = this.#scopes.get(key);
    return stretch === this.stretches.length - 1 ? scope : scope?.before[stretch];
  }

  /** What an element of a process of one stretch is in the drawing of a later one. */
  onward(process: Process, id: string, from: number, to: number): string {
    let [here, name] = [process, id];
    for (const { onward } of this.stretches.slice(from, to)) {
      const pair = onward?.process(here.id) ?? null;
      const index = here.elements.findIndex((each) => each.id === name);
      const next = pair && index >= 0 ? onward?.element(pair, index) : null;
      if (!pair || !next) return name;
      [here, name] = [pair.to, next.id];
    }
    return name;
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
        if (process) this.#scopes.set(ROOT, { process, path: [], outer: 0, before: [] });
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

  /**
   * What ran and runs is from here on as the other set has it; what has no counterpart there stays what it was. How the set before had it is
   * kept.
   */
  #move(event: TrailEvent): void {
    const next = setNamed(this.data, event.definition);
    if (!next) return;
    const here = this.stretches.length - 1;
    const mapping = new Counterparts(this.#set, next, event.mapping ?? {});
    (this.stretches[here] as Stretch).onward = mapping;
    this.stretches.push({ seq: this.#seq, set: next, onward: null });
    for (const run of this.runs) {
      const { element, process, path, flows } = run;
      run.before[here] = { element, process, path, flows };
      const pair = mapping.process(process.id);
      const counterpart = pair && mapping.element(pair, element.index);
      if (!pair || !counterpart) continue;
      run.process = pair.to;
      run.element = counterpart;
      run.flows = flows?.flatMap((id) => flowIn(pair, mapping, id)) ?? null;
    }
    // a scope stands after the one around it, so the way to that one is known by then
    for (const [key, scope] of this.#scopes) {
      const { process, path, outer } = scope;
      const around = this.#scopes.get(outer);
      const called = path.length > (around?.before[here]?.path.length ?? 0) ? this.#byKey.get(key) : undefined;
      const before = [...scope.before];
      before[here] = { process, path };
      this.#scopes.set(key, {
        process: mapping.process(process.id)?.to ?? process,
        path: [...(around?.path ?? []), ...(called === undefined ? [] : [called.element.id])],
        outer,
        before,
      });
    }
    for (const run of this.runs) run.path = this.#scopes.get(run.scope)?.path ?? run.path;
  }

  #run(event: TrailEvent, key: number | null, at: Instant, seq: number): Run | undefined {
    const scope = this.#scopes.get(event.scope as number);
    const element = scope?.process.elements.find((each) => each.id === event.element);
    if (!scope || !element) return undefined;
    const run: Run = {
      key,
      element,
      process: scope.process,
      before: [],
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
      this.#scopes.set(run.key, { process: run.process, path: run.path, outer: run.scope, before: [] });
      return;
    }
    const literal = /^"(.*)"$/.exec(run.element.call?.processId ?? '')?.[1];
    if (run.element.type === 'callActivity') {
      const process = this.#set.processes[called ?? literal ?? ''];
      const path = [...run.path, run.element.id];
      if (process) this.#scopes.set(run.key, { process, path, outer: run.scope, before: [] });
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
  return [data.set, ...(data.earlier ?? []).map(({ set }) => set)].find((set) => set.hash === hash);
}

/** Hash of the set the matter was started on, where it is another one than now. */
export function firstOf({ history }: MatterData): string | undefined {
  const moved = history.flatMap(({ events }) => events).find(({ type }) => type === 'Migrated');
  return typeof moved?.['from'] === 'string' ? moved['from'] : undefined;
}

/** A flow that was taken, in the other set: the one between the counterparts; none where there is no such flow. */
function flowIn(pair: Pair, mapping: Counterparts, id: string): readonly string[] {
  const index = pair.from.flows.findIndex((flow) => flow.id === id);
  const source = pair.from.flows[index]?.source;
  const found = index < 0 ? undefined : pair.to.flows[mapping.flow(pair, index)];
  if (found === undefined || source === undefined) return [];
  return mapping.element(pair, source)?.index === found.source ? [found.id] : [];
}

const ROOT = 1;

const SCOPES: ReadonlySet<string> = new Set(['subProcess', 'eventSubProcess']);

/** What undoes runs inside the event that asked for it. */
function undoes({ event }: Element): boolean {
  return event?.kind === 'compensation';
}
