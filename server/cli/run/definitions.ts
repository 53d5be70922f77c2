import type { DefinitionSet, Process } from '#engine';
import { buildDefinitionSet, readBpmn, type Finding, type ModelFile } from '#bpmn';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { RequestFault, type RunRequest } from './request.js';

export type DefinitionsRead =
  { readonly set: DefinitionSet; readonly files: readonly ModelFile[] } | { readonly findings: readonly Finding[] };

/** Models read last, by their texts: many requests of one `--stdin` run the same files. They are never changed. */
const KEPT = 32;
const kept = new Map<string, Promise<FilesRead>>();

type FilesRead =
  { readonly set: DefinitionSet; readonly own: readonly Process[] } | { readonly findings: readonly Finding[] };

/** The definition set of a run, or why it is refused. Throws `RequestFault` where the process to start is not there. */
export async function definitionsOf(request: RunRequest): Promise<DefinitionsRead> {
  const files = distinct([request.file, ...request.with]);
  const key = files.map((file) => setHash([file])).join(' ');
  const read = kept.get(key) ?? readFiles(files);
  kept.delete(key);
  kept.set(key, read);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  const done = await read;
  if ('findings' in done) return done;
  const { set, own } = done;
  const named = request.process;
  const known = named !== undefined && Object.hasOwn(set.processes, named);
  return { set: { ...set, main: known ? named : mainOf(own, named) }, files };
}

/** Reads the files; the processes of the first are the ones a run may begin with. */
async function readFiles(files: readonly ModelFile[]): Promise<FilesRead> {
  const built = await buildDefinitionSet(files, setHash(files));
  if (!built.ok) return { findings: built.findings };
  const [first] = files;
  return { set: built.set, own: first === undefined ? [] : (await readBpmn(first.text, first.path)).processes };
}

/** Without a file that is given twice, under whatever name. */
function distinct(files: readonly ModelFile[]): readonly ModelFile[] {
  return files.filter(
    (file, index) => !files.slice(0, index).some(({ path, text }) => path === file.path || text === file.text),
  );
}

/** Identity of a set of files, standard base64. */
export function setHash(files: readonly ModelFile[]): string {
  return base64Encode(definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text)))));
}

/** The process to start: the one named, else the one that no other process of the file calls, else the first. */
export function mainOf(own: readonly Process[], named: string | undefined): string {
  if (named !== undefined) {
    if (!own.some((process) => process.id === named)) throw new RequestFault('cli.process-unknown', { process: named });
    return named;
  }
  const called = new Set(
    own.flatMap((process) => process.elements.flatMap((element) => calledBy(process.id, element.call?.processId))),
  );
  const main = own.find((process) => !called.has(process.id)) ?? own[0];
  if (main === undefined) throw new RequestFault('cli.process-none');
  return main.id;
}

/** A fixed called id is a FEEL string literal; a process that calls itself does not count as called. */
function calledBy(caller: string, source: string | undefined): readonly string[] {
  const literal = source === undefined ? null : /^"([^"\\]*)"$/.exec(source);
  return literal?.[1] === undefined || literal[1] === caller ? [] : [literal[1]];
}
