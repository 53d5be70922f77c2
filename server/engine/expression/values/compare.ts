import type { FeelValue } from './types.js';
/** FEEL equality; null where the kinds differ (neither being null) or a sealed value is met. */
export function equal(left: FeelValue, right: FeelValue): boolean | null {
  throw new Error(`not built yet: ${typeof left} ${typeof right}`);
}
/** FEEL order; null where the two are not comparable. */
export function compare(left: FeelValue, right: FeelValue): -1 | 0 | 1 | null {
  throw new Error(`not built yet: ${typeof left} ${typeof right}`);
}
