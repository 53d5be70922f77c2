import type { DefinitionSet, Process } from '#engine';
import { buildDefinitionSet, readBpmn, type Finding, type ModelFile } from '#bpmn';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { RequestFault, type RunRequest } from './request.js';

export type DefinitionsRead =
  { readonly set: DefinitionSet; readonly files: readonly ModelFile[] } | { readonly findings: readonly Finding[] };

/** The definition set of a run, or why it is refused. Throws `RequestFault` where the process to start is not there. */
export async function definitionsOf(request: RunRequest): Promise<DefinitionsRead> {
  const files = distinct([request.file, ...request.with]);
  const built = await buildDefinitionSet(files, setHash(files));
  if (!built.ok) return { findings: built.findings };
  const { processes } = await readBpmn(request.file.text, request.file.path);
  const named = request.process;
  const known = named !== undefined && Object.hasOwn(built.set.processes, named);
  return { set: { ...built.set, main: known ? named : mainOf(processes, named) }, files };
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
