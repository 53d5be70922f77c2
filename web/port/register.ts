import type { Key } from './port.js';
import type { Route } from './routes.js';
import type { Answer, Id, Instant, Plain, RecordRef, Said } from './views.js';

export interface RegisterPage {
  readonly scope: string;
  readonly name: string;
  /** The latest record of the register; null where nobody is registered. */
  readonly reference: RecordRef | null;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly {
    readonly person: Id;
    readonly name: string;
    readonly place: string;
    readonly household: string | null;
    readonly phone: string | null;
    readonly relation: string | null;
  }[];
}

export type RosterTemplate = 'households' | 'property' | 'posts';
/** A roster as it is looked at; nothing is changed before it is committed. */
export interface RosterImport {
  readonly id: Id;
  readonly template: RosterTemplate;
  readonly file: string;
  readonly status: 'preview' | 'planned' | 'done' | 'discarded' | 'refused';
  readonly rows: number;
  readonly findings: readonly {
    /** 1 holds the headings; 0 means the whole file. */
    readonly row: number;
    readonly column: string | null;
    readonly code: string;
    readonly severity: 'error' | 'warning';
    readonly values: Readonly<Record<string, Plain>>;
  }[];
  readonly proposals: readonly {
    readonly n: number;
    readonly code: string;
    readonly row: number;
    readonly values: Readonly<Record<string, Plain>>;
  }[];
  readonly ready: boolean;
}
export type MergeChoice = { readonly n: number; readonly do: 'merge' | 'apart' };

/** A letter on paper, to be brought to somebody who has no account. */
export interface LetterLine {
  readonly letter: Id;
  /** Whom it is for and where; null for who has left the register since. */
  readonly to: { readonly name: string; readonly place: string } | null;
  /** Names of the places it comes from, the street first, the community that brings it last. */
  readonly from: readonly string[];
  readonly matter: Id;
  readonly number: string;
  readonly title: string | null;
  readonly said: Said;
  readonly at: Instant;
  readonly due: Instant;
  readonly delivery: { readonly day: string; readonly way: DeliveryWay; readonly by: string | null } | null;
}
export type DeliveryWay = 'hand' | 'box' | 'post' | 'failed';

/** People and posts, for those who keep them. */
export interface RegisterPort {
  /** GET /api/register/:scope?words=&page=: fifty a page, telephones masked. */
  register(scope: string, words: string, page: number): Promise<RegisterPage>;
  /** POST /api/register/:scope/imports?template=&name=: the file as raw bytes; only looked at. */
  importRoster(
    scope: string,
    template: RosterTemplate,
    name: string,
    bytes: Blob,
    key: Key,
  ): Promise<Answer<RosterImport>>;
  /** GET /api/register/:scope/imports/:id */
  rosterImport(scope: string, id: Id): Promise<RosterImport>;
  /** POST /api/register/:scope/imports/:id/decision: all or nothing. */
  decideImport(
    scope: string,
    id: Id,
    body: { do: 'commit' | 'discard'; merges: readonly MergeChoice[] },
    key: Key,
  ): Promise<Answer<RosterImport>>;
  /** GET /api/register/:scope/export?template=&format= */
  exportRoster(scope: string, template: 'households' | 'property', format: 'csv' | 'xlsx'): Promise<Blob>;
  /** GET /api/register/:scope/letters?state=: what the community has to bring, or what it brought. */
  letters(scope: string, state: 'open' | 'done'): Promise<readonly LetterLine[]>;
  /** POST /api/letters/:letter/delivery `{day, way}`. Problems: `letter-unknown` 404, `letter-delivered` 409, `delivery-day` 422. */
  deliverLetter(letter: Id, body: { day: string; way: DeliveryWay }, key: Key): Promise<Answer<LetterLine>>;
}

const READERS = ['worker', 'convenor', 'grid', 'administrator'] as const;
const KEEPERS = ['worker', 'administrator'] as const;

export const REGISTER_ROUTES: Readonly<Record<keyof RegisterPort, Route>> = {
  register: { method: 'GET', path: '/api/register/:scope', audience: READERS },
  importRoster: { method: 'POST', path: '/api/register/:scope/imports', audience: KEEPERS },
  rosterImport: { method: 'GET', path: '/api/register/:scope/imports/:id', audience: KEEPERS },
  decideImport: { method: 'POST', path: '/api/register/:scope/imports/:id/decision', audience: KEEPERS },
  exportRoster: { method: 'GET', path: '/api/register/:scope/export', audience: KEEPERS },
  letters: { method: 'GET', path: '/api/register/:scope/letters', audience: ['worker'] },
  deliverLetter: { method: 'POST', path: '/api/letters/:letter/delivery', audience: ['worker'] },
};

interface Calls {
  read<T>(name: keyof RegisterPort, parts: readonly string[], more?: { query?: string; raw?: boolean }): Promise<T>;
  change<T>(name: keyof RegisterPort, parts: readonly string[], body: unknown, key: Key, query?: string): Promise<T>;
}

export function registerCalls({ read, change }: Calls): RegisterPort {
  const text = encodeURIComponent;
  return {
    register: (scope, words, page) => read('register', [scope], { query: `?words=${text(words)}&page=${page}` }),
    importRoster: (scope, template, name, bytes, key) =>
      change('importRoster', [scope], bytes, key, `?template=${template}&name=${text(name)}`),
    rosterImport: (scope, id) => read('rosterImport', [scope, id]),
    decideImport: (scope, id, body, key) => change('decideImport', [scope, id], body, key),
    exportRoster: (scope, template, format) =>
      read('exportRoster', [scope], { raw: true, query: `?template=${template}&format=${format}` }),
    letters: (scope, state) => read('letters', [scope], { query: `?state=${state}` }),
    deliverLetter: (letter, body, key) => change('deliverLetter', [letter], body, key),
  };
}
