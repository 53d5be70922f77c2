import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { MATTER_LIST_STATES } from '#pages';
import type { BatchLine, ListCounts, ListName, ListPage, MatterListPage, SavedFilter, TermsPage } from '#pages';
import { Batches, MAX_BATCH } from './batches.js';
import { Filters } from './filters.js';
import { Lists, LISTS } from './lists.js';
import { MatterList } from './matter-list.js';

const Kept = z.object({ name: z.string().max(200), list: z.enum(LISTS), words: z.string().max(500) });
const Batch = z.object({
  tasks: z.array(z.string().max(64)).min(1).max(MAX_BATCH),
  variables: z.record(z.string().max(128), z.json()),
});

/** The desk's lists, searched, saved and shown by day; several alike tasks done at once. */
@ApiTags('lists')
@Controller('api')
export class ListsController {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(MatterList) private readonly matters: MatterList,
    @Inject(Filters) private readonly filters: Filters,
    @Inject(Batches) private readonly batches: Batches,
  ) {}

  /** How many rows each list of the caller has. */
  @Get('lists')
  @Access(...ROLES)
  counts(@CallerOf() caller: Caller): Promise<ListCounts> {
    return this.lists.counts(caller);
  }

  /**
   * One page. `over` (any value): of 督办 what is over; `words`: all have to be found; `after`: `next` of the page before; `limit`: at most 100. Problems: `list-unknown`
   * 404, `search-too-long`, `page-unknown` 422.
   */
  @Get('lists/:list')
  @Access(...ROLES)
  list(
    @Param('list') list: string,
    @Query('words') words: string | undefined,
    @Query('after') after: string | undefined,
    @Query('limit') limit: string | undefined,
    @Query('over') over: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<ListPage> {
    const name = LISTS.find((each) => each === list);
    if (name === undefined) throw notFound('list-unknown');
    const most = Number(limit);
    return this.lists.page(
      name satisfies ListName,
      {
        ...(typeof words === 'string' ? { words } : {}),
        ...(typeof after === 'string' && after !== '' ? { after } : {}),
        ...(typeof over === 'string' && over !== '' ? { over: true } : {}),
        ...(Number.isSafeInteger(most) && most > 0 ? { limit: most } : {}),
      },
      caller,
    );
  }

  /**
   * The matters in reach, thirty a page. `words`: all have to be found; `state`: `open`, `late`, `suspended` or `ended`; `procedure`: its
   * id; `place`: its path. Problem 422: `search-too-long`.
   */
  @Get('matter-rows')
  @Access(...ROLES)
  matterRows(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller): Promise<MatterListPage> {
    const text = (name: string): string | undefined => {
      const value = query[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const [words, procedure, place] = ['words', 'procedure', 'place'].map(text);
    const state = MATTER_LIST_STATES.find((each) => each === query['state']);
    const page = Number(query['page']);
    return this.matters.page(
      {
        ...(words === undefined ? {} : { words }),
        ...(state === undefined ? {} : { state }),
        ...(procedure === undefined ? {} : { procedure }),
        ...(place === undefined ? {} : { place }),
        ...(Number.isSafeInteger(page) && page > 0 ? { page } : {}),
      },
      caller,
    );
  }

  /** A month of the working calendar with the caller's open tasks that fall due in it; `month`: `YYYY-MM`, else that of today. */
  @Get('terms')
  @Access(...ROLES)
  terms(@Query('month') month: string | undefined, @CallerOf() caller: Caller): Promise<TermsPage> {
    return this.lists.terms(typeof month === 'string' ? month : '', caller);
  }

  @Get('filters')
  @Access(...ROLES)
  kept(@CallerOf() caller: Caller): Promise<readonly SavedFilter[]> {
    return this.filters.of(caller);
  }

  /** Problems: `text-empty`, `text-too-long` 422, `filter-name-taken`, `filters-full` 409. */
  @Post('filters')
  @Access(...ROLES)
  async keep(@Body({ schema: Kept }) asked: z.infer<typeof Kept>, @CallerOf() caller: Caller) {
    return { settled: true, value: await this.filters.keep(asked, caller) };
  }

  /** Problem `filter-unknown` 404. */
  @Delete('filters/:filter')
  @Access(...ROLES)
  async drop(@Param('filter') filter: string, @CallerOf() caller: Caller) {
    return { settled: true, value: await this.filters.drop(filter, caller) };
  }

  /**
   * Claims and completes several alike tasks with one answer, each by a command of its own. Nothing is touched where the answer is
   * wrong (`invalid-form` 422); after that each line says what became of its task.
   */
  @Post('batches')
  @Access(...ROLES)
  batch(
    @Body({ schema: Batch }) { tasks, variables }: z.infer<typeof Batch>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<{ readonly settled: boolean; readonly value: readonly BatchLine[] }> {
    return this.batches.run(tasks, variables as Parameters<Batches['run']>[1], caller, key);
  }
}
