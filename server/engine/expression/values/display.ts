import type { FeelValue } from './types.js';
/** The text of FEEL's `string()`; null for null and for sealed values. */
export function display(value: FeelValue): string | null {
  throw new Error(`not built yet: ${typeof value}`);
}
