import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor, StoredValue } from '#engine';
import type { Role } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Acts, Definitions, editionOf, Matters, type Opened, type Published } from '#matters';
import { isStaff, matterPage, migrationPage, modificationPage, type ChangePage } from '#pages';

const id = z.string().min(1).max(256);
const key = z.number().int().positive();
const reason = z.string().max(4_000).default('');

/** Variables are not taken: what people type comes in by forms, which say what is sealed. */
const Modification = z.object({
  activate: z
    .array(z.object({ element: id, path: z.array(id).max(64).optional(), scope: key.optional() }))
    .max(100)
    .default([]),
  terminate: z
    .array(z.union([id, key]))
    .max(100)
    .default([]),
  op: z.enum(['modify', 'return', 'withdraw']).default('modify'),
  reason,
});
const Migration = z.object({
  definition: z.string().max(64).default(''),
  mapping: z.record(id, id).default({}),
  reason,
});

const MOVERS = ['worker', 'street', 'administrator'] as const satisfies readonly Role[];

/** Moving a running matter by authority, and putting it on another version; each with its dry run in words. */
@ApiTags('matters')
@Controller('api/matters')
export class ChangesController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Acts) private readonly acts: Acts,
  ) {}

  /** What it would do, and whether it may be done; nothing is recorded. `reason` is not looked at. */
  @Post(':matter/preview-modify')
  @Access(...MOVERS)
  async previewModify(
    @Param('matter') matter: string,
    @Body({ schema: Modification }) asked: z.infer<typeof Modification>,
    @CallerOf() caller: Caller,
  ): Promise<ChangePage> {
    const { data, reading, by } = await this.#open(matter, caller, MOVERS);
    return modificationPage(data, reading, moved(asked), by);
  }

  /**
   * All of it or nothing. Problems: `unknown-element` 404; `not-running`, `ambiguous-scope`, `step-vote-open`, `across-vote` … 409;
   * `text-empty` 422 without a reason.
   */
  @Post(':matter/modify')
  @Access(...MOVERS)
  async modify(
    @Param('matter') matter: string,
    @Body({ schema: Modification }) asked: z.infer<typeof Modification>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() idempotency: string,
  ) {
    const { data, by } = await this.#open(matter, caller, MOVERS);
    const command = { type: 'modify', ...(moved(asked) as unknown as Record<string, StoredValue>) };
    return this.#perform(data.matter, caller, by, command, asked.reason, idempotency);
  }

  /** The same for another version, by the hash of its definition set; each element that cannot go on is named with its cause. */
  @Post(':matter/preview-migrate')
  @Access('administrator')
  async previewMigrate(
    @Param('matter') matter: string,
    @Body({ schema: Migration }) { definition, mapping }: z.infer<typeof Migration>,
    @CallerOf() caller: Caller,
  ): Promise<ChangePage> {
    const { data, reading, by } = await this.#open(matter, caller, ['administrator']);
    const published = await this.#published(definition, data.scope);
    const set = published === null ? null : (await this.definitions.get(published.hash)).set;
    return migrationPage(data, reading, { definition, mapping }, by, set);
  }

  /** Problems: `definition-unknown` 404 unless it is published, `definition-same` and `migration-impossible` 409, `text-empty` 422. */
  @Post(':matter/migrate')
  @Access('administrator')
  async migrate(
    @Param('matter') matter: string,
    @Body({ schema: Migration }) { definition, mapping, reason: why }: z.infer<typeof Migration>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() idempotency: string,
  ) {
    const { data, by } = await this.#open(matter, caller, ['administrator']);
    const published = await this.#published(definition, data.scope);
    if (published === null) throw notFound('definition-unknown', { definition });
    const command = { type: 'migrate', definition, mapping, edition: editionOf(published.about) };
    // what the client sent is the same again, whatever the edition is called by then
    const sent = { migrate: definition, mapping, why };
    return this.#perform(data.matter, caller, by, command, why, idempotency, sent);
  }

  /** Who only lives here has nothing to move, whatever they are elsewhere. */
  async #open(matter: string, caller: Caller, roles: readonly Role[]): Promise<Opened & { readonly by: Actor }> {
    const opened = await this.matters.open(matter, caller);
    const role = roles.find((each) => opened.reading.roles.includes(each));
    if (role === undefined || !isStaff(opened.reading)) throw notFound('matter-unknown');
    return { ...opened, by: await this.matters.actor(opened.data.matter, opened.data.scope, caller, role) };
  }

  /** Only what is published may be gone on in; what was only drafted was checked by nobody. */
  async #published(hash: string, scope: string): Promise<Published | null> {
    return (await this.definitions.offeredAt(scope)).find((each) => each.hash === hash) ?? null;
  }

  async #perform(
    stream: string,
    caller: Caller,
    by: Actor,
    command: Readonly<{ type: string } & Record<string, StoredValue>>,
    why: string,
    idempotency: string,
    sent?: StoredValue,
  ) {
    const done = await this.acts.perform({
      ...{ stream, by, caller, command, typed: { reason: why }, key: idempotency },
      ...(sent === undefined ? {} : { sent }),
    });
    const { data, reading } = await this.matters.open(stream, caller);
    return { settled: done.settled, value: matterPage(data, reading) };
  }
}

/** What was asked without the reason, and without names for what was not said. */
function moved({ activate, terminate, op }: z.infer<typeof Modification>): Parameters<typeof modificationPage>[2] {
  return {
    activate: activate.map(({ element, path, scope }) => ({
      element,
      ...(path === undefined ? null : { path }),
      ...(scope === undefined ? null : { scope }),
    })),
    terminate,
    op,
  };
}
