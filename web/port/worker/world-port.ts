import type { Actor, Refusal, StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { checkAnswer, sealAnswer } from '#forms';
import {
  doneTasks,
  home,
  isWorkingDay,
  matterLine,
  matterPage,
  noticePage,
  objectionLines,
  opinionLines,
  opinionsPage,
  pollPage,
  readTaskId,
  taskLine,
  taskPage,
  titleOf,
  tracePage,
  Trail,
  type EntityData,
  type MatterData,
  type Reading,
} from '#pages';
import { say, hasSentence } from '#text';
import type { Answer as WorldAnswer, TaskRow, World } from '#world';
import type { Key, Port } from '../port.js';
import { PortProblem } from '../problem.js';
import type {
  Alarm,
  Answer,
  CalendarLine,
  Change,
  Clock,
  Id,
  InboxLine,
  Language,
  MatterPage,
  Plain,
  Receipt,
  Session,
} from '../views.js';
import { alarmsOf, calendarLines } from './administration.js';
import { calendarsOf, historyOf, matterData, reaches, readingOf, type Ready } from './matter-data.js';
import type { WorldPerson, WorldSetup } from './setup.js';

const DAY = 86_400_000;
const MAX_TEXT = 1_000;

/** The stage of a world: who sits at the page, and who listens. One reader at a time; the try-run changes seats by signing in. */
export class WorldPort implements Port {
  #reader: WorldPerson | null = null;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #answers = new Map<Key, { readonly asked: string; readonly answer: unknown }>();
  readonly #read = new Set<Id>();

  constructor(
    readonly world: World,
    private readonly setup: WorldSetup,
    private readonly ready: ReadonlyMap<string, Ready>,
    private readonly language: () => Language,
  ) {}

  // -- session and clock

  async session(): Promise<Session> {
    const { community, street, phone, people } = this.setup;
    const reader = this.#reader;
    return {
      me: reader && {
        person: reader.person,
        account: reader.account,
        name: reader.name,
        roles: [{ role: reader.role, scope: reader.scope, scopeName: reader.scopeName }],
      },
      csrf: '',
      installation: {
        community,
        street,
        phone,
        demo: true,
        demoAccounts: people.map(({ account, password, name, role }) => ({ account, password, name, role })),
      },
    };
  }

  async signIn(body: { account: string; password: string }): Promise<Answer<Session>> {
    const person = this.setup.people.find(
      ({ account, password }) => account === body.account && password === body.password,
    );
    if (person === undefined) throw this.#problem('wrong-account-or-password', 401);
    this.#reader = person;
    return { settled: true, value: await this.session() };
  }

  /** A world has its people; nobody is invited into it. */
  acceptInvitation(): Promise<Answer<Session>> {
    return Promise.reject(this.#problem('invitation-invalid', 404));
  }

  async signOut(): Promise<Answer<Session>> {
    this.#reader = null;
    return { settled: true, value: await this.session() };
  }

  async clock(): Promise<Clock> {
    const due =
      this.#reader === null
        ? undefined
        : this.world
            .timers()
            .filter((timer) => timer.due !== null)
            .sort((a, b) => (a.due ?? 0) - (b.due ?? 0))[0];
    const data = due === undefined ? null : this.#data(due.stream);
    if (due === undefined || due.due === null || data === null) return { demo: true, now: this.world.at, next: null };
    const run = new Trail(data).byKey(due.key);
    return {
      demo: true,
      now: this.world.at,
      next: {
        at: due.due,
        matter: due.stream,
        title: titleOf(data, this.#reading(data)),
        stepName: run?.element.name ?? due.element,
      },
    };
  }

  moveClock(body: { move: 'next' | 'workday' }, key: Key): Promise<Answer<Clock>> {
    return this.#act('moveClock', key, body, async () => {
      this.#seat();
      const to = body.move === 'next' ? this.world.nextDue() : this.#nextWorkday();
      if (to === null) throw this.#problem('nothing-due', 409);
      this.world.advance(Math.max(to, this.world.at));
      return this.clock();
    });
  }

  #nextWorkday(): number {
    const calendars = calendarsOf(this.world);
    let at = this.world.at + DAY;
    for (let days = 1; days < 60 && !isWorkingDay(at, calendars); days++) at += DAY;
    return at;
  }

  // -- matters

  async home() {
    const opened = this.#inReach().map((data) => {
      const reading = this.#reading(data);
      const polls = data.entities.filter((entity) => entity.kind === 'poll');
      const receipts = new Map(
        polls.flatMap(({ stream }) =>
          [this.#receipt(stream)].flatMap((receipt) => (receipt ? [[stream, receipt] as const] : [])),
        ),
      );
      return { data, reading, receipts };
    });
    return home(opened);
  }

  async matters() {
    return this.#inReach().map((data) => matterLine(data, this.#reading(data)));
  }

  async matter(matter: Id): Promise<MatterPage> {
    const data = this.#open(matter);
    return matterPage(data, this.#reading(data));
  }

  async trace(matter: Id) {
    const data = this.#open(matter);
    return tracePage(data, this.#reading(data));
  }

  async evidence(matter: Id) {
    const data = this.#open(matter);
    const polls = data.entities.filter((entity) => entity.kind === 'poll');
    if (polls.some(({ state }) => (state as { status: string }).status === 'open'))
      throw this.#problem('poll-open', 409);
    const { procedure } = this.ready.get(data.set.hash) as Ready;
    const streams = [matter, ...data.entities.map(({ stream }) => stream)].flatMap((id) => this.world.stream(id) ?? []);
    const named = new Set(
      streams.flatMap(({ records }) =>
        records.flatMap(({ body }) =>
          Object.values((JSON.parse(body) as { command: { facts?: Record<string, string> } }).command.facts ?? {}),
        ),
      ),
    );
    return {
      v: 1,
      definitions: [{ main: procedure.id, files: procedure.files }],
      facts: Object.entries(this.world.data.facts).flatMap(([hash, text]) => (named.has(hash) ? [text] : [])),
      streams: streams.map(({ id, kind, records }) => ({
        id,
        kind,
        records: records.map(({ leaf, body, salt }) => ({ leaf, body, salt })),
      })),
      votes: polls.map(({ stream }) => ({
        poll: stream,
        ballots: this.world.votes(stream).map(({ leaf, choice, salt }) => ({ leaf, choice, salt })),
      })),
    };
  }

  // -- opinions, polls, notices

  async opinions(id: Id) {
    const { entity, data, reading } = this.#entity(id, 'opinions');
    return this.#present(opinionsPage(entity, data, reading, new Trail(data)), 'opinions-unknown');
  }

  giveOpinion(id: Id, body: { stance: 'support' | 'oppose' | 'other'; text: string }, key: Key) {
    return this.#act('giveOpinion', key, [id, body], async () => {
      const { reading } = this.#entity(id, 'opinions');
      this.#submit(id, { type: 'give', stance: body.stance, text: this.#typed(body.text) }, 'resident', true);
      const mine = opinionLines(this.#entity(id, 'opinions').entity, reading);
      return this.#present(mine[mine.length - 1], 'opinion-unknown');
    });
  }

  answerOpinion(id: Id, item: Id, body: { outcome: 'adopt' | 'partly' | 'decline'; text: string }, key: Key) {
    return this.#act('answerOpinion', key, [id, item, body], async () => {
      const { reading } = this.#entity(id, 'opinions');
      this.#submit(
        id,
        { type: 'answer', n: Number(item), outcome: body.outcome, reason: this.#typed(body.text) },
        'worker',
      );
      return this.#present(
        opinionLines(this.#entity(id, 'opinions').entity, reading).find((line) => line.item === item),
        'opinion-unknown',
      );
    });
  }

  async poll(id: Id) {
    const { entity, data, reading } = this.#entity(id, 'poll');
    return this.#present(pollPage(entity, data, reading, new Trail(data), this.#receipt(id)), 'poll-unknown');
  }

  cast(id: Id, body: { choice: 'yes' | 'no' | 'abstain' }, key: Key) {
    return this.#act('cast', key, [id, body], async () => {
      const { data } = this.#entity(id, 'poll');
      const by = this.#actor(data.scope, 'resident');
      const answer = this.world.cast(id, { elector: by.p, choice: body.choice, by });
      if ('refused' in answer) throw this.#refused(answer);
      return { poll: id, at: this.world.at, revision: answer.revision, leafHash: answer.leafHash, index: null };
    });
  }

  #receipt(poll: Id): Receipt | null {
    const mine = this.world.votes(poll).filter((vote) => vote.elector === this.#reader?.person);
    const last = mine[mine.length - 1];
    return last === undefined
      ? null
      : { poll, at: null, revision: last.revision, leafHash: last.leafHash, index: null };
  }

  async notice(id: Id) {
    const { entity, data, reading } = this.#entity(id, 'notice');
    return this.#present(noticePage(entity, data, reading, new Trail(data)), 'notice-unknown');
  }

  object(id: Id, body: { text: string }, key: Key) {
    return this.#act('object', key, [id, body], async () => {
      const { reading } = this.#entity(id, 'notice');
      this.#submit(id, { type: 'object', text: this.#typed(body.text) }, 'resident', true);
      const lines = objectionLines(this.#entity(id, 'notice').entity, reading);
      return this.#present(lines[lines.length - 1], 'objection-unknown');
    });
  }

  answerObjection(id: Id, objection: Id, body: { outcome: 'upheld' | 'rejected'; text: string }, key: Key) {
    return this.#act('answerObjection', key, [id, objection, body], async () => {
      const { reading } = this.#entity(id, 'notice');
      this.#submit(
        id,
        {
          type: 'answerObjection',
          n: Number(objection),
          upheld: body.outcome === 'upheld',
          reason: this.#typed(body.text),
        },
        'worker',
      );
      return this.#present(
        objectionLines(this.#entity(id, 'notice').entity, reading).find((line) => line.objection === objection),
        'objection-unknown',
      );
    });
  }

  // -- the desk

  async tasks(list: 'todo' | 'done') {
    const { role } = this.#seat();
    if (list === 'done') {
      return this.#inReach()
        .flatMap((data) => doneTasks(data, this.#reading(data), new Trail(data)))
        .sort((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0));
    }
    return this.world
      .tasks()
      .filter((task) => task.roles.includes(role))
      .flatMap((task) => {
        const data = this.#data(task.stream);
        return data === null ? [] : [taskLine(task, data, this.#reading(data), new Trail(data))];
      })
      .sort((a, b) => (a.due.at ?? Infinity) - (b.due.at ?? Infinity) || a.since - b.since);
  }

  async task(id: Id) {
    const { task, data } = this.#task(id);
    return taskPage(task, data, this.#reading(data), new Trail(data));
  }

  claim(id: Id, key: Key) {
    return this.#act('claim', key, id, async () => {
      const { task } = this.#task(id);
      this.#submit(task.stream, { type: 'updateTask', key: task.key, op: 'claim' }, 'worker');
      return this.task(id);
    });
  }

  complete(id: Id, body: { variables: Readonly<Record<string, Plain>> }, key: Key) {
    return this.#act('complete', key, [id, body], async () => {
      const { task, data } = this.#task(id);
      const page = await this.task(id);
      const why = page.complete.why;
      if (why !== null && (why.code === 'opinions-unanswered' || why.code === 'objections-unanswered'))
        throw this.#problem(why.code, 409, why.values);
      const variables = this.#filled(data.set.forms[task.form ?? ''] ?? null, body.variables);
      this.#submit(task.stream, { type: 'completeTask', key: task.key, variables }, 'worker');
      const after = this.#open(task.stream);
      const { steps, history } = taskPage(task, after, this.#reading(after), new Trail(after));
      return {
        ...page,
        steps,
        history,
        state: 'done' as const,
        doneAt: this.world.at,
        complete: { yes: false, why: { code: 'already-completed', values: {} } },
      };
    });
  }

  async procedures() {
    const { role } = this.#seat();
    return [...this.ready.values()].map(({ procedure, set }) => {
      const yes = procedure.start.roles.includes(role);
      return {
        procedure: procedure.id,
        name: procedure.name,
        version: procedure.version,
        definition: procedure.hash,
        summary: procedure.summary,
        steps: procedure.steps.map((kind) => ({
          kind: kind as 'consult',
          name: set.processes[`step-${kind}`]?.name ?? kind,
          state: 'next' as const,
        })),
        form: procedure.start.form === null ? null : ((set.forms[procedure.start.form] ?? null) as never),
        may: { yes, why: yes ? null : { code: 'role-does-not-fit', values: {} } },
      };
    });
  }

  startMatter(body: { procedure: Id; variables: Readonly<Record<string, Plain>> }, key: Key) {
    return this.#act('startMatter', key, body, async () => {
      const reader = this.#seat();
      const found = [...this.ready.values()].find(({ procedure }) => procedure.id === body.procedure);
      if (found === undefined) throw this.#problem('procedure-unknown', 404);
      const { procedure, set } = found;
      if (!procedure.start.roles.includes(reader.role)) throw this.#problem('role-does-not-fit', 403);
      const variables = this.#filled(
        procedure.start.form === null ? null : (set.forms[procedure.start.form] ?? null),
        body.variables,
      );
      const title = variables[procedure.start.title];
      const by = this.#actor(reader.scope, reader.role);
      const started = this.world.start({
        definition: procedure.hash,
        process: procedure.id,
        scope: reader.scope,
        by,
        variables,
        ...(title === undefined ? {} : { title }),
      });
      if ('refused' in started) throw this.#refused(started);
      return this.matter(started.stream);
    });
  }

  // -- administration

  async calendars(): Promise<readonly CalendarLine[]> {
    return calendarLines(this.world);
  }

  loadCalendar(file: Plain, key: Key) {
    return this.#act('loadCalendar', key, file, async () => {
      const answer = this.world.loadCalendar(JSON.stringify(file), this.#actor('', 'administrator'));
      if ('refused' in answer)
        throw answer.refused === 'calendar-invalid' ? this.#problem('calendar-unreadable', 422) : this.#refused(answer);
      const year = (file as { readonly year: number }).year;
      return this.#present(
        (await this.calendars()).find((line) => line.year === year),
        'calendar-unreadable',
      );
    });
  }

  async alarms(): Promise<readonly Alarm[]> {
    return alarmsOf(this.world, (matter) => {
      const data = this.#data(matter);
      return data && { data, reading: this.#reading(data) };
    });
  }

  retryIncident(alarm: Id, key: Key) {
    return this.#act('retryIncident', key, alarm, async () => {
      const place = readTaskId(alarm);
      if (place === null) throw this.#problem('alarm-unknown', 404);
      this.#submit(place.stream, { type: 'resolveIncident', key: place.key }, 'administrator');
      return this.alarms();
    });
  }

  async inbox(): Promise<readonly InboxLine[]> {
    const reader = this.#seat();
    return this.world
      .notifications()
      .map((row, i) => ({ row, message: String(i + 1) }))
      .filter(({ row: { to } }) =>
        'role' in to ? to.role === reader.role && reaches(reader, to.scope) : to.people.includes(reader.person),
      )
      .map(({ row, message }) => {
        const matter = this.#matterOf(row.stream);
        const data = matter === null ? null : this.#data(matter);
        return {
          message,
          at: row.at,
          said: { code: `notice.${row.code}`, values: row.values },
          matter,
          title: data && titleOf(data, this.#reading(data)),
          read: this.#read.has(`${reader.person} ${message}`),
        };
      })
      .reverse();
  }

  readMessage(message: Id, key: Key) {
    return this.#act('readMessage', key, message, async () => {
      this.#read.add(`${this.#seat().person} ${message}`);
      return this.#present(
        (await this.inbox()).find((line) => line.message === message),
        'message-unknown',
      );
    });
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // -- inside

  #seat(): WorldPerson {
    if (this.#reader === null) throw this.#problem('not-signed-in', 401);
    return this.#reader;
  }

  #data(matter: Id): MatterData | null {
    const reader = this.#seat();
    const data = matterData(this.world, matter, this.ready);
    return data !== null && reaches(reader, data.scope) ? data : null;
  }

  #open(matter: Id): MatterData {
    return this.#present(this.#data(matter), 'matter-unknown');
  }

  #inReach(): readonly MatterData[] {
    return this.world
      .streams('instance')
      .flatMap(({ id }) => this.#data(id) ?? [])
      .reverse();
  }

  #reading(data: MatterData): Reading {
    return readingOf(this.world, data, this.#seat(), this.setup.people);
  }

  #matterOf(stream: Id): Id | null {
    const found = this.world.stream(stream);
    if (found === undefined || found.kind === 'instance') return found?.id ?? null;
    const matter = historyOf(found)[0]?.command['matter'];
    return typeof matter === 'string' ? matter : null;
  }

  #entity(id: Id, kind: string): { readonly entity: EntityData; readonly data: MatterData; readonly reading: Reading } {
    const matter = this.#matterOf(id);
    const data = matter === null ? null : this.#data(matter);
    const entity = data?.entities.find((each) => each.stream === id && each.kind === kind);
    if (data === null || entity === undefined) throw this.#problem(`${kind}-unknown`, 404);
    return { entity, data, reading: this.#reading(data) };
  }

  #task(id: Id): { readonly task: TaskRow; readonly data: MatterData } {
    const place = readTaskId(id);
    if (place === null) throw this.#problem('task-unknown', 404);
    const data = this.#open(place.stream);
    const task = this.world.tasks(place.stream).find((row) => row.key === place.key);
    if (task !== undefined) return { task, data };
    const done = data.history.some(({ command }) => command.type === 'completeTask' && command['key'] === place.key);
    throw done ? this.#problem('already-completed', 409) : this.#problem('task-unknown', 404);
  }

  #actor(scope: string, role: WorldPerson['role']): Actor {
    const reader = this.#seat();
    if (reader.role !== role || (scope !== '' && !reaches(reader, scope)))
      throw this.#problem('role-does-not-fit', 403);
    return { p: reader.person, role, scope: reader.scope, basis: null };
  }

  #submit(
    stream: Id,
    command: Readonly<{ type: string } & Record<string, StoredValue>>,
    role: WorldPerson['role'],
    act = false,
  ): WorldAnswer {
    const by = this.#actor(this.world.stream(stream)?.scope ?? '', role);
    const answer = this.world.submit(stream, { command, by, ...(act ? { act } : {}) });
    if ('refused' in answer) throw this.#refused(answer);
    return answer;
  }

  #typed(text: string): StoredValue {
    const trimmed = text.normalize('NFC').trim();
    if (trimmed === '') throw this.#problem('text-empty', 422, { field: 'text' });
    if (Array.from(trimmed).length > MAX_TEXT)
      throw this.#problem('text-too-long', 422, { field: 'text', most: MAX_TEXT });
    return this.world.seal(trimmed, this.#seat().person);
  }

  #filled(form: StoredValue, answer: Readonly<Record<string, Plain>>): Readonly<Record<string, StoredValue>> {
    if (form === null) return {};
    const checked = checkAnswer(form, answer, { at: this.world.at, budget: createBudget() });
    if (!checked.ok)
      throw this.#problem(
        'invalid-form',
        422,
        Object.fromEntries(checked.findings.map(({ field, code }) => [field, code])),
      );
    return sealAnswer(form, checked.answer, (_field, value) =>
      this.world.seal(value.normalize('NFC'), this.#seat().person),
    );
  }

  /** The same key with the same words gets the first answer again; a refusal leaves the key free. */
  async #act<T>(call: string, key: Key, asked: unknown, run: () => Promise<T>): Promise<Answer<T>> {
    const name = `${this.#reader?.account ?? ''} ${key}`;
    const bytes = JSON.stringify([call, asked]);
    const first = this.#answers.get(name);
    if (first !== undefined) {
      if (first.asked !== bytes) throw this.#problem('conflict', 409);
      return first.answer as Answer<T>;
    }
    const answer = { settled: true, value: await run() };
    this.#answers.set(name, { asked: bytes, answer });
    for (const kind of CHANGES) for (const listener of [...this.#listeners]) listener({ kind, id: null });
    return answer;
  }

  #present<T>(value: T | null | undefined, code: string): T {
    if (value === null || value === undefined) throw this.#problem(code, 404);
    return value;
  }

  #refused({ refused, values }: Refusal): PortProblem {
    return this.#problem(refused, 409, (values ?? {}) as Readonly<Record<string, Plain>>);
  }

  #problem(code: string, status: number, values: Readonly<Record<string, Plain>> = {}): PortProblem {
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
  'tasks',
  'inbox',
  'calendars',
  'alarms',
  'clock',
];
