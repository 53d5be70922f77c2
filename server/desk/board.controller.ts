import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { People, scopeFits, STAFF } from '#community';
import { Access, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { BOARD_STANDS, boardPanels, type BoardPage } from '#pages';
import { atOrBelow } from '#store';
import { Showing } from './showing.js';

/** 大屏: what hangs in the community hall. For staff who are signed in: there is no address that shows it to anybody. */
@ApiTags('board')
@Controller('api/board')
export class BoardController {
  constructor(
    @Inject(Showing) private readonly showing: Showing,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `scope`: at or below the place of a post; that of the first post where it is left out. Problem: `unknown-scope` 404. */
  @Get()
  @Access(...STAFF)
  async board(@Query('scope') asked: string | undefined, @CallerOf() caller: Caller): Promise<BoardPage> {
    const posts = caller.appointments.filter(({ role }) => role !== 'resident').map((held) => held.scope);
    const scope = typeof asked === 'string' && asked !== '' ? asked : (posts[0] ?? '');
    const unit = (await this.people.state()).units[scope];
    if (unit === undefined || !posts.some((held) => scopeFits(held, scope))) throw notFound('unknown-scope', { scope });
    const { matters, more } = await this.showing.in(atOrBelow('scope', scope), this.clock.now() - BOARD_STANDS);
    // one that cannot be read leaves the wall to the others
    const { opened } = await this.matters.openEach(matters, caller);
    return { scope, name: unit.name, panels: boardPanels(opened), more };
  }
}
