import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMINISTRATORS, OfficeSettings, People } from '#community';
import { Access, forbidden, IdempotencyKey } from '#http';
import { CallerOf, INSTALLATION, SESSION_LIFETIME, type Caller, type Installation } from '#identity';
import { repeatable } from '#matters';
import type { SettingsPage } from '#pages';
import { OFFICE_FIELDS } from '#rules/settings';
import { answered } from './asking.js';

const HOUR = 3_600_000;
const Values = z.object({ values: z.record(z.string().max(32), z.union([z.string().max(200), z.number(), z.null()])) });

/** Settings of the installation: the three administrators see them and who changed what; one of a topmost place changes them. */
@ApiTags('administration')
@Controller('api/settings')
export class SettingsController {
  constructor(
    @Inject(OfficeSettings) private readonly office: OfficeSettings,
    @Inject(People) private readonly people: People,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  @Get()
  @Access(...ADMINISTRATORS)
  async page(@CallerOf() caller: Caller): Promise<SettingsPage> {
    const { changes, ...values } = await this.office.state();
    const { community, street, phone, demo, https } = this.installation;
    const started = { community, street, phone, letterhead: null, sessionHours: SESSION_LIFETIME / HOUR };
    const names = await this.people.namesOf(changes.map(({ p }) => p));
    return {
      settings: OFFICE_FIELDS.map((field) => ({
        field,
        value: values[field] ?? started[field],
        set: values[field] !== null,
      })),
      demo,
      https,
      may: postOf(caller)?.scope.includes('/') === false,
      changes: changes
        .map(({ field, before, after, p, at }) => ({ field, before, after, by: names.get(p) ?? null, at }))
        .reverse(),
    };
  }

  /** Null gives the value back to what the server was started with. Problems: `setting-invalid` 422, `setting-unknown` 404, `nothing-to-change` 409. */
  @Post()
  @Access('administrator')
  async change(
    @Body({ schema: Values }) { values }: z.infer<typeof Values>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const held = postOf(caller);
    if (held === undefined) throw forbidden('role-does-not-fit');
    const by = { p: caller.person, role: held.role, scope: held.scope, basis: held.basis };
    await answered(this.office.change(values, { by, ...repeatable(caller, key, { settings: values }) }));
    return { settled: true, value: await this.page(caller) };
  }
}

/** The widest post of an administrator the caller holds. */
function postOf({ appointments }: Caller) {
  return appointments.filter(({ role }) => role === 'administrator').sort((a, b) => a.scope.length - b.scope.length)[0];
}
