import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Imports, People, Registers, Residents, TEMPLATES, type Template } from '#community';
import { Access, IdempotencyKey, invalid } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { answered, actorAt, askingAt } from './asking.js';

/** Whose work takes looking people up; observers, experts and auditors do not (least rights). */
const READERS = ['worker', 'convenor', 'grid', 'administrator'];
const KEEPERS = ['worker', 'administrator'];

const Decision = z.object({
  do: z.enum(['commit', 'discard']),
  merges: z
    .array(z.object({ n: z.int().min(1), do: z.enum(['merge', 'apart']) }))
    .max(10_000)
    .default([]),
});

interface Reply {
  header(name: string, value: string): Reply;
  type(contentType: string): Reply;
}

/** The register of a community: looked up, filled from rosters, handed out again. Never beyond the caller's own scope. */
@ApiTags('register')
@Controller('api/register')
export class RegisterController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Registers) private readonly registers: Registers,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** Persons of a place and everything below it by a part of name or place, fifty a page; telephones are masked. */
  @Get(':scope')
  @Access(...READERS)
  async look(
    @Param('scope') scope: string,
    @Query('words') words: string | undefined,
    @Query('page') page: string | undefined,
    @CallerOf() caller: Caller,
  ) {
    actorAt(caller, scope, READERS);
    await this.log.noteOnceADay({ reader: caller.person, what: 'register-search', scope });
    const community = await this.people.communityOf(scope);
    const [found, reference] = await Promise.all([
      this.residents.find(scope, (words ?? '').normalize('NFC').trim().slice(0, 64), Number(page ?? '1')),
      this.registers.latest(community),
    ]);
    return { scope, name: await this.people.unitName(scope), reference, ...found };
  }

  /** The file as raw bytes. Problems 422: `file-empty`, `file-too-large`, `file-unreadable`, `file-too-heavy`, `template-unknown`. */
  @Post(':scope/imports')
  @Access(...KEEPERS)
  async upload(
    @Param('scope') scope: string,
    @Query('template') template: string | undefined,
    @Query('name') name: string | undefined,
    @Req() request: { readonly body: unknown },
    @CallerOf() caller: Caller,
  ) {
    const { p: person } = actorAt(caller, scope, KEEPERS);
    if (!isTemplate(template)) throw invalid('template-unknown');
    if (!Buffer.isBuffer(request.body)) throw invalid('file-empty');
    const community = await this.#community(scope);
    const upload = { community, template, bytes: request.body, file: name ?? '', person };
    return { settled: true, value: await answered(this.imports.preview(upload)) };
  }

  @Get(':scope/imports/:id')
  @Access(...KEEPERS)
  async import(@Param('scope') scope: string, @Param('id') id: string, @CallerOf() caller: Caller) {
    actorAt(caller, scope, KEEPERS);
    return answered(this.imports.of(scope, id));
  }

  /** All or nothing. Problems: `import-has-errors` 422, `proposals-open`, `import-stale`, `import-decided`, `register-moved-on` 409. */
  @Post(':scope/imports/:id/decision')
  @Access(...KEEPERS)
  async decide(
    @Param('scope') scope: string,
    @Param('id') id: string,
    @Body({ schema: Decision }) sent: z.infer<typeof Decision>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { template } = await answered(this.#knownImport(scope, id, caller));
    // posts are given by administrators, rosters of residents kept by workers as well
    const asking = askingAt(caller, scope, template === 'posts' ? ['administrator'] : KEEPERS, key, { id, ...sent });
    if (sent.do === 'discard') await answered(this.imports.discard(scope, id));
    else {
      const decisions = new Map(sent.merges.map(({ n, do: what }) => [n, what] as const));
      await answered(this.imports.commit(scope, id, decisions, asking));
      await this.log.note({ reader: caller.person, what: 'register-import', scope });
    }
    return { settled: true, value: await answered(this.imports.of(scope, id)) };
  }

  /** As it could be imported again: `template` households or property, `format` csv or xlsx. */
  @Get(':scope/export')
  @Access(...KEEPERS)
  async export(
    @Param('scope') scope: string,
    @Query('template') template: string | undefined,
    @Query('format') format: string | undefined,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    actorAt(caller, scope, KEEPERS);
    const community = await this.#community(scope);
    const kind = template === 'property' ? 'property' : 'households';
    await this.log.note({ reader: caller.person, what: 'register-export', scope });
    const bytes = await this.imports.export(community, kind, format === 'xlsx' ? 'xlsx' : 'csv');
    const [type, name] = format === 'xlsx' ? [XLSX, `${kind}.xlsx`] : ['text/csv; charset=utf-8', `${kind}.csv`];
    reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store');
    return bytes;
  }

  /** A register is one community's. */
  async #community(scope: string): Promise<string> {
    const community = await this.people.communityOf(scope);
    if (community !== scope) throw invalid('register-of-community', { scope });
    return community;
  }

  async #knownImport(scope: string, id: string, caller: Caller) {
    actorAt(caller, scope, KEEPERS);
    return this.imports.of(scope, id);
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function isTemplate(template: string | undefined): template is Template {
  return TEMPLATES.some((each) => each === template);
}
