import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#http';
import { CLOCK, type Clock } from '#outside';
import { Database } from '#store';
import { DraftRow } from './entities.js';

/** Milliseconds of real time without a change after which a shared draft is free for somebody else. */
export const IDLE = 10 * 60_000;

/** What became of asking for a shared draft. */
export type Asked =
  | { readonly got: true }
  | { readonly got: false; readonly holder: string; /** Not asked before. */ readonly fresh: boolean };

/**
 * One person at a time works on a draft that is shared: they hold the pen until they pass it on, or until they changed nothing for ten
 * minutes. What keeps two saves apart is the draft's revision all the same.
 */
@Injectable()
export class Pens {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who works on it now; null where it is free. */
  holder({ shared, author, editor, editedAt }: DraftRow): string | null {
    if (shared !== 1) return author;
    if (editor === null || editedAt === null) return null;
    return this.clock.real() - editedAt < IDLE ? editor : null;
  }

  /** Problem 409 `draft-held-by-other` where a colleague works on it now. */
  refuseHeld(row: DraftRow, person: string): void {
    const holder = this.holder(row);
    if (holder !== null && holder !== person) throw new Problem(409, 'draft-held-by-other');
  }

  /** Takes the pen where it is free, or keeps it; whether it is had now. A draft that is not shared needs none. */
  async take(row: DraftRow, person: string): Promise<boolean> {
    if (row.shared !== 1) return true;
    const now = this.clock.real();
    const taken = await this.#update(
      `UPDATE procedure_draft SET editor = ?, edited_at = ?, asked_by = CASE WHEN asked_by = ? THEN NULL ELSE asked_by END
        WHERE id = ? AND shared = 1 AND (editor IS NULL OR editor = ? OR edited_at <= ?)`,
      [person, now, person, row.id, person, now - IDLE],
    );
    return taken > 0;
  }

  /** The same, and asks whoever has it where it is not to be had. */
  async ask(row: DraftRow, person: string): Promise<Asked> {
    if (await this.take(row, person)) return { got: true };
    await this.#update('UPDATE procedure_draft SET asked_by = ? WHERE id = ?', [person, row.id]);
    return { got: false, holder: row.editor ?? row.author, fresh: row.askedBy !== person };
  }

  /** Passes the pen on to whoever asked last, else lays it down. Answers who has it now. Problem 409 `draft-held-by-other`. */
  async pass({ id }: DraftRow, person: string): Promise<string | null> {
    return this.database.transaction(async (session) => {
      const edited = 'UPDATE procedure_draft SET edited_at = ? WHERE id = ? AND editor = ?';
      // the row is this transaction's from here on, so that nobody asks between reading who asked and passing it to them
      if ((await session.run(edited, [this.clock.real(), id, person])) === 0)
        throw new Problem(409, 'draft-held-by-other');
      const [row] = await session.all('SELECT asked_by FROM procedure_draft WHERE id = ?', [id]);
      const next = (row?.['asked_by'] as string | null | undefined) ?? null;
      const passed = 'UPDATE procedure_draft SET editor = asked_by, asked_by = NULL WHERE id = ?';
      await session.run(passed, [id]);
      return next;
    });
  }

  /** Shares it with the colleagues of its place; whoever shares it goes on working on it. Taken back it is the author's alone. */
  async share({ id, author }: DraftRow, shared: boolean): Promise<void> {
    const [editor, at] = shared ? [author, this.clock.real()] : [null, null];
    await this.#update(
      'UPDATE procedure_draft SET shared = ?, editor = ?, edited_at = ?, asked_by = NULL WHERE id = ? AND shared <> ?',
      [shared ? 1 : 0, editor, at, id, shared ? 1 : 0],
    );
  }

  #update(sql: string, values: readonly (string | number | null)[]): Promise<number> {
    return this.database.transaction((session) => session.run(sql, [...values]));
  }
}
