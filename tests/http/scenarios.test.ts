import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { carriedCalendar } from '#cli';
import { SYSTEM, type InstanceState, type StoredValue } from '#engine';
import { dueOfDate, dueOfDuration } from '#engine/expression';
import { People, type Role } from '#community';
import { UNIT_KINDS } from '#rules/people';
import { Accounts } from '#identity';
import { utf8Encode } from '#ledger';
import { PortProblem, type TracePage } from '#web/port';
import type { Expectation, Person, Scenario, ScenarioStep } from '#world';
import type { Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, ROOT, serve, type Served } from './server.js';

const FOLDER = join(ROOT, 'workflows/procedures/first-vote/scenarios');
const SCENARIOS = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/**
 * Where HTTP says something else than the decider behind it, because it notices earlier: the schema of the body, the
 * walls between communities, and the gate that would only send the task back.
 */
const SAID_EARLIER: Readonly<Record<string, readonly string[]>> = {
  'no-such-choice': ['invalid-request'],
  'scope-does-not-fit': ['matter-unknown'],
};
const GATES = ['opinions-unanswered', 'objections-unanswered'];

describe.each(PLACES)('scenarios over HTTP on %s', (_name, newPlace) => {
  const open: Served[] = [];
  afterEach(async () => {
    for (const served of open.splice(0)) await served.close();
  });

  it.each(SCENARIOS)('%s', async (file) => {
    // given
    const scenario = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Scenario;
    const served = await serve(await newPlace(), { seed: false });
    open.push(served);
    const run = await ScenarioRun.begin(served, scenario);
    // when, then: step by step
    for (const [index, step] of scenario.steps.entries()) await run.step(step, `step ${index + 1}`);
    await run.expect(scenario.expect, 'end');
    expect(served.errors).toEqual([]);
  });
});

/** One scenario's people at their browsers. */
class ScenarioRun {
  readonly #people = new Map<string, Promise<Client>>();
  #matter = '';

  private constructor(
    readonly served: Served,
    readonly scenario: Scenario,
  ) {}

  static async begin(served: Served, scenario: Scenario): Promise<ScenarioRun> {
    const run = new ScenarioRun(served, scenario);
    const at = dueOfDate(scenario.at, { at: 0 });
    if (!at.ok) throw new Error(`no instant: ${scenario.at}`);
    await served.clockTo(at.at);
    for (const year of scenario.calendars) await run.#calendar(carriedCalendar(year) ?? '', year);
    // who is on no roll moves in later, when the scenario first hears of them
    for (const person of scenario.people)
      if (person.role !== 'resident' || run.#isElector(person)) await run.#client(person.id);
    const starter = await run.#client(scenario.start.by);
    const { value } = await starter.port.startMatter(
      { procedure: 'first-vote', variables: scenario.start.variables },
      newKey(),
    );
    run.#matter = value.matter;
    return run;
  }

  async step(step: ScenarioStep, place: string): Promise<void> {
    if (step.expect !== undefined) return this.expect(step.expect, place);
    const code = await this.#perform(step).then(
      () => null,
      (problem: unknown) => {
        if (problem instanceof PortProblem) return problem.code;
        throw problem;
      },
    );
    const wanted: readonly (string | null)[] =
      step.refused !== undefined
        ? [step.refused, ...(SAID_EARLIER[step.refused] ?? [])]
        : step.complete !== undefined
          ? [null, ...GATES]
          : [null];
    expect(wanted, `${place}: ${String(code)}`).toContain(code);
  }

