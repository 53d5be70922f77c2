import type { OpenTask, StoredValue } from '#engine';
import type {
  AnswerRow,
  FactRow,
  InboxRow,
  IncidentRow,
  JobRow,
  MessageRow,
  OutboxRow,
  RecordRow,
  SealedInput,
  SettingRow,
  SnapshotRow,
  StreamRow,
  StreamStatus,
  SubscriptionRow,
  TaskView,
  TimerRow,
  VoteRow,
} from '#runtime';
import type { Parameter, Row } from './dialect/dialect.js';
import { toSafeInteger } from './entities.js';

/** A table as the append path writes it: columns in order, and how a row of the runtime becomes parameters. */
export interface TableOf<T> {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of the primary key; needed where rows are replaced or removed. */
  readonly keys: readonly string[];
  parameters(row: T): readonly Parameter[];
}

const json = (value: unknown): string => JSON.stringify(value ?? null);
const flag = (value: boolean): number => (value ? 1 : 0);

export const STREAM: TableOf<StreamRow> = {
  name: 'stream',
  columns: ['id', 'kind', 'definition', 'scope', 'title', 'status', 'seq', 'leaf_hash', 'at', 'started_at'],
  keys: ['id'],
  parameters: (row) => [
    row.id,
    row.kind,
    row.definition,
    row.scope,
    json(row.title),
    row.status,
    row.seq,
    row.leafHash,
    row.at,
    row.startedAt,
  ],
};

export const RECORD: TableOf<RecordRow> = {
  name: 'record',
  columns: ['stream', 'seq', 'at', 'type', 'leaf', 'leaf_hash', 'body', 'body_salt'],
  keys: ['stream', 'seq'],
  parameters: (row) => [row.stream, row.seq, row.at, row.type, row.leaf, row.leafHash, row.body, row.salt],
};

export const SNAPSHOT: TableOf<SnapshotRow> = {
  name: 'snapshot',
  columns: ['stream', 'seq', 'leaf_hash', 'state_version', 'state', 'state_hash'],
  keys: ['stream'],
  parameters: (row) => [row.stream, row.seq, row.leafHash, row.stateVersion, row.state, row.stateHash],
};

export const ANSWER: TableOf<AnswerRow> = {
  name: 'answer',
  columns: ['scope', 'idem_key', 'bytes_hash', 'answer', 'at'],
  keys: ['scope', 'idem_key'],
  parameters: (row) => [row.scope, row.key, row.bytesHash, json(row.answer), row.at],
};

export const SEALED: TableOf<SealedInput> = {
  name: 'sealed_value',
  columns: ['commitment', 'salt', 'value', 'subject_id', 'erase_after'],
  keys: ['commitment'],
  parameters: (row) => [
    Buffer.from(row.commitment, 'base64'),
    row.salt,
    row.value,
    row.subject,
    row.eraseAfter ?? null,
  ],
};

export const JOB: TableOf<JobRow> = {
  name: 'job',
  columns: [
    'stream',
    'job_key',
    'type',
    'element',
    'retries',
    'not_before',
    'input',
    'headers',
    'fence',
    'holder',
    'lease_until',
  ],
  keys: ['stream', 'job_key'],
  parameters: (row) => [
    row.stream,
    row.key,
    row.type,
    row.element,
    row.retries,
    row.notBefore,
    json(row.input),
    json(row.headers),
    row.fence,
    null,
    0,
  ],
};

export const TIMER: TableOf<TimerRow> = {
  name: 'timer',
  columns: ['stream', 'timer_key', 'element', 'due', 'awaits_year'],
  keys: ['stream', 'timer_key'],
  parameters: (row) => [row.stream, row.key, row.element, row.due, row.awaitsYear],
};

export const TASK: TableOf<{ stream: string; key: number; effect: OpenTask; openedAt: number }> = {
  name: 'task',
  columns: ['stream', 'task_key', 'element', 'scope', 'assignee', 'roles', 'due', 'task', 'opened_at'],
  keys: ['stream', 'task_key'],
  parameters: ({ stream, key, effect, openedAt }) => [
    stream,
    key,
    effect.element,
    effect.task.scope,
    effect.task.assignee,
    json(effect.task.roles),
    effect.task.due,
    json(effect.task),
    openedAt,
  ],
};

