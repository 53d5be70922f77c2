import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ballots } from '#capabilities/poll';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { electorsFor, home, type Receipts } from '#pages';

@ApiTags('home')
@Controller('api/home')
export class HomeController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Ballots) private readonly ballots: Ballots,
  ) {}

  @Get()
  @Access('resident')
  async home(@CallerOf() caller: Caller) {
    const streams = await this.matters.inReach(caller);
    const opened = await Promise.all(
      streams.map(async (stream) => {
        const { data, reading } = await this.matters.open(stream.id, caller);
        const receipts = new Map<string, Receipts>();
        for (const entity of data.entities.filter(({ kind }) => kind === 'poll')) {
          receipts.set(entity.stream, await this.ballots.receipts(entity.stream, electorsFor(entity, data, reading.p)));
        }
        return { data, reading, receipts };
      }),
    );
    return home(opened);
  }
}
