import type { MatterData, Reading } from './data.js';
import { matterPage } from './matter.js';
import type { Instant, Said } from './views.js';

/**
 * What happened in a matter from `from` until before `to`, as its reader is told in a digest: steps that were done, steps that began, the
 * end. What began and was done in between is said once; what happens in the instant of a digest stands in the next one.
 */
export function digestOf(data: MatterData, reading: Reading, from: Instant, to: Instant): readonly Said[] {
  const within = (at: Instant | null): boolean => at !== null && at >= from && at < to;
  const { steps, endedAt, outcome } = matterPage(data, reading);
  const said = steps.flatMap(({ name, state, from: begun, to: done }): Said[] => {
    if (state === 'done' && within(done)) return [{ code: 'digest.done', values: { name } }];
    return state === 'now' && within(begun) ? [{ code: 'digest.begun', values: { name } }] : [];
  });
  return within(endedAt) ? [...said, { code: 'digest.ended', values: { outcome: outcome ?? '' } }] : said;
}
