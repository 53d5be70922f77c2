import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { People, scopeFits, STAFF } from '#community';
import { Access, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { boardPanels, type BoardPage } from '#pages';
import { INSTANCE, Runtime } from '#runtime';

/** Matters that have not moved for so long have nothing to show any more. */
const MOVED = 60 * 86_400_000;

/** 大屏: what hangs in the community hall. For staff who are signed in: there is no address that shows it to anybody. */
@ApiTags('board')
@Controller('api/board')
export class BoardController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
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
    const now = this.clock.now();
    const streams = await this.runtime.streams({ kind: INSTANCE, scope, limit: 200 });
    const shown = streams.filter(({ status, at }) => status === 'open' || now - at <= MOVED);
    // one that cannot be read leaves the wall to the others
    const opened = await Promise.all(shown.map(({ id }) => this.matters.open(id, caller).catch(() => null)));
    return { scope, name: unit.name, panels: boardPanels(opened.flatMap((each) => each ?? [])) };
  }
}
