import { startForm } from '#bpmn';
import type { DefinitionSet, Process, StoredValue } from '#engine';
import { CALENDAR_2026 } from '#law';
import { capabilities } from '#rules/all';
import { say, type Language } from '#text';
import { createWorld, type World } from '#world';
import { plainOf } from '../json/write.js';
import { definitionsOf } from './definitions.js';
import { Matter } from './matter.js';
import { refusedBy, refusedRequest, type Line, type Result } from './output.js';
import { advance, advanced, broughtBy, keepMessage, perform, type Skip } from './perform.js';
import { RequestFault, type RunRequest, type SourceFile } from './request.js';
import { sealByForm } from './forms.js';
import { startOfInstant, startOfMessage, startOfSignal, startsOf, type Start } from './start.js';
import { verbOf, type Step } from './steps.js';
import { text } from '../json/read.js';

/** A run that took place, with the world it took place in and what that world was made of. */
export interface RunDone {
  readonly result: Result;
  readonly world: World;
  readonly definition: { readonly main: string; readonly files: readonly SourceFile[] };
}

/**
 * Runs a model in memory and hands out its lines; the last one is its Result, or Refused (then the answer is null). Reads
 * no file, knows no time but the one it is given: the same request gives the same lines.
 */
export async function runModel(
  request: RunRequest,
  language: Language,
  emit: (line: Line) => void,
): Promise<RunDone | null> {
  try {
    const read = await definitionsOf(request);
    if ('findings' in read) {
      emit(refusedBy(read.findings, language));
      return null;
    }
    const run = new ModelRun(request, read.set, language, emit);
    const result = run.all();
    return result && { result, world: run.world, definition: { main: read.set.main, files: read.files } };
  } catch (fault) {
    if (!(fault instanceof RequestFault)) throw fault;
    emit(refusedRequest(fault.code, fault.values, language));
    return null;
  }
}

class ModelRun {
  readonly world: World;
  readonly #set: DefinitionSet;
  readonly #process: Process;
  /** What may begin it; empty where nothing is waited for. */
  readonly #starts: readonly Start[];
  #matter: Matter | undefined;

  constructor(
    readonly request: RunRequest,
    set: DefinitionSet,
    readonly language: Language,
    readonly emit: (line: Line) => void,
  ) {
    // the rules do the jobs they know; a job of any other type waits for the script
    this.world = createWorld({ definitions: [set], rules: capabilities, calendars: [CALENDAR_2026], at: request.at });
    this.#set = set;
    this.#process = set.processes[set.main]!;
    this.#starts = startsOf(this.#process, this.world.at);
  }

  all(): Result | null {
    if (this.#starts.length === 0 && !this.#begin(this.request.variables)) return null;
    this.request.script.forEach((step, index) => {
      const skip = this.#step(step);
      this.#drain();
      if (skip !== undefined) this.emit({ type: 'Skipped', step: plainOf(step), index, reason: skip.skipped });
    });
    const result = this.#matter === undefined ? this.#notStarted() : this.#matter.result(this.language);
    this.emit(result);
    return result;
  }

  /** Starts the matter; false when the engine refuses the very start. */
  #begin(variables: Readonly<Record<string, StoredValue>>, element?: string): boolean {
    const sealed = sealByForm(this.world, this.#set, startForm(this.#process, element), variables);
    const answer = this.world.start({
      variables: sealed,
      process: this.#process.id,
      ...(element !== undefined && { element }),
    });
    if ('refused' in answer) {
      const message = say(`refusal.${answer.refused}`, answer.values ?? {}, this.language);
      this.emit({ type: 'Refused', findings: [{ element: element ?? null, rule: answer.refused, message }] });
      return false;
    }
    this.#matter = new Matter(this.world, answer.stream);
    this.#drain();
    return true;
  }

  #step(step: Step): Skip | undefined {
    if (this.#matter !== undefined) return perform(this.world, this.#set, this.#matter, step);
    return this.#wake(step);
  }

  /** Before the start event happened: its message, signal or instant begins the matter, messages for others are kept. */
  #wake(step: Step): Skip | undefined {
    if (verbOf(step) === 'message') {
      const start = startOfMessage(this.#starts, text(step['message']));
      if (start === undefined) {
        keepMessage(this.world, step);
        return undefined;
      }
      const variables = { ...this.request.variables, ...broughtBy(step) };
      return this.#begin(variables, start.element) ? undefined : { skipped: null };
    }
    if (verbOf(step) === 'signal') {
      const start = startOfSignal(this.#starts, text(step['signal']));
      if (start === undefined) return { skipped: null };
      const variables = { ...this.request.variables, ...broughtBy(step) };
      return this.#begin(variables, start.element) ? undefined : { skipped: null };
    }
    if (verbOf(step) === 'advance') {
      const to = advanced(this.world.at, step['advance']);
      if (to === undefined) return { skipped: 'bad-timer' };
      const start = startOfInstant(this.#starts, to);
      if (start !== undefined) {
        this.world.advance(Math.max(start.due, this.world.at));
        if (!this.#begin(this.request.variables, start.element)) return { skipped: null };
      }
      return advance(this.world, to);
    }
    return { skipped: null };
  }

  #drain(): void {
    for (const line of this.#matter?.completed() ?? []) this.emit(line);
  }

  #notStarted(): Result {
    return {
      type: 'Result',
      status: 'waiting',
      variables: plainOf(this.request.variables),
      waiting: this.#starts.map(({ element, kind, name }) => ({ element, kind, name })),
      incidents: [],
    };
  }
}
