import type { FeelValue } from '../values/types.js';
/** Aggregation of DMN hit policy C: sum, min, max over numbers (min, max also over other comparable values), count. Null where it has no answer. */
export function aggregate(kind: 'sum' | 'min' | 'max' | 'count', values: readonly FeelValue[]): FeelValue {
  throw new Error(`not built yet: ${kind} ${values.length}`);
}
