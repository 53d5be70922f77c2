import type { Command, Event } from '#engine';

/**
 * The register of a community: who lives and owns there. Its rows are tables, so that they can be erased; this stream
 * records every import and every change by the number of rows and the root over their salted commitments. A row that
 * was changed in the tables alone no longer fits the root.
 */
export interface RegisterState {
  /** Path of the community; empty before the first change. */
  readonly scope: string;
  readonly root: string;
  readonly counts: RegisterCounts;
  /** Number of changes so far. */
  readonly changes: number;
}

export interface RegisterCounts {
  readonly persons: number;
  readonly households: number;
  readonly units: number;
  readonly owners: number;
}

export const CHANGE_KINDS = ['import', 'entry', 'correction', 'erasure'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * `before`: the root the change starts from, so that of two changes made at the same time the second starts again.
 * `file`: standard base64 SHA-256 of the file an import came from.
 */
export interface ChangeRegister extends Command {
  readonly type: 'changeRegister';
  readonly scope: string;
  readonly kind: ChangeKind;
  readonly before: string;
  readonly root: string;
  readonly counts: RegisterCounts;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly file: string | null;
}

export interface RegisterChanged extends Event {
  readonly type: 'RegisterChanged';
  readonly scope: string;
  readonly kind: ChangeKind;
  readonly root: string;
  readonly counts: RegisterCounts;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly file: string | null;
}

export const NO_REGISTER: RegisterState = {
  scope: '',
  root: '',
  counts: { persons: 0, households: 0, units: 0, owners: 0 },
  changes: 0,
};
