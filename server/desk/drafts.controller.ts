import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, ROLES } from '#community';
import type { StoredValue } from '#engine';
import { Access, IdempotencyKey, invalid, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Definitions, MAX_TEXT, repeatable, sealTyped, Telling } from '#matters';
import { Drafts, MAX_FILES_SIZE, ownFiles, Publication, type DraftAbout, type DraftRow } from '#procedures';
import { APPROVERS, AUTHORS, MOST_COMMENTS, RUNNING } from '#rules/procedure';
import { actorAt, askingAt } from './asking.js';
import { decides, DraftPages, draws } from './draft-pages.js';
import { draftAbout, ProcedureShelf } from './procedure-shelf.js';

const Line = z.string().trim().max(128);
const InWords = z.object({ zh: z.string().trim().max(500), en: z.string().trim().max(500).default('') });
const About = z.object({
  name: z.object({ zh: z.string().trim().max(64), en: z.string().trim().max(64).default('') }),
  use: InWords,
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
  title: Line.min(1),
  basis: z.array(z.object({ law: Line.min(1), article: Line })).max(30),
});
const Path = z.string().max(80);
const File = z.object({ path: Path, text: z.string().max(MAX_FILES_SIZE) });
const Beginning = z.object({
  scope: z.string().max(255),
  /** A published version to go on from, or to copy as a procedure of its own. */
  from: z
    .object({ procedure: z.string().max(128), version: z.int().min(1), as: z.enum(['version', 'copy']) })
    .nullable()
    .default(null),
  /** Without `from`: a drawing of one's own. */
  file: File.nullable().default(null),
});
const Saving = z.object({ revision: z.int().min(1), about: About, files: z.array(File).max(200) });
const Submitting = z.object({
  revision: z.int().min(1),
  /** The differences from the version it was made from were looked at. */
  seen: z.boolean(),
  /** What becomes of running matters; null where there are none. */
  running: z.enum(RUNNING).nullable(),
  /** The document it rests on is attached. */
  document: z.boolean(),
});
const Hash = z.string().max(44);
const Approving = z.object({ hash: Hash });
const Returning = z.object({
  hash: Hash,
  comments: z
    .array(z.object({ element: z.string().max(128).nullable(), text: z.string().max(4 * MAX_TEXT) }))
    .max(MOST_COMMENTS),
});