export const INCIDENT: TableOf<{
  stream: string;
  key: number;
  element: string;
  code: string;
  values: StoredValue;
  at: number;
}> = {
  name: 'incident',
  columns: ['stream', 'incident_key', 'element', 'code', 'details', 'at'],
  keys: ['stream', 'incident_key'],
  parameters: (row) => [row.stream, row.key, row.element, row.code, json(row.values), row.at],
};

export const SUBSCRIPTION: TableOf<SubscriptionRow> = {
  name: 'subscription',
  columns: ['stream', 'subscription_key', 'element', 'kind', 'name', 'correlation_key', 'once', 'opened', 'taken'],
  keys: ['stream', 'subscription_key'],
  parameters: (row) => [
    row.stream,
    row.key,
    row.element,
    row.kind,
    row.name,
    row.correlationKey,
    flag(row.once),
    row.opened,
    flag(row.taken),
  ],
};

export const MESSAGE: TableOf<MessageRow> = {
  name: 'message',
  columns: ['id', 'name', 'correlation_key', 'message_id', 'variables', 'expires_at', 'taken', 'fresh'],
  keys: ['id'],
  parameters: (row) => [
    row.id,
    row.name,
    row.correlationKey,
    row.messageId,
    json(row.variables),
    row.expiresAt,
    flag(row.taken),
    flag(row.fresh),
  ],
};

export const INBOX: TableOf<InboxRow> = {
  name: 'inbox',
  columns: ['id', 'stream', 'kind', 'command', 'scope', 'definition', 'message', 'refused'],
  keys: ['id'],
  parameters: (row) => [
    row.id,
    row.stream,
    row.kind,
    json(row.command),
    row.scope,
    row.definition,
    row.message,
    row.refused,
  ],
};

export const OUTBOX: TableOf<OutboxRow> = {
  name: 'outbox',
  columns: ['id', 'stream', 'seq', 'scope', 'effect', 'fence', 'lease_until'],
  keys: ['id'],
  parameters: (row) => [row.id, row.stream, row.seq, row.scope, json(row.effect), row.fence, 0],
};

export const VOTE: TableOf<VoteRow> = {
  name: 'vote',
  columns: ['poll', 'elector', 'revision', 'leaf', 'leaf_hash', 'choice', 'salt'],
  keys: ['poll', 'elector', 'revision'],
  parameters: (row) => [
    row.poll,
    row.elector,
    row.revision,
    row.leaf,
    row.leafHash,
    Buffer.from(row.choice, 'utf8'),
    row.salt,
  ],
};

export const FACT: TableOf<FactRow> = {
  name: 'fact',
  columns: ['hash', 'kind', 'name', 'bytes'],
  keys: ['hash'],
  parameters: (row) => [row.hash, row.kind, row.name, row.bytes],
};

export const SETTING: TableOf<SettingRow> = {
  name: 'setting',
  columns: ['name', 'value'],
  keys: ['name'],
  parameters: (row) => [row.name, json(row.value)],
};

const integer = toSafeInteger;
const maybe = (value: unknown): number | null => (value === null || value === undefined ? null : integer(value));
const bytes = (value: unknown): Uint8Array => value as Uint8Array;
const parse = <T>(value: unknown): T => JSON.parse(value as string) as T;

export const streamRow = (row: Row): StreamRow => ({
  id: row['id'] as string,
  kind: row['kind'] as string,
  definition: bytes(row['definition']),
  scope: row['scope'] as string,
  title: parse(row['title']),
  status: row['status'] as StreamStatus,
  seq: integer(row['seq']),
  leafHash: row['leaf_hash'] as Uint8Array | null,
  at: integer(row['at']),
  startedAt: integer(row['started_at']),
});

