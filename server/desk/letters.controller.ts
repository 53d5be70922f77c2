import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Papers } from '#capabilities/notify';
import { scopeFits } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { actorAt } from './asking.js';

const BRINGERS = ['worker'];
const Delivery = z.object({ day: z.string().max(10), way: z.enum(['hand', 'box', 'post', 'failed']) });

/** Letters on paper, for the desk of the community they go to and nobody else's. */
@ApiTags('letters')
@Controller('api')
export class LettersController {
  constructor(
    @Inject(Papers) private readonly papers: Papers,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** `state`: `open` (default) or `done`. At most 500, what is due first. */
  @Get('register/:scope/letters')
  @Access(...BRINGERS)
  async list(@Param('scope') scope: string, @Query('state') state: string | undefined, @CallerOf() caller: Caller) {
    actorAt(caller, scope, BRINGERS);
    await this.log.noteOnceADay({ reader: caller.person, what: 'letters-listed', scope });
    return this.papers.list(scope, state === 'done' ? 'done' : 'open', caller);
  }

  /** Problems: `letter-unknown` 404, `letter-delivered` 409, `delivery-day` 422. */
  @Post('letters/:letter/delivery')
  @Access(...BRINGERS)
  async deliver(
    @Param('letter') letter: string,
    @Body({ schema: Delivery }) delivery: z.infer<typeof Delivery>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.papers.find(letter);
    // a letter of another community is nobody's here
    if (!caller.appointments.some((held) => BRINGERS.includes(held.role) && scopeFits(held.scope, row.scope)))
      throw notFound('letter-unknown');
    return this.papers.deliver(row, delivery, actorAt(caller, row.scope, BRINGERS), caller, key);
  }
}
