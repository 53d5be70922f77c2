import type { TracingPort } from '../tracing.js';
import type { Stage } from './stage.js';

/** A world has no offices to appoint in, nobody who looks over all matters and no log of who looked. */
export function tracingCalls(stage: Stage): TracingPort {
  const notHere = (): Promise<never> => Promise.reject(stage.problem('only-on-a-server', 409));
  return {
    basis: notHere,
    readers: () => Promise.resolve({ items: [], next: null }),
    lateActs: notHere,
    versions: notHere,
    versionMatters: notHere,
    actsOf: notHere,
    sample: notHere,
  };
}
