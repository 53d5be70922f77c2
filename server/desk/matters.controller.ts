import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { StoredValue } from '#engine';
import { People, ROLES } from '#community';
import { Access, IdempotencyKey, Problem } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { Attachments, Definitions, Matters, Starting, type Published } from '#matters';
import { inPost, isStaff, matterLine, matterPage, tracePage, Trail, type ProcedureLine } from '#pages';
import { Evidence } from './evidence.js';

const Start = z.object({ procedure: z.string().max(128), variables: z.record(z.string().max(128), z.json()) });

@ApiTags('matters')
@Controller('api')
export class MattersController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Starting) private readonly starting: Starting,
    @Inject(Evidence) private readonly evidences: Evidence,
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(People) private readonly people: People,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  @Get('matters')
  @Access(...ROLES)
  async list(@CallerOf() caller: Caller) {
    const streams = await this.matters.inReach(caller);
    const { opened } = await this.matters.openEach(
      streams.map(({ id }) => id),
      caller,
    );
    return opened.map(({ data, reading }) => matterLine(data, reading));
  }

  @Get('matters/:matter')
  @Access(...ROLES)
  async matter(@Param('matter') matter: string, @CallerOf() caller: Caller) {
    const { data, reading } = await this.matters.open(matter, caller);
    return matterPage(data, reading, new Trail(data), await this.attachments.names(matter));
  }

  @Get('matters/:matter/trace')
  @Access(...ROLES)
  async trace(@Param('matter') matter: string, @CallerOf() caller: Caller) {
    const { data, reading } = await this.matters.open(matter, caller);
    // residents look at what is their own; everybody else leaves a trace, too
    const looked = { reader: caller.person, matter, scope: data.scope, details: inPost(reading) };
    if (reading.roles.some((role) => role !== 'resident'))
      await this.log.noteOnceADay({ ...looked, what: 'trace-opened' });
    if (isStaff(reading)) await this.log.noteOnceADay({ ...looked, what: 'texts-opened' });
    return tracePage(data, reading, await this.log.readings(matter));
  }

  /** What anybody needs to execute the matter again. Refused while a poll is open: its ballots are nobody's business yet. */
  @Get('matters/:matter/evidence')
  @Access(...ROLES)
  async evidence(@Param('matter') matter: string, @CallerOf() caller: Caller) {
    const { data, reading } = await this.matters.open(matter, caller);
    const open = data.entities.some(
      (entity) => entity.kind === 'poll' && (entity.state as { status: string }).status === 'open',
    );
    if (open) throw new Problem(409, 'poll-open');
    await this.log.note({
      reader: caller.person,
      matter,
      what: 'evidence-taken',
      scope: data.scope,
      details: inPost(reading),
    });
    return this.evidences.bundle(data);
  }

  @Get('procedures')
  @Access(...ROLES)
  async procedures(@CallerOf() caller: Caller): Promise<readonly ProcedureLine[]> {
    const scopes = await Promise.all(caller.appointments.map(({ scope }) => this.people.communityOf(scope)));
    const offered = new Map<string, Published>();
    for (const scope of scopes)
      for (const each of await this.definitions.offeredAt(scope))
        if (!offered.has(each.about.id)) offered.set(each.about.id, each);
    return Promise.all(
      [...offered.values()].map(async ({ about, hash }) => {
        const { set } = await this.definitions.get(hash);
        const yes = caller.appointments.some((held) => about.start.roles.includes(held.role));
        return {
          procedure: about.id,
          name: about.name.zh,
          version: about.version,
          definition: hash,
          summary: about.use.zh,
          steps: about.steps.map((kind) => ({
            kind: kind as 'consult',
            name: set.processes[`step-${kind}`]?.name ?? kind,
            state: 'next' as const,
            sure: false,
          })),
          form: about.start.form === null ? null : (set.forms[about.start.form] as never),
          may: { yes, why: yes ? null : { code: 'role-does-not-fit', values: {} } },
        };
      }),
    );
  }

  @Post('matters')
  @Access(...ROLES)
  async start(
    @Body({ schema: Start }) { procedure, variables }: z.infer<typeof Start>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const started = await this.starting.start(procedure, variables as Record<string, StoredValue>, caller, key);
    const { data, reading } = await this.matters.open(started.stream, caller);
    return { settled: started.settled, value: matterPage(data, reading) };
  }
}
