import sharp from 'sharp';
import { expect } from 'vitest';
import { carriedCalendar } from '#cli';
import { Letter } from '#capabilities/notify';
import { SYSTEM, type InstanceState, type StoredValue } from '#engine';
import { dueOfDate, dueOfDuration } from '#engine/expression';
import { People, Registers, type Role } from '#community';
import { UNIT_KINDS } from '#rules/people';
import { Account, Accounts, SESSION_COOKIE } from '#identity';
import { Database } from '#store';
import { utf8Encode } from '#ledger';
import { Pseudonyms } from '#matters';
import { PortProblem, type ActBody, type EntityKind, type Plain, type TracePage } from '#web/port';
import type { Expectation, HouseholdLine, Person, Scenario, ScenarioStep } from '#world';
import { client, type Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, type Served } from './server.js';

/**
 * Where HTTP says something else than the decider behind it, because it notices earlier: the schema of the body, the
 * walls between communities, and the gate that would only send the task back.
 */
const SAID_EARLIER: Readonly<Record<string, readonly string[]>> = {
  'no-such-choice': ['invalid-request'],
  'scope-does-not-fit': ['matter-unknown', 'role-does-not-fit'],
  'role-does-not-fit': ['matter-unknown', 'task-unknown'],
  'not-assigned-to-you': ['task-unknown'],
};
const GATES = ['opinions-unanswered', 'objections-unanswered'];

/** Key of the matter's own scope. */
const ROOT = 1;

let everybodys: Promise<string> | undefined;
let visitors = 0;

/** What a scenario is played on. */
export type Stage = Pick<Served, 'heyi' | 'clockTo'>;

/** One scenario's people at their browsers, over a server with nothing but them in it. */
export class ScenarioRun {
  readonly #people = new Map<string, Promise<Client>>();
  readonly #persons = new Map<string, Promise<string>>();
  /** Id of each person of the file in the server's register. */
  readonly #ids = new Map<string, string>();
  #matter = '';

  private constructor(
    readonly served: Stage,
    readonly scenario: Scenario,
  ) {}

