const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The n-th id of a world: 26 characters of Crockford base32, as a ULID has, counting up. */
export function countedId(n: number): string {
  let text = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 32)) text = DIGITS.charAt(rest % 32) + text;
  return text.padStart(26, '0');
}
