import { Inject, Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { invalid, notFound, Problem, refusedBy } from '#http';
import { canonicalBytes, utf8Length } from '#ledger';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import type { Base } from '#rules/procedure';
import { atOrBelow, Database, either, insertRows, once, type Session } from '#store';
import { FILE_NAME, mainOf, MAX_FILE, MAX_FILES, MAX_FILES_SIZE, renamed } from './edition.js';
import { DraftRow, type DraftAbout, type DraftFile } from './entities.js';
import { Pens } from './pens.js';
import { DRAFT } from './rows.js';

/** Drafts of one person in one place, however many at most. */
export const MOST_DRAFTS = 50;
/** So many of those that wait are listed. */
const MOST_WAITING = 200;

/** What a draft begins with. */
export interface Beginning {
  readonly author: string;
  readonly scope: string;
  readonly about: DraftAbout;
  readonly files: readonly DraftFile[];
  readonly base: Base | null;
  readonly repeat: Repeat;
}

/** What makes a repeated request the same one. */
export interface Repeat {
  readonly idempotencyKey: string;
  readonly bytes: Uint8Array;
}

export interface Save {
  /** The revision the author saw. */
  readonly revision: number;
  readonly about: DraftAbout;
  readonly files: readonly DraftFile[];
  /** Idempotency key of the save. */
  readonly key: string;
}

/** Drafts of procedures: everybody's own, each with the revision its next change rests on. Drafts decide nothing; what is submitted does. */
@Injectable()
export class Drafts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Pens) private readonly pens: Pens,
  ) {}

  /**
   * The next version of a procedure, from its own files. Problems 409 `drafts-full`, `conflict` (the key of another request), 422 those of
   * `checked`. A repeat gets the draft that the first one began, as it is by now.
   */
  begin(procedure: string, beginning: Beginning): Promise<DraftRow> {
    return this.#insert(procedure, beginning);
  }

  /** A procedure of its own from another's files: the same drawing under a new process id. */
  copy(procedure: string, beginning: Beginning): Promise<DraftRow> {
    const id = this.#newProcess();
    return this.#insert(id, { ...beginning, files: renamed(beginning.files, procedure, id), base: null });
  }

  /**
   * A procedure from an uploaded drawing; its process id becomes one of its own, so it never meets another's. Problem 422
   * `draft-unreadable` where there is no process in it.
   */
  async upload(file: DraftFile, beginning: Omit<Beginning, 'files' | 'base'>): Promise<DraftRow> {
    checked([file]);
    const main = await mainOf(file);
    if (main === null) throw invalid('draft-unreadable', { file: file.path });
    const name = main.name ?? beginning.about.name.zh;
    const about = { ...beginning.about, name: { zh: name, en: name } };
    return this.copy(main.id, { ...beginning, about, files: [file], base: null });
  }

  /** A draft, whoever asks; null where there is none. */
  find(id: string): Promise<DraftRow | null> {
    return this.database.repository(DraftRow).findOneBy({ id });
  }

  /** The author's own draft, else the problem `draft-unknown` 404. */
  async own(id: string, author: string): Promise<DraftRow> {
    const row = await this.find(id);
    if (row?.author !== author) throw notFound('draft-unknown');
    return row;
  }

  /** An author's drafts, the latest first. */
  ofAuthor(author: string): Promise<readonly DraftRow[]> {
    return this.database.repository(DraftRow).find({ where: { author }, order: { at: 'DESC', id: 'DESC' }, take: 200 });
  }

  /** Drafts that others share, the latest first. */
  sharedByOthers(person: string): Promise<readonly DraftRow[]> {
    const where = { shared: 1, author: Not(person), status: In(['open', 'sent-back']) };
    return this.database.repository(DraftRow).find({ where, order: { at: 'DESC', id: 'DESC' }, take: 200 });
  }

  /** Drafts of others that wait for a second person at or below these places, the oldest first. */
  async waiting(scopes: readonly string[], but: string): Promise<readonly DraftRow[]> {
    const { sql, parameters } = either(scopes.map((scope) => atOrBelow('scope', scope)));
    const found = await this.database.reading((session) =>
      session.all(
        `SELECT id FROM procedure_draft WHERE status = 'submitted' AND author <> ? AND ${sql} ORDER BY at, id LIMIT ${MOST_WAITING}`,
        [but, ...parameters],
      ),
    );
    const id = In(found.map((row) => String(row['id'])));
    return this.database.repository(DraftRow).find({ where: { id }, order: { at: 'ASC', id: 'ASC' } });
  }

  /**
   * By whoever works on it: the author, or of a shared one who has the pen. Problems 409: `draft-held-by-other`, `draft-stale` `{revision}`
   * (somebody, perhaps the same person elsewhere, saved since: nothing is overwritten), `conflict` (the key of another save),
   * `draft-submitted`, `draft-published`; 422 those of `checked`.
   */
  async save(id: string, person: string, { revision, about, files, key }: Save): Promise<DraftRow> {
    checked(files);
    const row = await this.#one(id);
    if (row.savedKey === key) {
      if (row.revision === revision + 1 && isSame(row, { about, files })) return row;
      throw refusedBy({ refused: 'conflict' });
    }
    editable(row);
    if (row.revision !== revision) throw new Problem(409, 'draft-stale', { revision: row.revision });
    if (!(await this.pens.take(row, person))) throw new Problem(409, 'draft-held-by-other');
    const helped = row.editors ?? [];
    const editors = person === row.author || helped.includes(person) ? row.editors : [...helped, person];
    const changed = { about, files, editors, revision: revision + 1, at: this.clock.now(), savedKey: key };
    const done = await this.database.write((manager) =>
      // the pen was not passed on meanwhile either
      manager.update(
        DraftRow,
        { id, revision, status: row.status, ...(row.shared === 1 ? { editor: person } : {}) },
        changed,
      ),
    );
    if ((done.affected ?? 0) === 0) {
      const now = await this.#one(id);
      editable(now);
      if (now.revision === revision) throw new Problem(409, 'draft-held-by-other');
      throw new Problem(409, 'draft-stale', { revision: now.revision });
    }
    return this.#one(id);
  }

  /** Problems 409: `draft-held-by-other`, `draft-submitted`, `draft-published`: its approval names it. Once more changes nothing. */
  async discard(id: string, author: string, repeat: Repeat): Promise<void> {
    const drawn = await this.find(id);
    if (drawn?.author === author) this.pens.refuseHeld(drawn, author);
    await this.#once(repeat, id, async (session) => {
      const [row] = await session.all('SELECT status FROM procedure_draft WHERE id = ? AND author = ?', [id, author]);
      if (row === undefined) throw notFound('draft-unknown');
      editable({ status: row['status'] as DraftRow['status'] });
      const gone = await session.run(`DELETE FROM procedure_draft WHERE id = ? AND status IN ('open', 'sent-back')`, [
        id,
      ]);
      if (gone === 0) throw new Problem(409, 'draft-submitted');
      await session.run('DELETE FROM procedure_comment WHERE draft = ?', [id]);
    });
  }

  async #one(id: string): Promise<DraftRow> {
    const row = await this.find(id);
    if (row === null) throw notFound('draft-unknown');
    return row;
  }

  async #insert(procedure: string, { author, scope, about, files, base, repeat }: Beginning): Promise<DraftRow> {
    checked(files);
    const draft = { id: this.ids.ulid(), author, scope, procedure, about, files, base, revision: 1 };
    const alone = { shared: 0, editor: null, editedAt: null, askedBy: null, editors: null };
    const row = {
      ...draft,
      ...alone,
      at: this.clock.now(),
      status: 'open' as const,
      savedKey: null,
      stream: null,
      n: null,
    };
    const begun = await this.#once(repeat, row.id, async (session) => {
      const [kept] = await session.all(
        `SELECT COUNT(*) AS n FROM procedure_draft WHERE author = ? AND scope = ? AND status <> 'published'`,
        [author, scope],
      );
      if (Number(kept?.['n']) >= MOST_DRAFTS) throw new Problem(409, 'drafts-full', { most: MOST_DRAFTS });
      await insertRows(session, this.database.dialect, DRAFT, [row]);
    });
    return this.own(begun, author);
  }

  async #once(repeat: Repeat, draft: string, work: (session: Session) => Promise<void>): Promise<string> {
    const { idempotencyKey: key, bytes } = repeat;
    const done = await once(this.database, { scope: 'draft', key, bytes, at: this.clock.real() }, draft, work);
    if (done === 'conflict') throw refusedBy({ refused: 'conflict' });
    return done.answer;
  }

  #newProcess(): string {
    return `procedure-${this.ids.ulid().toLowerCase()}`;
  }
}

