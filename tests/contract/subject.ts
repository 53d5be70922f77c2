import type { Actor, StoredValue } from '#engine';

/**
 * What the contract suite needs of a runtime: `world` in memory, SQLite and MariaDB answer the same. A subject has the
 * toy capability and a clock moved by hand.
 */
export interface Subject {
  now(): number;
  /** Moves the clock and waits until everything that became due, and what it caused, is done. */
  advance(milliseconds: number): Promise<void>;
  submit(request: SubjectRequest): Promise<SubjectAnswer>;
  publish(message: SubjectMessage): Promise<{ readonly repeated: boolean }>;
  /** Throws a signal from outside, heard in `scope` and below. */
  broadcast(signal: SubjectSignal): Promise<void>;
  loadCalendar(year: number, text: string): Promise<void>;
  state<S>(stream: string): Promise<S>;
  records(stream: string): Promise<readonly SubjectRecord[]>;
  /** Keys of open rows. */
  open(stream: string, kind: 'job' | 'timer' | 'task' | 'incident'): Promise<readonly number[]>;
  /** Ends it without warning and opens it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface SubjectRequest {
  readonly stream: string;
  readonly kind?: string;
  /** Where a stream that is opened belongs; `qinghe/d1` unless said. */
  readonly scope?: string;
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
  readonly by?: Actor;
  readonly idempotencyKey?: string;
}

export type SubjectAnswer =
  | {
      readonly accepted: true;
      readonly repeated: boolean;
      readonly settled: boolean;
      readonly seq: number;
      readonly leafHash: string;
      readonly events: readonly { readonly type: string }[];
      readonly answer?: StoredValue;
    }
  | { readonly refused: string; readonly values?: Readonly<Record<string, StoredValue>> };

export interface SubjectSignal {
  readonly name: string;
  readonly scope: string;
  readonly variables?: Readonly<Record<string, StoredValue>>;
}

export interface SubjectMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables?: Readonly<Record<string, StoredValue>>;
  readonly timeToLive?: number;
  readonly id?: string;
}

export interface SubjectRecord {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly body: Uint8Array;
  readonly salt: Uint8Array;
}

/** Monday 2 March 2026, 09:00 in Shanghai. */
export const BEGIN = 1_772_413_200_000;

export const WORKER: Actor = { p: 'p-worker', role: 'worker', scope: 'qinghe/d1', basis: null };

export const ADMINISTRATOR: Actor = { p: 'p-admin', role: 'administrator', scope: '', basis: null };

/** A stream id that is new in this process: 26 characters. */
export function streamId(): string {
  return `01TEST${String(++drawn).padStart(20, '0')}`;
}
let drawn = 0;
