import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, ROLES, scopeFits, STAFF, startOf } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { BODY_KINDS, inForce, UNIT_KINDS, type PeopleState } from '#rules/people';
import { answered, askingAt } from './asking.js';

const DAY = 86_400_000;
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Line = z.string().trim().min(1).max(128);
const Paper = z.object({ number: z.string().trim().min(1).max(64), title: Line });
const Units = z.object({
  units: z
    .array(z.object({ path: z.string().max(255), name: z.string().trim().min(1).max(64), kind: z.enum(UNIT_KINDS) }))
    .min(1)
    .max(500),
});
const Bodies = z.object({
  bodies: z
    .array(
      z.object({
        kind: z.enum(BODY_KINDS),
        name: z.string().trim().min(1).max(64),
        scope: z.string().max(255),
        parent: z.string().max(26).nullable().default(null),
        remit: z.array(z.string().min(1).max(40)).max(50).default([]),
      }),
    )
    .min(1)
    .max(100),
});
/** `from` and `to` are days, the last one included. Somebody who is known by `person`, else a new one by name and place. */
const Posting = z.object({
  person: z.string().max(26).nullable().default(null),
  name: z.string().trim().max(64).default(''),
  place: z.string().trim().max(128).default(''),
  role: z.enum(ROLES),
  scope: z.string().max(255),
  body: z.string().max(26).nullable().default(null),
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  document: Paper.nullable().default(null),
  relative: z.boolean().nullable().default(null),
});
const Dismissal = z.object({ appointment: z.string().max(26), document: Paper.nullable().default(null) });

/** The organisation: places, bodies, posts and who holds them. Everybody sees it as far as their own community reaches. */
@ApiTags('organisation')
@Controller('api/organisation')
export class OrganisationController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Residents see posts and bodies; only staff see who holds a post. */
  @Get()
  @Access(...ROLES)
  async organisation(@CallerOf() caller: Caller) {
    const state = await this.people.state();
    const bases = await Promise.all(caller.appointments.map(({ scope }) => this.people.communityOf(scope)));
    const seen = (scope: string) => bases.some((base) => scopeFits(base, scope) || scopeFits(scope, base));
    const staff = caller.appointments.some(({ role }) => STAFF.includes(role));
    return {
      units: Object.values(state.units).filter(({ path }) => seen(path)),
      bodies: Object.values(state.bodies).filter(({ scope }) => seen(scope)),
      posts: await this.#posts(state, seen, staff),
    };
  }

  @Post('units')
  @Access('administrator')
  async found(
    @Body({ schema: Units }) { units }: z.infer<typeof Units>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const scope = above(units[0]?.path ?? '');
    const asking = askingAt(caller, scope, ['administrator'], key, { units });
    await answered(this.people.submit({ type: 'found', units }, asking));
    return { settled: true, value: await this.organisation(caller) };
  }

  @Post('bodies')
  @Access('administrator')
  async establish(
    @Body({ schema: Bodies }) { bodies }: z.infer<typeof Bodies>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const asking = askingAt(caller, bodies[0]?.scope ?? '', ['administrator'], key, { bodies });
    const named = bodies.map((body) => ({ ...body, body: this.ids.ulid() }));
    await answered(this.people.submit({ type: 'establish', bodies: named }, asking));
    return { settled: true, value: await this.organisation(caller) };
  }

  @Post('appointments')
  @Access('administrator')
  async appoint(
    @Body({ schema: Posting }) sent: z.infer<typeof Posting>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { person, name, place, role, scope, body, document, relative } = sent;
    const asking = askingAt(caller, scope, ['administrator'], key, sent);
    if (person !== null) await this.#reachable(person, caller);
    const id = person ?? this.ids.ulid();
    const from = sent.from === null ? null : startOf(sent.from);
    const to = sent.to === null ? null : startOf(sent.to) + DAY;
    const appointment = { appointment: this.ids.ulid(), person: id, role, scope, body, from, to, document, relative };
    const command = { type: 'appoint', appointments: [appointment] };
    const answer = await answered(this.people.submit(command, asking, person === null ? { id, name, place } : null));
    return { settled: answer.settled, value: await this.organisation(caller) };
  }

  @Post('dismissals')
  @Access('administrator')
  async dismiss(
    @Body({ schema: Dismissal }) sent: z.infer<typeof Dismissal>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const held = (await this.people.state()).appointments[sent.appointment];
    const asking = askingAt(caller, held?.scope ?? '', ['administrator'], key, sent);
    await answered(this.people.submit({ type: 'dismiss', ...sent }, asking));
    return { settled: true, value: await this.organisation(caller) };
  }

  /** Somebody outside the administrator's reach cannot be named. */
  async #reachable(person: string, caller: Caller): Promise<void> {
    const reach = caller.appointments.filter(({ role }) => role === 'administrator');
    const theirs = await this.people.appointmentsOf(person);
    if (!theirs.some(({ scope }) => reach.some((held) => scopeFits(held.scope, scope))))
      throw notFound('unknown-person');
  }

  async #posts(state: PeopleState, seen: (scope: string) => boolean, staff: boolean) {
    const now = this.clock.now();
    const held = Object.values(state.appointments).filter((each) => inForce(each, now) && seen(each.scope));
    const names = staff ? await this.people.namesOf(held.map(({ person }) => person)) : new Map<string, string>();
    return held.map(({ appointment, person, role, scope, body, from, to, document }) => ({
      ...{ appointment, role, scope, body, from, to, document },
      name: names.get(person) ?? null,
    }));
  }
}

function above(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? path : path.slice(0, cut);
}
