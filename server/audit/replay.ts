import {
  decisionsTaken,
  explainDecision,
  isRefusal,
  type DefinitionSet,
  type InstanceCommand,
  type InstanceFacts,
  type InstanceState,
  type StoredValue,
} from '#engine';
import { canonicalText } from '#ledger';
import { capabilities } from '#rules/all';
import { readClosing, type ClosingDays } from '#rules/calendar';
import { peopleRules } from '#rules/people';
import { definitionAfter, hostsOf, targetOf, type CalendarYear, type FactSources, type Host } from '#world';
import { NO_DEFINITION, type ReadRecord, type ReadStream } from './chain.js';
import type { Findings } from './findings.js';
import type { AuditedDecision } from './types.js';

/** What a stream comes to when its commands are decided again. */
export interface Replayed {
  /** Hashes of the facts that commands name. */
  readonly named: ReadonlySet<unknown>;
  /** States by stream, of those that were executed to their end. */
  readonly states: ReadonlyMap<string, unknown>;
  /** Commands decided again. */
  readonly commands: number;
  /** Decisions of matters, in order, as they were made. */
  readonly decisions: readonly AuditedDecision[];
}

/**
 * Decides every command again, with the facts it names, and compares what comes of it byte for byte with what was
 * recorded. A stream stops at its first difference: what follows rests on another state.
 */
export function replay(
  streams: readonly ReadStream[],
  sets: ReadonlyMap<string, DefinitionSet>,
  facts: ReadonlyMap<string, string>,
  findings: Findings,
): Replayed {
  const hosts = hostsOf([...capabilities, peopleRules]);
  const states = new Map<string, unknown>();
  const named = new Set(
    streams.flatMap((stream) => stream.records.flatMap((record) => Object.values(factsOf(record)))),
  );
  const decisions: AuditedDecision[] = [];
  let commands = 0;
  for (const stream of streams) {
    const host = hosts.get(stream.kind);
    if (host === undefined) {
      findings.differ('replay', stream.id, null, 'kind', null, stream.kind);
      continue;
    }
    const one = new StreamReplay(stream, host, sets, facts, findings);
    if (one.run()) states.set(stream.id, one.state);
    commands += one.commands;
    decisions.push(...one.decisions);
  }
  return { states, commands, named, decisions };
}

/** What a command names as its facts: name → hash. */
function factsOf(record: ReadRecord): Readonly<Record<string, unknown>> {
  const facts = record.body?.command['facts'];
  return typeof facts === 'object' && facts !== null ? (facts as Readonly<Record<string, unknown>>) : {};
}

class StreamReplay {
  state: unknown;
  commands = 0;
  readonly decisions: AuditedDecision[] = [];

  constructor(
    readonly stream: ReadStream,
    readonly host: Host,
    readonly sets: ReadonlyMap<string, DefinitionSet>,
    readonly facts: ReadonlyMap<string, string>,
    readonly findings: Findings,
  ) {
    this.state = host.decider.initial();
  }

  /** True when every command came to what was recorded. */
  run(): boolean {
    for (const [position, record] of this.stream.records.entries()) {
      if (record.seq !== position || record.body === undefined || !this.#safely(record)) return false;
    }
    return this.stream.sound;
  }

  #one(record: ReadRecord): boolean {
    const { command, events } = record.body!;
    const sources = this.#sources(record);
    if (sources === undefined) return false;
    const { facts: _named, at: _at, by: _by, ...nameless } = command;
    const names = this.host.names(sources, nameless as Readonly<{ type: string } & Record<string, unknown>>);
    const named = canonicalText(command['facts'] ?? {});
    if (canonicalText(names) !== named) return this.#differ(record, 'facts', canonicalText(names), named);
    const facts = this.host.facts(sources);
    const decision = this.host.decider.decide(this.state, command as never, facts);
    this.commands++;
    if (isRefusal(decision)) return this.#differ(record, 'refused', null, decision.refused);
    const decided = canonicalText({ command, events: decision.events });
    if (decided !== record.bodyText)
      return this.#differ(record, 'events', canonicalText(decision.events), canonicalText(events));
    const after = definitionAfter(decision.effects);
    if (after !== null && after !== record.definition)
      return this.#differ(record, 'definition', after, record.definition);
    if (this.host.decider.kind === 'instance') this.#tell(record, facts as InstanceFacts);
    for (const event of decision.events) this.state = this.host.decider.evolve(this.state, event, facts);
    return true;
  }

  /** How the decisions of a command came about: read from the model once more, since no record holds it. */
  #tell(record: ReadRecord, facts: InstanceFacts): void {
    if (Object.keys(facts.definitions.decisions.decisions).length === 0) return;
    const command = record.body!.command as unknown as InstanceCommand;
    for (const { element, name, answer } of decisionsTaken(this.state as InstanceState, command, facts))
      this.decisions.push({
        stream: this.stream.id,
        seq: record.seq,
        element,
        name,
        explained: explainDecision(answer),
      });
  }

  /** A record that holds what no decider ever made may break one; that, too, is a difference. */
  #safely(record: ReadRecord): boolean {
    try {
      return this.#one(record);
    } catch (error) {
      return this.#differ(record, 'not-decidable', null, error instanceof Error ? error.message : null);
    }
  }

  /** The facts the command names, from the bundle; undefined where one is not there. */
  #sources(record: ReadRecord): FactSources | undefined {
    // the record that puts the stream on another set was decided with the one before it
    const definition = this.stream.records[record.seq - 1]?.definition ?? record.definition;
    const model = this.sets.get(definition) ?? null;
    const named = record.body === undefined ? null : targetOf(record.body.command);
    const target = named === null ? null : (this.sets.get(named) ?? null);
    if (this.host.needsModel && (model === null || (named !== null && target === null))) {
      // a set that is named and not there was said by the step of the definitions
      if (definition === NO_DEFINITION)
        this.findings.differ('definitions', this.stream.id, record.seq, 'definition', null, record.definition);
      return undefined;
    }
    const calendars: CalendarYear[] = [];
    const closings: ClosingDays[] = [];
    for (const [name, hash] of Object.entries(factsOf(record))) {
      const text = typeof hash === 'string' ? this.facts.get(hash) : undefined;
      if (text === undefined) {
        this.findings.differ('facts', this.stream.id, record.seq, 'fact', `${name} ${String(hash)}`, null);
        return undefined;
      }
      const year = /^calendar:(\d+)$/.exec(name)?.[1];
      if (year !== undefined)
        calendars.push({ year: Number(year), hash: hash as string, calendar: JSON.parse(text) as StoredValue });
      // under which name it stands follows from the file: one that is named otherwise differs from what it must be
      const closing = name.startsWith('closing:') ? readClosing(text) : undefined;
      if (closing !== undefined) closings.push({ ...closing, hash: hash as string });
    }
    calendars.sort((a, b) => a.year - b.year);
    return { stream: this.stream.id, definition, model, target, calendars, scope: this.#scope(), closings };
  }

  /** Where a matter belongs, as its first command says. */
  #scope(): string {
    const scope = this.stream.records[0]?.body?.command['scope'];
    return typeof scope === 'string' ? scope : '';
  }

  #differ(record: ReadRecord, what: string, expected: string | null, found: string | null): false {
    this.findings.differ('replay', this.stream.id, record.seq, what, expected, found);
    return false;
  }
}
