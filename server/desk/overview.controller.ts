import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writeFigures } from '#community';
import { Access, languageOf } from '#http';
import { CallerOf, type Caller } from '#identity';
import { CLOCK, type Clock } from '#outside';
import {
  FIGURE_KINDS,
  MATTER_AGES,
  MATTER_STATES,
  type FigureAsked,
  type FigureList,
  type OverviewPage,
  type StepsPage,
} from '#pages';
import { figureSheet } from './figure-sheet.js';
import { Overview } from './overview.js';
import { OVERSEERS } from './overview-places.js';
import { overviewSheet } from './overview-sheet.js';
import { StepOverview } from './step-overview.js';

type Asked = Readonly<Partial<Record<string, string>>>;
interface FileReply {
  type(type: string): FileReply;
  header(name: string, value: string): FileReply;
}

const MOST_OF_A_FILE = 1_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 街道总览: what managers see of the places they are responsible for. */
@ApiTags('overview')
@Controller('api/overview')
export class OverviewController {
  constructor(
    @Inject(Overview) private readonly overview: Overview,
    @Inject(StepOverview) private readonly byStep: StepOverview,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `scope`, `from` and `to` (`YYYY-MM-DD`, inclusive) may be left out. Problems: `unknown-scope` 404, `period-invalid` 422. */
  @Get()
  @Access(...OVERSEERS)
  async page(@Query() asked: Asked, @CallerOf() caller: Caller): Promise<OverviewPage> {
    return this.overview.page(await this.overview.asked(plain(asked), caller), caller);
  }

  /** Figures by step of one version, `definition` in base64url, else of the most used; whole quarters. Problems as above. */
  @Get('steps')
  @Access(...OVERSEERS)
  async steps(@Query() asked: Asked, @CallerOf() caller: Caller): Promise<StepsPage> {
    const whole = await this.overview.asked(plain(asked), caller);
    return this.byStep.page(whole, hashOf(plain(asked)['definition']), caller);
  }

  /** The list behind a figure: `of`, and what narrows it. */
  @Get('lines')
  @Access(...OVERSEERS)
  async lines(@Query() asked: Asked, @CallerOf() caller: Caller): Promise<FigureList> {
    return this.overview.list(await this.#figure(asked, caller), caller);
  }

  /** The same list as a spreadsheet, its first thousand rows. */
  @Get('lines/file')
  @Access(...OVERSEERS)
  async linesFile(
    @Query() asked: Asked,
    @CallerOf() caller: Caller,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FileReply,
  ): Promise<Buffer> {
    const figure = { ...(await this.#figure(asked, caller)), page: 1 };
    const list = await this.overview.list(figure, caller, MOST_OF_A_FILE);
    const bytes = await writeFigures(figureSheet(list, figure, languageOf(accepted), this.clock.now()));
    return sent(reply, `overview-list-${list.from}-${list.to}.xlsx`, bytes);
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
    const steps = await this.byStep.tables(page, caller);
    const bytes = await writeFigures(overviewSheet(page, steps, languageOf(accepted)));
    return sent(reply, `overview-${page.from}-${page.to}.xlsx`, bytes);
  }

  async #figure(asked: Asked, caller: Caller): Promise<FigureAsked> {
    const { of, state, age, only, step, definition, page } = plain(asked);
    return {
      ...(await this.overview.asked(plain(asked), caller)),
      of: FIGURE_KINDS.find((each) => each === of) ?? 'matters',
      state: MATTER_STATES.find((each) => each === state) ?? null,
      age: MATTER_AGES.find((each) => each === age) ?? null,
      only: only ?? null,
      step: step ?? null,
      definition: hashOf(definition),
      page: /^[1-9]\d{0,5}$/.test(page ?? '') ? Number(page) : 1,
    };
  }
}

function sent(reply: FileReply, name: string, bytes: Buffer): Buffer {
  reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store');
  return bytes;
}

/** Base64 of what stands as base64url in an address. */
function hashOf(definition: string | undefined): string | null {
  return definition === undefined ? null : Buffer.from(definition, 'base64url').toString('base64');
}

/** Named once and not empty: anything else was not asked. */
function plain(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => typeof value === 'string' && value !== ''));
}
