import { In } from 'typeorm';
import type { StoredValue } from '#engine';
import { ActsController } from '#capabilities/acts';
import { PollController } from '#capabilities/poll';
import { People, Person } from '#community';
import { TasksController } from '#desk';
import { Problem } from '#http';
import type { Caller } from '#identity';
import { Matters, Starting } from '#matters';
import { DemoClock } from '#outside';
import { Database } from '#store';
import type { Heyi } from '../app.js';

type Fields = Readonly<Record<string, StoredValue>>;

/** A day of the demo in Shanghai, `2026-01-05T09:00`. */
export function instant(text: string): number {
  return Date.parse(`${text}:00+08:00`);
}

/**
 * Plays people at their browsers: every step goes through the controller a page would call, so that nothing of the demo
 * is anything but what people could have done. Steps have keys of their own: a seed cut off and begun again repeats them.
 */
export class Player {
  readonly #callers = new Map<string, Promise<Caller>>();
  #keys = 0;

  constructor(
    private readonly heyi: Heyi,
    /** Ids of persons by the name the script uses. */
    private readonly persons: ReadonlyMap<string, string>,
  ) {}

  /** Ids of the given persons by name, and of neighbours as `<place>#<n>`: one adult of each household of the place. */
  static async of(
    heyi: Heyi,
    accounts: ReadonlyMap<string, string>,
    names: readonly string[],
    places: readonly string[],
  ) {
    const database = heyi.app.get(Database);
    const named = await database.repository(Person).findBy({ name: In([...names]) });
    const persons = new Map([...accounts, ...named.map(({ id, name }) => [name, id] as const)]);
    for (const place of places) {
      const rows = await database.reading((session) =>
        session.all(
          `SELECT MIN(id) AS id FROM person WHERE household IS NOT NULL AND (scope = ? OR (scope > ? AND scope < ?))
           AND born < '2000-01-01' GROUP BY household ORDER BY household`,
          [place, `${place}/`, `${place}0`],
        ),
      );
      rows.forEach((row, n) => persons.set(`${place}#${n}`, String(row['id'])));
    }
    return new Player(heyi, persons);
  }

  person(name: string): string {
    const id = this.persons.get(name);
    if (id === undefined) throw new Error(`demo: nobody is ${name}`);
    return id;
  }

  async start(procedure: string, by: string, variables: Fields): Promise<string> {
    const started = await this.heyi.app.get(Starting).start(procedure, variables, await this.#caller(by), this.#key());
    return started.stream;
  }

  /** `opinions.give` on the matter's latest stream of that kind. */
  async act(matter: string, act: string, by: string, fields: Fields = {}): Promise<void> {
    const [kind = '', type = ''] = act.split('.');
    const stream = await this.#stream(matter, kind);
    const acts = this.heyi.app.get(ActsController);
    const proof = type === 'signIn' ? { proof: await acts.code(matter, stream) } : {};
    await acts.act(kind, stream, type, { fields: fields as never, ...proof }, await this.#caller(by), this.#key());
  }

  /** The same; false where it was refused. */
  async tryAct(matter: string, act: string, by: string, fields: Fields = {}): Promise<boolean> {
    try {
      await this.act(matter, act, by, fields);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** Whether the matter's latest stream of that kind takes acts still. */
  async isOpen(matter: string, kind: string): Promise<boolean> {
    const data = await this.heyi.app.get(Matters).load(matter);
    const state = data?.entities.filter((entity) => entity.kind === kind).at(-1)?.state as
      { status?: string } | undefined;
    return state?.status === 'open';
  }

  /** The oldest open task of an element. */
  async complete(matter: string, element: string, by: string, variables: Fields = {}): Promise<void> {
    const { runtime } = this.heyi.ground;
    const tasks = await runtime.tasks({ stream: matter, limit: 100 });
    const [task] = tasks.filter((one) => one.element === element).sort((a, b) => a.key - b.key);
    if (!task) throw new Error(`demo: no task ${element} in ${matter}: ${await this.#standing(matter)}`);
    const id = `${matter}.${task.key}`;
    const body = { variables: variables as never };
    await this.heyi.app.get(TasksController).complete(id, body, await this.#caller(by), this.#key());
  }

  async vote(matter: string, by: string, choice: 'yes' | 'no' | 'abstain'): Promise<void> {
    const poll = await this.#stream(matter, 'poll');
    await this.heyi.app.get(PollController).cast(poll, { choice }, await this.#caller(by), this.#key());
  }

  /** Moves the demo clock; what becomes due on the way is done before the answer. */
  async until(text: string): Promise<void> {
    const { clock, runtime } = this.heyi.ground;
    if (!(clock instanceof DemoClock)) throw new Error('demo: the clock is real');
    const to = instant(text);
    // due times in order, one after another: what one sets off may set the next
    for (;;) {
      const next = await runtime.nextEvent();
      if (next === null || next > to) break;
      if (next > clock.now()) await clock.moveTo(next);
      const { fired } = await runtime.clockMoved(30_000);
      if (fired === 0 && next <= clock.now() && (await runtime.nextEvent()) === next) break;
    }
    if (clock.now() < to) await clock.moveTo(to);
    await runtime.clockMoved(30_000);
    this.#callers.clear();
  }

  async #stream(matter: string, kind: string): Promise<string> {
    const data = await this.heyi.app.get(Matters).load(matter);
    const found = data?.entities.filter((entity) => entity.kind === kind).at(-1);
    if (!found) throw new Error(`demo: no ${kind} in ${matter}: ${await this.#standing(matter)}`);
    return found.stream;
  }

  /** Where the matter stands instead, for whoever writes the story. */
  async #standing(matter: string): Promise<string> {
    const { runtime } = this.heyi.ground;
    const [tasks, timers, incidents] = await Promise.all([
      runtime.tasks({ stream: matter }),
      runtime.timers(matter),
      runtime.incidents(matter),
    ]);
    return [
      ...tasks.map(({ element }) => element),
      ...timers.map(({ element, due }) => `${element} ${due ?? 'undated'}`),
      ...incidents.map(({ element, code, values }) => `${element} ${code} ${JSON.stringify(values)}`),
    ].join(', ');
  }

  #caller(name: string): Promise<Caller> {
    let caller = this.#callers.get(name);
    if (!caller) {
      caller = this.#callerOf(name);
      this.#callers.set(name, caller);
    }
    return caller;
  }

  async #callerOf(name: string): Promise<Caller> {
    const people = this.heyi.app.get(People);
    const person = this.person(name);
    const [known, appointments] = await Promise.all([people.nameOf(person), people.appointmentsOf(person)]);
    return { account: person, login: name, person, csrf: '', name: known, standing: 'full', appointments };
  }

  #key(): string {
    return `demo-consultation-${String(this.#keys++).padStart(6, '0')}`;
  }
}
