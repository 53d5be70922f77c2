import type { DefinitionSet, Process } from '#engine';
import { hasErrors, readBpmn, type Finding } from '#bpmn';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { RequestFault, type RunRequest } from './request.js';

/** The definition set of a run, or why it is refused. */
export async function definitionsOf(request: RunRequest): Promise<{ readonly set: DefinitionSet } | { readonly findings: readonly Finding[] }> {
  const files = [request.file, ...request.with];
  const findings: Finding[] = [];
  const processes: Record<string, Process> = {};
  let own: readonly Process[] = [];
  for (const file of files) {
    if (!file.path.endsWith('.bpmn')) continue;
    const read = await readBpmn(file.text, file.path);
    findings.push(...read.findings);
    for (const process of read.processes) processes[process.id] = process;
    if (file === request.file) own = read.processes;
  }
  if (hasErrors(findings)) return { findings };
  const hash = base64Encode(definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text)))));
  return { set: { hash, main: mainOf(own, request.process), processes, decisions: { decisions: {} }, forms: {} } };
}

/** The process to start: the one named, else the one that no other process of the file calls, else the first. */
export function mainOf(own: readonly Process[], named: string | undefined): string {
  if (named !== undefined) {
    if (!own.some((process) => process.id === named)) throw new RequestFault('cli.process-unknown', { process: named });
    return named;
  }
  const called = new Set(own.flatMap((process) => process.elements.flatMap((element) => calledBy(process.id, element.call?.processId))));
  const main = own.find((process) => !called.has(process.id)) ?? own[0];
  if (main === undefined) throw new RequestFault('cli.process-none');
  return main.id;
}

/** A fixed called id is a FEEL string literal; a process that calls itself does not count as called. */
function calledBy(caller: string, source: string | undefined): readonly string[] {
  const literal = source === undefined ? null : /^"([^"\\]*)"$/.exec(source);
  return literal?.[1] === undefined || literal[1] === caller ? [] : [literal[1]];
}
