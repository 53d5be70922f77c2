import type { Id, Instant, Role } from './basics.js';

/** 代理: who stands in for whom, from an instant until before another. */
export interface DeputyLine {
  readonly deputy: Id;
  /** Who is away, and who does their tasks. */
  readonly holder: string;
  readonly stands: string;
  readonly posts: readonly { readonly role: Role; readonly place: string }[];
  readonly from: Instant;
  readonly to: Instant;
  /** Null where it was erased. */
  readonly reason: string | null;
  readonly state: 'coming' | 'now' | 'over';
  readonly mayEnd: boolean;
}

/** Somebody who could stand in for the reader, with the posts both hold now. */
export interface DeputyCandidate {
  readonly person: Id;
  readonly name: string;
  readonly posts: DeputyLine['posts'];
}

export interface DeputiesPage {
  /** Whom the reader named, the latest first. */
  readonly mine: readonly DeputyLine[];
  /** For whom the reader stands in, now or later. */
  readonly standing: readonly DeputyLine[];
  /** Of the places the reader administers, now or later; null for anybody else. */
  readonly others: readonly DeputyLine[] | null;
  readonly candidates: readonly DeputyCandidate[];
  /** So many days at most. */
  readonly most: number;
}

/** `from` and `to` are days, the last one included; `from` null: from now on. */
export interface NewDeputy {
  readonly person: Id;
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
}