  async expect(expected: Expectation, place: string): Promise<void> {
    const reader = await this.#client(this.scenario.start.by);
    const trace = await reader.port.trace(this.#matter);
    if (expected.status !== undefined) expect(trace.status, place).toBe(expected.status);
    if (expected.waiting !== undefined) {
      const waiting = waitingIn(trace);
      expect([...waiting.keys()].sort(), place).toEqual(
        expected.waiting.map((want) => (typeof want === 'string' ? want : want.element)).sort(),
      );
      for (const want of expected.waiting)
        if (typeof want !== 'string') expect(waiting.get(want.element), place).toBe('awaitsCalendar');
    }
    if (expected.path !== undefined) {
      const passed = new Map(
        trace.diagrams.flatMap(({ path, passed: elements }) =>
          elements.map(({ element, at }) => [[...path, element].join('/'), at] as const),
        ),
      );
      expect([...passed.keys()], place).toEqual(expect.arrayContaining([...expected.path]));
      const times = expected.path.map((element) => passed.get(element) ?? 0);
      expect(times, place).toEqual([...times].sort((a, b) => a - b));
    }
    for (const { to, code } of expected.inbox ?? []) {
      const letters = await (await this.#client(to)).port.inbox();
      expect(
        letters.map(({ said }) => said.code),
        place,
      ).toContain(`notice.${code}`);
    }
    if (expected.variables !== undefined) {
      const view = await this.served.heyi.ground.runtime.state<InstanceState>(this.#matter);
      expect(decoded((view?.state.result ?? {}) as StoredValue), place).toMatchObject(expected.variables);
      // and what pages show of the result is the same
      const result = expected.variables['vote_result'] as { outcome: string; counts?: object } | undefined;
      if (result !== undefined)
        expect(trace.results, place).toMatchObject([
          { result: { outcome: result.outcome, ...(result.counts ? { counts: result.counts } : {}) } },
        ]);
    }
    expect(expected.incidents ?? [], place).toEqual([]);
    expect(expected.events, place).toBeUndefined();
  }

  async #perform(step: ScenarioStep): Promise<unknown> {
    if (step.advance !== undefined) return this.#advance(step.advance);
    const { port } = await this.#client(step.by ?? '');
    if (step.vote !== undefined) return port.cast(await this.#stream('poll'), { choice: step.vote as 'yes' }, newKey());
    if (step.load !== undefined) return port.loadCalendar(step.load, newKey());
    if (step.complete !== undefined) {
      const element = step.complete.split('/').pop();
      const task = (await port.tasks('todo')).find((line) => line.matter === this.#matter && line.element === element);
      if (task === undefined) throw new PortProblem('nothing-waiting', '', 0);
      return port.complete(task.task, { variables: step.variables ?? {} }, newKey());
    }
    const given = (step.with ?? {}) as Readonly<Record<string, never>>;
    switch (step.act) {
      case 'opinions.give':
        return port.giveOpinion(await this.#stream('opinions'), given as never, newKey());
      case 'opinions.answer':
        return port.answerOpinion(
          await this.#stream('opinions'),
          String(given['n']),
          { outcome: given['outcome'] as never, text: given['reason'] as never },
          newKey(),
        );
      case 'notice.object':
        return port.object(await this.#stream('notice'), given as never, newKey());
      case 'notice.answerObjection':
        return port.answerObjection(
          await this.#stream('notice'),
          String(given['n']),
          { outcome: given['upheld'] ? 'upheld' : 'rejected', text: given['reason'] as never },
          newKey(),
        );
      default:
        throw new Error(`no such step: ${JSON.stringify(step)}`);
    }
  }

  async #advance(by: string): Promise<void> {
    if (by === 'next')
      return void (await (await this.#client(this.scenario.start.by)).port.moveClock({ move: 'next' }, newKey()));
    const due = dueOfDuration(by, { at: this.served.heyi.ground.clock.now() });
    if (!due.ok) throw new Error(`no duration: ${by}`);
    await this.served.clockTo(due.at);
  }

  /** The latest stream of a kind that the matter's steps link to. */
  async #stream(kind: 'opinions' | 'poll' | 'notice'): Promise<string> {
    const { steps } = await (await this.#client(this.scenario.start.by)).port.matter(this.#matter);
    return steps.filter(({ link }) => link?.kind === kind).at(-1)?.link?.id ?? '';
  }

  #isElector(person: Person): boolean {
    return this.scenario.electors.some(
      (elector) => (typeof elector === 'string' ? elector : elector.elector) === person.id,
    );
  }

  #client(id: string): Promise<Client> {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    const person = this.scenario.people.find((each) => each.id === id);
    if (person === undefined) throw new Error(`nobody is ${id}`);
    const client = this.#moveIn(person);
    this.#people.set(id, client);
    return client;
  }

  async #moveIn({ id, role, scope = this.scenario.scope }: Person): Promise<Client> {
    const { app } = this.served.heyi;
    const people = app.get(People);
    const paths = scope.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/'));
    await people.found(paths.map((path, depth) => ({ path, name: path, kind: UNIT_KINDS[depth] ?? 'stairwell' })));
    const person = await people.add({ name: id, place: id, role: role as Role, scope, document: DOCUMENT });
    await app.get(Accounts).create(`p-${id}`, DEMO_PASSWORD, person);
    return this.served.signedIn(`p-${id}`);
  }

  async #calendar(text: string, year: number): Promise<void> {
    const answer = await this.served.heyi.ground.runtime.loadCalendar({ year, bytes: utf8Encode(text), by: SYSTEM });
    if ('refused' in answer) throw new Error(answer.refused);
  }
}

/** What waits, by its place, with its trouble; calls and sub-processes in which something waits are left out. */
function waitingIn(trace: TracePage): ReadonlyMap<string, string | null> {
  const all = trace.diagrams.flatMap(({ path, bpmn, active }) =>
    active
      .filter(({ element }) => !new RegExp(`<bpmn:subProcess [^>]*id="${element}"`).test(bpmn))
      .map(({ element, trouble }) => [[...path, element].join('/'), trouble] as const),
  );
  return new Map(all.filter(([name]) => !all.some(([other]) => other.startsWith(`${name}/`))));
}

/** Stored numbers as a scenario writes them. */
function decoded(value: StoredValue): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  const number = (value as Readonly<Record<string, StoredValue>>)['~n'];
  if (typeof number === 'string') return Number(number);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decoded(member)]));
}
