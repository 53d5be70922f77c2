import type { Language } from './types.js';

/** An exact fraction as rules store it: `{num: 2, den: 3, op: ">="}` is 三分之二以上. */
export interface RuleFraction {
  readonly num: number;
  readonly den: number;
  readonly op: '>=' | '>';
}

/**
 * A legal fraction in words (R01): 以上 includes the number, 过半数 and 超过 do not. Never a decimal, never percent.
 * `{1/2 >}` 过半数 · `{2/3 >=}` 三分之二以上 · `{2/3 >}` 超过三分之二.
 */
export function inWords(fraction: RuleFraction, language: Language): string {
  const { num, den, op } = fraction;
  if (language === 'en') {
    if (num === den && op === '>=') return 'all';
    if (num === 1 && den === 2 && op === '>') return 'more than half';
    return `${op === '>=' ? 'at least' : 'more than'} ${englishFraction(num, den)}`;
  }
  if (num === den && op === '>=') return '全部';
  if (num === 1 && den === 2 && op === '>') return '过半数';
  const words = `${chineseNumber(den)}分之${chineseNumber(num)}`;
  return op === '>=' ? `${words}以上` : `超过${words}`;
}

/** A count against its total in people: `91 / 119人` · `91 of 119 people`. */
export function countOf(value: number, total: number, language: Language): string {
  return language === 'en'
    ? `${grouped(value)} of ${grouped(total)} people`
    : `${grouped(value)} / ${grouped(total)}人`;
}

/** The smallest whole number that meets the fraction of a total: 三分之二以上 of 119 is 80, 过半数 of 4 is 3. */
export function atLeast(fraction: RuleFraction, total: number): number {
  const product = total * fraction.num;
  const whole = Math.floor(product / fraction.den);
  const exact = whole * fraction.den === product;
  return fraction.op === '>=' ? (exact ? whole : whole + 1) : whole + 1;
}

/** `1,234,567`. */
export function grouped(n: number): string {
  const digits = String(Math.abs(n));
  let text = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) text += ',';
    text += digits[i] ?? '';
  }
  return n < 0 ? `-${text}` : text;
}

/** Square metres from hundredths: `7,846.32㎡`. */
export function areaInWords(hundredths: number, language: Language): string {
  const whole = Math.floor(hundredths / 100);
  const cents = hundredths - whole * 100;
  return `${grouped(whole)}.${cents < 10 ? '0' : ''}${cents}${language === 'en' ? ' m²' : '㎡'}`;
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A whole number from 0 to 99,999 in Chinese characters, as laws write it: 十二, 二十, 一百零五. Beyond: digits. */
export function chineseNumber(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > 99_999) return String(n);
  if (n < 10) return DIGITS[n] ?? '';
  if (n < 20) return `十${n === 10 ? '' : (DIGITS[n - 10] ?? '')}`;
  const units = ['', '十', '百', '千', '万'];
  const digits = String(n);
  let text = '';
  let gap = false;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[i]);
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit] ?? ''}${units[digits.length - 1 - i] ?? ''}`;
    gap = false;
  }
  return text;
}

const ENGLISH: Readonly<Record<string, string>> = {
  '1/2': 'half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '1/4': 'one quarter',
  '3/4': 'three quarters',
  '1/5': 'one fifth',
  '4/5': 'four fifths',
  '1/10': 'one tenth',
};

function englishFraction(num: number, den: number): string {
  return ENGLISH[`${num}/${den}`] ?? `${num}/${den}`;
}
