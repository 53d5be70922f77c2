import { Body, Controller, Delete, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access, forbidden, IdempotencyKey, notFound, Problem } from '#http';
import { CallerOf, type Caller } from '#identity';
import { MAX_TEXT, Telling } from '#matters';
import { Comments, type DraftRow } from '#procedures';
import { APPROVERS } from '#rules/procedure';
import { closes, DraftPages } from './draft-pages.js';
import { textOf } from './drafts.controller.js';

const Person = z.string().max(26).nullable();
const Commenting = z.object({
  element: z.string().max(128).nullable().default(null),
  text: z.string().max(4 * MAX_TEXT),
  to: Person.default(null),
});
const Assigning = z.object({ to: Person });

/** Comments on the steps of drafts, by whoever may see the draft. They stay with the id of their element, and are closed before approval. */
@ApiTags('procedures')
@Controller('api/drafts')
export class CommentsController {
  constructor(
    @Inject(DraftPages) private readonly pages: DraftPages,
    @Inject(Comments) private readonly comments: Comments,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** Problems: `draft-published`, `comments-full` 409; `colleague-unknown` 404; `text-empty`, `text-too-long` 422. */
  @Post(':draft/comments')
  @Access(...APPROVERS)
  async add(
    @Param('draft') draft: string,
    @Body({ schema: Commenting }) { element, text, to }: z.infer<typeof Commenting>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const row = await this.#open(draft, caller, to);
    const comment = { draft, element, text: textOf(text, 'text'), writer: caller.person, assignee: to, key };
    await this.comments.add(comment);
    await this.#tell(row, to, caller, `${caller.account}:${key}`);
    return this.#answer(draft, caller);
  }

  @Post(':draft/comments/:comment')
  @Access(...APPROVERS)
  async assign(
    @Param('draft') draft: string,
    @Param('comment') comment: string,
    @Body({ schema: Assigning }) { to }: z.infer<typeof Assigning>,
    @CallerOf() caller: Caller,
  ) {
    const row = await this.#open(draft, caller, to);
    if (await this.comments.assign(await this.comments.one(draft, comment), to)) await this.#tell(row, to, caller);
    return this.#answer(draft, caller);
  }

  /** Problem 403 `comment-not-yours`. */
  @Delete(':draft/comments/:comment')
  @Access(...APPROVERS)
  async close(@Param('draft') draft: string, @Param('comment') comment: string, @CallerOf() caller: Caller) {
    const row = await this.#open(draft, caller, null);
    const found = await this.comments.one(draft, comment);
    if (!closes(row, found, caller.person)) throw forbidden('comment-not-yours');
    await this.comments.close(found, caller.person);
    return this.#answer(draft, caller);
  }

  async #open(draft: string, caller: Caller, to: string | null): Promise<DraftRow> {
    const row = await this.pages.open(draft, caller);
    if (row.status === 'published') throw new Problem(409, 'draft-published');
    if (to !== null && !(await this.pages.colleagues(row)).includes(to)) throw notFound('colleague-unknown');
    return row;
  }

  /** Whoever is given a comment by somebody else hears of it, once for the request. */
  async #tell({ about }: DraftRow, to: string | null, { person }: Caller, request?: string): Promise<void> {
    if (to === null || to === person) return;
    await this.telling.tell(to, null, 'draft-comment', { name: about.name.zh || about.name.en }, request);
  }

  async #answer(draft: string, caller: Caller) {
    return { settled: true, value: await this.pages.page(draft, caller) };
  }
}
