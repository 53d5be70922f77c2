import type { Port } from '../port.js';
import type { Language } from '../views.js';
import { connect, type Channel, type Question, type Reply } from './rpc.js';
import type { WorldSetup } from './setup.js';

export { createWorldPort } from './create.js';
export { connect, serve } from './rpc.js';
export type { Channel, Question, Reply } from './rpc.js';
export type { WorldPerson, WorldProcedure, WorldSetup } from './setup.js';

/** The pages' port over a world in a worker of this browser: what a try-run shows the real pages with. No server is asked. */
export function createWorkerPort(setup: WorldSetup, language: () => Language): Port {
  const worker = new Worker(new URL('./entry.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(setup);
  return connect(worker as unknown as Channel<Reply, Question>, language);
}