export const recordRow = (row: Row): RecordRow => ({
  stream: row['stream'] as string,
  seq: integer(row['seq']),
  at: integer(row['at']),
  type: row['type'] as string,
  leaf: bytes(row['leaf']),
  leafHash: bytes(row['leaf_hash']),
  body: row['body'] as Uint8Array | null,
  salt: row['body_salt'] as Uint8Array | null,
  index: maybe(row['idx']),
});

export const snapshotRow = (row: Row): SnapshotRow => ({
  stream: row['stream'] as string,
  seq: integer(row['seq']),
  leafHash: bytes(row['leaf_hash']),
  stateVersion: integer(row['state_version']),
  state: bytes(row['state']),
  stateHash: bytes(row['state_hash']),
});

export const answerRow = (row: Row): AnswerRow => ({
  scope: row['scope'] as string,
  key: row['idem_key'] as string,
  bytesHash: bytes(row['bytes_hash']),
  answer: parse(row['answer']),
  at: integer(row['at']),
});

export const jobRow = (row: Row): JobRow => ({
  stream: row['stream'] as string,
  key: integer(row['job_key']),
  type: row['type'] as string,
  element: row['element'] as string,
  retries: integer(row['retries']),
  notBefore: integer(row['not_before']),
  input: parse(row['input']),
  headers: parse(row['headers']),
  fence: integer(row['fence']),
});

export const timerRow = (row: Row): TimerRow => ({
  stream: row['stream'] as string,
  key: integer(row['timer_key']),
  element: row['element'] as string,
  due: maybe(row['due']),
  awaitsYear: maybe(row['awaits_year']),
});

export const incidentRow = (row: Row): IncidentRow => ({
  stream: row['stream'] as string,
  key: integer(row['incident_key']),
  element: row['element'] as string,
  code: row['code'] as string,
  values: JSON.parse(row['details'] as string) as IncidentRow['values'],
  at: integer(row['at']),
});

export const taskView = (
  stream: string,
  key: number,
  element: string,
  openedAt: number,
  task: OpenTask['task'],
): TaskView => ({
  stream,
  key,
  element,
  openedAt,
  ...task,
});

export const subscriptionRow = (row: Row): SubscriptionRow => ({
  stream: row['stream'] as string,
  key: integer(row['subscription_key']),
  element: row['element'] as string,
  kind: row['kind'] as 'message' | 'signal',
  name: row['name'] as string,
  correlationKey: row['correlation_key'] as string,
  once: integer(row['once']) === 1,
  opened: row['opened'] as string,
  taken: integer(row['taken']) === 1,
});

export const messageRow = (row: Row): MessageRow => ({
  id: row['id'] as string,
  name: row['name'] as string,
  correlationKey: row['correlation_key'] as string,
  messageId: row['message_id'] as string,
  variables: parse(row['variables']),
  expiresAt: integer(row['expires_at']),
  taken: integer(row['taken']) === 1,
  fresh: integer(row['fresh']) === 1,
});

export const inboxRow = (row: Row): InboxRow => ({
  id: row['id'] as string,
  stream: row['stream'] as string,
  kind: row['kind'] as string,
  command: parse(row['command']),
  scope: row['scope'] as string,
  definition: bytes(row['definition']),
  message: row['message'] as string | null,
  refused: row['refused'] as string | null,
});

export const outboxRow = (row: Row): OutboxRow => ({
  id: row['id'] as string,
  stream: row['stream'] as string,
  seq: integer(row['seq']),
  scope: row['scope'] as string,
  effect: parse(row['effect']),
  fence: integer(row['fence']),
});

export const voteRow = (row: Row): VoteRow => ({
  poll: row['poll'] as string,
  elector: row['elector'] as string,
  revision: integer(row['revision']),
  leaf: bytes(row['leaf']),
  leafHash: bytes(row['leaf_hash']),
  choice: Buffer.from(bytes(row['choice'])).toString('utf8'),
  salt: bytes(row['salt']),
});

export const factRow = (row: Row): FactRow => ({
  hash: bytes(row['hash']),
  kind: row['kind'] as string,
  name: row['name'] as string,
  bytes: bytes(row['bytes']),
});
