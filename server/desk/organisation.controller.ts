import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, Residents, ROLES } from '#community';
import { Access, IdempotencyKey, Problem } from '#http';
import { CallerOf, type Caller } from '#identity';
import { IDS, type Ids } from '#outside';
import { BODY_KINDS, UNIT_KINDS } from '#rules/people';
import { answered, askingAt } from './asking.js';
import { Organisation } from './organisation.js';

const Name = z.string().trim().min(1).max(64);
const Remit = z.array(z.string().min(1).max(40)).max(50).default([]);
const Seats = z
  .array(z.object({ role: z.enum(ROLES), count: z.int().min(1).max(99) }))
  .max(ROLES.length)
  .default([]);
const Units = z.object({
  units: z
    .array(z.object({ path: z.string().max(255), name: Name, kind: z.enum(UNIT_KINDS) }))
    .min(1)
    .max(500),
});
const Naming = z.object({ name: Name });
const Bodies = z.object({
  bodies: z
    .array(
      z.object({
        kind: z.enum(BODY_KINDS),
        name: Name,
        scope: z.string().max(255),
        parent: z.string().max(26).nullable().default(null),
        remit: Remit,
        seats: Seats,
      }),
    )
    .min(1)
    .max(100),
});
const Amending = z.object({ name: Name, remit: Remit, seats: Seats });

/** The organisation: places, bodies and posts. Everybody sees it as far as their own community reaches; administrators change it. */
@ApiTags('organisation')
@Controller('api/organisation')
export class OrganisationController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(Organisation) private readonly organisation: Organisation,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  @Get()
  @Access(...ROLES)
  page(@CallerOf() caller: Caller) {
    return this.organisation.page(caller);
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
    return this.#done(caller, { type: 'found', units }, asking);
  }

  /** Another name; the path, by which everything else knows the unit, stays. */
  @Post('units/:scope/name')
  @Access('administrator')
  async rename(
    @Param('scope') path: string,
    @Body({ schema: Naming }) { name }: z.infer<typeof Naming>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const asking = askingAt(caller, path, ['administrator'], key, { path, name });
    return this.#done(caller, { type: 'renameUnit', path, name }, asking);
  }

  /** Problems 409: `unit-has-units`, `unit-has-bodies`, `unit-has-posts`, `unit-has-residents` `{name, n}`. */
  @Delete('units/:scope')
  @Access('administrator')
  async close(@Param('scope') path: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const asking = askingAt(caller, path, ['administrator'], key, { close: path });
    const entries = await this.residents.entriesIn(path);
    const name = await this.people.unitName(path);
    if (entries > 0) throw new Problem(409, 'unit-has-residents', { name, n: entries });
    return this.#done(caller, { type: 'closeUnit', path }, asking);
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
    return this.#done(caller, { type: 'establish', bodies: named }, asking);
  }

  /** Name, remit and seats as they are from now on. Problem 409 `seats-held` where more hold them. */
  @Post('bodies/:body')
  @Access('administrator')
  async amend(
    @Param('body') body: string,
    @Body({ schema: Amending }) sent: z.infer<typeof Amending>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { scope } = await this.organisation.body(body, caller);
    const asking = askingAt(caller, scope, ['administrator'], key, { body, ...sent });
    return this.#done(caller, { type: 'amendBody', body, ...sent }, asking);
  }

  /** Problems 409: `body-has-bodies`, `body-has-posts` `{name, n}`. */
  @Delete('bodies/:body')
  @Access('administrator')
  async dissolve(@Param('body') body: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const { scope } = await this.organisation.body(body, caller);
    const asking = askingAt(caller, scope, ['administrator'], key, { dissolve: body });
    return this.#done(caller, { type: 'dissolveBody', body }, asking);
  }

  async #done(caller: Caller, ...[command, asking]: Parameters<People['submit']>) {
    const { settled } = await answered(this.people.submit(command, asking));
    return { settled, value: await this.organisation.page(caller) };
  }
}

function above(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? path : path.slice(0, cut);
}
