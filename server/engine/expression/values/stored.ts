import type { FeelProblem, FeelValue, StoredValue } from './types.js';
/** Stored JSON as FEEL value: ISO strings stay strings, `{"~n"}` becomes a number, `{"~"}` a sealed value. */
export function fromStored(value: StoredValue): FeelValue {
  throw new Error(`not built yet: ${typeof value}`);
}
/** FEEL value as stored JSON; functions and ranges cannot be stored. */
export function toStored(value: FeelValue): { ok: true; value: StoredValue } | { ok: false; problem: FeelProblem } {
  throw new Error(`not built yet: ${typeof value}`);
}
/** Stored JSON read as a DMN typeRef; undefined where it does not fit. */
export function readTyped(value: StoredValue, type: string): FeelValue | undefined {
  throw new Error(`not built yet: ${typeof value} ${type}`);
}
