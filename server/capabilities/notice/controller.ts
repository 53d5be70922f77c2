import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Definitions, Matters } from '#matters';
import { noticePage, objectionLines, Trail } from '#pages';

const Objection = z.object({ text: z.string() });
const Reply = z.object({ outcome: z.enum(['upheld', 'rejected']), text: z.string() });
const KIND = 'notice';

@ApiTags('notices')
@Controller('api/notices')
export class NoticeController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Definitions) private readonly definitions: Definitions,
  ) {}

  @Get(':notice')
  @Access(...ROLES)
  async notice(@Param('notice') stream: string, @CallerOf() caller: Caller) {
    const { data, reading, entity } = await this.matters.ofEntity(stream, KIND, caller);
    const page = noticePage(entity, data, reading, new Trail(data));
    if (page === null) throw notFound('notice-unknown');
    return { ...page, basis: await this.definitions.basisOf(data.history, data.set, data.scope) };
  }

  @Post(':notice/objections')
  @Access('resident')
  async object(
    @Param('notice') stream: string,
    @Body({ schema: Objection }) { text }: z.infer<typeof Objection>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { data } = await this.matters.ofEntity(stream, KIND, caller);
    const by = await this.matters.actor(data.matter, data.scope, caller, 'resident');
    const made = await this.acts.perform({
      stream,
      by,
      caller,
      command: { type: 'object' },
      typed: { text },
      key,
      own: true,
    });
    const objected = made.events.find((event) => event.type === 'Objected') as { n?: number } | undefined;
    return { settled: made.settled, value: await this.#line(stream, objected?.n ?? 0, caller) };
  }

  @Post(':notice/objections/:objection/answer')
  @Access('worker', 'convenor')
  async answer(
    @Param('notice') stream: string,
    @Param('objection') objection: string,
    @Body({ schema: Reply }) { outcome, text }: z.infer<typeof Reply>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { data } = await this.matters.ofEntity(stream, KIND, caller);
    if (!/^[1-9]\d{0,8}$/.test(objection)) throw notFound('objection-unknown');
    const n = Number(objection);
    const by = await this.matters.actor(data.matter, data.scope, caller, ['worker', 'convenor']);
    const answered = await this.acts.perform({
      stream,
      by,
      caller,
      command: { type: 'answerObjection', n, upheld: outcome === 'upheld' },
      typed: { reason: text },
      key,
    });
    return { settled: answered.settled, value: await this.#line(stream, n, caller) };
  }

  async #line(stream: string, number: number, caller: Caller) {
    const { reading, entity } = await this.matters.ofEntity(stream, KIND, caller);
    return (
      objectionLines(entity, reading).find((line) => line.number === number) ??
      Promise.reject(notFound('objection-unknown'))
    );
  }
}
