/** A scope fits itself and every place below it (`qinghe` fits `qinghe/qhl`). */
export function scopeFits(holder: string, place: string): boolean {
  return holder === place || place.startsWith(`${holder}/`);
}

/** Whether a place is meant by a scope that may be left out: `''` means every place. */
export function isWithin(place: string, scope: string): boolean {
  return scope === '' || scopeFits(scope, place);
}
