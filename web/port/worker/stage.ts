import type { Actor, Refusal, StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { attachAnswer, checkAnswer, sealAnswer, type Known } from '#forms';
import { readTaskId, type EntityData, type MatterData, type Reading } from '#pages';
import { hasSentence, say } from '#text';
import type { Answer as WorldAnswer, TaskRow, World } from '#world';
import type { ActBody, Key } from '../port.js';
import { PortProblem } from '../problem.js';
import type { Answer, Change, Id, Language, Plain } from '../views.js';
import { historyOf, matterData, reaches, readingOf, type Ready } from './matter-data.js';
import type { WorldPerson, WorldSetup } from './setup.js';

const MAX_TEXT = 1_000;

/**
 * The stage of a world: who sits at the page, what lies within their reach, and their acts on it, refused as the server
 * refuses them. One reader at a time; a try-run changes seats by signing in.
 */
export class Stage {
  reader: WorldPerson | null = null;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #answers = new Map<Key, { readonly asked: string; readonly answer: unknown }>();

  constructor(
    readonly world: World,
    readonly setup: WorldSetup,
    readonly ready: ReadonlyMap<string, Ready>,
    private readonly language: () => Language,
  ) {}

  /** Called after every act. Returns what ends it. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  seat(): WorldPerson {
    if (this.reader === null) throw this.problem('not-signed-in', 401);
    return this.reader;
  }

  data(matter: Id): MatterData | null {
    const reader = this.seat();
    const data = matterData(this.world, matter, this.ready);
    return data !== null && reaches(reader, data.scope) ? data : null;
  }

  open(matter: Id): MatterData {
    return this.present(this.data(matter), 'matter-unknown');
  }

  inReach(): readonly MatterData[] {
    return this.world
      .streams('instance')
      .flatMap(({ id }) => this.data(id) ?? [])
      .reverse();
  }

  reading(data: MatterData): Reading {
    return readingOf(this.world, data, this.seat(), this.setup.people);
  }

  matterOf(stream: Id): Id | null {
    const found = this.world.stream(stream);
    if (found === undefined || found.kind === 'instance') return found?.id ?? null;
    const matter = historyOf(found)[0]?.command['matter'];
    return typeof matter === 'string' ? matter : null;
  }

  entity(id: Id, kind: string): { readonly entity: EntityData; readonly data: MatterData; readonly reading: Reading } {
    const matter = this.matterOf(id);
    const data = matter === null ? null : this.data(matter);
    const entity = data?.entities.find((each) => each.stream === id && each.kind === kind);
    if (data === null || entity === undefined) throw this.problem(`${kind}-unknown`, 404);
    return { entity, data, reading: this.reading(data) };
  }

  task(id: Id): { readonly task: TaskRow; readonly data: MatterData } {
    const place = readTaskId(id);
    if (place === null) throw this.problem('task-unknown', 404);
    const data = this.open(place.stream);
    const task = this.world.tasks(place.stream).find((row) => row.key === place.key);
    if (task !== undefined) return { task, data };
    const done = data.history.some(({ command }) => command.type === 'completeTask' && command['key'] === place.key);
    throw done ? this.problem('already-completed', 409) : this.problem('task-unknown', 404);
  }

  /** The matter of a task that is open no more, or never was; null for an open one. */
  taskOver(id: Id): MatterData | null {
    const place = readTaskId(id);
    const open = place !== null && this.world.tasks(place.stream).some((row) => row.key === place.key);
    return place === null || open ? null : this.open(place.stream);
  }

  actor(scope: string, roles: string | readonly string[]): Actor {
    const reader = this.seat();
    const fits = typeof roles === 'string' ? reader.role === roles : roles.includes(reader.role);
    if (!fits || (scope !== '' && !reaches(reader, scope))) throw this.problem('role-does-not-fit', 403);
    return { p: reader.person, role: reader.role, scope: reader.scope, basis: null };
  }

  /** The reader as themselves, or as a helper of a resident of the place. */
  actorOf(scope: string, roles: readonly string[], helped: ActBody['for']): Actor {
    const by = this.actor(scope, roles);
    if (helped === undefined) return by;
    const resident = this.setup.people.find((one) => one.person === helped.person && one.role === 'resident');
    if (resident === undefined || !reaches(resident, scope)) throw this.problem('person-unknown', 404);
    return { ...by, for: { p: helped.person, basis: null, way: helped.way } };
  }

  submit(
    stream: Id,
    command: Readonly<{ type: string } & Record<string, StoredValue>>,
    roles: string | readonly string[],
    act = false,
  ): WorldAnswer {
    const by = this.actor(this.world.stream(stream)?.scope ?? '', roles);
    const answer = this.world.submit(stream, { command, by, ...(act ? { act } : {}) });
    if ('refused' in answer) throw this.refused(answer);
    return answer;
  }

  typed(text: string): StoredValue {
    const trimmed = text.normalize('NFC').trim();
    if (trimmed === '') throw this.problem('text-empty', 422, { field: 'text' });
    if (Array.from(trimmed).length > MAX_TEXT)
      throw this.problem('text-too-long', 422, { field: 'text', most: MAX_TEXT });
    return this.world.seal(trimmed, this.seat().person);
  }

  filled(form: StoredValue, answer: Readonly<Record<string, Plain>>): Readonly<Record<string, StoredValue>> {
    if (form === null) return {};
    const checked = checkAnswer(form, answer, { at: this.world.at, budget: createBudget(), known: this.known() });
    if (!checked.ok)
      throw this.problem(
        'invalid-form',
        422,
        Object.fromEntries(checked.findings.map(({ field, code }) => [field, code])),
      );
    const attached = attachAnswer(form, checked.answer, (_field, file) => ({ file }));
    return sealAnswer(form, attached, (_field, value) => this.world.seal(value.normalize('NFC'), this.seat().person));
  }

  /** What a world holds of the reader: it has no register, only names and doors. */
  known(): Known {
    const { name, place, role } = this.seat();
    return role === 'resident' ? { name, place } : {};
  }

  /** The same key with the same words gets the first answer again; a refusal leaves the key free. */
  async act<T>(call: string, key: Key, asked: unknown, run: () => Promise<T>): Promise<Answer<T>> {
    const name = `${this.reader?.account ?? ''} ${key}`;
    const bytes = JSON.stringify([call, asked]);
    const first = this.#answers.get(name);
    if (first !== undefined) {
      if (first.asked !== bytes) throw this.problem('conflict', 409);
      return first.answer as Answer<T>;
    }
    const answer = { settled: true, value: await run() };
    this.#answers.set(name, { asked: bytes, answer });
    for (const kind of CHANGES) for (const listener of [...this.#listeners]) listener({ kind, id: null });
    return answer;
  }

  present<T>(value: T | null | undefined, code: string): T {
    if (value === null || value === undefined) throw this.problem(code, 404);
    return value;
  }

  refused({ refused, values }: Refusal): PortProblem {
    return this.problem(refused, 409, (values ?? {}) as Readonly<Record<string, Plain>>);
  }

  problem(code: string, status: number, values: Readonly<Record<string, Plain>> = {}): PortProblem {
    const sentence = [`refusal.${code}`, `error.${code}`].find(hasSentence) ?? code;
    return new PortProblem(code, say(sentence, values, this.language()), status, values);
  }
}

/** A world is small: after an act everything is looked at again. */
const CHANGES: readonly Change['kind'][] = [
  'matter',
  'opinions',
  'poll',
  'notice',
  'entity',
  'tasks',
  'inbox',
  'calendars',
  'alarms',
  'clock',
];
