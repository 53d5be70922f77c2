import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Matters } from '#matters';
import { concernsReader, matterPage, ownCompletion, readTaskId, recallPage, type ChangePage } from '#pages';
import { STAFF } from '#rules/contract';

const Asked = z.object({ reason: z.string().max(1_000).default('') });

/** 撤回: taking back what one has completed, as long as nobody has opened what came of it. */
@ApiTags('tasks')
@Controller('api/tasks')
export class RecallController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
  ) {}

  /** What it would do, or why it cannot be done; nothing is recorded. */
  @Post(':task/preview-recall')
  @Access(...STAFF)
  async preview(@Param('task') id: string, @CallerOf() caller: Caller): Promise<ChangePage> {
    const { data, reading, key, by } = await this.#find(id, caller);
    return recallPage(key, data, reading, by);
  }

  /** Problems: `moved-on`, `task-opened`, `effect-sent`, `step-vote-open` … 409, `not-your-act` 409, `text-empty` 422. */
  @Post(':task/recall')
  @Access(...STAFF)
  async recall(
    @Param('task') id: string,
    @Body({ schema: Asked }) { reason }: z.infer<typeof Asked>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() idempotency: string,
  ) {
    const { data: before, key, by } = await this.#find(id, caller);
    const done = await this.acts.perform({
      stream: before.matter,
      by,
      caller,
      command: { type: 'recall', key },
      typed: { reason },
      sent: { task: id, reason },
      key: idempotency,
    });
    const { data, reading } = await this.matters.open(before.matter, caller);
    return { settled: done.settled, value: matterPage(data, reading) };
  }

  /** In the role in which the caller completed it. */
  async #find(id: string, caller: Caller) {
    const place = readTaskId(id);
    if (place === null) throw notFound('task-unknown');
    const opened = await this.matters.open(place.stream, caller);
    const { data, reading } = opened;
    if (!concernsReader(place.key, data, reading)) throw notFound('task-unknown');
    const roles = ownCompletion(place.key, data, reading)?.command.by.role ?? reading.roles;
    return { ...opened, key: place.key, by: await this.matters.actor(data.matter, data.scope, caller, roles) };
  }
}
