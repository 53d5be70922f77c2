import { Decimal as Shared } from 'decimal.js';

/**
 * FEEL numbers: a private clone of decimal.js with the 34 digits and half-even rounding of IEEE 754 decimal128
 * (DMN 1.5, 10.3.2.3.1). The shared constructor is mutable by anybody who imports it, so it is never used.
 */
export const Decimal = Shared.clone({
  precision: 34,
  rounding: Shared.ROUND_HALF_EVEN,
  modulo: Shared.ROUND_FLOOR,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  defaults: true,
});

export type FeelNumber = InstanceType<typeof Decimal>;

export type Rounding = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling';

const MODES = {
  up: Shared.ROUND_UP,
  down: Shared.ROUND_DOWN,
  'half up': Shared.ROUND_HALF_UP,
  'half down': Shared.ROUND_HALF_DOWN,
  'half even': Shared.ROUND_HALF_EVEN,
  floor: Shared.ROUND_FLOOR,
  ceiling: Shared.ROUND_CEIL,
} as const;

const SMALL = Array.from({ length: 1025 }, (_, index) => new Decimal(index));

/** A FEEL number of a JavaScript integer; small ones are shared, because decimals never change. */
export function integer(value: number): FeelNumber {
  return (value >= 0 && value <= 1024 ? SMALL[value] : undefined) ?? new Decimal(value);
}

/** A FEEL number of a numeral such as `12`, `-0.5` or `1e3`, rounded to 34 digits; undefined where it is none or out of range. */
export function numberOf(numeral: string): FeelNumber | undefined {
  if (numeral.length > 10_000 || !isNumeral(numeral)) return undefined;
  const read = new Decimal(numeral).toSignificantDigits(34);
  return read.isFinite() ? unsigned(read) : undefined;
}

/** FEEL has one zero: decimal.js keeps a negative one, which would print and divide differently. */
export function unsigned(value: FeelNumber): FeelNumber {
  return value.isZero() && value.isNegative() ? integer(0) : value;
}

/** `value` rounded to `scale` decimal places (negative: tens, hundreds …), DMN 1.5 table 73. */
export function roundTo(value: FeelNumber, scale: number, mode: Rounding): FeelNumber {
  if (scale >= 0) return unsigned(value.toDecimalPlaces(scale, MODES[mode]));
  const unit = new Decimal(10).pow(-scale);
  return unsigned(value.div(unit).toDecimalPlaces(0, MODES[mode]).times(unit));
}

/** The integer within ±(2^53−1) a number is, or undefined. */
export function safeInteger(value: FeelNumber): number | undefined {
  if (!value.isInteger()) return undefined;
  const plain = value.toNumber();
  return Number.isSafeInteger(plain) ? plain : undefined;
}

/** Plain decimal without exponent and without trailing zeros. */
export function numeralOf(value: FeelNumber): string {
  return unsigned(value).toFixed();
}

function isNumeral(text: string): boolean {
  let position = text[0] === '-' || text[0] === '+' ? 1 : 0;
  const digits = (): number => {
    const from = position;
    while (position < text.length && text[position]! >= '0' && text[position]! <= '9') position++;
    return position - from;
  };
  let count = digits();
  if (text[position] === '.') {
    position++;
    const fraction = digits();
    if (fraction === 0) return false;
    count += fraction;
  }
  if (count === 0) return false;
  if (text[position] === 'e' || text[position] === 'E') {
    position++;
    if (text[position] === '-' || text[position] === '+') position++;
    if (digits() === 0) return false;
  }
  return position === text.length;
}
