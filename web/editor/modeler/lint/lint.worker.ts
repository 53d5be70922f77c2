import { Readings, type ModelFile } from '#bpmn';
import { checkProcedure } from '#pages';

/** Files in, findings out, of the model and of the law: the same function as on the server. Nothing is fetched here. */
declare const self: DedicatedWorkerGlobalScope;
const readings = new Readings();

export interface Asked {
  readonly turn: number;
  readonly files: readonly ModelFile[];
  /** Process of the drawing; null where it has none that can be seen. */
  readonly main: string | null;
  /** Whose law counts, `YYYY-MM-DD`. */
  readonly day: string;
}

self.addEventListener('message', ({ data: { turn, files, main, day } }: MessageEvent<Asked>) => {
  checkProcedure(files, main ?? undefined, day, readings).then(
    (findings) => self.postMessage({ turn, findings }),
    (problem: unknown) =>
      self.postMessage({ turn, failed: problem instanceof Error ? problem.message : String(problem) }),
  );
});