/** Drafts of procedures, from the first line to approval by a second person. Nobody learns of a draft that is not theirs to see: `draft-unknown`. */
@ApiTags('procedures')
@Controller('api/drafts')
export class DraftsController {
  constructor(
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(DraftPages) private readonly pages: DraftPages,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(ProcedureShelf) private readonly shelf: ProcedureShelf,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(People) private readonly people: People,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  @Get()
  @Access(...APPROVERS)
  lists(@CallerOf() caller: Caller) {
    return this.pages.lists(caller);
  }

  /** Problems: `unknown-scope`, `procedure-unknown`, `version-unknown` 404; `drafts-full`, `conflict` 409; `draft-unreadable`, `draft-too-large` … 422. */
  @Post()
  @Access(...AUTHORS)
  async begin(
    @Body({ schema: Beginning }) { scope, from, file }: z.infer<typeof Beginning>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    actorAt(caller, scope, AUTHORS);
    if ((await this.people.state()).units[scope] === undefined) throw notFound('unknown-scope', { scope });
    const author = caller.person;
    const repeat = repeatable(caller, key, { begin: scope, from, file });
    if (from === null) {
      if (file === null) throw invalid('invalid-request', { field: 'file' });
      const row = await this.drafts.upload(file, { author, scope, about: EMPTY, repeat });
      return this.#answer(row.id, caller);
    }
    const line = await this.shelf.line(from.procedure, caller);
    const edition = this.shelf.edition(line, from.version);
    const parsed = await this.definitions.get(edition.definition);
    const { version, hash } = edition;
    const about = draftAbout(edition.about);
    const beginning = { author, scope, about, files: ownFiles(parsed.files), base: { version, hash }, repeat };
    const row = await (from.as === 'copy'
      ? this.drafts.copy(from.procedure, beginning)
      : this.drafts.begin(from.procedure, beginning));
    return this.#answer(row.id, caller);
  }

  @Get(':draft')
  @Access(...APPROVERS)
  page(@Param('draft') draft: string, @CallerOf() caller: Caller) {
    return this.pages.page(draft, caller);
  }

  /** Problems 409: `draft-stale` `{revision}`, `draft-held-by-other`, `conflict`, `draft-submitted`, `draft-published`; 422: `draft-file-name`, `draft-too-large` … */
  @Post(':draft')
  @Access(...AUTHORS)
  async save(
    @Param('draft') draft: string,
    @Body({ schema: Saving }) { revision, about, files }: z.infer<typeof Saving>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.pages.open(draft, caller);
    if (row.author !== caller.person && !draws(caller, row)) throw notFound('draft-unknown');
    await this.drafts.save(draft, caller.person, { revision, about: about as DraftAbout, files, key });
    return this.#answer(draft, caller);
  }

  @Delete(':draft')
  @Access(...AUTHORS)
  async discard(@Param('draft') draft: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    await this.drafts.discard(draft, caller.person, repeatable(caller, key, { discard: draft }));
    return { settled: true, value: await this.pages.lists(caller) };
  }

  /**
   * Problems 409: `draft-stale`, `draft-incomplete`, `draft-has-errors`, `draft-against-law`, `draft-nobody-takes`, `draft-difference-unseen`, `draft-running-open`,
   * `basis-file-missing`, `submission-open`, `procedure-moved-on`, `nothing-changes`.
   */
  @Post(':draft/submission')
  @Access(...AUTHORS)
  async submit(
    @Param('draft') draft: string,
    @Body({ schema: Submitting }) said: z.infer<typeof Submitting>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.drafts.own(draft, caller.person);
    const asking = this.#asking(row, AUTHORS, caller, key, { submit: draft, ...said });
    // sent again it is answered again: what changed meanwhile is no reason to refuse it
    const guard = () => (row.status === 'submitted' ? Promise.resolve() : this.pages.refuseOpen(row, said));
    await this.publication.submit(row, said, asking, guard);
    await this.#tell(row, 'draft-waits', await this.#deciders(row), caller, key);
    return this.#answer(draft, caller);
  }

  @Delete(':draft/submission')
  @Access(...AUTHORS)
  async withdraw(@Param('draft') draft: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const row = await this.drafts.own(draft, caller.person);
    await this.publication.withdraw(row, this.#asking(row, AUTHORS, caller, key, { withdraw: draft }));
    return this.#answer(draft, caller);
  }

  /** Publishes exactly what was looked at. Problems 409: `second-person-needed`, `submission-changed`, `submission-over`. */
  @Post(':draft/approval')
  @Access(...APPROVERS)
  async approve(
    @Param('draft') draft: string,
    @Body({ schema: Approving }) { hash }: z.infer<typeof Approving>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.#decided(draft, caller);
    await this.publication.approve(row, hash, this.#asking(row, APPROVERS, caller, key, { approve: draft, hash }));
    await this.#tell(row, 'draft-approved', [row.author], caller, key);
    return { settled: true, value: await this.pages.lists(caller) };
  }

  /** The author gets it back with what has to change, by element. Problems: `comments-empty`, `text-empty`, `text-too-long` 422. */
  @Post(':draft/return')
  @Access(...APPROVERS)
  async sendBack(
    @Param('draft') draft: string,
    @Body({ schema: Returning }) { hash, comments }: z.infer<typeof Returning>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.#decided(draft, caller);
    const typed = comments.map(({ element, text }) => ({
      element,
      ...sealTyped(textOf(text, 'comments'), caller.person),
    }));
    const sent = { sendBack: draft, hash, comments };
    await this.publication.sendBack(
      row,
      hash,
      {
        comments: typed.map(({ element, value }) => ({ element, text: value })),
        sealed: typed.map(({ sealed }) => sealed),
      },
      this.#asking(row, APPROVERS, caller, key, sent),
    );
    await this.#tell(row, 'draft-returned', [row.author], caller, key);
    return { settled: true, value: await this.pages.lists(caller) };
  }

  /** Whoever may decide about it: of its place, and neither its author nor one who drew a part of it. */
  async #deciders(row: DraftRow): Promise<readonly string[]> {
    const drew = [row.author, ...(row.editors ?? [])];
    return (await this.pages.colleagues(row)).filter((person) => !drew.includes(person));
  }

  /** Once for the request: it is told before it is answered, so whoever got no answer and asks again completes it. */
  async #tell(
    { about }: DraftRow,
    code: string,
    persons: readonly string[],
    caller: Caller,
    key: string,
  ): Promise<void> {
    const name = about.name.zh || about.name.en;
    for (const person of persons) await this.telling.tell(person, null, code, { name }, `${caller.account}:${key}`);
  }

  /** Also who has decided already, so that the same request gets the same answer again. */
  async #decided(draft: string, caller: Caller): Promise<DraftRow> {
    const row = await this.drafts.find(draft);
    if (row === null || row.stream === null || !decides(caller, row)) throw notFound('draft-unknown');
    return row;
  }

  #asking(row: DraftRow, roles: readonly string[], caller: Caller, key: string, sent: StoredValue) {
    const { by } = askingAt(caller, row.scope, roles, key, sent);
    return { by, ...repeatable(caller, key, sent) };
  }

  async #answer(draft: string, caller: Caller) {
    return { settled: true, value: await this.pages.page(draft, caller) };
  }
}

const EMPTY: DraftAbout = {
  name: { zh: '', en: '' },
  use: { zh: '', en: '' },
  roles: ['worker'],
  title: 'title',
  basis: [],
};

/** What somebody typed, trimmed. Problems 422: `text-empty`, `text-too-long`. */
export function textOf(text: string, field: string): string {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '') throw invalid('text-empty', { field });
  if ([...trimmed].length > MAX_TEXT) throw invalid('text-too-long', { field, most: MAX_TEXT });
  return trimmed;
}
