import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writeFigures } from '#community';
import { Access, languageOf } from '#http';
import { CallerOf, type Caller } from '#identity';
import { FIGURE_KINDS, MATTER_AGES, MATTER_STATES, type FigureList, type OverviewPage } from '#pages';
import { Overview, OVERSEERS } from './overview.js';
import { overviewSheet } from './overview-sheet.js';

type Asked = Readonly<Partial<Record<string, string>>>;
interface FileReply {
  type(type: string): FileReply;
  header(name: string, value: string): FileReply;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 街道总览: what managers see of the places they are responsible for. */
@ApiTags('overview')
@Controller('api/overview')
export class OverviewController {
  constructor(@Inject(Overview) private readonly overview: Overview) {}

  /** `scope`, `from` and `to` (`YYYY-MM-DD`, inclusive) may be left out. Problems: `unknown-scope` 404, `period-invalid` 422. */
  @Get()
  @Access(...OVERSEERS)
  async page(@Query() asked: Asked, @CallerOf() caller: Caller): Promise<OverviewPage> {
    return this.overview.page(await this.overview.asked(plain(asked), caller), caller);
  }

  /** The list behind a figure: `of`, and what narrows it. */
  @Get('lines')
  @Access(...OVERSEERS)
  async lines(@Query() asked: Asked, @CallerOf() caller: Caller): Promise<FigureList> {
    const { of, state, age, only, page } = plain(asked);
    return this.overview.list(
      {
        ...(await this.overview.asked(plain(asked), caller)),
        of: FIGURE_KINDS.find((each) => each === of) ?? 'matters',
        state: MATTER_STATES.find((each) => each === state) ?? null,
        age: MATTER_AGES.find((each) => each === age) ?? null,
        only: only ?? null,
        page: /^[1-9]\d{0,5}$/.test(page ?? '') ? Number(page) : 1,
      },
      caller,
    );
  }

  /** The same figures with the same hiding as a spreadsheet. */
  @Get('file')
  @Access(...OVERSEERS)
  async file(
    @Query() asked: Asked,
    @CallerOf() caller: Caller,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FileReply,
  ): Promise<Buffer> {
    const page = await this.page(asked, caller);
    const bytes = await writeFigures(overviewSheet(page, languageOf(accepted)));
    reply
      .type(XLSX)
      .header('content-disposition', `attachment; filename="overview-${page.from}-${page.to}.xlsx"`)
      .header('cache-control', 'no-store');
    return bytes;
  }
}

/** Named once and not empty: anything else was not asked. */
function plain(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => typeof value === 'string' && value !== ''));
}
