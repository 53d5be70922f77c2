import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { electorsFor, pollPage, Trail } from '#pages';
import { Ballots } from './ballots.js';

const Vote = z.object({
  choice: z.enum(['yes', 'no', 'abstain']),
  line: z.int().min(0).optional(),
  for: z.object({ person: z.string().max(26), way: z.enum(['in-person', 'phone', 'paper']) }).optional(),
});

@ApiTags('polls')
@Controller('api/polls')
export class PollController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Ballots) private readonly ballots: Ballots,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Get(':poll')
  @Access(...ROLES)
  async poll(@Param('poll') poll: string, @CallerOf() caller: Caller) {
    const { data, reading, entity } = await this.matters.ofEntity(poll, 'poll', caller);
    const mine = await this.ballots.receipts(poll, electorsFor(entity, data, reading.p));
    return pollPage(entity, data, reading, new Trail(data), mine) ?? Promise.reject(notFound('poll-unknown'));
  }

  @Post(':poll/votes')
  @Access(...ROLES)
  async cast(
    @Param('poll') poll: string,
    @Body({ schema: Vote }) { choice, line, for: helped }: z.infer<typeof Vote>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const opened = await this.matters.ofEntity(poll, 'poll', caller);
    const receipt = await this.ballots.cast(opened, { choice, line: line ?? null }, caller, key, helped);
    if (helped !== undefined)
      await this.log.noteOnceADay({
        ...{ reader: caller.person, subject: helped.person, matter: opened.data.matter },
        ...{ what: 'acted-for', scope: opened.data.scope },
      });
    return { settled: true, value: receipt };
  }
}
