import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Digests } from '#capabilities/notify';
import { ROLES } from '#community';
import { Access, Anybody, IdempotencyKey, Problem } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, DemoClock, type Clock } from '#outside';
import { isWorkingDay, titleOf, Trail, type Answer, type Clock as ClockView } from '#pages';
import { Runtime } from '#runtime';

const Move = z.object({ move: z.enum(['next', 'workday']) });
const DAY = 86_400_000;
/** Further ahead than any term, so that a calendar without working days does not loop. */
const MAX_DAYS = 60;
const KEPT_MOVES = 1_000;

/** The clock of the matters. In a demo it stands still until somebody moves it, forward only. */
@ApiTags('clock')
@Controller('api/clock')
export class ClockController {
  /** By account and key: a move that is sent again must not move the clock again. A demo is one server. */
  readonly #moves = new Map<string, { readonly move: string; readonly answer: Promise<Answer<ClockView>> }>();

  constructor(
    @Inject(CLOCK) private readonly time: Clock,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Digests) private readonly digests: Digests,
  ) {}

  @Get()
  @Anybody()
  async clock(@CallerOf() caller: Caller | null): Promise<ClockView> {
    return {
      demo: this.time instanceof DemoClock,
      now: this.time.now(),
      next: caller ? await this.#next(caller) : null,
    };
  }

  /** `next`: to the next due instant of all matters. `workday`: to the same hour of the next working day. */
  @Post('moves')
  @Access(...ROLES)
  move(
    @Body({ schema: Move }) { move }: z.infer<typeof Move>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const name = `${caller.account}:${key}`;
    const before = this.#moves.get(name);
    if (before && before.move !== move) throw new Problem(409, 'conflict');
    if (before) return before.answer;
    const answer = this.#move(move, caller);
    this.#moves.set(name, { move, answer });
    answer.catch(() => this.#moves.delete(name));
    if (this.#moves.size > KEPT_MOVES) this.#moves.delete(this.#moves.keys().next().value as string);
    return answer;
  }

  async #move(move: z.infer<typeof Move>['move'], caller: Caller): Promise<Answer<ClockView>> {
    if (!(this.time instanceof DemoClock)) throw new Problem(409, 'demo-off');
    const to = move === 'next' ? await this.runtime.nextEvent() : this.#nextWorkday();
    if (to === null) throw new Problem(409, 'nothing-due');
    // a digest is sent at its hour, on the way
    for (let stop = await this.#stopBefore(to); stop !== null; stop = await this.#stopBefore(to))
      await this.#moveTo(stop, this.time);
    const settled = await this.#moveTo(to, this.time);
    return { settled, value: await this.clock(caller) };
  }

  async #moveTo(instant: number, time: DemoClock): Promise<boolean> {
    await time.moveTo(Math.max(instant, time.now())).catch(passedMeanwhile);
    const { settled } = await this.runtime.clockMoved();
    await this.digests.sendDue();
    return settled;
  }

  async #stopBefore(to: number): Promise<number | null> {
    const due = await this.digests.nextDue();
    return due !== null && due > this.time.now() && due < to ? due : null;
  }

  #nextWorkday(): number {
    const calendars = this.matters.calendars(null);
    let at = this.time.now() + DAY;
    for (let days = 1; days < MAX_DAYS && !isWorkingDay(at, calendars); days++) at += DAY;
    return at;
  }

  /** The next thing within the caller's reach. */
  async #next(caller: Caller): Promise<ClockView['next']> {
    for (const timer of await this.runtime.timers()) {
      if (timer.due === null) continue;
      const opened = await this.matters.open(timer.stream, caller).catch(() => null);
      if (!opened) continue;
      const run = new Trail(opened.data).byKey(timer.key);
      return {
        at: timer.due,
        matter: timer.stream,
        title: titleOf(opened.data, opened.reading),
        stepName: run?.element.name ?? timer.element,
      };
    }
    return null;
  }
}

/** Somebody else moved the clock past this instant at the same time: it is where it should be, and further. */
function passedMeanwhile(error: unknown): void {
  if (!(error instanceof RangeError)) throw error;
}
