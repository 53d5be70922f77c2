import { startForm } from '#bpmn';
import type { Actor, DefinitionSet, Refusal, StoredValue } from '#engine';
import { dueOfDate, dueOfDuration } from '#engine/expression';
import { sealAnswer } from '#forms';
import { fillFields, principal, type Act, type CapabilityRules } from '#rules/contract';
import { traceOf } from '../completions.js';
import type { Answer, World } from '../types.js';
import { createWorld } from '../world.js';
import { differences, type Looked } from './expect.js';
import { fileNamed, householdsOf, similarOf } from './facts.js';
import type { Person, Scenario, ScenarioDifference, ScenarioResult, ScenarioStep } from './types.js';

/** What a scenario runs on. */
export interface ScenarioSetting {
  readonly set: DefinitionSet;
  readonly rules: readonly CapabilityRules[];
  /** Exact text of a calendar year's file; undefined where there is none. */
  readonly calendar: (year: number) => string | undefined;
}

type Variables = Readonly<Record<string, StoredValue>>;

/** Runs a scenario in a world of its own. The same scenario gives the same records. */
export function runScenario(
  scenario: Scenario,
  setting: ScenarioSetting,
): ScenarioResult & { readonly world: World | null } {
  const { name } = scenario;
  const run = ScenarioRun.open(scenario, setting);
  if (!(run instanceof ScenarioRun)) return { name, passed: false, differences: [run], world: null };
  const found = scenario.steps.flatMap((step, index) => run.step(step, index + 1));
  found.push(...differences(run.looked, scenario.expect, null));
  return { name, passed: found.length === 0, differences: found, world: run.looked.world };
}

class ScenarioRun {
  private constructor(
    readonly scenario: Scenario,
    readonly setting: ScenarioSetting,
    readonly looked: Looked,
    readonly acts: ReadonlyMap<string, Act>,
    /** Ids that stand for somebody: people and households. */
    readonly known: ReadonlySet<string>,
  ) {}

  /** Lays the world and starts the matter. */
  static open(scenario: Scenario, setting: ScenarioSetting): ScenarioRun | ScenarioDifference {
    const { people, scope } = scenario;
    const at = dueOfDate(scenario.at, { at: 0 });
    if (!at.ok) return differs('at', 'instant', scenario.at);
    const calendars = scenario.calendars.map((year) => setting.calendar(year) ?? '');
    if (calendars.includes('')) return differs('calendars', [...scenario.calendars], null);
    const world = createWorld({ definitions: [setting.set], rules: setting.rules, calendars, at: at.at });
    world.setElectors(
      scenario.electors.map((elector) => {
        const line = typeof elector === 'string' ? { elector, heads: 1, area: 0 } : elector;
        const person = people.find((each) => each.id === line.elector);
        return { ...line, scope: person?.scope ?? scope, name: world.seal(line.elector, line.elector) };
      }),
    );
    const households = householdsOf(scenario, (name) => world.seal(name));
    world.setHouseholds(households);
    const similar = similarOf(scenario, at.at);
    if (similar === null) return differs('similar', 'instant', null);
    world.setKnown({ counts: scenario.count ?? {}, similar });
    const starter = people.find((each) => each.id === scenario.start.by);
    if (starter === undefined) return differs('start', scenario.start.by, null);
    const process = scenario.process ?? setting.set.main;
    const drawn = setting.set.processes[process];
    const form = formOf(setting.set, drawn === undefined ? null : startForm(drawn));
    const variables =
      form === undefined
        ? scenario.start.variables
        : sealAnswer(form, scenario.start.variables, (_key, value) => world.seal(value, starter.id));
    const started = world.start({ process, scope, variables, by: actor(starter, scope) });
    if ('refused' in started) return differs('refused', null, started.refused);
    const looked: Looked = {
      world,
      stream: started.stream,
      trace: traceOf(world, started.stream),
      people,
      scope,
      completed: [],
    };
    const acts = new Map(
      setting.rules.flatMap((rules) => (rules.acts ?? []).map((act) => [`${act.kind}.${act.type}`, act] as const)),
    );
    const known = new Set([...people.map(({ id }) => id), ...households.map(({ elector }) => elector)]);
    return new ScenarioRun(scenario, setting, looked, acts, known);
  }

  step(step: ScenarioStep, number: number): readonly ScenarioDifference[] {
    if (step.expect !== undefined) return differences(this.looked, step.expect, number);
    const refused = this.#perform(step)?.refused ?? null;
    return refused === (step.refused ?? null)
      ? []
      : [{ step: number, what: 'refused', expected: step.refused ?? null, found: refused }];
  }

