import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { EvidenceBundle, Id } from '#web/port';
import { useShell, type Trouble } from '#web/ui';
import type { Recomputed } from './types.js';

export interface RecheckState {
  readonly working: Ref<boolean>;
  readonly found: ShallowRef<Recomputed | null>;
  readonly trouble: ShallowRef<Trouble | null>;
  readonly bundle: ShallowRef<EvidenceBundle | null>;
  fetch(): Promise<EvidenceBundle | null>;
  run(): Promise<void>;
}

/** Fetches the evidence once more, then executes it in a worker of this browser that never talks to the server. */
export function useRecheck(matter: Id): RecheckState {
  const shell = useShell();
  const working = ref(false);
  const found = shallowRef<Recomputed | null>(null);
  const trouble = shallowRef<Trouble | null>(null);
  const bundle = shallowRef<EvidenceBundle | null>(null);
  let worker: Worker | null = null;
  onScopeDispose(() => worker?.terminate());

  async function fetch(): Promise<EvidenceBundle | null> {
    try {
      bundle.value = await shell.port.evidence(matter);
      trouble.value = null;
    } catch (problem) {
      const { code, message, status } = problem as Trouble;
      trouble.value = { code, message, status };
      bundle.value = null;
    }
    return bundle.value;
  }

  async function run(): Promise<void> {
    working.value = true;
    found.value = null;
    try {
      const evidence = await fetch();
      if (evidence === null) return;
      found.value = await inWorker(evidence);
    } catch (problem) {
      trouble.value = {
        code: 'recheck-failed',
        message: problem instanceof Error ? problem.message : String(problem),
        status: -1,
      };
    } finally {
      working.value = false;
    }
  }

  function inWorker(evidence: EvidenceBundle): Promise<Recomputed> {
    worker?.terminate();
    const mine = new Worker(new URL('./recheck.worker.ts', import.meta.url), { type: 'module' });
    worker = mine;
    return new Promise((resolve, reject) => {
      mine.addEventListener('message', (event: MessageEvent<{ found: Recomputed } | { failed: string }>) => {
        mine.terminate();
        if ('found' in event.data) resolve(event.data.found);
        else reject(new Error(event.data.failed));
      });
      mine.addEventListener('error', (event) => reject(new Error(event.message)));
      mine.postMessage(evidence);
    });
  }
  return { working, found, trouble, bundle, fetch, run };
}
