import { Body, Controller, Get, Inject, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access, IdempotencyKey, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { repeatable } from '#matters';
import { Publication } from '#procedures';
import { APPROVERS } from '#rules/procedure';
import { askingAt } from './asking.js';
import { ProcedurePages } from './procedure-pages.js';
import { ProcedureShelf } from './procedure-shelf.js';

const Retiring = z.object({ version: z.int().min(1) });

/** Published procedures, as far as the reader's places reach; what belongs to another community is `procedure-unknown`. */
@ApiTags('procedures')
@Controller('api/library')
export class ProceduresController {
  constructor(
    @Inject(ProcedurePages) private readonly pages: ProcedurePages,
    @Inject(ProcedureShelf) private readonly shelf: ProcedureShelf,
    @Inject(Publication) private readonly publication: Publication,
  ) {}

  @Get()
  @Access(...ROLES)
  list(@CallerOf() caller: Caller) {
    return this.pages.list(caller);
  }

  @Get(':procedure')
  @Access(...ROLES)
  page(@Param('procedure') procedure: string, @CallerOf() caller: Caller) {
    return this.pages.page(procedure, caller);
  }

  @Get(':procedure/versions/:version')
  @Access(...ROLES)
  read(
    @Param('procedure') procedure: string,
    @Param('version', ParseIntPipe) version: number,
    @CallerOf() caller: Caller,
  ) {
    return this.pages.read(procedure, version, caller);
  }

  @Get(':procedure/differences/:from/:to')
  @Access(...ROLES)
  difference(
    @Param('procedure') procedure: string,
    @Param('from', ParseIntPipe) from: number,
    @Param('to', ParseIntPipe) to: number,
    @CallerOf() caller: Caller,
  ) {
    return this.pages.difference(procedure, from, to, caller);
  }

  /** No new matter starts on it; a shipped procedure it stood in for is offered again. Problem 409 `procedure-not-in-force`. */
  @Post(':procedure/retirement')
  @Access(...APPROVERS)
  async retire(
    @Param('procedure') procedure: string,
    @Body({ schema: Retiring }) { version }: z.infer<typeof Retiring>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { scope } = await this.shelf.line(procedure, caller);
    if (scope === null) throw notFound('version-unknown');
    const sent = { retire: procedure, version };
    const { by } = askingAt(caller, scope, APPROVERS, key, sent);
    await this.publication.retire(scope, procedure, version, { by, ...repeatable(caller, key, sent) });
    return { settled: true, value: await this.pages.page(procedure, caller) };
  }
}
