import { TABLE, TZDATA } from './table.js';

/** Version of the time zone database behind the names; part of what a release promises to reproduce. */
export const ZONES_VERSION = TZDATA;

const UTC_NAMES = new Set(['UTC', 'Etc/UTC', 'Z', 'GMT', 'Etc/GMT', 'UCT', 'Etc/UCT', 'Zulu', 'Universal']);

/** Other names of zones of the table. */
const ALIASES: Readonly<Record<string, string>> = {
  PRC: 'Asia/Shanghai',
  'Asia/Chongqing': 'Asia/Shanghai',
  'Asia/Chungking': 'Asia/Shanghai',
  'Asia/Harbin': 'Asia/Shanghai',
  'Asia/Kashgar': 'Asia/Urumqi',
  'Asia/Macao': 'Asia/Macau',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Europe/Kiev': 'Europe/Kyiv',
  Hongkong: 'Asia/Hong_Kong',
  Japan: 'Asia/Tokyo',
  ROK: 'Asia/Seoul',
  ROC: 'Asia/Taipei',
  Singapore: 'Asia/Singapore',
  'US/Eastern': 'America/New_York',
  'US/Central': 'America/Chicago',
  'US/Mountain': 'America/Denver',
  'US/Pacific': 'America/Los_Angeles',
};

/** Whether the dated table (or UTC) has a zone of this name. */
export function isZone(name: string): boolean {
  return UTC_NAMES.has(name) || lineOf(name) !== undefined;
}

/**
 * Offset in seconds east of UTC of a named zone at an instant in seconds since 1970. Before 1970 and after 2037 the nearest known
 * offset holds. Undefined for an unknown name.
 */
export function offsetAt(name: string, epochSeconds: number): number | undefined {
  if (UTC_NAMES.has(name)) return 0;
  const line = lineOf(name);
  if (!line) return undefined;
  let low = 0;
  let high = (line.length - 1) / 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (line[middle * 2 - 1]! * 60 <= epochSeconds) low = middle;
    else high = middle - 1;
  }
  return line[low * 2]! * 60;
}

/**
 * Offset in seconds that holds for a local wall clock (seconds since 1970 as if it were UTC). A wall clock that occurs twice takes
 * the earlier instant; one that is skipped takes the offset before the gap, so that it moves forward by the gap (as Temporal's "compatible").
 */
export function offsetOfLocal(name: string, localSeconds: number): number | undefined {
  const before = offsetAt(name, localSeconds - 86_400);
  const after = offsetAt(name, localSeconds + 86_400);
  if (before === undefined || after === undefined) return undefined;
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(name, localSeconds - offset) === offset) return offset;
  }
  return before;
}

function lineOf(name: string): readonly number[] | undefined {
  if (Object.hasOwn(TABLE, name)) return TABLE[name];
  return Object.hasOwn(ALIASES, name) ? TABLE[ALIASES[name]!] : undefined;
}
