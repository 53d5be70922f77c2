import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { ModelFile } from '#bpmn';
import type { ProcedureFinding } from '#pages';
import { checkedFiles } from './files.js';
import type { Asked } from './lint.worker.js';

type Answer =
  | { readonly turn: number; readonly findings: readonly ProcedureFinding[] }
  | { readonly turn: number; readonly failed: string };

export interface LintState {
  /** Of the last check that came back; kept while the next one runs. */
  readonly findings: ShallowRef<readonly ProcedureFinding[]>;
  /** Path of the document among the files. */
  readonly path: Ref<string>;
  readonly checking: Ref<boolean>;
  readonly failed: Ref<string | null>;
  /** Checks soon, by the law of `day`: several calls in a row are one check. */
  check(xml: string, files: readonly ModelFile[], day: string): void;
}

/** Milliseconds without a change before it is checked. */
const QUIET = 300;

/** Runs the checks in a worker, off the typing path; an answer to what has been changed since is dropped. */
export function useLint(): LintState {
  const findings = shallowRef<readonly ProcedureFinding[]>([]);
  const path = ref('');
  const checking = ref(false);
  const failed = ref<string | null>(null);
  let worker: Worker | null = null;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function fail(message: string): void {
    checking.value = false;
    failed.value = message;
  }
  function start(): Worker {
    const made = new Worker(new URL('./lint.worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.turn !== turn) return;
      if ('failed' in data) return fail(data.failed);
      checking.value = false;
      failed.value = null;
      findings.value = data.findings;
    });
    made.addEventListener('error', (event) => {
      // A worker that could not be loaded answers nothing any more; the next check starts another.
      made.terminate();
      if (worker === made) worker = null;
      fail(event.message);
    });
    return made;
  }
  function check(xml: string, files: readonly ModelFile[], day: string): void {
    clearTimeout(timer);
    checking.value = true;
    timer = setTimeout(() => {
      const set = checkedFiles(xml, files);
      path.value = set.path;
      turn += 1;
      worker ??= start();
      // plain copies: a reactive list cannot be handed to a worker
      const plain = set.files.map(({ path, text }) => ({ path, text }));
      worker.postMessage({ turn, files: plain, main: set.main, day } satisfies Asked);
    }, QUIET);
  }
  onScopeDispose(() => {
    clearTimeout(timer);
    worker?.terminate();
  });
  return { findings, path, checking, failed, check };
}