function isSame(row: DraftRow, { about, files }: Pick<DraftRow, 'about' | 'files'>): boolean {
  const bytes = (said: object) =>
    canonicalBytes(JSON.parse(JSON.stringify(said)) as Parameters<typeof canonicalBytes>[0]);
  return Buffer.compare(bytes({ about, files }), bytes({ about: row.about, files: row.files })) === 0;
}

function editable({ status }: Pick<DraftRow, 'status'>): void {
  if (status === 'submitted') throw new Problem(409, 'draft-submitted');
  if (status === 'published') throw new Problem(409, 'draft-published');
}

/** Problems 422: `draft-file-name` `{file}`, `draft-file-twice` `{file}`, `draft-too-large` `{most}` in kilobytes, `draft-too-many` `{most}`. */
function checked(files: readonly DraftFile[]): void {
  if (files.length > MAX_FILES) throw invalid('draft-too-many', { most: MAX_FILES });
  const names = new Set<string>();
  let size = 0;
  for (const { path, text } of files) {
    if (!FILE_NAME.test(path)) throw invalid('draft-file-name', { file: path });
    if (names.has(path.toLowerCase())) throw invalid('draft-file-twice', { file: path });
    names.add(path.toLowerCase());
    const length = utf8Length(text);
    if (length > MAX_FILE) throw invalid('draft-too-large', { file: path, most: MAX_FILE / 1000 });
    size += length;
  }
  if (size > MAX_FILES_SIZE) throw invalid('draft-too-large', { file: '', most: MAX_FILES_SIZE / 1000 });
}
