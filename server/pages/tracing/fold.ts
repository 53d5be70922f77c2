import type { HistoryRecord, MatterData } from '../data.js';
import { inOrderOfEvents } from '../order.js';
import { stepsOf, type Step } from './states.js';

/** A history read once: its records in the order they happened, and the states between them. */
export interface Folded {
  readonly order: readonly HistoryRecord[];
  /** Position of each record in `order`. */
  readonly notches: ReadonlyMap<HistoryRecord, number>;
  readonly steps: readonly Step[];
}

export function fold(data: MatterData): Folded {
  const order = inOrderOfEvents(data);
  return { order, notches: new Map(order.map((record, notch) => [record, notch])), steps: stepsOf(data) };
}
