import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import type { Answer, ReminderPage } from '#pages';
import { Reminders } from './reminders.js';

const Hour = z.int().min(0).max(23);
const Times = z.object({ digestHour: Hour, quietFrom: Hour, quietTo: Hour });

/** What a resident follows, and when they want to be told. */
@ApiTags('reminders')
@Controller('api')
export class RemindersController {
  constructor(
    @Inject(Reminders) private readonly reminders: Reminders,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  @Get('reminders')
  @Access('resident')
  page(@CallerOf() caller: Caller): Promise<ReminderPage> {
    return this.reminders.page(caller.person);
  }

  /** Whole hours; a digest cannot come in the quiet hours. */
  @Post('reminders')
  @Access('resident')
  async set(
    @Body({ schema: Times }) times: z.infer<typeof Times>,
    @CallerOf() caller: Caller,
  ): Promise<Answer<ReminderPage>> {
    return { settled: true, value: await this.reminders.set(caller.person, times) };
  }

  @Post('matters/:matter/following')
  @Access('resident')
  async follow(@Param('matter') matter: string, @CallerOf() caller: Caller): Promise<Answer<ReminderPage>> {
    await this.matters.open(matter, caller);
    return { settled: true, value: await this.reminders.follow(caller.person, matter) };
  }

  /** Also of a matter that is out of reach by now, where it was followed. */
  @Delete('matters/:matter/following')
  @Access('resident')
  async unfollow(@Param('matter') matter: string, @CallerOf() caller: Caller): Promise<Answer<ReminderPage>> {
    if (!(await this.reminders.followedBy(caller.person)).includes(matter)) await this.matters.open(matter, caller);
    return { settled: true, value: await this.reminders.unfollow(caller.person, matter) };
  }
}
