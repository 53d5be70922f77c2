/** Fractions that decide. They are compared by multiplication of integers; percentages never decide (Civil Code art. 1259). */

/** `>=` includes the number itself (以上), `>` does not (过半数, 超过). */
export type FractionOp = '>=' | '>';

export interface Fraction {
  readonly num: number;
  readonly den: number;
  readonly op: FractionOp;
}

/**
 * True when `value` of `total` reaches the fraction: `value·den ≥ num·total`, or `>` for the exclusive one.
 * An empty base (`total` ≤ 0) reaches nothing: where nobody counts, nothing is decided.
 */
export function meets(fraction: Fraction, value: bigint, total: bigint): boolean {
  if (total <= 0n) return false;
  const left = value * BigInt(fraction.den);
  const right = total * BigInt(fraction.num);
  return fraction.op === '>=' ? left >= right : left > right;
}

/** The smallest whole number that reaches the fraction of `total`: what a notice can say beforehand. */
export function needed(fraction: Fraction, total: bigint): bigint {
  const right = total * BigInt(fraction.num);
  const den = BigInt(fraction.den);
  return fraction.op === '>=' ? (right + den - 1n) / den : right / den + 1n;
}

/** True when whatever reaches `fraction` also reaches `floor`, whatever the total. */
export function isAtLeast(fraction: Fraction, floor: Fraction): boolean {
  const left = BigInt(fraction.num) * BigInt(floor.den);
  const right = BigInt(floor.num) * BigInt(fraction.den);
  return left > right || (left === right && (fraction.op === '>' || floor.op === '>='));
}

/**
 * What is wrong with a fraction, or undefined: `num` and `den` are integers with 0 < num ≤ den, and "more than all" can
 * never be reached.
 */
export function fractionFault(fraction: {
  num?: unknown;
  den?: unknown;
  op?: unknown;
}): 'num' | 'den' | 'op' | undefined {
  const { num, den, op } = fraction;
  if (!Number.isSafeInteger(den) || (den as number) < 1) return 'den';
  if (!Number.isSafeInteger(num) || (num as number) < 1 || (num as number) > (den as number)) return 'num';
  if (op !== '>=' && op !== '>') return 'op';
  return op === '>' && num === den ? 'op' : undefined;
}

/** Reads the short form of rule packs: `">=2/3"`, `"> 1/2"`. Undefined where it is not one. */
export function parseFraction(text: string): Fraction | undefined {
  const match = /^\s*(>=|>)\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(text);
  if (match === null) return undefined;
  const fraction = { num: Number(match[2]), den: Number(match[3]), op: match[1] as FractionOp };
  return fractionFault(fraction) === undefined ? fraction : undefined;
}
