import type { Command, Event } from '#engine';

/** The closing record of a matter (封存归档): every stream of it with the record it stood after. */
export interface ArchiveState {
  readonly status: 'none' | 'sealed';
  readonly matter: string;
  readonly scope: string;
  /** In order of opening. */
  readonly streams: readonly SealedStream[];
  readonly sealedAt: number;
}

export interface SealedStream {
  readonly stream: string;
  readonly kind: string;
  /** Number and leaf hash (standard base64) of its last record. */
  readonly seq: number;
  readonly leafHash: string;
}

export interface Seal extends Command {
  readonly type: 'seal';
  readonly matter: string;
  readonly scope: string;
  readonly streams: readonly SealedStream[];
}
export type ArchiveCommand = Seal;

export interface Sealed extends Event {
  readonly type: 'Sealed';
  readonly matter: string;
  readonly scope: string;
  readonly streams: readonly SealedStream[];
  readonly count: number;
  readonly at: number;
}
export type ArchiveEvent = Sealed;

export const NO_ARCHIVE: ArchiveState = { status: 'none', matter: '', scope: '', streams: [], sealedAt: 0 };
