import type { AccessLine } from './accounts.js';
import type { Paper } from './organisation.js';
import type { Route } from './routes.js';
import type { Hash, Holder, Id, Instant, MatterStatus, Role, Said, TraceMark, UnreadableMatter } from './views.js';

/** One page of a list, newest first; `next` is asked for as `before`, null at the end. */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly next: Id | null;
}
/** The same of matters: those that were looked at and could not be read are named. */
export interface PagedMatters<T> extends Paged<T> {
  readonly unreadable: readonly UnreadableMatter[];
}
/** The appointment an act rests on, as its record has it. */
export interface BasisPage {
  readonly at: Instant;
  readonly leafHash: Hash;
  readonly posts: readonly {
    readonly role: Role;
    readonly scopeName: string;
    readonly from: Instant;
    readonly to: Instant | null;
    readonly document: Paper | null;
    /** Null for residents. */
    readonly name: string | null;
  }[];
}
/** A matter in an answer to a question. */
export interface MatterRow {
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  readonly status: MatterStatus;
  readonly startedAt: Instant;
}
export interface LateMatter extends MatterRow {
  readonly marks: readonly TraceMark[];
}
export interface LatePage extends PagedMatters<LateMatter> {
  /** How many matters were looked at for this page. */
  readonly looked: number;
  /** Working days without record or date that are a gap. */
  readonly gapDays: number;
}
export interface VersionInUse {
  readonly definition: Hash;
  /** What was published with these files, the oldest first: several where only words differ; none where they are not offered any more. */
  readonly editions: readonly { readonly name: string; readonly version: number }[];
  /** Of files that are not offered any more: the process. */
  readonly process: string | null;
  readonly matters: number;
  readonly first: Instant;
  readonly last: Instant;
}
export interface ActLine {
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  readonly at: Instant;
  readonly seq: number;
  readonly stream: Id;
  readonly said: Said;
  readonly by: Holder;
}
export interface SamplePage {
  readonly seed: string;
  readonly percent: number;
  /** Matters begun up to this instant are the population. */
  readonly until: Instant;
  readonly population: number;
  readonly digest: Hash;
  /** How many were drawn; at most a hundred of them are in `picked`. */
  readonly drawn: number;
  readonly picked: readonly MatterRow[];
  readonly unreadable: readonly UnreadableMatter[];
}

/** Questions of those who check, over all matters of their places; nobody else's are in the answers. */
export interface TracingPort {
  /** GET /api/matters/:matter/basis/:stream/:seq: only of a record some act of the matter rests on. Problem `record-unknown` 404. */
  basis(matter: Id, stream: Id, seq: number): Promise<BasisPage>;
  /** GET /api/matters/:matter/readers?before= */
  readers(matter: Id, before: Id | null): Promise<Paged<AccessLine>>;
  /** GET /api/tracing/late?before= */
  lateActs(before: Id | null): Promise<LatePage>;
  /** GET /api/tracing/versions */
  versions(): Promise<readonly VersionInUse[]>;
  /** GET /api/tracing/versions/:definition?before=: what runs, or ended, on it; the hash in base64url. Problem `version-unknown` 404. */
  versionMatters(definition: Hash, before: Id | null): Promise<PagedMatters<MatterRow>>;
  /** GET /api/tracing/posts/:appointment?before=: what was done in this post. Problem `unknown-appointment` 404. */
  actsOf(appointment: Id, before: Id | null): Promise<PagedMatters<ActLine>>;
  /** GET /api/tracing/sample?seed=&percent=&until=. Problem `sample-invalid` 422. */
  sample(asked: { seed: string; percent: number; until: Instant | null }): Promise<SamplePage>;
}

const CHECKING = ['supervision', 'auditor'] as const;

export const tracingRoutes = (signedIn: readonly Role[]): Readonly<Record<keyof TracingPort, Route>> => ({
  basis: { method: 'GET', path: '/api/matters/:matter/basis/:stream/:seq', audience: signedIn },
  readers: { method: 'GET', path: '/api/matters/:matter/readers', audience: ['auditor'] },
  lateActs: { method: 'GET', path: '/api/tracing/late', audience: CHECKING },
  versions: { method: 'GET', path: '/api/tracing/versions', audience: CHECKING },
  versionMatters: { method: 'GET', path: '/api/tracing/versions/:definition', audience: CHECKING },
  actsOf: { method: 'GET', path: '/api/tracing/posts/:appointment', audience: CHECKING },
  sample: { method: 'GET', path: '/api/tracing/sample', audience: CHECKING },
});

interface Calls {
  read<T>(name: keyof TracingPort, parts: readonly string[], more?: { query?: string }): Promise<T>;
}

export function tracingCalls({ read }: Calls): TracingPort {
  const from = (before: Id | null) => ({ query: before === null ? '' : `?before=${before}` });
  const inPath = (hash: Hash) => hash.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  return {
    basis: (matter, stream, seq) => read('basis', [matter, stream, String(seq)]),
    readers: (matter, before) => read('readers', [matter], from(before)),
    lateActs: (before) => read('lateActs', [], from(before)),
    versions: () => read('versions', []),
    versionMatters: (definition, before) => read('versionMatters', [inPath(definition)], from(before)),
    actsOf: (appointment, before) => read('actsOf', [appointment], from(before)),
    sample: ({ seed, percent, until }) =>
      read('sample', [], {
        query: `?seed=${encodeURIComponent(seed)}&percent=${percent}${until === null ? '' : `&until=${until}`}`,
      }),
  };
}
