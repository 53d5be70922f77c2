import type { Finding } from './findings.js';
import { portabilityOf } from './portable/index.js';
import { readBpmn, type BpmnReading } from './read/index.js';

/** Texts that are kept at most; the ones used longest ago go first. */
const MOST = 120;

/** Drawings as they were read, by path and text: who checks after each change reads only the file that changed. */
export class Readings {
  readonly #read = new Map<string, Promise<unknown>>();

  bpmn(text: string, path: string): Promise<BpmnReading> {
    return this.#once(`read ${path}\n${text}`, () => readBpmn(text, path));
  }

  portability(text: string, path: string): Promise<readonly Finding[]> {
    return this.#once(`portable ${path}\n${text}`, () => portabilityOf(text, path));
  }

  #once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = (this.#read.get(key) as Promise<T> | undefined) ?? make();
    this.#read.delete(key);
    this.#read.set(key, known);
    if (this.#read.size > MOST) this.#read.delete(this.#read.keys().next().value as string);
    known.catch(() => this.#read.delete(key));
    return known;
  }
}
