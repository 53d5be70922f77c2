/** Matters are streams of this kind. */
export const INSTANCE = 'instance';

/**
 * Names and keys are compared exactly, but MariaDB takes `K1 ` for `K1`; so a trailing space, a control character and an
 * overlong name are refused at the door. Empty names are refused unless `empty` allows them.
 */
export function isName(text: string, length = 255, empty = false): boolean {
  if (text.length === 0) return empty;
  if (text.length > length || text.endsWith(' ')) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return !LONE_SURROGATE.test(text);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** 26 characters of Crockford's base 32, as `Ids.ulid` makes them. */
export function isUlid(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text);
}
