import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evolveAll,
  instanceDecider,
  isRefusal,
  previewChange,
  SYSTEM,
  type Change,
  type DefinitionSet,
  type Element,
  type InstanceCommand,
  type InstanceEvent,
  type InstanceState,
  type Process,
  type StoredValue,
} from '#engine';
import { canonicalText } from '#ledger';
import { Matter, type Ask } from '../support/matter.js';
import { askOf, randomMoves, randomVariables, wait, type Move } from '../support/random-driver.js';
import { randomProcesses } from '../support/random-models.js';
import { MOST_EVENTS, runs, timeout } from '../support/random-runs.js';

const text = (value: unknown): string => canonicalText(value);
const calendars = { years: { '2026': { holidays: [], workdays: [] } } };

interface Story {
  readonly processes: readonly Process[];
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly moves: readonly Move[];
}
const few = randomVariables.map((variables) => (Object.keys(variables).length > 1 ? variables : {}));
const story: fc.Arbitrary<Story> = fc.record({ processes: randomProcesses, variables: few, moves: randomMoves });

/** The same processes under other ids of elements and flows, with a reminder that stands before every other boundary event. */
function renamed(process: Process): Process {
  const elements: Element[] = process.elements.map((element) => ({
    ...element,
    id: element.index === 0 ? element.id : `${element.id}.b`,
  }));
  for (const host of process.elements) {
    if (host.type !== 'userTask' && host.type !== 'serviceTask' && host.type !== 'callActivity') continue;
    const index = elements.length;
    elements.push({
      ...host,
      index,
      id: `remind.${host.id}`,
      type: 'boundaryEvent',
      name: null,
      incoming: [],
      outgoing: [],
      boundary: [],
      starts: [],
      attachedTo: host.index,
      interrupting: false,
      event: { kind: 'timer', timer: 'duration', expression: '"PT9H"' },
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
    });
    const changed = elements[host.index];
    if (changed !== undefined) elements[host.index] = { ...changed, boundary: [index, ...changed.boundary] };
  }
  return { ...process, elements, flows: process.flows.map((flow) => ({ ...flow, id: `${flow.id}.b` })) };
}

function mappingOf(from: readonly Process[], to: readonly Process[]): Readonly<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const [position, process] of from.entries()) {
    const other = to[position];
    for (const { index, id } of process.elements) {
      const next = other?.elements[index]?.id;
      if (index > 0 && next !== undefined) named[`${process.id}/${id}`] = next;
    }
    for (const { index, id } of process.flows) named[`${process.id}/${id}`] = other?.flows[index]?.id ?? id;
  }
  return named;
}

const OPEN = ['task', 'job', 'timer', 'subscription', 'incident'] as const;

function openIn({ ledger }: Matter): ReadonlySet<string> {
  const { tasks, jobs, timers, subscriptions, incidents } = ledger;
  const maps = { task: tasks, job: jobs, timer: timers, subscription: subscriptions, incident: incidents };
  return new Set(OPEN.flatMap((kind) => [...maps[kind].keys()].map((key) => `${kind} ${key}`)));
}

function rows(changes: readonly Change[], ...what: readonly string[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ code, values }) => {
      const [, kind = '', happens = ''] = /^change\.([a-z]+)-([a-z]+)$/.exec(code) ?? [];
      return what.includes(happens) && (OPEN as readonly string[]).includes(kind)
        ? [`${kind} ${String(values['key'])}`]
        : [];
    }),
  );
}

/** A command with its dry run: what it said must be what then happened. */
class Teller {
  readonly matter: Matter;
  readonly sets: readonly [DefinitionSet, DefinitionSet];
  current = 0;
  moved = 0;
  migrated = 0;

  constructor({ processes, variables }: Story) {
    this.matter = new Matter(processes);
    const { definitions } = this.matter.facts;
    const others = processes.map(renamed);
    this.sets = [
      { ...definitions, hash: 'a' },
      { ...definitions, hash: 'b', processes: Object.fromEntries(others.map((each) => [each.id, each])) },
    ];
    this.matter.facts = { ...this.matter.facts, definitions: this.sets[0] };
    this.ask({ type: 'start', scope: 'qinghe/d2', variables: { n: 0, flag: true, text: 'k', ...variables, x: 1 } });
  }

  processes(set: number): readonly Process[] {
    return Object.values(this.sets[set]?.processes ?? {});
  }

  tell(move: Move, index: number): void {
    const { matter } = this;
    wait(matter, move);
    if (index === 8) matter.facts = { ...matter.facts, calendars };
    if (matter.state.status !== 'active') return;
    if (index % 3 === 1) this.modify(move);
    else if (index % 5 === 2) this.migrate();
    else this.ask(...askOf(matter, move));
  }