  /** Does what a step says; the refusal, if it was one. Codes of the runner: `nobody`, `nothing-waiting`, `no-such-act`, `no-such-stream`, `bad-step`, `nothing-due`. */
  #perform(step: ScenarioStep): Refusal | undefined {
    const { world } = this.looked;
    if (step.advance !== undefined) return this.#advance(step.advance);
    const person = this.scenario.people.find((each) => each.id === step.by);
    if (person === undefined) return { refused: 'nobody' };
    const helped = step.for === undefined ? undefined : this.scenario.people.find((each) => each.id === step.for);
    if (step.for !== undefined && helped === undefined) return { refused: 'nobody' };
    const way = step.way ?? 'in-person';
    const by = {
      ...actor(person, this.scenario.scope),
      ...(helped === undefined ? {} : { for: { p: helped.id, basis: null, way } }),
    };
    if (step.complete !== undefined) return this.#complete(step.complete, step.variables ?? {}, by);
    if (step.act !== undefined) return this.#act(step.act, step, by);
    if (step.vote !== undefined) {
      const poll = this.#latest('poll');
      if (poll === undefined) return { refused: 'no-such-stream' };
      return refusalOf(world.cast(poll, { elector: principal(by), line: step.line ?? null, choice: step.vote, by }));
    }
    if (step.load !== undefined) return refusalOf(world.loadCalendar(JSON.stringify(step.load), by));
    return { refused: 'bad-step' };
  }

  #advance(by: string): Refusal | undefined {
    const { world } = this.looked;
    if (by === 'next') {
      const next = world.nextDue();
      if (next === null) return { refused: 'nothing-due' };
      world.advance(Math.max(next, world.at));
      return undefined;
    }
    const due = dueOfDuration(by, { at: world.at });
    if (!due.ok) return { refused: 'bad-step' };
    world.advance(due.at);
    return undefined;
  }

  #complete(name: string, values: Variables, by: Actor): Refusal | undefined {
    const { world, stream } = this.looked;
    const waiting = world
      .waiting(stream)
      .find(
        ({ kind, path, element }) => (kind === 'userTask' || kind === 'manualTask') && names(name, [...path, element]),
      );
    if (waiting === undefined) return { refused: 'nothing-waiting' };
    const task = world.tasks(stream).find((row) => row.key === waiting.key);
    const form = formOf(this.setting.set, task?.form ?? null);
    const variables = form === undefined ? values : sealAnswer(form, values, (_key, value) => world.seal(value, by.p));
    return refusalOf(world.submit(stream, { command: { type: 'completeTask', key: waiting.key, variables }, by }));
  }

  #act(name: string, step: ScenarioStep, by: Actor): Refusal | undefined {
    const { world } = this.looked;
    const act = this.acts.get(name);
    if (act === undefined) return { refused: 'no-such-act' };
    // an act that only the person may do is refused before the stream is asked, as the server's rim does
    if (by.for !== undefined && act.helped !== true) return { refused: 'not-for-others' };
    const stream = step.on === undefined ? this.#latest(act.kind) : step.on;
    if (stream === undefined) return { refused: 'no-such-stream' };
    const filled = fillFields(act.fields, step.with ?? {}, {
      seal: (text) => world.seal(text, principal(by)),
      person: (id) => (this.known.has(id) ? id : null),
      elector: (id) => (this.known.has(id) ? id : null),
      file: fileNamed,
    });
    if (!filled.ok) return { refused: filled.problem.code, values: filled.problem.values };
    return refusalOf(world.submit(stream, { command: { type: act.type, ...filled.values }, by, act: act.own }));
  }

  /** The matter's latest stream of a kind. */
  #latest(kind: string): string | undefined {
    return this.looked.world.streams(kind).at(-1)?.id;
  }
}

function differs(what: string, expected: StoredValue, found: StoredValue): ScenarioDifference {
  return { step: 0, what, expected, found };
}

function actor(person: Person, scope: string): Actor {
  return { p: person.id, role: person.role, scope: person.scope ?? scope, basis: null };
}

function refusalOf(answer: Answer | ReturnType<World['cast']>): Refusal | undefined {
  return 'refused' in answer ? answer : undefined;
}

/** A bare id means any element of that id; with calls, the ends of both must agree. */
function names(name: string, place: readonly string[]): boolean {
  const parts = name.split('/');
  return (
    parts.length <= place.length && parts.every((part, index) => part === place[place.length - parts.length + index])
  );
}

function formOf(set: DefinitionSet, form: string | null): StoredValue | undefined {
  return form !== null && Object.hasOwn(set.forms, form) ? set.forms[form] : undefined;
}
