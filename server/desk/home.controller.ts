import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ballots } from '#capabilities/poll';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { ballotLines, electorsFor, home, type HomeMatter, type Receipts } from '#pages';

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
    return home(await this.#matters(caller));
  }

  /** The caller's own ballots: which polls, with their receipts; what was chosen is told to nobody. */
  @Get('ballots')
  @Access('resident')
  async myBallots(@CallerOf() caller: Caller) {
    return ballotLines(await this.#matters(caller));
  }

  async #matters(caller: Caller): Promise<readonly HomeMatter[]> {
    const streams = await this.matters.inReach(caller);
    return Promise.all(
      streams.map(async (stream) => {
        const { data, reading } = await this.matters.open(stream.id, caller);
        const receipts = new Map<string, Receipts>();
        for (const entity of data.entities.filter(({ kind }) => kind === 'poll')) {
          receipts.set(entity.stream, await this.ballots.receipts(entity.stream, electorsFor(entity, data, reading.p)));
        }
        return { data, reading, receipts };
      }),
    );
  }
}
