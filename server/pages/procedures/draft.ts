import { buildDefinitionSet, type ModelFile } from '#bpmn';
import type { DefinitionSet } from '#engine';
import { label, say, type Language } from '#text';
import type { Base } from '#rules/procedure';
import type { CheckLine, DifferencePage, DraftSaid, ProcedureDuration } from '../views/procedures.js';
import type { ProcedureFinding } from './check.js';
import { lengthInWords } from './duration.js';
import { both } from './words.js';

/** The files as one set; null where they cannot be read. */
export async function buildSet(files: readonly ModelFile[], main: string): Promise<DefinitionSet | null> {
  const built = await buildDefinitionSet(files, '', main);
  return built.ok ? built.set : null;
}

/** What the list before submitting is computed from. */
export interface Checked {
  readonly findings: readonly ProcedureFinding[];
  readonly about: Pick<DraftSaid, 'name' | 'use' | 'basis'>;
  readonly base: Base | null;
  readonly difference: DifferencePage | null;
  readonly duration: ProcedureDuration | null;
  /** Roles of steps that nobody holds today. */
  readonly vacant: readonly string[];
  /** Open matters of the procedure. */
  readonly running: number;
}

/** The list before submitting: each line is computed, none is ticked by hand. What is `open` keeps it from being submitted. */
export function checkLines(checked: Checked): readonly CheckLine[] {
  const { findings, about, base, difference, duration, vacant, running } = checked;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const lawful = errors.filter(({ rule }) => rule.startsWith('law.')).length;
  const broken = errors.length - lawful;
  const line = (
    check: CheckLine['check'],
    state: CheckLine['state'],
    values: (language: Language) => Parameters<typeof say>[1] = () => ({}),
  ): CheckLine => ({
    check,
    state,
    text: both((language) => say(`check.${check}.${state}`, values(language), language)),
  });
  const named = about.name.zh.trim() !== '' && about.use.zh.trim() !== '';
  const lines: CheckLine[] = [
    line('errors', broken === 0 ? 'met' : 'open', () => ({ n: broken })),
    broken > 0 ? line('law', 'told') : line('law', lawful === 0 ? 'met' : 'open', () => ({ n: lawful })),
    line('name', named ? 'met' : 'open'),
    line('basis', about.basis.length > 0 ? 'met' : 'open', () => ({ n: about.basis.length })),
  ];
  if (base === null) lines.push(line('changed', 'told'));
  else if (difference !== null) {
    const n = difference.lines.length;
    const moved = n > 0 || difference.layout;
    lines.push(line('changed', moved ? 'met' : 'open', () => ({ n, version: base.version })));
  }
  const roles = (language: Language) => vacant.map((role) => label('role', role, language));
  lines.push(
    vacant.length === 0 ? line('lanes', 'met') : line('lanes', 'told', (language) => ({ roles: roles(language) })),
  );
  if (duration !== null)
    lines.push(line('duration', 'told', (language) => ({ length: lengthInWords(duration.full, language) })));
  if (running > 0) lines.push(line('running', 'told', () => ({ n: running })));
  return lines;
}
