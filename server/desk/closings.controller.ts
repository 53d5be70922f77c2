import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { STAFF } from '#community';
import { Access, IdempotencyKey, notFound, refusedBy } from '#http';
import { CallerOf, type Caller } from '#identity';
import { SETTLE } from '#matters';
import { MOST_CLOSING_TEXT } from '#rules/calendar';
import { isRefused, Runtime, type Answer } from '#runtime';
import { askingAt } from './asking.js';
import { Closings } from './closings.js';

const Text = z.string().trim().normalize('NFC').min(1).max(MOST_CLOSING_TEXT);
const Asked = z.object({ scope: z.string().min(1).max(255), from: z.iso.date(), to: z.iso.date() });
const NewClosing = Asked.extend({ reason: Text, document: Text });
const Reopening = z.object({ reason: Text });

/** 本地停止办公日: days on which the offices of a street or a community do not work. Administrators of the place, or of one above it, record them. */
@ApiTags('administration')
@Controller('api/closings')
export class ClosingsController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Closings) private readonly closings: Closings,
  ) {}

  @Get()
  @Access(...STAFF)
  page(@CallerOf() caller: Caller) {
    return this.closings.page(caller);
  }

  /** What closing these days would do; nothing is recorded. Problem: `unknown-scope` 404. */
  @Post('preview')
  @Access('administrator')
  async preview(
    @Body({ schema: Asked }) asked: z.infer<typeof Asked>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    await this.#asking(caller, asked.scope, key, asked);
    return this.closings.preview(asked, caller);
  }

  /** Problems: `unknown-scope` 404; 409 `closing-past`, `closing-overlaps` … as `rules/calendar` decides. */
  @Post()
  @Access('administrator')
  async close(
    @Body({ schema: NewClosing }) closing: z.infer<typeof NewClosing>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const asking = await this.#asking(caller, closing.scope, key, closing);
    return this.#done(await this.runtime.closeDays({ ...asking, closing, settle: SETTLE }), caller);
  }

  /** Takes a closing back that has not begun. Problems: `unknown-scope` 404; 409 `closing-unknown`, `closing-begun`, `closing-withdrawn`. */
  @Post(':closing/reopening')
  @Access('administrator')
  async reopen(
    @Param('closing') closing: string,
    @Body({ schema: Reopening }) { reason }: z.infer<typeof Reopening>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const match = /^([^:]{1,255}):([1-9]\d{0,5})$/.exec(closing);
    if (!match) throw notFound('closing-unknown');
    const [scope, n] = [match[1] as string, Number(match[2])];
    const asking = await this.#asking(caller, scope, key, { reopen: closing, reason });
    return this.#done(await this.runtime.reopenDays({ ...asking, scope, n, reason, settle: SETTLE }), caller);
  }

  /** In the caller's post as administrator of the place; a place that is not theirs is not told from one that is not there. */
  async #asking(caller: Caller, scope: string, key: string, sent: Parameters<typeof askingAt>[4]) {
    const asking = askingAt(caller, scope, ['administrator'], key, sent);
    const places = await this.closings.places(caller);
    if (!places.some((place) => place.scope === scope)) throw notFound('unknown-scope', { scope });
    return asking;
  }

  async #done(answer: Answer, caller: Caller) {
    if (isRefused(answer)) throw refusedBy(answer);
    return { settled: answer.settled, value: await this.closings.page(caller) };
  }
}
