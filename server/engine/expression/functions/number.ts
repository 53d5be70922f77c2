import type { Call } from '../evaluate/state.js';
import { Decimal, type FeelNumber, type Rounding, numberOf, roundTo, unsigned } from '../values/number.js';
import { FeelDuration, FeelMonths, type FeelValue } from '../values/types.js';
import { form } from './registry.js';

/** Scales of decimal128. */
const SCALES = { least: -6111, most: 6176 };

function rounding(mode: Rounding) {
  return (call: Call, value: FeelNumber, scale?: number): FeelValue => {
    const places = scale ?? 0;
    if (places < SCALES.least || places > SCALES.most) return call.fail('bad-value', { parameter: 'scale' });
    return roundTo(value, places, mode);
  };
}

function finite(call: Call, value: FeelNumber): FeelValue {
  return value.isFinite() ? unsigned(value) : call.fail('number-out-of-range');
}

/** The remainder with the sign of the divisor (DMN 1.5, table 77): `dividend - divisor * floor(dividend / divisor)`, exactly. */
function modulo(call: Call, dividend: FeelNumber, divisor: FeelNumber): FeelValue {
  return divisor.isZero() ? call.fail('division-by-zero') : finite(call, dividend.mod(divisor));
}

const isEven = (value: FeelNumber): boolean => value.isInteger() && value.mod(2).isZero();

/** A positive number has a natural logarithm. */
function log(call: Call, value: FeelNumber): FeelValue {
  return value.isPositive() && !value.isZero()
    ? finite(call, value.ln())
    : call.fail('bad-value', { parameter: 'number' });
}

function sqrt(call: Call, value: FeelNumber): FeelValue {
  return value.isNegative() && !value.isZero()
    ? call.fail('bad-value', { parameter: 'number' })
    : finite(call, value.sqrt());
}

/** `number("1 000,50", " ", ",")` (DMN 1.5, table 72). */
function numberFrom(call: Call, from: string, grouping?: string | null, decimal?: string | null): FeelValue {
  const separators = [' ', ',', '.'];
  if (typeof grouping === 'string' && !separators.includes(grouping))
    return call.fail('bad-value', { parameter: 'grouping separator' });
  if (typeof decimal === 'string' && decimal !== '.' && decimal !== ',')
    return call.fail('bad-value', { parameter: 'decimal separator' });
  if (typeof grouping === 'string' && grouping === decimal)
    return call.fail('bad-value', { parameter: 'decimal separator' });
  let text = from;
  if (typeof grouping === 'string') text = text.split(grouping).join('');
  if (decimal === ',') {
    if (text.includes('.')) return call.fail('bad-value', { parameter: 'from' });
    text = text.replace(',', '.');
  }
  return numberOf(text) ?? call.fail('bad-value', { parameter: 'from' });
}

/** Numeric functions (DMN 1.5, 10.3.4.5, table 77), `number` (table 72) and those Camunda adds. */
export const NUMBER_FORMS = [
  form('decimal', 'n: number, scale: integer', rounding('half even')),
  form('floor', 'n: number, scale?: integer', rounding('floor')),
  form('ceiling', 'n: number, scale?: integer', rounding('ceiling')),
  form('round up', 'n: number, scale: integer', rounding('up')),
  form('round down', 'n: number, scale: integer', rounding('down')),
  form('round half up', 'n: number, scale: integer', rounding('half up')),
  form('round half down', 'n: number, scale: integer', rounding('half down')),
  form('round half even', 'n: number, scale: integer', rounding('half even')),
  form('abs', 'n: number', (_, value: FeelNumber) => value.abs()),
  form('abs', 'number: number', (_, value: FeelNumber) => value.abs()),
  form(
    'abs',
    'n: days and time duration',
    (_, { nanos }: FeelDuration) => new FeelDuration(nanos < 0n ? -nanos : nanos),
  ),
  form('abs', 'n: years and months duration', (_, { months }: FeelMonths) => new FeelMonths(Math.abs(months))),
  form('modulo', 'dividend: number, divisor: number', modulo),
  form('sqrt', 'number: number', sqrt),
  form('log', 'number: number', log),
  form('exp', 'number: number', (call, value: FeelNumber) => finite(call, value.exp())),
  form('odd', 'number: number', (_, value: FeelNumber) => value.isInteger() && !isEven(value)),
  form('even', 'number: number', (_, value: FeelNumber) => isEven(value)),
  form('number', 'from: string, grouping separator?: string?, decimal separator?: string?', numberFrom),
  form('number', 'from: number', (_, value: FeelNumber) => value),
  form('random number', '', (call) => call.fail('random-refused')),
];

/** Two, for medians. */
export const TWO = new Decimal(2);
