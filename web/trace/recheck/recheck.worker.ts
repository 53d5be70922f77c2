import type { EvidenceBundle } from '#web/port';
import { recheck } from './recheck.js';

/** One bundle in, one answer out; nothing is fetched here, so it works with the net cut. */
declare const self: DedicatedWorkerGlobalScope;
self.addEventListener('message', (event: MessageEvent<EvidenceBundle>) => {
  recheck(event.data).then(
    (found) => self.postMessage({ found }),
    (problem: unknown) => self.postMessage({ failed: problem instanceof Error ? problem.message : String(problem) }),
  );
});