  /** Its people, places, households and calendars; nothing is started yet. */
  static async peopled(served: Stage, scenario: Scenario): Promise<ScenarioRun> {
    const run = new ScenarioRun(served, scenario);
    const at = dueOfDate(scenario.at, { at: 0 });
    if (!at.ok) throw new Error(`no instant: ${scenario.at}`);
    await served.clockTo(at.at);
    for (const year of scenario.calendars) await run.#calendar(carriedCalendar(year) ?? '', year);
    await run.#households();
    // who is on no roll moves in later, when the scenario first hears of them
    for (const person of scenario.people)
      if (person.role !== 'resident' || run.#isElector(person)) await run.#moveIn(person.id);
    return run;
  }

  static async begin(served: Stage, procedure: string, scenario: Scenario): Promise<ScenarioRun> {
    const run = await ScenarioRun.peopled(served, scenario);
    const starter = await run.#client(scenario.start.by);
    const variables = (await run.#named(scenario.start.variables)) as Readonly<Record<string, Plain>>;
    // what is similar is a matter of the same words that was started before; the demo's clock cannot go back further
    for (const { matter } of scenario.similar ?? []) {
      const { value } = await starter.port.startMatter({ procedure, variables }, newKey());
      run.#ids.set(matter, value.matter);
    }
    const { value } = await starter.port.startMatter({ procedure, variables }, newKey());
    run.#matter = value.matter;
    return run;
  }

  /** From here on the scenario's steps are about this matter. */
  follow(matter: string): void {
    this.#matter = matter;
  }

  /** An account of one of its people, for somebody who signs in by hand: name and password. */
  async account(id: string): Promise<{ readonly account: string; readonly password: string }> {
    await this.#client(id);
    return { account: `p-${id}`, password: DEMO_PASSWORD };
  }

  /** One of its people, signed in. */
  client(id: string): Promise<Client> {
    return this.#client(id);
  }

  /** The latest stream of a kind in the matter it follows. */
  stream(kind: string): Promise<string> {
    return this.#stream(kind);
  }

  async step(step: ScenarioStep, place: string): Promise<void> {
    if (step.expect !== undefined) return this.expect(step.expect, place);
    const problem = await this.#perform(step).then(
      () => null,
      (thrown: unknown) => {
        if (thrown instanceof PortProblem) return thrown;
        throw thrown;
      },
    );
    const wanted: readonly (string | null)[] =
      step.refused !== undefined
        ? [step.refused, ...(SAID_EARLIER[step.refused] ?? [])]
        : step.complete !== undefined
          ? [null, ...GATES]
          : [null];
    const told = `${place} ${JSON.stringify(step)}: ${problem?.code ?? ''} ${JSON.stringify(problem?.values ?? {})}`;
    expect(wanted, told).toContain(problem?.code ?? null);
  }

  async expect(expected: Expectation, place: string): Promise<void> {
    const reader = await this.#client(this.scenario.start.by);
    const trace = await reader.port.trace(this.#matter);
    if (expected.status !== undefined) expect(trace.status, place).toBe(expected.status);
    if (expected.waiting !== undefined) {
      const waiting = waitingIn(trace);
      expect([...new Set(waiting.keys())].sort(), place).toEqual(
        [...new Set(expected.waiting.map((want) => (typeof want === 'string' ? want : want.element)))].sort(),
      );
      for (const want of expected.waiting)
        if (typeof want !== 'string' && want.due === null)
          expect(waiting.get(want.element), place).toBe('awaitsCalendar');
    }
    if (expected.path !== undefined) {
      const passed = new Set(
        trace.diagrams.flatMap(({ path, passed: elements }) =>
          elements.map(({ element }) => [...path, element].join('/')),
        ),
      );
      expect([...passed], place).toEqual(expect.arrayContaining([...expected.path]));
    }
    for (const { to, code } of expected.inbox ?? []) {
      const { port } = await this.#client(to);
      const person = (await port.session()).me?.person ?? '';
      const letters = this.served.heyi.app.get(Database).repository(Letter);
      // tellings go out behind the record that asked for them, and what a night brings is read in the morning
      await expect
        .poll(async () => (await letters.findBy({ person })).map((each) => each.code), {
          message: place,
          timeout: 15_000,
        })
        .toContain(code);
    }
    if (expected.variables !== undefined) {
      const view = await this.served.heyi.ground.runtime.state<InstanceState>(this.#matter);
      const wanted = await this.#pseudonymous(await this.#named(expected.variables));
      const now = view?.state.nodes[ROOT]?.variables ?? view?.state.result ?? {};
      expect(decoded(now as StoredValue), place).toMatchObject(wanted as object);
    }
    expect(expected.incidents ?? [], place).toEqual([]);
  }

  async #perform(step: ScenarioStep): Promise<unknown> {
    if (step.advance !== undefined) return this.#advance(step.advance);
    const { port } = await this.#client(step.by ?? '');
    const helped = await this.#helped(step);
    if (step.vote !== undefined)
      return port.cast(
        await this.#stream('poll'),
        { choice: step.vote as 'yes', ...(step.line === undefined ? {} : { line: step.line }), ...helped },
        newKey(),
      );
    if (step.load !== undefined) return port.loadCalendar(step.load, newKey());
    if (step.complete !== undefined) {
      const path = step.complete.split('/');
      const element = path.pop();
      // of several the oldest, as in memory; whoever it does not concern is told that there is none
      const { runtime } = this.served.heyi.ground;
      const waiting = await runtime.tasks({ stream: this.#matter, limit: 500 });
      const [task] = waiting.filter((one) => one.element === element).sort((one, other) => one.key - other.key);
      if (task === undefined) throw new PortProblem('nothing-waiting', '', 0);
      const variables = (await this.#named(step.variables ?? {})) as Readonly<Record<string, Plain>>;
      return port.complete(`${task.stream}.${task.key}`, { variables }, newKey());
    }
    if (step.act === undefined) throw new Error(`no such step: ${JSON.stringify(step)}`);
    const [kind = '', type = ''] = step.act.split('.');
    const fields = (await this.#named(await this.#uploaded(step.with ?? {}, port))) as ActBody['fields'];
    const proof = type === 'signIn' ? { proof: await this.#code() } : {};
    return port.act(kind, await this.#stream(kind), type, { fields, ...helped, ...proof }, newKey());
  }

  /** A file of the scenario is a small picture, uploaded by whoever names it. */
  async #uploaded(fields: Readonly<Record<string, StoredValue>>, port: Client['port']): Promise<StoredValue> {
    const upload = async (value: StoredValue): Promise<StoredValue> => {
      if (typeof value === 'string' && /^[a-z-]+\.(jpg|png)$/.test(value)) {
        const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
          .jpeg()
          .toBuffer();
        return (await port.upload(value, new Blob([new Uint8Array(picture)]), newKey())).value.file;
      }
      if (Array.isArray(value)) return Promise.all(value.map(upload));
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value) as [string, StoredValue][];
      return Object.fromEntries(await Promise.all(members.map(async ([name, one]) => [name, await upload(one)])));
    };
    return upload(fields);
  }

  async #helped({ for: helped, way }: ScenarioStep): Promise<Pick<ActBody, 'for'>> {
    if (helped === undefined) return {};
    return { for: { person: await this.#moveIn(helped), way: way ?? 'in-person' } };
  }

  /** The digits on the chair's screen. */
  async #code(): Promise<string> {
    const keeper = this.scenario.people.find(({ role }) => role === 'convenor' || role === 'worker');
    const { port } = await this.#client(keeper?.id ?? '');
    const page = await port.entity('meeting' satisfies EntityKind, await this.#stream('meeting'));
    return page.kind === 'meeting' ? (page.code ?? '') : '';
  }

  async #advance(by: string): Promise<void> {
    if (by === 'next')
      return void (await (await this.#client(this.scenario.start.by)).port.moveClock({ move: 'next' }, newKey()));
    const due = dueOfDuration(by, { at: this.served.heyi.ground.clock.now() });
    if (!due.ok) throw new Error(`no duration: ${by}`);
    await this.served.clockTo(due.at);
  }

  /** The latest stream of a kind in the matter. */
  async #stream(kind: string): Promise<string> {
    const { records } = await (await this.#client(this.scenario.start.by)).port.trace(this.#matter);
    return records.filter(({ streamKind }) => streamKind === kind).at(-1)?.stream ?? '0'.repeat(26);
  }

  /** People of the file are named by their ids in the server's register. */
  async #named(value: StoredValue): Promise<StoredValue> {
    if (typeof value === 'string') {
      const other = this.scenario.similar?.some(({ matter }) => matter === value) === true;
      if (other) return this.#ids.get(value) ?? value;
      if (!this.scenario.people.some(({ id }) => id === value)) return value;
      return this.#moveIn(value);
    }
    if (Array.isArray(value)) return Promise.all(value.map((each: StoredValue) => this.#named(each)));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value) as [string, StoredValue][];
    return Object.fromEntries(await Promise.all(members.map(async ([key, each]) => [key, await this.#named(each)])));
  }

  /** As the record has them: people under their pseudonyms in the matter. */
  async #pseudonymous(value: StoredValue): Promise<StoredValue> {
    if (typeof value === 'string') {
      if (!(await Promise.all(this.#persons.values())).includes(value)) return value;
      return this.served.heyi.app.get(Pseudonyms).compute(this.#matter, value);
    }
    if (Array.isArray(value)) return Promise.all(value.map((each: StoredValue) => this.#pseudonymous(each)));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value) as [string, StoredValue][];
    return Object.fromEntries(
      await Promise.all(members.map(async ([key, each]) => [key, await this.#pseudonymous(each)])),
    );
  }

  #isElector(person: Person): boolean {
    return (
      this.scenario.electors.some(
        (elector) => (typeof elector === 'string' ? elector : elector.elector) === person.id,
      ) || this.#ids.has(person.id)
    );
  }

  /** Signs in at the first thing they do. */
  #client(id: string): Promise<Client> {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    const somebody = this.#moveIn(id).then((person) => this.#signedIn(`p-${id}`, person));
    this.#people.set(id, somebody);
    return somebody;
  }

  /** With everybody's one password, computed once: what is hard for a thief would be most of a scenario's time. */
  async #signedIn(login: string, person: string): Promise<Client> {
    const { app } = this.served.heyi;
    const accounts = app.get(Accounts);
    everybodys ??= accounts.prepare(login, DEMO_PASSWORD, person).then(({ password }) => password);
    const row = {
      id: this.served.heyi.ground.ids.ulid(),
      login,
      person,
      createdAt: Date.now(),
      password: await everybodys,
    };
    await app.get(Database).write((manager) => manager.insert(Account, row));
    const token = await accounts.enter(row.id);
    return client(app, `10.2.0.${(visitors++ % 250) + 1}`, `${SESSION_COOKIE}=${token}`);
  }

  /** Enters the register or the list of those appointed, once. Answers the id they have there. */
  #moveIn(id: string): Promise<string> {
    const known = this.#persons.get(id);
    if (known !== undefined) return known;
    const person = this.scenario.people.find((each) => each.id === id);
    if (person === undefined) throw new Error(`nobody is ${id}`);
    const entered = this.#enter(person);
    this.#persons.set(id, entered);
    return entered;
  }

  async #enter({ id, role, scope = this.scenario.scope }: Person): Promise<string> {
    const { app, ground } = this.served.heyi;
    const people = app.get(People);
    await this.#found(scope);
    let person = this.#ids.get(id);
    if (role === 'resident') person ??= await people.add({ name: id, place: id, role, scope });
    else {
      if (person === undefined) await people.enterStaff([{ id: (person = ground.ids.ulid()), name: id, place: id }]);
      await people.appoint(person, role as Role, scope, { document: DOCUMENT, relative: false });
    }
    this.#ids.set(id, person);
    return person;
  }

  async #found(scope: string): Promise<void> {
    const paths = scope.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/'));
    await this.served.heyi.app
      .get(People)
      .found(paths.map((path, depth) => ({ path, name: path, kind: UNIT_KINDS[depth] ?? 'stairwell' })));
  }

  /** Households of the file, and so many more where nobody of the file lives, enter the register at once. */
  async #households(): Promise<void> {
    const { scenario } = this;
    const { ids } = this.served.heyi.ground;
    const lines = (scenario.households ?? []).flatMap((line): Omit<HouseholdLine, 'elector'>[] => {
      if (typeof line === 'number') return Array.from({ length: line }, () => ({ holders: [] }));
      return [Array.isArray(line) ? { holders: line as readonly string[] } : (line as HouseholdLine)];
    });
    if (lines.length === 0) return;
    const households = lines.map((line, n) => ({
      id: ids.ulid(),
      scope: line.scope ?? scenario.scope,
      label: `第${n + 1}户`,
      number: String(n + 1).padStart(4, '0'),
    }));
    for (const scope of new Set([scenario.scope, ...households.map((each) => each.scope)])) await this.#found(scope);
    const persons = lines.flatMap(({ holders }, n) =>
      holders.map((name) => {
        const id = ids.ulid();
        this.#ids.set(name, id);
        const { id: household = null, scope = scenario.scope } = households[n] ?? {};
        return { id, name, place: name, scope, household, phone: null, born: null, relation: null };
      }),
    );
    const community = await this.served.heyi.app.get(People).communityOf(scenario.scope);
    await this.served.heyi.app
      .get(Registers)
      .change({ community, kind: 'entry', by: SYSTEM, rows: { households, persons } });
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
