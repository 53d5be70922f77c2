import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, ROLES, type Role } from '#community';
import { Access, forbidden, IdempotencyKey, invalid, notFound, Problem } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Matters, type Opened } from '#matters';
import {
  BY_DEPUTY,
  concernsReader,
  isStaff,
  matterPage,
  operationCommand,
  operationPage,
  operationsAfter,
  operationsPage,
  OPERATIONS,
  readTaskId,
  rolesFor,
  stoodFor,
  TO_ABLE,
  TO_STAFF,
  WITH_REASON,
  type Candidate,
  type ChangePage,
  type Operation,
  type OperationAsked,
  type OperationsPage,
  type Receiver,
} from '#pages';
import { ADMINISTRATORS, STAFF } from '#rules/contract';
import { Runtime, type TaskView } from '#runtime';

const Asked = z.object({
  operation: z.enum(OPERATIONS),
  person: z.string().min(1).max(64).optional(),
  due: z.number().int().positive().max(8_640_000_000_000_000).optional(),
  clock: z.enum(['stops', 'runs']).optional(),
  element: z.string().min(1).max(256).optional(),
  place: z.enum(['before', 'after', 'beside']).optional(),
  seat: z.number().int().positive().optional(),
  reason: z.string().max(1_000).default(''),
});
type Body_ = z.infer<typeof Asked>;

/** What each operation cannot do without. */
const NEEDED: Partial<Record<Operation, readonly (keyof OperationAsked)[]>> = {
  assign: ['person'],
  delegate: ['person'],
  addSeat: ['person', 'place'],
  removeSeat: ['seat'],
  copy: ['person'],
  extend: ['due'],
  askTerm: ['due'],
  suspend: ['clock'],
  sendBack: ['element'],
};

