import { lint, type ModelFile } from '#bpmn';

/** Files in, findings out: the same function as `heyi lint` and the server. Nothing is fetched here. */
declare const self: DedicatedWorkerGlobalScope;
self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly turn: number; readonly files: readonly ModelFile[] }>) => {
    lint(data.files).then(
      ({ findings }) => self.postMessage({ turn: data.turn, findings }),
      (problem: unknown) =>
        self.postMessage({ turn: data.turn, failed: problem instanceof Error ? problem.message : String(problem) }),
    );
  },
);
