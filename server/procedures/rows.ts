import { Problem } from '#http';
import type { Approved, ProcedureEvent, Submitted } from '#rules/procedure';
import { insertRows, type Projection, type Projections, type Session, type TableOf } from '#store';
import type { DraftRow, DraftStatus } from './entities.js';
import type { About } from './library.js';

/** What a version's row needs and its record leaves to the submission: where it belongs, and what is said about it. */
export interface BesideApproval {
  readonly procedure: string;
  readonly scope: string;
  readonly about: About;
}

/** The draft as it was looked at before it was submitted. */
export interface BesideSubmission {
  readonly revision: number;
}

interface Published extends BesideApproval {
  readonly stream: string;
  readonly event: Approved;
}

export const DRAFT: TableOf<DraftRow> = {
  name: 'procedure_draft',
  columns: [
    ...['id', 'author', 'scope', 'process', 'about', 'files', 'base', 'revision', 'at', 'status'],
    ...['saved_key', 'stream', 'n'],
  ],
  keys: ['id'],
  parameters: (row) => [
    ...[row.id, row.author, row.scope, row.procedure, JSON.stringify(row.about), JSON.stringify(row.files)],
    ...[row.base === null ? null : JSON.stringify(row.base), row.revision, row.at, row.status],
    ...[row.savedKey, row.stream, row.n],
  ],
};

const VERSION: TableOf<Published> = {
  name: 'procedure_version',
  columns: [
    ...['stream', 'version', 'process', 'scope', 'hash', 'definition'],
    ...['about', 'in_force', 'submitter', 'approver', 'at'],
  ],
  keys: ['stream', 'version'],
  parameters: ({ stream, event, procedure, scope, about }) => [
    ...[stream, event.version, procedure, scope, event.hash, event.definition],
    ...[JSON.stringify({ ...about, version: event.version }), 1, event.submitter, event.approver, event.at],
  ],
};

/** Rows of versions, and where each draft stands: never older or newer than the procedure's stream. */
const procedureRows: Projection = async (session, dialect, { record, events, beside }) => {
  const { stream } = record;
  for (const event of events as readonly ProcedureEvent[]) {
    switch (event.type) {
      case 'ProcedureSubmitted':
        await submitted(session, stream, event, beside as BesideSubmission);
        break;
      case 'ProcedureSentBack':
        await stand(session, event.draft, 'sent-back');
        break;
      case 'SubmissionWithdrawn':
        await stand(session, event.draft, 'open');
        break;
      case 'ProcedureApproved':
        await allClosed(session, event.draft);
        await session.run('UPDATE procedure_version SET in_force = 0 WHERE stream = ?', [stream]);
        await insertRows(session, dialect, VERSION, [{ ...(beside as BesideApproval), stream, event }]);
        await stand(session, event.draft, 'published');
        break;
      case 'ProcedureRetired':
        await session.run('UPDATE procedure_version SET in_force = 0 WHERE stream = ?', [stream]);
        break;
    }
  }
};

/** Nobody saved or threw away the draft while it was looked at: else the submission is not recorded either. */
async function submitted(
  session: Session,
  stream: string,
  { n, draft }: Submitted,
  { revision }: BesideSubmission,
): Promise<void> {
  const found = await session.run(
    `UPDATE procedure_draft SET status = 'submitted', stream = ?, n = ? WHERE id = ? AND revision = ? AND status IN ('open', 'sent-back')`,
    [stream, n, draft, revision],
  );
  if (found === 0) throw new Problem(409, 'draft-stale', { revision });
}

/** Whoever says something about a draft is heard before it comes into force, also who says it at the last moment. */
async function allClosed(session: Session, draft: string): Promise<void> {
  const sql = 'SELECT COUNT(*) AS n FROM procedure_comment WHERE draft = ? AND closed_at IS NULL';
  const n = Number((await session.all(sql, [draft]))[0]?.['n'] ?? 0);
  if (n > 0) throw new Problem(409, 'draft-comments-open', { n });
}

async function stand(session: Session, draft: string, status: DraftStatus): Promise<void> {
  await session.run('UPDATE procedure_draft SET status = ? WHERE id = ?', [status, draft]);
}

/** Tables of this room that are written with the records of their streams. */
export const PROCEDURE_PROJECTIONS: Projections = new Map([['procedure', procedureRows]]);