/** 认领 to 终止: everything that is done with a task besides completing it, each said in words before it is done. */
@ApiTags('tasks')
@Controller('api/tasks')
export class OperationsController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
    @Inject(People) private readonly people: People,
  ) {}

  /** What the caller can do with a task now, and why not the rest; of one that is over, why nothing. */
  @Get(':task/operations')
  @Access(...STAFF)
  async operations(@Param('task') id: string, @CallerOf() caller: Caller): Promise<OperationsPage> {
    const { task, data, reading } = await this.#find(id, caller);
    if (task === null) return operationsAfter(id, data) ?? Promise.reject(notFound('task-unknown'));
    const candidates = await this.#candidates(task, data.scope, caller);
    const actors = await this.matters.actors(data.matter, data.scope, caller);
    return operationsPage(task, data, reading, actors, candidates);
  }

  /** What it would do; nothing is recorded, `reason` is not looked at. */
  @Post(':task/preview-operation')
  @Access(...STAFF)
  async preview(
    @Param('task') id: string,
    @Body({ schema: Asked }) asked: Body_,
    @CallerOf() caller: Caller,
  ): Promise<ChangePage> {
    const opened = await this.#open(id, caller);
    const { command, by, receiver } = await this.#command(opened, asked, caller);
    return operationPage(opened.data, opened.reading, command, by, receiver);
  }

  /**
   * One operation, one command with its actor and reason. Problems: `receiver-cannot-act` 409, `text-empty` 422 where a reason
   * is asked for, `step-vote-open`, `already-urged`, `due-not-later` … 409.
   */
  @Post(':task/operations')
  @Access(...STAFF)
  async perform(
    @Param('task') id: string,
    @Body({ schema: Asked }) asked: Body_,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const opened = await this.#find(id, caller);
    const { task, data: before, reading: read } = opened;
    const sent = { task: id, ...asked };
    const silent = asked.reason.trim() === '' && !WITH_REASON.has(asked.operation);
    const typed: Readonly<Record<string, string>> = silent ? {} : { reason: asked.reason };
    // where the task is gone, a repeat of what ended it still gets its first answer; anything else is refused by the decider
    const { command, by } =
      task === null
        ? {
            command: { type: 'updateTask', op: 'claim', key: readTaskId(id)?.key ?? 0 },
            by: await this.matters.actor(before.matter, before.scope, caller, read.roles),
          }
        : await this.#command({ ...opened, task }, asked, caller);
    const done = await this.acts.perform({ stream: before.matter, by, caller, command, typed, sent, key });
    const { data, reading } = await this.matters.open(before.matter, caller);
    return { settled: done.settled, value: matterPage(data, reading) };
  }

  async #command({ task, data, reading }: Opened & { readonly task: TaskView }, asked: Body_, caller: Caller) {
    const { operation } = asked;
    const missing = NEEDED[operation]?.find((field) => asked[field] === undefined);
    if (missing !== undefined) throw invalid('field-missing', { field: missing });
    const own = await this.matters.actor(data.matter, data.scope, caller, rolesFor(operation, task, reading.roles));
    const stood = BY_DEPUTY.has(operation) ? stoodFor(task.key, data, reading) : null;
    if (stood !== null && stood.may.why !== null) throw new Problem(409, stood.may.why.code, stood.may.why.values);
    const by = stood === null ? own : await this.matters.deputy(own, data.matter, caller, stood.p);
    const named = TO_ABLE.has(operation) || TO_STAFF.has(operation);
    if (!named || asked.person === undefined)
      return { by, receiver: null, command: operationCommand(operation, task, asked, '', data) };
    const candidates = await this.#candidates(task, data.scope, caller);
    const found = candidates.find(({ person }) => person === asked.person);
    if (found === undefined || (TO_ABLE.has(operation) && !found.able)) throw new Problem(409, 'receiver-cannot-act');
    const names = await this.matters.pseudonymsIn(data.matter, data.scope, [found.person]);
    const person = names.get(found.person);
    if (person === undefined) throw new Problem(409, 'receiver-cannot-act');
    const receiver: Receiver = { p: person, name: found.name };
    return { by, receiver, command: operationCommand(operation, task, { ...asked, person }, found.role, data) };
  }

  /** Who could do the task, then whoever else of the staff is in charge of the place; never the caller. */
  async #candidates(task: TaskView, scope: string, caller: Caller): Promise<readonly Candidate[]> {
    const others = ROLES.filter((role) => role !== 'resident' && !ADMINISTRATORS.includes(role));
    const asked = [...new Set([...task.roles, ...others])].filter((role) => role !== 'resident') as Role[];
    const holders = await Promise.all(asked.map((role) => this.people.holders(role, scope)));
    const found = new Map<string, { readonly role: Role; readonly able: boolean }>();
    for (const [index, role] of asked.entries()) {
      for (const { person } of holders[index] ?? [])
        if (person !== caller.person && !found.has(person))
          found.set(person, { role, able: task.roles.includes(role) });
    }
    const persons = await this.people.persons([...found.keys()]);
    return [...found].flatMap(([person, { role, able }]) => {
      const name = persons.get(person)?.name;
      return name === undefined ? [] : [{ person, name, role, able }];
    });
  }

  async #open(id: string, caller: Caller): Promise<Opened & { readonly task: TaskView }> {
    const { task, ...opened } = await this.#find(id, caller);
    if (task === null) throw new Problem(409, 'already-completed');
    return { ...opened, task };
  }

  /** A task of the place, for its staff: who only lives there is told of none. Null where it is not open any more. */
  async #find(id: string, caller: Caller): Promise<Opened & { readonly task: TaskView | null }> {
    const place = readTaskId(id);
    if (place === null) throw notFound('task-unknown');
    const opened = await this.matters.open(place.stream, caller);
    if (!concernsReader(place.key, opened.data, opened.reading)) throw notFound('task-unknown');
    if (!isStaff(opened.reading) && opened.reading.roles.every((role) => role === 'resident'))
      throw forbidden('role-does-not-fit');
    const tasks = await this.runtime.tasks({ stream: place.stream, limit: 500 });
    return { ...opened, task: tasks.find((each) => each.key === place.key) ?? null };
  }
}
