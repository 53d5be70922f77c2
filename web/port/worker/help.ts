import { byDue, helpOpenings } from '#pages';
import type { HelpPort } from '../help.js';
import type { Stage } from './stage.js';

/** What may be entered for residents of the world. */
export function helpWorldCalls(stage: Stage): HelpPort {
  return {
    async helpOpenings() {
      return stage
        .inReach()
        .flatMap((data) => helpOpenings(data, stage.reading(data)))
        .sort(byDue);
    },
  };
}
