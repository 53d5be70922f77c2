import type { Appointed, DeputyNamed, PeopleEvent } from '#rules/people';
import { insertRows, type Projection, type Projections, type TableOf } from '#store';
import { RegisterProblem } from './registers.js';

/** A person who stands in no register. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly phone?: string | null;
}

/** What is written with a record of the organisation and stands in none of them. */
export interface BesideRecord {
  /** Persons nobody has entered before, whom the record appoints. */
  readonly newcomers?: readonly Newcomer[];
  /** Id of the roster the record brings in, whose work is done with it. */
  readonly roster?: string;
}

const NEWCOMER: TableOf<Newcomer> = {
  name: 'person',
  columns: ['id', 'name', 'place', 'phone'],
  keys: ['id'],
  parameters: ({ id, name, place, phone }) => [id, name, place, phone ?? null],
};

interface Begun {
  readonly event: Appointed;
  readonly stream: string;
  readonly seq: number;
  readonly leafHash: string;
}

const APPOINTMENT: TableOf<Begun> = {
  name: 'appointment',
  columns: [
    ...['id', 'person', 'role', 'scope', 'stream', 'seq', 'leaf_hash'],
    ...['body', 'from_at', 'to_at', 'document_number', 'document_title'],
  ],
  keys: ['id'],
  parameters: ({ event, stream, seq, leafHash }) => [
    ...[event.appointment, event.person, event.role, event.scope, stream, seq, leafHash],
    ...[event.body, event.from, event.to, event.document?.number ?? null, event.document?.title ?? null],
  ],
};

interface Named {
  readonly event: DeputyNamed;
  readonly stream: string;
  readonly seq: number;
  readonly leafHash: string;
}

const DEPUTY: TableOf<Named> = {
  name: 'deputy',
  columns: ['id', 'person', 'stands', 'from_at', 'to_at', 'stream', 'seq', 'leaf_hash'],
  keys: ['id'],
  parameters: ({ event: { deputy, person, stands, from, to }, stream, seq, leafHash }) => [
    ...[deputy, person, stands, from, to, stream, seq, leafHash],
  ],
};

/**
 * The rows of appointments, of who stands in for whom, of persons entered with them and of the roster they came from: what everybody's rights are
 * read from is never older or newer than the organisation's stream.
 */
const organisationRows: Projection = async (session, dialect, { record, events, beside }) => {
  const { newcomers = [], roster } = (beside ?? {}) as BesideRecord;
  const changes = events as readonly PeopleEvent[];
  const begun = changes.flatMap((event) => (event.type === 'Appointed' ? [{ event, ...record }] : []));
  await insertRows(session, dialect, NEWCOMER, newcomers);
  await insertRows(session, dialect, APPOINTMENT, begun);
  const named = changes.flatMap((event) => (event.type === 'DeputyNamed' ? [{ event, ...record }] : []));
  await insertRows(session, dialect, DEPUTY, named);
  for (const event of changes) {
    if (event.type === 'DeputyEnded')
      await session.run('UPDATE deputy SET to_at = ? WHERE id = ?', [event.at, event.deputy]);
    const to = event.type === 'Dismissed' ? event.at : event.type === 'Prolonged' ? event.to : undefined;
    if (to === undefined || !('appointment' in event)) continue;
    await session.run('UPDATE appointment SET to_at = ? WHERE id = ?', [to, event.appointment]);
  }
  if (roster === undefined) return;
  // what was read from a file has done its work: names do not lie about in plans
  const done = "UPDATE register_change SET status = 'done', staged = NULL WHERE id = ? AND status = 'preview'";
  // discarded while it was checked: none of it is brought in, the record is not written either
  if ((await session.run(done, [roster])) === 0) throw new RegisterProblem('import-decided');
};

/** Tables of this room that are written with the records of their streams. */
export const COMMUNITY_PROJECTIONS: Projections = new Map([['organisation', organisationRows]]);
