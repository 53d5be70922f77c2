import { Body, Controller, Delete, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access, notFound, Problem } from '#http';
import { CallerOf, type Caller } from '#identity';
import { People } from '#community';
import { Telling } from '#matters';
import { Drafts, Pens, type DraftRow } from '#procedures';
import { AUTHORS } from '#rules/procedure';
import { DraftPages, draws } from './draft-pages.js';

const Sharing = z.object({ shared: z.boolean() });

/** Drafts shared with the colleagues of their place, one of whom works on it at a time. */
@ApiTags('procedures')
@Controller('api/drafts')
export class PensController {
  constructor(
    @Inject(DraftPages) private readonly pages: DraftPages,
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(Pens) private readonly pens: Pens,
    @Inject(People) private readonly people: People,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** By its author. Problems 409: `draft-submitted`, `draft-published`. */
  @Post(':draft/sharing')
  @Access(...AUTHORS)
  async share(
    @Param('draft') draft: string,
    @Body({ schema: Sharing }) { shared }: z.infer<typeof Sharing>,
    @CallerOf() caller: Caller,
  ) {
    const row = worked(await this.drafts.own(draft, caller.person));
    await this.pens.share(row, shared);
    return this.#answer(draft, caller);
  }

  /** Takes the pen where nobody has it, keeps it where one has it oneself, else asks whoever has it. */
  @Post(':draft/editing')
  @Access(...AUTHORS)
  async ask(@Param('draft') draft: string, @CallerOf() caller: Caller) {
    const row = await this.#drawn(draft, caller);
    const asked = await this.pens.ask(row, caller.person);
    if (!asked.got && asked.fresh) await this.#tell(row, 'draft-asked', asked.holder, caller.person);
    return this.#answer(draft, caller);
  }

  /** Passes the pen to whoever asked for it, else lays it down. Problem 409 `draft-held-by-other`. */
  @Delete(':draft/editing')
  @Access(...AUTHORS)
  async pass(@Param('draft') draft: string, @CallerOf() caller: Caller) {
    const row = await this.#drawn(draft, caller);
    const next = await this.pens.pass(row, caller.person);
    if (next !== null) await this.#tell(row, 'draft-passed', next, caller.person);
    return this.#answer(draft, caller);
  }

  async #drawn(draft: string, caller: Caller): Promise<DraftRow> {
    const row = await this.pages.open(draft, caller);
    if (!draws(caller, row)) throw notFound('draft-unknown');
    return worked(row);
  }

  async #tell({ about }: DraftRow, code: string, to: string, by: string): Promise<void> {
    const values = { name: about.name.zh || about.name.en, who: await this.people.nameOf(by) };
    await this.telling.tell(to, null, code, values);
  }

  async #answer(draft: string, caller: Caller) {
    return { settled: true, value: await this.pages.page(draft, caller) };
  }
}

function worked(row: DraftRow): DraftRow {
  if (row.status === 'submitted') throw new Problem(409, 'draft-submitted');
  if (row.status === 'published') throw new Problem(409, 'draft-published');
  return row;
}
