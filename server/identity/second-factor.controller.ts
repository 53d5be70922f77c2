import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES, TWO_FACTOR } from '#community';
import { Access, EvenLocked, invalid, Problem } from '#http';
import { AccessLog } from './access-log.js';
import { CallerOf, type Caller } from './guard.js';
import { INSTALLATION, type Installation } from './installation.js';
import { SecondFactors } from './second-factors.js';

const Code = z.object({ code: z.string().min(1).max(16) });

/** One's own second factor. Taking it off again takes somebody else (`desk`). */
@ApiTags('session')
@Controller('api/second-factor')
export class SecondFactorController {
  constructor(
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** `needed`: one of the caller's roles takes it; in a demo installation nothing waits for it. */
  @Get()
  @Access(...ROLES)
  @EvenLocked()
  async state(@CallerOf() caller: Caller) {
    const taken = caller.appointments.some(({ role }) => TWO_FACTOR.includes(role));
    return {
      set: await this.factors.isSet(caller.account),
      needed: taken || caller.standing === 'needs-second-factor',
      demo: this.installation.demo,
    };
  }

  /** A new secret, shown this once and in force when a code of it was entered. Problem `second-factor-set` 409. */
  @Post()
  @Access(...ROLES)
  @EvenLocked()
  async begin(@CallerOf() caller: Caller) {
    const begun = await this.factors.begin(caller.account, caller.login);
    if (!begun) throw new Problem(409, 'second-factor-set');
    return { settled: true, value: begun };
  }

  /** Recovery codes, shown this once. Problem `second-factor-wrong` 422. */
  @Post('confirmation')
  @Access(...ROLES)
  @EvenLocked()
  async confirm(@Body({ schema: Code }) { code }: z.infer<typeof Code>, @CallerOf() caller: Caller) {
    const recovery = await this.factors.confirm(caller.account, code);
    if (!recovery) throw invalid('second-factor-wrong');
    const { person } = caller;
    await this.log.note({ reader: person, subject: person, what: 'second-factor-set', scope: null });
    return { settled: true, value: { recovery } };
  }
}