  modify({ what, which, variables }: Move): void {
    // mostly what can begin by itself; now and then anything
    const elements = this.processes(this.current)
      .flatMap((process) => process.elements.slice(1))
      .filter(({ type }) => what % 11 === 0 || (type !== 'boundaryEvent' && type !== 'startEvent'));
    const element = elements[(which * 7 + what) % elements.length]?.id ?? '';
    const open = Object.keys(this.matter.state.nodes).map(Number);
    const key = open[which % Math.max(1, open.length)] ?? 1;
    const second = elements[(which + what) % elements.length]?.id ?? '';
    const ask: Ask = {
      type: 'modify',
      activate: what % 3 === 0 ? [] : [{ element, variables }, ...(what % 5 === 0 ? [{ element: second }] : [])],
      terminate: what % 8 === 0 ? [second] : what % 2 === 1 && key > 1 ? [key] : what % 10 === 2 ? [1] : [],
    };
    this.foretold(ask, () => {
      this.moved += 1;
    });
  }

  migrate(): void {
    const other = 1 - this.current;
    const target = this.sets[other] ?? this.sets[0];
    const mapping = mappingOf(this.processes(this.current), this.processes(other));
    const { facts } = this.matter;
    this.matter.facts = { ...facts, target };
    this.foretold({ type: 'migrate', definition: target.hash, mapping }, () => {
      this.migrated += 1;
      this.current = other;
    });
    this.matter.facts = { ...facts, definitions: this.sets[this.current] ?? facts.definitions };
  }

  /** Dry run first, then the command; both must say the same. */
  foretold(ask: Extract<Ask, { type: 'modify' | 'migrate' }>, accepted: () => void): void {
    const { matter } = this;
    const command = { at: matter.at, by: SYSTEM, ...ask };
    const before = openIn(matter);
    const said = previewChange(matter.state, command, matter.facts);
    const events = this.ask(ask);
    if (isRefusal(said as never)) {
      expect((said as { refused: string }).refused).toBe(events);
      return;
    }
    expect(typeof events, String(events)).not.toBe('string');
    accepted();
    const { changes } = said as { readonly changes: readonly Change[] };
    const ends = changes.find(({ code }) => code === 'change.ends')?.values['status'];
    expect(ends ?? 'active').toBe(matter.state.status);
    if (matter.state.suspended !== null) return;
    const after = openIn(matter);
    const withdrawn = rows(changes, 'withdrawn');
    const opened = rows(changes, 'opened');
    if (ask.type === 'migrate') {
      // what goes on under a new key is told once, by the key it has now
      const goesOn = rows(changes, 'kept', 'moved');
      expect([...opened, ...goesOn].sort()).toEqual([...after].sort());
      expect(withdrawn.size + goesOn.size).toBe(before.size);
    } else {
      expect(
        [...before]
          .filter((row) => !withdrawn.has(row))
          .concat([...opened])
          .sort(),
      ).toEqual([...after].sort());
    }
    for (const { code, values } of changes) {
      if (!/^change\.timer-(?:kept|opened|moved)$/.test(code)) continue;
      expect(matter.ledger.timers.get(Number(values['key']))?.due).toBe(values['due']);
    }
  }

  ask(...[what, by = SYSTEM]: Parameters<Matter['ask']>): readonly InstanceEvent[] | string {
    const { matter } = this;
    const before = JSON.parse(text(matter.state)) as InstanceState;
    const command = { at: matter.at, by, ...what } as InstanceCommand;
    const events = matter.ask(what, by);
    const restarted = instanceDecider.decide(before, command, matter.facts);
    if (isRefusal(restarted)) expect(events).toBe(restarted.refused);
    else {
      expect(text(events)).toBe(text(restarted.events));
      expect(text(evolveAll(before, restarted.events, matter.facts))).toBe(text(matter.state));
      if (restarted.events.length <= 300) {
        const single = restarted.events.reduce(
          (state, event) => instanceDecider.evolve(state, event, matter.facts),
          before,
        );
        expect(text(single)).toBe(text(matter.state));
      }
    }
    return events;
  }
}

/** Random models whose matters are moved by hand and put on another definition set and back, at any point. */
describe('matters that are moved by hand and put on other versions', () => {
  it(
    'do what the dry run said, decide the same again, and leave nothing when cancelled',
    () => {
      let moved = 0;
      let migrated = 0;
      fc.assert(
        fc.property(story, (given) => {
          // when
          const teller = new Teller(given);
          for (const [index, move] of given.moves.entries()) {
            if (teller.matter.events.length > MOST_EVENTS) break;
            teller.tell(move, index);
          }

          // then
          const { matter } = teller;
          moved += teller.moved;
          migrated += teller.migrated;
          let state = instanceDecider.initial();
          const replayed: InstanceEvent[] = [];
          for (const { command, facts } of matter.commands) {
            const decision = instanceDecider.decide(state, command, facts);
            if (isRefusal(decision)) throw new Error(decision.refused);
            replayed.push(...decision.events);
            state = evolveAll(state, decision.events, facts);
          }
          expect(text(replayed)).toBe(text(matter.events));
          expect(text(state)).toBe(text(matter.state));
          if (matter.state.status === 'active') matter.ask({ type: 'cancel' });
          expect(matter.state).toMatchObject({ nodes: {}, incidents: {}, suspended: null });
          expect(matter.ledger.open).toEqual([]);
          expect(matter.ledger.stray).toEqual([]);
        }),
        runs,
      );
      // a property that never got to its point would be no test
      expect(moved).toBeGreaterThan(runs.numRuns / 4);
      expect(migrated).toBeGreaterThan(runs.numRuns / 4);
    },
    timeout,
  );
});
