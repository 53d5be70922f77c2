import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { byDue, helpOpenings } from '#pages';
import { HELPERS } from '#rules/contract';

/** 代办: what may be entered for residents. The acts themselves are those of the entities, said to be for somebody. */
@ApiTags('help')
@Controller('api/help')
export class HelpController {
  constructor(@Inject(Matters) private readonly matters: Matters) {}

  /** Over all matters in reach; one that cannot be read is left out here, its own page says so. */
  @Get('openings')
  @Access(...HELPERS)
  async openings(@CallerOf() caller: Caller) {
    const running = await this.matters.inReach(caller, 'open');
    const { opened } = await this.matters.openEach(
      running.map(({ id }) => id),
      caller,
    );
    return opened.flatMap(({ data, reading }) => helpOpenings(data, reading)).sort(byDue);
  }
}
