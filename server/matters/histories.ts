import { Inject, Injectable } from '@nestjs/common';
import type { HistoryRecord } from '#pages';
import { Runtime } from '#runtime';
import { openRecord } from './history.js';

const RECORDS_AT_ONCE = 1_000;
/** Streams whose opened records are kept, oldest out first. */
const MOST_KEPT = 1_000;
/** SHA-256 in standard base64: what a commitment and a pseudonym look like. */
const HASH = /^[A-Za-z0-9+/]{43}=$/;
/** Lines of rolls name everybody who may take part; who stands there and did nothing is not asked for by name. */
const WITHOUT_NAMES = new Set(['lines', 'holders', 'electors']);

/** What a history names: commitments to what people typed, and pseudonyms of people who did something or are meant. */
export interface Mentioned {
  readonly commitments: ReadonlySet<string>;
  readonly pseudonyms: ReadonlySet<string>;
}

/**
 * Records opened once. A record never changes, so what was read before is kept and only what came since is read; what
 * a record says is JSON, and reading it anew for every page was most of a page's time.
 */
@Injectable()
export class Histories {
  readonly #kept = new Map<string, readonly HistoryRecord[]>();
  readonly #mentioned = new WeakMap<HistoryRecord, Mentioned>();

  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  /** Every record of a stream, opened. */
  async of(stream: string): Promise<readonly HistoryRecord[]> {
    const known = this.#kept.get(stream) ?? [];
    const all = [...known];
    for (;;) {
      const batch = await this.runtime.records(stream, all.length, RECORDS_AT_ONCE);
      all.push(...batch.map(openRecord));
      if (batch.length < RECORDS_AT_ONCE) break;
    }
    this.#kept.delete(stream);
    // two requests may read at the same time: what reaches further is kept
    const other = this.#kept.get(stream);
    this.#kept.set(stream, other && other.length > all.length ? other : all);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    return all;
  }

  /** Forgets a stream: its records were erased from. */
  forget(stream: string): void {
    this.#kept.delete(stream);
  }

  mentionedIn(histories: readonly (readonly HistoryRecord[])[]): Mentioned {
    const commitments = new Set<string>();
    const pseudonyms = new Set<string>();
    for (const record of histories.flat()) {
      const found = this.#of(record);
      for (const each of found.commitments) commitments.add(each);
      for (const each of found.pseudonyms) pseudonyms.add(each);
    }
    return { commitments, pseudonyms };
  }

  #of(record: HistoryRecord): Mentioned {
    const known = this.#mentioned.get(record);
    if (known) return known;
    const found = { commitments: new Set<string>(), pseudonyms: new Set<string>() };
    collect([record.command, record.events], found);
    this.#mentioned.set(record, found);
    return found;
  }
}

function collect(value: unknown, into: { commitments: Set<string>; pseudonyms: Set<string> }): void {
  if (typeof value === 'string') {
    if (value.length === 44 && HASH.test(value)) into.pseudonyms.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(each, into);
  } else if (typeof value === 'object' && value !== null) {
    const commitment = (value as { '~'?: unknown })['~'];
    if (typeof commitment === 'string') into.commitments.add(commitment);
    else for (const [name, each] of Object.entries(value)) if (!WITHOUT_NAMES.has(name)) collect(each, into);
  }
}

/** Commitments of sealed values that stand anywhere in the value. */
export function commitmentsIn(value: unknown): ReadonlySet<string> {
  const found = { commitments: new Set<string>(), pseudonyms: new Set<string>() };
  collect(value, found);
  return found.commitments;
}
