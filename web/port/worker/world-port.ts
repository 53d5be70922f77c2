import type { StoredValue } from '#engine';
import { base64Encode, sha256 } from '#ledger';
import {
  ballotLines,
  comesAt,
  concernsReader,
  doneTasks,
  electorsFor,
  entityPage,
  home,
  type HomeMatter,
  isStaff,
  linesOn,
  isWorkingDay,
  matterLine,
  matterPage,
  migrationPage,
  modificationPage,
  noticePage,
  objectionLines,
  opinionLines,
  opinionsPage,
  pollPage,
  type Receipts,
  readTaskId,
  taskLine,
  taskPage,
  titleOf,
  tracePage,
  Trail,
} from '#pages';
import { capabilities } from '#rules/all';
import { actOf, fillFields, HELPERS, principal, ROLES } from '#rules/contract';
import type { ActBody, Key, Port, UploadedFile } from '../port.js';
import type {
  Alarm,
  Answer,
  CalendarLine,
  Change,
  ChangePage,
  Clock,
  EntityKind,
  EntityPage,
  Id,
  InboxLine,
  LineChoice,
  MatterPage,
  Migration,
  Modification,
  OperationBody,
  PersonLine,
  Plain,
  Session,
} from '../views.js';
import { WorldAccounts } from './accounts.js';
import { alarmsOf, calendarLines } from './administration.js';
import { evidenceOf } from './evidence.js';
import { calendarsOf, reaches } from './matter-data.js';
import { procedureLines } from './procedures.js';
import { operateIn, operationsIn, previewIn } from './operations.js';
import type { Stage } from './stage.js';

const DAY = 86_400_000;
/** Roles that move a matter by hand. */
const MOVERS: readonly string[] = ['worker', 'street', 'administrator'];
const ACTS = capabilities.flatMap((rules) => rules.acts ?? []);

/** The port of the pages over a world in memory: the views of `server/pages`, the acts of the stage. */
export class WorldPort extends WorldAccounts implements Port {
  /** Messages read, by person and number. */
  readonly #read = new Set<Id>();
  readonly #files = new Map<string, StoredValue>();

  constructor(stage: Stage) {
    super(stage);
  }

  // -- session and clock

  async session(): Promise<Session> {
    const { community, street, phone, people } = this.stage.setup;
    const reader = this.stage.reader;
    return {
      me: reader && {
        person: reader.person,
        account: reader.account,
        name: reader.name,
        standing: 'full',
        roles: [{ role: reader.role, scope: reader.scope, scopeName: reader.scopeName }],
      },
      csrf: '',
      installation: {
        community,
        street,
        phone,
        demo: true,
        sms: false,
        demoAccounts: people.map(({ account, password, name, role }) => ({ account, password, name, role })),
      },
    };
  }

  async signIn(body: { account: string; password: string }): Promise<Answer<Session>> {
    const person = this.stage.setup.people.find(
      ({ account, password }) => account === body.account && password === body.password,
    );
    if (person === undefined) throw this.stage.problem('wrong-account-or-password', 401);
    this.stage.reader = person;
    return { settled: true, value: await this.session() };
  }

  /** A world has its people; nobody is invited into it. */
  acceptInvitation(): Promise<Answer<Session>> {
    return Promise.reject(this.stage.problem('invitation-invalid', 404));
  }

  async signOut(): Promise<Answer<Session>> {
    this.stage.reader = null;
    return { settled: true, value: await this.session() };
  }

  async clock(): Promise<Clock> {
    const due =
      this.stage.reader === null
        ? undefined
        : this.stage.world
            .timers()
            .filter((timer) => timer.due !== null)
            .sort((a, b) => (a.due ?? 0) - (b.due ?? 0))[0];
    const data = due === undefined ? null : this.stage.data(due.stream);
    if (due === undefined || due.due === null || data === null)
      return { demo: true, now: this.stage.world.at, next: null };
    const run = new Trail(data).byKey(due.key);
    return {
      demo: true,
      now: this.stage.world.at,
      next: {
        at: due.due,
        matter: due.stream,
        title: titleOf(data, this.stage.reading(data)),
        stepName: run?.element.name ?? due.element,
      },
    };
  }

