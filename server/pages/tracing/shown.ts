import type { StoredValue } from '#engine';
import { isStaff, textOf, type Reading } from '../data.js';
import { tellsApart } from '../timeline.js';
import type { Plain } from '../views.js';
import type { Kept } from './kept.js';

/** What looks like a pseudonym: 32 bytes in standard base64. */
const HASH = /^[A-Za-z0-9+/]{43}=$/;
/** Fields that hold hashes of records and files, which name nobody. */
const HASHES = new Set(['leafHash', 'root', 'hash', 'file', 'definition', 'calendar', 'pack']);

/** Of the variables a matter is started with: shown to everybody on its page. */
export const PUBLISHED: ReadonlySet<string> = new Set(['title', 'details']);

/** A value as far as this reader may see it: `hidden` where a part of it is null for that reason. */
export interface Shown {
  readonly value: Plain;
  readonly hidden: boolean;
}

/**
 * What is sealed is opened for those who work on the matter, and for everybody where `published` says so; neighbours do not see
 * under which pseudonym somebody acts, nor what `kept` keeps from them.
 */
export function shown(value: StoredValue, reading: Reading, published = false, kept?: Kept): Shown {
  let hidden = false;
  const opens = published || isStaff(reading);
  const names = tellsApart(reading);
  const look = (each: StoredValue, field: string): Plain => {
    if (typeof each === 'string') {
      if (names || HASHES.has(field) || !HASH.test(each) || each === reading.p) return each;
      hidden = true;
      return null;
    }
    if (typeof each !== 'object' || each === null) return each;
    if (Array.isArray(each)) return (each as readonly StoredValue[]).map((one) => look(one, field));
    if ('~' in each) {
      const text = opens ? textOf(each, reading) : null;
      hidden ||= text === null;
      return text;
    }
    const fields = Object.entries(each as Readonly<Record<string, StoredValue>>);
    const keptBack = kept?.(each as Readonly<Record<string, StoredValue>>);
    return Object.fromEntries(
      fields.map(([name, one]) => {
        if (keptBack?.has(name) !== true) return [name, look(one, name)];
        hidden = true;
        return [name, null];
      }),
    );
  };
  return { value: look(value, ''), hidden };
}
