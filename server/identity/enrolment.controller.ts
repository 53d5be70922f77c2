import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { z } from 'zod';
import { Anybody, Problem } from '#http';
import { say } from '#text';
import { Codes } from './codes.js';
import { Enrolments, type EnrolmentProblem } from './enrolments.js';
import { INSTALLATION, type Installation } from './installation.js';
import { MAX_PASSWORD } from './passwords.js';

const Printed = z.string().min(1).max(32);
const Phone = z.string().min(1).max(32);
const Digits = z.string().max(16);
const Account = z.string().min(1).max(64);
const Password = z
  .string()
  .min(1)
  .max(4 * MAX_PASSWORD);
const Household = z.object({ code: Printed });
const PhoneCode = z.object({ phone: Phone, purpose: z.enum(['enrol', 'reset']).default('enrol') });
const Enrolment = z.object({
  code: Printed,
  member: z.int().min(1).max(100),
  phone: Phone,
  phoneCode: Digits,
  account: Account,
  password: Password,
});
const Reset = z.object({ phone: Phone, phoneCode: Digits, account: Account, password: Password });
/** From one address in a minute: enough for a family at one table, too few to guess. */
const FEW = { default: { limit: 20, ttl: 60_000 } };

/** How residents come to an account by themselves, and back to one whose password is forgotten. Nobody is signed in here. */
@ApiTags('enrolment')
@Controller('api')
@UseGuards(ThrottlerGuard)
export class EnrolmentController {
  constructor(
    @Inject(Codes) private readonly codes: Codes,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Whose printed code this is: the address, and who lives there, by the first character of their names. */
  @Post('enrolment/household')
  @Anybody()
  @Throttle(FEW)
  @HttpCode(200)
  async household(@Body({ schema: Household }) { code }: z.infer<typeof Household>) {
    const household = await this.codes.householdOf(code);
    if (!household) throw problemOf('household-code-wrong');
    const members = await this.codes.members(household.id);
    return {
      settled: true,
      value: {
        label: household.label,
        members: members.map(({ name, relation }, n) => ({ member: n + 1, name: maskedName(name), relation })),
      },
    };
  }

  /** Six digits to any phone, known or not: the answer never tells. In a demo they stand in the answer as well. */
  @Post('enrolment/phone-codes')
  @Anybody()
  @Throttle(FEW)
  async phoneCode(@Body({ schema: PhoneCode }) { phone, purpose }: z.infer<typeof PhoneCode>) {
    const sent = await this.codes.send(phone, purpose, (code) => say(`sms.${purpose}`, { code }, 'zh-CN'));
    if (typeof sent !== 'string') throw problemOf(sent.problem);
    return { settled: true, value: { sent: true, code: this.installation.demo ? sent : null } };
  }

  @Post('enrolment')
  @Anybody()
  @Throttle(FEW)
  async enrol(@Body({ schema: Enrolment }) asked: z.infer<typeof Enrolment>) {
    const enrolled = await this.enrolments.enrol(asked);
    if ('problem' in enrolled) throw problemOf(enrolled.problem);
    return { settled: true, value: enrolled };
  }

  /** A new password by the phone the account was enrolled with; every browser is signed out. */
  @Post('password-resets')
  @Anybody()
  @Throttle(FEW)
  async reset(
    @Body({ schema: Reset }) { phone, phoneCode, account, password }: z.infer<typeof Reset>,
  ): Promise<{ readonly settled: true; readonly value: { readonly done: true } }> {
    const problem = await this.enrolments.reset(phone, phoneCode, account, password);
    if (problem !== null) throw problemOf(problem);
    return { settled: true, value: { done: true } };
  }
}

/** 张秀兰 is 张**, whatever the length: enough for a family to know its own. */
export function maskedName(name: string): string {
  const [first = ''] = name;
  return `${first}**`;
}

function problemOf(code: EnrolmentProblem): Problem {
  const status: Partial<Record<EnrolmentProblem, number>> = {
    'household-code-wrong': 404,
    'member-unknown': 404,
    'member-has-account': 409,
    'login-taken': 409,
    'sms-not-available': 409,
    'phone-code-too-soon': 429,
    'phone-code-too-many': 429,
  };
  return new Problem(status[code] ?? 422, code);
}
