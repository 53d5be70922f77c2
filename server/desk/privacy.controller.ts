import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMINISTRATORS, People, Residents, ROLES } from '#community';
import { Access, forbidden, notFound } from '#http';
import { ACCESS_KINDS, AccessLog, CallerOf, type Caller, type LookedFor } from '#identity';
import { actorAt } from './asking.js';
import { Privacy } from './privacy.js';

const Reason = z.object({ reason: z.string().trim().min(1).max(200) });

/** What a person may ask of those who keep their data, and who may see who looked (R14). */
@ApiTags('privacy')
@Controller('api')
export class PrivacyController {
  constructor(
    @Inject(Privacy) private readonly privacy: Privacy,
    @Inject(People) private readonly people: People,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** Everything kept about the caller. */
  @Get('me/data')
  @Access(...ROLES)
  async data(@CallerOf() caller: Caller) {
    const data = await this.privacy.data(caller);
    await this.log.note({ reader: caller.person, subject: caller.person, what: 'own-data-taken', scope: null });
    return data;
  }

  /** What the register holds of the caller, so that no form asks for it; the middle of the telephone is hidden. Empty for who stands in none. */
  @Get('me/known')
  @Access(...ROLES)
  async known(@CallerOf() caller: Caller) {
    return (await this.residents.known(caller.person)) ?? {};
  }

  /** Who looked at or changed it. */
  @Get('me/access')
  @Access(...ROLES)
  access(@CallerOf() caller: Caller) {
    return this.privacy.looked(caller.person);
  }

  /** The reason is kept with the log; it must not name the person. */
  @Post('people/:person/erasure')
  @Access('security')
  async erase(
    @Param('person') person: string,
    @Body({ schema: Reason }) { reason }: z.infer<typeof Reason>,
    @CallerOf() caller: Caller,
  ) {
    if (person === caller.person) throw forbidden('role-does-not-fit');
    const row = await this.people.person(person);
    if (!row) throw notFound('person-unknown');
    const scope = row.community ?? row.scope ?? (await this.#lastPlace(person));
    if (scope === null) throw notFound('person-unknown');
    const by = actorAt(caller, scope, ['security']);
    await this.privacy.erase(person, by, reason);
    return { settled: true, value: { done: true } };
  }

  /**
   * The log of the caller's places, newest first: all of it for auditors; for the other two administrators what was done to
   * accounts at the server's own machine, so that nobody can do that unseen. `what`, `from`, `to` (`YYYY-MM-DD`), `words` narrow it, `before`
   * is the id of the last line seen, `most` the lines wanted (500).
   */
  @Get('access-log')
  @Access(...ADMINISTRATORS)
  async lines(@Query() asked: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    const wanted = lookedFor(asked);
    const scopes = (roles: readonly string[]) =>
      caller.appointments.filter(({ role }) => roles.includes(role)).map(({ scope }) => scope);
    const audited = scopes(['auditor']);
    return audited.length > 0
      ? this.log.all(audited, wanted)
      : this.log.all(scopes(ADMINISTRATORS), { ...wanted, what: 'second-factor-removed-by-operator' });
  }

  /** Where somebody who lives in no register held a post. */
  async #lastPlace(person: string): Promise<string | null> {
    const posts = Object.values((await this.people.state()).appointments).filter((each) => each.person === person);
    return posts.at(-1)?.scope ?? null;
  }
}

/** What cannot be read was not asked. */
function lookedFor(asked: Readonly<Record<string, unknown>>): LookedFor {
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : '');
  const day = (name: string, days: number) => {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? Date.parse(`${text(name)}T00:00:00+08:00`) : NaN;
    return Number.isNaN(at) ? null : at + days * 86_400_000;
  };
  const what = ACCESS_KINDS.find((each) => each === text('what'));
  const [from, until, most] = [day('from', 0), day('to', 1), Number(text('most'))];
  return {
    ...(what === undefined ? {} : { what }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...(/^[0-9A-Z]{26}$/.test(text('before')) ? { before: text('before') } : {}),
    words: text('words').slice(0, 64),
    ...(Number.isSafeInteger(most) && most > 0 && most <= 500 ? { most } : {}),
  };
}
