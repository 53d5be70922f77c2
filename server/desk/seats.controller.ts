import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Matters } from '#matters';
import { concernsReader, matterPage, ownSeat, readTaskId } from '#pages';
import { STAFF } from '#rules/contract';

const Act = z.object({
  seat: z.number().int().positive(),
  stance: z.enum(['agree', 'object', 'note']),
  text: z.string().max(1_000).default(''),
});

/** 加签: the act of somebody who was added to a task, by their own account. */
@ApiTags('tasks')
@Controller('api/tasks')
export class SeatsController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
  ) {}

  /**
   * Agrees, objects or remarks; the text is sealed and asked for unless they agree. Problems: `text-empty` 422,
   * `not-assigned-to-you` 403, `not-your-turn`, `seat-acted`, `already-completed` 409.
   */
  @Post(':task/seat')
  @Access(...STAFF)
  async act(
    @Param('task') id: string,
    @Body({ schema: Act }) { seat, stance, text }: z.infer<typeof Act>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const place = readTaskId(id);
    if (place === null) throw notFound('task-unknown');
    const { data: before, reading: read } = await this.matters.open(place.stream, caller);
    if (!concernsReader(place.key, before, read)) throw notFound('task-unknown');
    const roles = ownSeat(place.key, before, read)?.role ?? read.roles;
    const done = await this.acts.perform({
      stream: before.matter,
      by: await this.matters.actor(before.matter, before.scope, caller, roles),
      caller,
      command: { type: 'actOnSeat', key: place.key, seat, stance },
      typed: text.trim() === '' && stance === 'agree' ? {} : { reason: text },
      sent: { task: id, seat, stance, text },
      key,
    });
    const { data, reading } = await this.matters.open(before.matter, caller);
    return { settled: done.settled, value: matterPage(data, reading) };
  }
}
