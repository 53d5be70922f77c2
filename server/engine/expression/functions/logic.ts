import type { Call } from '../evaluate/state.js';
import type { FeelValue } from '../values/types.js';
import { form } from './registry.js';

/** Camunda's `assert`: the value where the condition holds, otherwise a failure with its cause. */
function assertion(call: Call, value: FeelValue, condition: FeelValue, cause?: string | null): FeelValue {
  if (condition === true) return value;
  return call.fail('assertion-failed', typeof cause === 'string' ? { cause } : {});
}

/** `not` (DMN 1.5, table 74), and the functions of Camunda that guard values; `is defined` and `get or else` are forms of their own in `calls`. */
export const LOGIC_FORMS = [
  form('not', 'negand: any', (call, value: FeelValue) => {
    if (value === null) return null;
    return typeof value === 'boolean'
      ? !value
      : call.fail('wrong-argument', { parameter: 'negand', expected: 'boolean' });
  }),
  form('is defined', 'value: copy', (_, value: FeelValue) => value !== undefined),
  form('get or else', 'value: copy, default: copy', (_, value: FeelValue, otherwise: FeelValue) => value ?? otherwise),
  form('assert', 'value: copy, condition: any, cause?: string?', assertion),
];
