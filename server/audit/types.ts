import type { Explained, StoredValue } from '#engine';
import type { PollResult } from '#rules/poll';

/**
 * An exported history with all it takes to execute it again: exact texts, as they were stored. Hashes and salts are
 * standard base64; everything is plain JSON, so a bundle travels as one file.
 */
export interface EvidenceBundle {
  readonly v: 1;
  /** Definition sets the streams name. The set's hash is computed from the files, never taken from the bundle. */
  readonly definitions: readonly EvidenceDefinition[];
  /** Exact texts of the facts the commands name (calendars), found by their hash. */
  readonly facts: readonly string[];
  readonly streams: readonly EvidenceStream[];
  /** Ballots of closed polls; those of open ones are never exported. */
  readonly votes: readonly EvidenceBoard[];
}

export interface EvidenceDefinition {
  /** Process that a `start` without `process` starts. */
  readonly main: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface EvidenceStream {
  readonly id: string;
  readonly kind: string;
  readonly records: readonly EvidenceRecord[];
}

export interface EvidenceRecord {
  /** Exact text of the leaf. */
  readonly leaf: string;
  /** Exact text of the body; null where it is withheld or erased. */
  readonly body: string | null;
  readonly salt: string | null;
}

export interface EvidenceBoard {
  readonly poll: string;
  readonly ballots: readonly { readonly leaf: string; readonly choice: string; readonly salt: string }[];
}

/** The steps of an audit, in order. */
export const AUDIT_STEPS = [
  'records',
  'chain',
  'bodies',
  'definitions',
  'facts',
  'replay',
  'references',
  'polls',
] as const;
export type AuditStep = (typeof AUDIT_STEPS)[number];

/** `code` and `values` make the sentence a person reads (`server/text`). */
export interface AuditStepResult {
  readonly step: AuditStep;
  readonly ok: boolean;
  readonly detail: { readonly code: string; readonly values: Readonly<Record<string, StoredValue>> };
}

/**
 * Where the history is not what it must be. `seq` is null where the stream as a whole is meant. The sentence is
 * `audit.what.<what>` of `server/text`, with the difference itself as its values.
 */
export interface AuditDifference {
  readonly step: AuditStep;
  readonly stream: string;
  readonly seq: number | null;
  /** What differs: `prev`, `body-commitment`, `events`, `definition`, `fact`, `reference`, `board` … */
  readonly what: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** A decision table asked by a matter, explained: sentences `explained.<code>` of `server/text`. */
export interface AuditedDecision {
  readonly stream: string;
  readonly seq: number;
  readonly element: string;
  readonly name: string | null;
  readonly explained: readonly Explained[];
}

export interface AuditReport {
  readonly verdict: 'equal' | 'different';
  readonly steps: readonly AuditStepResult[];
  readonly differences: readonly AuditDifference[];
  /** Results of polls as counted here, by the poll's stream; only of those that came out equal. */
  readonly results: readonly { readonly poll: string; readonly result: PollResult }[];
  /** How each decision of the matters came about, of the commands that came out equal. */
  readonly decisions: readonly AuditedDecision[];
  /** What could not be checked with this bundle (`audit.cannot.<code>`): `body-missing`, `reference-outside`, `fact-unnamed` … */
  readonly unverifiable: readonly { readonly code: string; readonly stream: string; readonly seq: number | null }[];
}
