// Rounds and medians: what is compared is measured by turns, so that whatever else the machine does meets both sides.

/** Microseconds of a clock that only moves forward. */
export function clock() {
  return performance.now() * 1_000;
}

/** @template T @param {number} count @param {(round: number) => Promise<T>} one @returns {Promise<T[]>} */
export async function rounds(count, one) {
  const taken = [];
  for (let round = 0; round < count; round++) taken.push(await one(round));
  return taken;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
