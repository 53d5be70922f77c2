import type { DefinitionSet } from '#engine';
import { hasErrors, type Finding } from './findings.js';
import { Readings } from './readings.js';
import { buildDefinitionSet, type ModelFile } from './set.js';

/** What `lint` found; `ok` where nothing refuses the files. */
export interface LintResult {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Everything there is to say about the files of a procedure: what the engine does not execute and what cannot work are
 * errors, and so is a form people would miss; what Camunda 8 would not take is `portable`, as information. Files are read as one set;
 * `main` is the process a matter starts, where it is known.
 */
export async function lint(files: readonly ModelFile[], main?: string): Promise<LintResult> {
  const { ok, findings } = await lintSet(files, main);
  return { ok, findings };
}

/** The same with the set that was read: null where an error keeps it from being one. `readings` keeps drawings for the next time. */
export async function lintSet(
  files: readonly ModelFile[],
  main?: string,
  readings = new Readings(),
): Promise<LintResult & { readonly set: DefinitionSet | null }> {
  const built = await buildDefinitionSet(files, '', main, readings);
  const findings = built.findings.map((finding) =>
    finding.rule === 'unknown-form' ? { ...finding, severity: 'error' as const } : finding,
  );
  const portable: Finding[] = [];
  for (const file of files) {
    if (file.path.endsWith('.bpmn')) portable.push(...(await readings.portability(file.text, file.path)));
  }
  return { ok: !hasErrors(findings), findings: [...findings, ...portable], set: built.ok ? built.set : null };
}
