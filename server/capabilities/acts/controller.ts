import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { StoredValue } from '#engine';
import { ROLES } from '#community';
import { Access, forbidden, IdempotencyKey, invalid, notFound } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { Acts, Attachments, Matters, Pseudonyms, sealTyped, type Opened } from '#matters';
import { entityPage, Trail, type ElectorLine, type EntityData, type EntityPage } from '#pages';
import { capabilities } from '#rules/all';
import { actOf, fillFields, namedIn, type Act } from '#rules/contract';
import type { RollState } from '#rules/roll';
import type { SealedInput } from '#runtime';

const ActBody = z.object({
  fields: z.record(z.string().max(64), z.json()),
  for: z.object({ person: z.string().max(26), way: z.enum(['in-person', 'phone', 'paper']) }).optional(),
  proof: z.string().max(16).optional(),
});

const ACTS: readonly Act[] = capabilities.flatMap((rules) => rules.acts ?? []);

/**
 * What people do to the entities of a matter, whatever their kind: every act a capability declares is taken here, its
 * fields checked, typed words sealed, people put under their pseudonyms; then its decider decides.
 */
@ApiTags('entities')
@Controller('api/entities')
export class ActsController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** The entity as this reader sees it, with what the reader may do now. */
  @Get(':kind/:entity')
  @Access(...ROLES)
  async entity(@Param('kind') kind: string, @Param('entity') stream: string, @CallerOf() caller: Caller) {
    const opened = await this.matters.ofEntity(stream, kind, caller);
    return (await this.#page(opened)) ?? Promise.reject(notFound(`${kind}-unknown`));
  }

  /** The lines of the entity's roll that a resident who asks a helper may use, so that the helper can ask which is meant. */
  @Get(':kind/:entity/lines/:person')
  @Access('grid', 'worker')
  async lines(
    @Param('kind') kind: string,
    @Param('entity') stream: string,
    @Param('person') person: string,
    @CallerOf() caller: Caller,
  ) {
    const opened = await this.matters.ofEntity(stream, kind, caller);
    // refused as the act itself would be
    await this.matters.helper(opened.data.matter, opened.data.scope, caller, { person, way: 'in-person' });
    return this.matters.linesOf(opened, person);
  }

  /** Whom a line of the roll may stand for, by a part of the name or the place, at least one character; the first twenty. */
  @Get(':kind/:entity/electors')
  @Access('worker')
  async electors(
    @Param('kind') kind: string,
    @Param('entity') stream: string,
    @Query('words') words: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<readonly ElectorLine[]> {
    const opened = await this.matters.ofEntity(stream, kind, caller);
    if (opened.entity.kind !== 'roll') throw notFound(`${kind}-unknown`);
    // who only lives there looks nobody up
    await this.matters.actor(opened.data.matter, opened.data.scope, caller, 'worker');
    const asked = (words ?? '').normalize('NFC').trim().slice(0, 64);
    return asked === '' ? [] : this.matters.electorsFor(opened, asked);
  }

  /**
   * Problems: `act-unknown` 404, `invalid-fields` 422 `{field}` with the code of the first field that does not fit,
   * `not-for-others` 403, and whatever the entity's decider refuses.
   */
  @Post(':kind/:entity/acts/:act')
  @Access(...ROLES)
  async act(
    @Param('kind') kind: string,
    @Param('entity') stream: string,
    @Param('act') type: string,
    @Body({ schema: ActBody }) body: z.infer<typeof ActBody>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const act = actOf(ACTS, kind, type);
    if (!act) throw notFound('act-unknown');
    const { data, entity } = await this.matters.ofEntity(stream, kind, caller);
    if (body.for && act.helped !== true) throw forbidden('not-for-others');
    if (act.onSite === true && body.proof !== (await this.code(data.matter, stream))) throw forbidden('code-wrong');
    const actor = body.for
      ? await this.matters.helper(data.matter, data.scope, caller, body.for)
      : await this.matters.actor(data.matter, data.scope, caller, act.roles);
    // what somebody does by a line of a roll or by a seat rests on it, not on the register
    const by = act.own ? this.matters.grounded(actor, entity, data) : actor;
    const sent = body.fields as Readonly<Record<string, StoredValue>>;
    const right = entity.kind === 'roll' ? (entity.state as RollState).right : 'person';
    const [people, electors, files] = await Promise.all([
      this.matters.pseudonymsIn(data.matter, data.scope, namedIn(act.fields, sent, 'person')),
      this.matters.electorsIn(data.matter, data.scope, right, namedIn(act.fields, sent, 'elector')),
      this.attachments.attach(namedIn(act.fields, sent, 'file'), data.matter, caller.person),
    ]);
    const sealed: SealedInput[] = [];
    const filled = fillFields(act.fields, sent, {
      seal: (text) => {
        // What is said for a resident is about the resident: it goes when their data go.
        const typed = sealTyped(text, body.for?.person ?? caller.person);
        sealed.push(typed.sealed);
        return typed.value;
      },
      person: (id) => people.get(id) ?? null,
      elector: (id) => electors.get(id) ?? null,
      file: (hash) => files.get(hash) ?? null,
    });
    if (!filled.ok) throw invalid(filled.problem.code, filled.problem.values);
    const done = await this.acts.perform({
      stream,
      by,
      caller,
      command: { ...filled.values, type },
      sealed,
      sent: { stream, type, fields: sent, for: body.for ?? null },
      key,
      own: act.own && by.for === undefined,
    });
    if (body.for !== undefined && !done.repeated)
      await this.log.note({
        ...{ reader: caller.person, subject: body.for.person, matter: data.matter },
        ...{ what: 'acted-for', scope: data.scope },
      });
    const value = await this.#page(await this.matters.ofEntity(stream, kind, caller));
    return { settled: done.settled, value };
  }

  /** Whoever keeps the record of a meeting sees the digits its members sign in with. */
  async #page({ data, reading, entity }: Opened & { readonly entity: EntityData }): Promise<EntityPage | null> {
    const page = entityPage(entity, data, reading, new Trail(data));
    if (page?.kind !== 'meeting' || !page.may.present.yes) return page;
    return { ...page, code: await this.code(data.matter, entity.stream) };
  }

  /** Six digits that only the server and the screen at the place know; tries are limited like every call. */
  async code(matter: string, stream: string): Promise<string> {
    const secret = Buffer.from(await this.pseudonyms.secret(matter, `code:${stream}`), 'base64');
    return String(secret.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }
}
