import type { MatterData, Reading } from '../data.js';
import type { Trail } from '../trail.js';
import type { TraceMore } from '../views/tracing.js';
import { exhibitsOf } from './exhibits.js';
import type { Folded } from './fold.js';
import { marksOf } from './marks.js';
import { momentsOf } from './moments.js';

export { fold, type Folded } from './fold.js';
export { GAP_DAYS, marksOf } from './marks.js';
export { readingsByDay, type ReadingNoted } from './readings.js';
export { sampleOf, type Sample } from './sample.js';
export { waysOf, type Ways } from './runs.js';

/** What the trace page shows beyond the present. */
export function traceMore(data: MatterData, reading: Reading, trail: Trail, folded: Folded): TraceMore {
  return {
    moments: momentsOf(data, reading, folded),
    marks: marksOf(data, reading, trail, folded),
    exhibits: exhibitsOf(data, reading, folded),
  };
}
