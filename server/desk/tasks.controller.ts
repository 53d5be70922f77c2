import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor, StoredValue } from '#engine';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound, Problem } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { Acts, Attachments, Filling, Matters, repeatable, SETTLE, type Opened } from '#matters';
import {
  concernsReader,
  doneTaskPage,
  inPost,
  isStaff,
  named,
  notesOpening,
  readTaskId,
  stoodFor,
  taskPage,
  Trail,
  type MatterData,
  type TaskLine,
  type TaskPage,
} from '#pages';
import { isRefused, Runtime, type TaskView } from '#runtime';
import { refusedBy } from '#http';
import { Lists } from './lists.js';

const Completion = z.object({ variables: z.record(z.string().max(128), z.json()) });

@ApiTags('tasks')
@Controller('api/tasks')
export class TasksController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Filling) private readonly filling: Filling,
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /** `todo`: due date first, the late on top, undated last. `done`: newest first. */
  @Get()
  @Access(...ROLES)
  async tasks(@Query('list') list: string, @CallerOf() caller: Caller): Promise<readonly TaskLine[]> {
    const rows = await this.lists.all(list === 'done' ? 'done' : 'todo', caller);
    return rows.flatMap(({ task, ...row }) => (task === null ? [] : [{ ...row, task }]));
  }

  /**
   * One that is over is there to be read: what was written, by whom and when. `glance`: it came into sight by itself, nobody opened it, so whoever
   * brought it can still take it back.
   */
  @Get(':task')
  @Access(...ROLES)
  async task(
    @Param('task') id: string,
    @Query('glance') glance: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<TaskPage> {
    const { task, data, reading } = await this.#find(id, caller);
    const { matter, scope } = data;
    const looked = { reader: caller.person, matter, scope, details: inPost(reading) };
    if (isStaff(reading)) await this.log.noteOnceADay({ ...looked, what: 'texts-opened' });
    const trail = new Trail(data);
    if (task !== null && glance !== 'true') await this.#noteOpening(id, { task, data, reading }, caller);
    const page =
      task === null
        ? doneTaskPage(readTaskId(id)?.key ?? 0, data, reading, trail)
        : taskPage(task, data, reading, trail);
    if (page === null) throw notFound('task-unknown');
    return { ...page, materials: named(page.materials, await this.attachments.names(matter)) };
  }

  /** Whoever brought it can take it back until then; a repeat, or one who opens it at the same moment, is refused and changes nothing. */
  async #noteOpening(id: string, { task, data, reading }: Opened & { readonly task: TaskView }, caller: Caller) {
    if (!notesOpening(task.key, data, reading)) return;
    await this.runtime.submit({
      stream: data.matter,
      by: await this.#doer({ task, data, reading }, caller),
      command: { type: 'updateTask', key: task.key, op: 'open' },
      ...repeatable(caller, `open-${id}`, { task: id }),
    });
  }

  @Post(':task/claim')
  @Access(...ROLES)
  async claim(@Param('task') id: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const { task, data } = await this.#open(id, caller);
    const by = await this.matters.actor(data.matter, data.scope, caller, task.roles);
    const claimed = await this.acts.perform({
      stream: data.matter,
      by,
      caller,
      command: { type: 'updateTask', key: task.key, op: 'claim' },
      key,
    });
    return { settled: claimed.settled, value: await this.task(id, undefined, caller) };
  }

  /** Problems: `opinions-unanswered` and `objections-unanswered` 409 naming the first open one, `invalid-form` 422. */
  @Post(':task/completion')
  @Access(...ROLES)
  async complete(
    @Param('task') id: string,
    @Body({ schema: Completion }) { variables }: z.infer<typeof Completion>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { data, reading, task } = await this.#find(id, caller);
    if (!task) return this.#completedBefore(id, data, variables as Record<string, StoredValue>, caller, key);
    const page = taskPage(task, data, reading, new Trail(data));
    const why = page.complete.why;
    if (why && GATES.has(why.code)) throw new Problem(409, why.code, why.values);
    const form = task.form === null ? null : (data.set.forms[task.form] ?? null);
    const { matter, scope } = data;
    const by = await this.#doer({ task, data, reading }, caller);
    const filled = await this.filling.fill(
      form,
      variables as Record<string, StoredValue>,
      { matter, scope, caller },
      task.variables,
    );
    const done = await this.runtime.submit({
      stream: data.matter,
      by,
      command: { type: 'completeTask', key: task.key, variables: filled.variables },
      sealed: filled.sealed,
      settle: SETTLE,
      ...repeatable(caller, key, { task: id, variables: variables as Record<string, StoredValue> }),
    });
    if (isRefused(done)) throw refusedBy(done);
    const after = await this.matters.open(data.matter, caller);
    const value: TaskPage = {
      ...page,
      state: 'done',
      doneAt: done.at,
      complete: { yes: false, why: { code: 'already-completed', values: {} } },
      ...stepsOf(after, task),
    };
    return { settled: done.settled, value };
  }

  /** The caller by one of the task's roles; in the holder's name where they stand in for them. Problems: `own-act`, `deputy-conflict` 409. */
  async #doer({ task, data, reading }: Opened & { readonly task: TaskView }, caller: Caller): Promise<Actor> {
    const stood = stoodFor(task.key, data, reading);
    const by = await this.matters.actor(data.matter, data.scope, caller, stood === null ? task.roles : stood.role);
    if (stood === null) return by;
    if (stood.may.why !== null) throw new Problem(409, stood.may.why.code, stood.may.why.values);
    return this.matters.deputy(by, data.matter, caller, stood.p);
  }

  /** The task is done: the first answer again where this is a repeat of the act that did it, else `already-completed`. */
  async #completedBefore(
    id: string,
    data: MatterData,
    variables: Readonly<Record<string, StoredValue>>,
    caller: Caller,
    key: string,
  ) {
    const place = readTaskId(id);
    const trail = new Trail(data);
    const run = place ? trail.byKey(place.key) : undefined;
    if (!place || !run) throw notFound('task-unknown');
    const before = data.history.find(({ command }) => command.type === 'completeTask' && command['key'] === place.key);
    const by = await this.matters.actor(data.matter, data.scope, caller, before?.command.by.role ?? []);
    const command = { type: 'completeTask', key: place.key, variables: {} };
    const done = await this.runtime.submit({
      stream: data.matter,
      by,
      command,
      settle: SETTLE,
      ...repeatable(caller, key, { task: id, variables }),
    });
    if (isRefused(done)) throw done.refused === 'conflict' ? refusedBy(done) : new Problem(409, 'already-completed');
    const after = await this.matters.open(data.matter, caller);
    const page = doneTaskPage(place.key, after.data, after.reading, new Trail(after.data));
    if (page === null) throw notFound('task-unknown');
    const value: TaskPage = { ...page, doneAt: done.at };
    return { settled: done.settled, value };
  }

  async #open(id: string, caller: Caller): Promise<Opened & { readonly task: TaskView }> {
    const { task, ...opened } = await this.#find(id, caller);
    if (!task) throw new Problem(409, 'already-completed');
    return { ...opened, task };
  }

  /** `task` is null where it is done. Whoever it does not concern is not told that there is one. */
  async #find(id: string, caller: Caller): Promise<Opened & { readonly task: TaskView | null }> {
    const place = readTaskId(id);
    if (!place) throw notFound('task-unknown');
    // the open ones first: one that is gone by then stands in the history that is read after it
    const tasks = await this.runtime.tasks({ stream: place.stream, limit: 500 });
    const opened = await this.matters.open(place.stream, caller);
    if (!concernsReader(place.key, opened.data, opened.reading)) throw notFound('task-unknown');
    const task = tasks.find((each) => each.key === place.key) ?? null;
    const done = opened.data.history.some(
      ({ command }) => command.type === 'completeTask' && command['key'] === place.key,
    );
    if (!task && !done) throw notFound('task-unknown');
    return { ...opened, task };
  }
}

/** What the procedure's gate would send straight back; said at once instead. */
const GATES = new Set(['opinions-unanswered', 'objections-unanswered']);

function stepsOf({ data, reading }: Opened, task: TaskView): Pick<TaskPage, 'steps' | 'history'> {
  const { steps, history } = taskPage(task, data, reading, new Trail(data));
  return { steps, history };
}