  moveClock(body: { move: 'next' | 'workday' }, key: Key): Promise<Answer<Clock>> {
    return this.stage.act('moveClock', key, body, async () => {
      this.stage.seat();
      const to = body.move === 'next' ? this.stage.world.nextDue() : this.#nextWorkday();
      if (to === null) throw this.stage.problem('nothing-due', 409);
      this.stage.world.advance(Math.max(to, this.stage.world.at));
      return this.clock();
    });
  }

  #nextWorkday(): number {
    const calendars = calendarsOf(this.stage.world);
    let at = this.stage.world.at + DAY;
    for (let days = 1; days < 60 && !isWorkingDay(at, calendars); days++) at += DAY;
    return at;
  }

  // -- matters

  async home() {
    return home(this.#homeMatters());
  }

  async myBallots() {
    return ballotLines(this.#homeMatters());
  }

  #homeMatters(): readonly HomeMatter[] {
    return this.stage.inReach().map((data) => {
      const reading = this.stage.reading(data);
      const polls = data.entities.filter((entity) => entity.kind === 'poll');
      const receipts = new Map(
        polls.map((poll) => {
          return [poll.stream, this.#receipts(poll.stream, electorsFor(poll, data, reading.p))] as const;
        }),
      );
      return { data, reading, receipts };
    });
  }

  async matters() {
    return this.stage.inReach().map((data) => matterLine(data, this.stage.reading(data)));
  }

  async matter(matter: Id): Promise<MatterPage> {
    const data = this.stage.open(matter);
    return matterPage(data, this.stage.reading(data));
  }

  async trace(matter: Id) {
    const data = this.stage.open(matter);
    return tracePage(data, this.stage.reading(data));
  }

  async evidence(matter: Id) {
    const data = this.stage.open(matter);
    const polls = data.entities.filter((entity) => entity.kind === 'poll');
    if (polls.some(({ state }) => (state as { status: string }).status === 'open'))
      throw this.stage.problem('poll-open', 409);
    return evidenceOf(this.stage, data);
  }

  // -- opinions, polls, notices

  async opinions(id: Id) {
    const { entity, data, reading } = this.stage.entity(id, 'opinions');
    return this.stage.present(opinionsPage(entity, data, reading, new Trail(data)), 'opinions-unknown');
  }

  giveOpinion(id: Id, body: { stance: 'support' | 'oppose' | 'other'; text: string }, key: Key) {
    return this.stage.act('giveOpinion', key, [id, body], async () => {
      const { reading } = this.stage.entity(id, 'opinions');
      this.stage.submit(id, { type: 'give', stance: body.stance, text: this.stage.typed(body.text) }, 'resident', true);
      const mine = opinionLines(this.stage.entity(id, 'opinions').entity, reading);
      return this.stage.present(mine[mine.length - 1], 'opinion-unknown');
    });
  }

  answerOpinion(id: Id, item: Id, body: { outcome: 'adopt' | 'partly' | 'decline'; text: string }, key: Key) {
    return this.stage.act('answerOpinion', key, [id, item, body], async () => {
      const { reading } = this.stage.entity(id, 'opinions');
      this.stage.submit(
        id,
        { type: 'answer', n: Number(item), outcome: body.outcome, reason: this.stage.typed(body.text) },
        ['worker', 'convenor'],
      );
      return this.stage.present(
        opinionLines(this.stage.entity(id, 'opinions').entity, reading).find((line) => line.item === item),
        'opinion-unknown',
      );
    });
  }

  async poll(id: Id) {
    const { entity, data, reading } = this.stage.entity(id, 'poll');
    const receipts = this.#receipts(id, electorsFor(entity, data, reading.p));
    return this.stage.present(pollPage(entity, data, reading, new Trail(data), receipts), 'poll-unknown');
  }

  cast(id: Id, body: { choice: 'yes' | 'no' | 'abstain'; line?: number; for?: ActBody['for'] }, key: Key) {
    return this.stage.act('cast', key, [id, body], async () => {
      const { data } = this.stage.entity(id, 'poll');
      const by = this.stage.actorOf(data.scope, body.for === undefined ? ROLES : HELPERS, body.for);
      const answer = this.stage.world.cast(id, {
        elector: principal(by),
        line: body.line ?? null,
        choice: body.choice,
        by,
      });
      if ('refused' in answer) throw this.stage.refused(answer);
      return { poll: id, at: this.stage.world.at, revision: answer.revision, leafHash: answer.leafHash, index: null };
    });
  }

  /** Later ballots of an elector lie behind the earlier ones. */
  #receipts(poll: Id, electors: readonly string[]): Receipts {
    const cast = this.stage.world.votes(poll).filter(({ elector }) => electors.includes(elector));
    return new Map(
      cast.map(({ elector, revision, leafHash }) => [elector, { poll, at: null, revision, leafHash, index: null }]),
    );
  }

  async notice(id: Id) {
    const { entity, data, reading } = this.stage.entity(id, 'notice');
    return this.stage.present(noticePage(entity, data, reading, new Trail(data)), 'notice-unknown');
  }

  object(id: Id, body: { text: string }, key: Key) {
    return this.stage.act('object', key, [id, body], async () => {
      const { reading } = this.stage.entity(id, 'notice');
      this.stage.submit(id, { type: 'object', text: this.stage.typed(body.text) }, 'resident', true);
      const lines = objectionLines(this.stage.entity(id, 'notice').entity, reading);
      return this.stage.present(lines[lines.length - 1], 'objection-unknown');
    });
  }

  answerObjection(id: Id, objection: Id, body: { outcome: 'upheld' | 'rejected'; text: string }, key: Key) {
    return this.stage.act('answerObjection', key, [id, objection, body], async () => {
      const { reading } = this.stage.entity(id, 'notice');
      this.stage.submit(
        id,
        {
          type: 'answerObjection',
          n: Number(objection),
          upheld: body.outcome === 'upheld',
          reason: this.stage.typed(body.text),
        },
        ['worker', 'convenor'],
      );
      return this.stage.present(
        objectionLines(this.stage.entity(id, 'notice').entity, reading).find((line) => line.objection === objection),
        'objection-unknown',
      );
    });
  }

  // -- the desk

  async tasks(list: 'todo' | 'done') {
    const { role } = this.stage.seat();
    if (list === 'done') {
      return this.stage
        .inReach()
        .flatMap((data) => doneTasks(data, this.stage.reading(data), new Trail(data)))
        .sort((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0));
    }
    return this.stage.world
      .tasks()
      .filter((task) => task.roles.includes(role))
      .flatMap((task) => {
        const data = this.stage.data(task.stream);
        const reading = data && this.stage.reading(data);
        if (data === null || reading === null || !concernsReader(task.key, data, reading)) return [];
        return [taskLine(task, data, reading, new Trail(data))];
      })
      .sort((a, b) => (a.due.at ?? Infinity) - (b.due.at ?? Infinity) || a.since - b.since);
  }

  async task(id: Id) {
    const { task, data } = this.stage.task(id);
    return taskPage(task, data, this.stage.reading(data), new Trail(data));
  }

  operations = (id: Id) => operationsIn(this.stage, id);
  previewOperation = (id: Id, body: OperationBody) => previewIn(this.stage, id, body);
  operate = (id: Id, body: OperationBody & { readonly reason: string }, key: Key) =>
    this.stage.act('operate', key, [id, body], async () => {
      await operateIn(this.stage, id, body);
      return this.matter(id.slice(0, id.indexOf('.')));
    });

  claim(id: Id, key: Key) {
    return this.stage.act('claim', key, id, async () => {
      const { task } = this.stage.task(id);
      this.stage.submit(task.stream, { type: 'updateTask', key: task.key, op: 'claim' }, task.roles);
      return this.task(id);
    });
  }

  complete(id: Id, body: { variables: Readonly<Record<string, Plain>> }, key: Key) {
    return this.stage.act('complete', key, [id, body], async () => {
      const { task, data } = this.stage.task(id);
      const page = await this.task(id);
      const why = page.complete.why;
      if (why !== null && (why.code === 'opinions-unanswered' || why.code === 'objections-unanswered'))
        throw this.stage.problem(why.code, 409, why.values);
      const variables = this.stage.filled(data.set.forms[task.form ?? ''] ?? null, body.variables);
      this.stage.submit(task.stream, { type: 'completeTask', key: task.key, variables }, task.roles);
      const after = this.stage.open(task.stream);
      const { steps, history } = taskPage(task, after, this.stage.reading(after), new Trail(after));
      return {
        ...page,
        steps,
        history,
        state: 'done' as const,
        doneAt: this.stage.world.at,
        complete: { yes: false, why: { code: 'already-completed', values: {} } },
      };
    });
  }

  async procedures() {
    const { role } = this.stage.seat();
    return procedureLines(this.stage.ready, role);
  }

  startMatter(body: { procedure: Id; variables: Readonly<Record<string, Plain>> }, key: Key) {
    return this.stage.act('startMatter', key, body, async () => {
      const reader = this.stage.seat();
      const found = [...this.stage.ready.values()].find(({ procedure }) => procedure.id === body.procedure);
      if (found === undefined) throw this.stage.problem('procedure-unknown', 404);
      const { procedure, set } = found;
      if (!procedure.start.roles.includes(reader.role)) throw this.stage.problem('role-does-not-fit', 403);
      const variables = this.stage.filled(
        procedure.start.form === null ? null : (set.forms[procedure.start.form] ?? null),
        body.variables,
      );
      const title = variables[procedure.start.title];
      const by = this.stage.actor(reader.scope, reader.role);
      const started = this.stage.world.start({
        definition: procedure.hash,
        process: procedure.id,
        scope: reader.scope,
        by,
        variables,
        ...(title === undefined ? {} : { title }),
      });
      if ('refused' in started) throw this.stage.refused(started);
      return this.matter(started.stream);
    });
  }

  // -- other entities

  async entity(kind: EntityKind, id: Id): Promise<EntityPage> {
    const { entity, data, reading } = this.stage.entity(id, kind);
    return this.stage.present(entityPage(entity, data, reading, new Trail(data)), `${kind}-unknown`);
  }

  act(kind: string, id: Id, type: string, body: ActBody, key: Key): Promise<Answer<EntityPage | null>> {
    return this.stage.act('act', key, [kind, id, type, body], async () => {
      const act = this.stage.present(actOf(ACTS, kind, type), 'act-unknown');
      const { data } = this.stage.entity(id, kind);
      if (body.for !== undefined && act.helped !== true) throw this.stage.problem('not-for-others', 403);
      const filled = fillFields(act.fields, body.fields as Readonly<Record<string, StoredValue>>, {
        seal: (text) => this.stage.world.seal(text, body.for?.person ?? this.stage.seat().person),
        person: (person) => (this.stage.setup.people.some((one) => one.person === person) ? person : null),
        elector: (id) => (this.stage.setup.people.some((one) => one.person === id) ? id : null),
        file: (hash) => this.#files.get(hash) ?? null,
      });
      if (!filled.ok)
        throw this.stage.problem(filled.problem.code, 422, filled.problem.values as Readonly<Record<string, Plain>>);
      const by = this.stage.actorOf(data.scope, body.for === undefined ? act.roles : HELPERS, body.for);
      const answer = this.stage.world.submit(id, {
        command: { ...filled.values, type },
        by,
        ...(act.own && body.for === undefined ? { act: true } : {}),
      });
      if ('refused' in answer) throw this.stage.refused(answer);
      const { entity, data: after, reading } = this.stage.entity(id, kind);
      return entityPage(entity, after, reading, new Trail(after));
    });
  }

  /** The lines a resident may use on the roll of an entity. */
  async lines(kind: string, id: Id, person: Id): Promise<readonly LineChoice[]> {
    const { entity, data, reading } = this.stage.entity(id, kind);
    return linesOn(entity, data, person).map(({ e, elector }) => ({ line: e, label: reading.right(elector) }));
  }

  async people(matter: Id, words: string): Promise<readonly PersonLine[]> {
    const data = this.stage.open(matter);
    if (!isStaff(this.stage.reading(data))) throw this.stage.problem('role-does-not-fit', 403);
    return this.stage.setup.people
      .filter((one) => reaches(one, data.scope) && words !== '' && `${one.name} ${one.place}`.includes(words))
      .slice(0, 20)
      .map(({ person, name, place, role }) => ({ person, name, place, roles: [role] }));
  }

  /** A world keeps what is known of a file and not its bytes: nothing a try-run uploads leaves the page. */
  upload(name: string, bytes: Blob, key: Key): Promise<Answer<UploadedFile>> {
    return this.stage.act('upload', key, [name, bytes.size], async () => {
      const file = base64Encode(sha256(new Uint8Array(await bytes.arrayBuffer())));
      this.#files.set(file, { file, type: bytes.type, size: bytes.size });
      return { file, type: bytes.type, size: bytes.size, name };
    });
  }

  file(): Promise<Blob> {
    return Promise.reject(this.stage.problem('file-unknown', 404));
  }

  // -- administration

  async calendars(): Promise<readonly CalendarLine[]> {
    return calendarLines(this.stage.world);
  }

  loadCalendar(file: Plain, key: Key) {
    return this.stage.act('loadCalendar', key, file, async () => {
      const answer = this.stage.world.loadCalendar(JSON.stringify(file), this.stage.actor('', 'administrator'));
      if ('refused' in answer)
        throw answer.refused === 'calendar-invalid'
          ? this.stage.problem('calendar-unreadable', 422)
          : this.stage.refused(answer);
      const year = (file as { readonly year: number }).year;
      return this.stage.present(
        (await this.calendars()).find((line) => line.year === year),
        'calendar-unreadable',
      );
    });
  }

  async alarms(): Promise<readonly Alarm[]> {
    return alarmsOf(this.stage.world, (matter) => {
      const data = this.stage.data(matter);
      return data && { data, reading: this.stage.reading(data) };
    });
  }

  retryIncident(alarm: Id, key: Key) {
    return this.stage.act('retryIncident', key, alarm, async () => {
      const place = readTaskId(alarm);
      if (place === null) throw this.stage.problem('alarm-unknown', 404);
      this.stage.submit(place.stream, { type: 'resolveIncident', key: place.key }, 'administrator');
      return this.alarms();
    });
  }

  async previewModify(id: Id, body: Modification): Promise<ChangePage> {
    const data = this.stage.open(id);
    return modificationPage(data, this.stage.reading(data), body, this.stage.actor(data.scope, MOVERS));
  }

  modify(id: Id, body: Modification & { readonly reason: string }, key: Key) {
    return this.stage.act('modify', key, [id, body], async () => {
      const { activate, terminate, op = 'modify' } = body;
      const reason = this.stage.typed(body.reason);
      const command = { type: 'modify', activate: activate.map((each) => ({ ...each })), terminate, op, reason };
      this.stage.submit(this.stage.open(id).matter, command, MOVERS);
      return this.matter(id);
    });
  }

  async previewMigrate(id: Id, body: Migration): Promise<ChangePage> {
    const data = this.stage.open(id);
    const target = this.stage.ready.get(body.definition)?.set ?? null;
    return migrationPage(data, this.stage.reading(data), body, this.stage.actor(data.scope, 'administrator'), target);
  }

  migrate(id: Id, { definition, mapping, reason }: Migration & { readonly reason: string }, key: Key) {
    return this.stage.act('migrate', key, [id, definition, mapping, reason], async () => {
      const command = { type: 'migrate', definition, mapping, reason: this.stage.typed(reason) };
      this.stage.submit(this.stage.open(id).matter, command, 'administrator');
      return this.matter(id);
    });
  }

  async inbox(): Promise<readonly InboxLine[]> {
    const reader = this.stage.seat();
    const times = this.times();
    const now = this.stage.world.at;
    return this.stage.world
      .notifications()
      .map((row, i) => ({ row, message: String(i + 1) }))
      .filter(({ row: { to } }) =>
        'role' in to ? to.role === reader.role && reaches(reader, to.scope) : to.people.includes(reader.person),
      )
      .map(({ row, message }) => {
        const matter = this.stage.matterOf(row.stream);
        const data = matter === null ? null : this.stage.data(matter);
        return {
          message,
          at: times === null ? row.at : comesAt(row.at, times),
          said: { code: `notice.${row.code}`, values: row.values },
          matter,
          title: data && titleOf(data, this.stage.reading(data)),
          read: this.#read.has(`${reader.person} ${message}`),
        };
      })
      .filter(({ at }) => at <= now)
      .reverse();
  }

  readMessage(message: Id, key: Key) {
    return this.stage.act('readMessage', key, message, async () => {
      this.#read.add(`${this.stage.seat().person} ${message}`);
      return this.stage.present(
        (await this.inbox()).find((line) => line.message === message),
        'message-unknown',
      );
    });
  }

  subscribe(listener: (change: Change) => void): () => void {
    return this.stage.listen(listener);
  }
}
