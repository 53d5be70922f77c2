import type { DecisionModels, DefinitionSet, Element, Process, StoredValue } from '#engine';
import { readDmnFiles } from './dmn/index.js';
import { Findings, hasErrors, type Finding, type Place } from './findings.js';
import { literalText } from './read/context.js';
import { Readings } from './readings.js';

/** A file of a procedure: `.bpmn`, `.dmn` or `.form` by its path. */
export interface ModelFile {
  readonly path: string;
  readonly text: string;
}

export type SetResult =
  | { readonly ok: true; readonly set: DefinitionSet; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Reads files into what a matter runs and keeps, and checks that what they refer to is among them. `main` is the process
 * to start; without it the first process of the first `.bpmn` file. `hash` (standard base64 SHA-256 over the set's file
 * list) is only carried. Findings that are not errors come with a set, too. `readings` keeps drawings for the next time.
 */
export async function buildDefinitionSet(
  files: readonly ModelFile[],
  hash: string,
  main?: string,
  readings = new Readings(),
): Promise<SetResult> {
  const set = new SetReader(readings);
  for (const file of files) await set.read(file);
  await set.readDecisions(files.filter(({ path }) => path.endsWith('.dmn')));
  return set.result(hash, main);
}

interface Placed<T> {
  readonly value: T;
  readonly file: string;
}

class SetReader {
  private readonly findings: Finding[] = [];
  private readonly processes = new Map<string, Placed<Process>>();
  private decisions: DecisionModels = { decisions: {} };
  private readonly forms = new Map<string, Placed<StoredValue>>();

  constructor(private readonly readings: Readings) {}

  async read(file: ModelFile): Promise<void> {
    if (file.path.endsWith('.bpmn')) {
      const { drafts, findings } = await this.readings.bpmn(file.text, file.path);
      this.findings.push(...findings);
      for (const process of drafts)
        this.keep(this.processes, process.id, process, process, 'duplicate-process', file.path);
    } else if (file.path.endsWith('.form')) {
      this.readForm(file);
    } else if (!file.path.endsWith('.dmn')) {
      this.error(file.path, null, 'file-kind');
    }
  }

  /** Decisions of all files are read together: they may import each other. */
  async readDecisions(files: readonly ModelFile[]): Promise<void> {
    if (files.length === 0) return;
    const { models, twice, findings } = await readDmnFiles(files);
    this.decisions = models;
    this.findings.push(...findings);
    // A process names its decision by id alone.
    for (const { id, path, other } of twice) this.error(path, { id }, 'duplicate-decision', { id, other });
  }

  result(hash: string, wanted: string | undefined): SetResult {
    const [first] = this.processes.keys();
    const main = wanted ?? first;
    if (main === undefined) {
      // A file that could not be read has said so already.
      if (!hasErrors(this.findings)) this.error('', null, 'no-process');
    } else if (!this.processes.has(main)) {
      this.error('', null, 'unknown-main', { id: main });
    }
    for (const { value, file } of this.processes.values()) this.checkReferences(value, file);
    if (main === undefined || hasErrors(this.findings)) return { ok: false, findings: this.findings };
    const set: DefinitionSet = {
      hash,
      main,
      processes: byId(this.processes),
      decisions: this.decisions,
      forms: byId(this.forms),
    };
    return { ok: true, set, findings: this.findings };
  }

  private readForm(file: ModelFile): void {
    const form = parsed(file.text);
    if (form === undefined || form === null || typeof form !== 'object' || Array.isArray(form)) {
      this.error(file.path, null, 'json', { message: form === undefined ? 'not JSON' : 'not an object' });
      return;
    }
    const id = (form as { readonly [key: string]: StoredValue })['id'];
    if (typeof id === 'string' && id !== '') this.keep(this.forms, id, form, { id }, 'duplicate-form', file.path);
    else this.error(file.path, null, 'field-missing', { field: 'id' });
  }

  private keep<T>(
    into: Map<string, Placed<T>>,
    id: string,
    value: T,
    place: Place,
    duplicate: 'duplicate-process' | 'duplicate-form',
    file: string,
  ): void {
    const other = into.get(id);
    if (other) this.error(file, place, duplicate, { id, other: other.file });
    else into.set(id, { value, file });
  }

  /** Ids that are written out must be in the set; computed ones are looked up when the element is entered. */
  private checkReferences(process: Process, file: string): void {
    for (const element of process.elements) {
      this.checkCall(element, file);
      const decision = element.decision && literalText(element.decision.id);
      if (decision !== null && decision !== '' && !Object.hasOwn(this.decisions.decisions, decision))
        this.error(file, element, 'unknown-decision', { id: decision });
      for (const form of [element.user?.formId ?? null, element.properties['start.form'] ?? null]) {
        // A matter runs without its form too: only people miss it, so who publishes refuses it (`lint`).
        if (form !== null && !this.forms.has(form)) this.warning(file, element, 'unknown-form', { id: form });
      }
    }
  }

  private checkCall(element: Element, file: string): void {
    const id = element.call && literalText(element.call.processId);
    // An empty id has been said to be missing.
    if (id === null || id === '') return;
    const called = this.processes.get(id)?.value;
    if (!called) {
      this.error(file, element, 'unknown-process', { id });
      return;
    }
    const starts = (called.elements[0]?.starts ?? []).map((index) => called.elements[index]?.event?.kind);
    if (starts.length > 0 && !starts.includes('none')) this.error(file, element, 'start-not-none', { id });
  }

  private warning(file: string, place: Place, rule: Finding['rule'], values: Finding['values']): void {
    const findings = new Findings(file);
    findings.warning(place, rule, values);
    this.findings.push(...findings.list);
  }

  private error(file: string, place: Place, rule: Finding['rule'], values: Finding['values'] = {}): void {
    const findings = new Findings(file);
    findings.error(place, rule, values);
    this.findings.push(...findings.list);
  }
}

function byId<T>(placed: ReadonlyMap<string, Placed<T>>): Readonly<Record<string, T>> {
  return Object.fromEntries([...placed].map(([id, { value }]) => [id, value]));
}

/** Undefined where the text is not JSON. */
function parsed(text: string): StoredValue | undefined {
  try {
    return JSON.parse(text) as StoredValue;
  } catch {
    return undefined;
  }
}
