import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Ballots } from '#capabilities/poll';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { ballotLines, electorsFor, home, type HomeMatter, type Receipts } from '#pages';
import { reach } from './list-conditions.js';
import { Showing } from './showing.js';

@ApiTags('home')
@Controller('api/home')
export class HomeController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Showing) private readonly showing: Showing,
    @Inject(Ballots) private readonly ballots: Ballots,
    @Inject(CLOCK) private readonly clock: Clock,
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
    const [streams, open] = await Promise.all([
      this.matters.inReach(caller),
      // what can be taken part in is there however many matters began since
      this.showing.in(reach(caller, 'scope'), this.clock.now()),
    ]);
    const all = [...new Set([...streams.map(({ id }) => id), ...open.matters])].sort((a, b) => (a < b ? 1 : -1));
    const { opened } = await this.matters.openEach(all, caller);
    return Promise.all(
      opened.map(async ({ data, reading }) => {
        const receipts = new Map<string, Receipts>();
        for (const entity of data.entities.filter(({ kind }) => kind === 'poll')) {
          receipts.set(entity.stream, await this.ballots.receipts(entity.stream, electorsFor(entity, data, reading.p)));
        }
        return { data, reading, receipts };
      }),
    );
  }
}
