import { Inject, Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { notFound, Problem } from '#http';
import { CLOCK, derivedId, type Clock } from '#outside';
import { Database } from '#store';
import { CommentRow } from './entities.js';

/** Comments on one draft at most. */
export const MOST_REMARKS = 200;

export interface NewComment {
  readonly draft: string;
  /** Id of the element it is about, null for the whole; the element may be moved, renamed or taken out, the comment stays with its id. */
  readonly element: string | null;
  readonly text: string;
  readonly writer: string;
  /** Whose it is to see to it. */
  readonly assignee: string | null;
  /** Idempotency key of the writer. */
  readonly key: string;
}

/** What people say to each other about a draft, at any time before it is published. None may be open when it is approved (`PROCEDURE_PROJECTIONS`). */
@Injectable()
export class Comments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  of(draft: string): Promise<readonly CommentRow[]> {
    return this.database.repository(CommentRow).find({ where: { draft }, order: { at: 'ASC', id: 'ASC' } });
  }

  /** A comment of a draft, else the problem `comment-unknown` 404. */
  async one(draft: string, id: string): Promise<CommentRow> {
    const row = await this.database.repository(CommentRow).findOneBy({ id, draft });
    if (row === null) throw notFound('comment-unknown');
    return row;
  }

  /** Said twice under one key it stands once. Problem 409 `comments-full` `{most}`. */
  async add({ key, ...comment }: NewComment): Promise<void> {
    const id = derivedId(`comment ${comment.draft} ${comment.writer} ${key}`);
    const repository = this.database.repository(CommentRow);
    if (await repository.existsBy({ id })) return;
    if ((await repository.countBy({ draft: comment.draft })) >= MOST_REMARKS)
      throw new Problem(409, 'comments-full', { most: MOST_REMARKS });
    const row = { ...comment, id, at: this.clock.now(), closedAt: null, closedBy: null };
    await this.database.write((manager) => manager.insert(CommentRow, row));
  }

  /** Answers whether somebody else is asked than before. */
  async assign({ id, assignee }: CommentRow, to: string | null): Promise<boolean> {
    await this.database.write((manager) => manager.update(CommentRow, { id, closedAt: IsNull() }, { assignee: to }));
    return assignee !== to;
  }

  /** Closed once, by whoever was first. */
  async close({ id }: CommentRow, person: string): Promise<void> {
    const closed = { closedAt: this.clock.now(), closedBy: person };
    await this.database.write((manager) => manager.update(CommentRow, { id, closedAt: IsNull() }, closed));
  }
}
