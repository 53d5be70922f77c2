import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Matters } from '#matters';
import { opinionLines, opinionsPage, Trail } from '#pages';

const Opinion = z.object({ stance: z.enum(['support', 'oppose', 'other']), text: z.string() });
const Reply = z.object({ outcome: z.enum(['adopt', 'partly', 'decline']), text: z.string() });
const KIND = 'opinions';

@ApiTags('opinions')
@Controller('api/opinions')
export class OpinionsController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
  ) {}

  @Get(':opinions')
  @Access(...ROLES)
  async opinions(@Param('opinions') stream: string, @CallerOf() caller: Caller) {
    const { data, reading, entity } = await this.matters.ofEntity(stream, KIND, caller);
    return opinionsPage(entity, data, reading, new Trail(data)) ?? Promise.reject(notFound('opinions-unknown'));
  }

  @Post(':opinions/items')
  @Access('resident')
  async give(
    @Param('opinions') stream: string,
    @Body({ schema: Opinion }) { stance, text }: z.infer<typeof Opinion>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { data } = await this.matters.ofEntity(stream, KIND, caller);
    const by = await this.matters.actor(data.matter, data.scope, caller, 'resident');
    const given = await this.acts.perform({
      stream,
      by,
      caller,
      command: { type: 'give', stance },
      typed: { text },
      key,
      own: true,
    });
    const number = given.events.find((event) => event.type === 'Given') as { n?: number } | undefined;
    return { settled: given.settled, value: await this.#line(stream, number?.n ?? 0, caller) };
  }

  @Post(':opinions/items/:item/answer')
  @Access('worker', 'convenor')
  async answer(
    @Param('opinions') stream: string,
    @Param('item') item: string,
    @Body({ schema: Reply }) { outcome, text }: z.infer<typeof Reply>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { data } = await this.matters.ofEntity(stream, KIND, caller);
    const n = numberOf(item);
    const by = await this.matters.actor(data.matter, data.scope, caller, ['worker', 'convenor']);
    const answered = await this.acts.perform({
      stream,
      by,
      caller,
      command: { type: 'answer', n, outcome },
      typed: { reason: text },
      key,
    });
    return { settled: answered.settled, value: await this.#line(stream, n, caller) };
  }

  async #line(stream: string, number: number, caller: Caller) {
    const { reading, entity } = await this.matters.ofEntity(stream, KIND, caller);
    return (
      opinionLines(entity, reading).find((line) => line.number === number) ??
      Promise.reject(notFound('opinion-unknown'))
    );
  }
}

function numberOf(item: string): number {
  if (!/^[1-9]\d{0,8}$/.test(item)) throw notFound('opinion-unknown');
  return Number(item);
}
