import type { TracingPort } from '../tracing.js';
import { WorldAccounts } from './accounts.js';

/** A world has no offices to appoint in, nobody who looks over all matters and no log of who looked. */
export class WorldTracing extends WorldAccounts implements TracingPort {
  #notHere(): Promise<never> {
    return Promise.reject(this.stage.problem('only-on-a-server', 409));
  }

  basis = () => this.#notHere();
  readers = () => Promise.resolve({ items: [], next: null });
  lateActs = () => this.#notHere();
  versions = () => this.#notHere();
  versionMatters = () => this.#notHere();
  actsOf = () => this.#notHere();
  sample = () => this.#notHere();
}
