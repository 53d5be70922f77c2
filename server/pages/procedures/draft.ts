import { buildDefinitionSet, type ModelFile } from '#bpmn';
import type { DefinitionSet } from '#engine';
import { label, say, type Language } from '#text';
import type { Base } from '#rules/procedure';
import type { CheckLine, DifferencePage, DraftSaid, ProcedureDuration } from '../views/procedures.js';
import type { ProcedureFinding } from './check.js';
import { lengthInWords } from './duration.js';
import { both, type TakenBy } from './words.js';

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
  /** Steps that nobody could take today. */
  readonly vacant: readonly TakenBy[];
  /** Remarks that are not closed. */
  readonly remarks: number;
  /** Open matters of the procedure. */
  readonly running: number;
}

/**
 * The list before submitting. Each line is computed but the last, which says that the document it rests on is attached. What is `open` keeps it
 * from being submitted; what is to `ask` is said with the submission: the differences were looked at, and what happens to running matters.
 */
export function checkLines(checked: Checked): readonly CheckLine[] {
  const { findings, about, base, difference, duration, vacant, remarks, running } = checked;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const lawful = errors.filter(({ rule }) => rule.startsWith('law.')).length;
  const personal = errors.filter(({ rule }) => rule === 'personal-data').length;
  const broken = errors.length - lawful - personal;
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
    broken > 0 ? line('personal', 'told') : line('personal', personal === 0 ? 'met' : 'open', () => ({ n: personal })),
    line('name', named ? 'met' : 'open'),
    line('basis', about.basis.length > 0 ? 'met' : 'open', () => ({ n: about.basis.length })),
  ];
  if (base === null) lines.push(line('changed', 'told'));
  else if (difference !== null) {
    const n = difference.lines.length;
    const moved = n > 0 || difference.layout;
    if (!moved) lines.push(line('changed', 'open', () => ({ version: base.version })));
    else lines.push(line('changed', n > 0 ? 'ask' : 'met', () => ({ n, version: base.version })));
  }
  const steps = (language: Language) =>
    vacant.map(({ name, roles }) =>
      say('check.step', { name, roles: roles.map((role) => label('role', role, language)) }, language),
    );
  lines.push(
    vacant.length === 0 ? line('lanes', 'met') : line('lanes', 'open', (language) => ({ steps: steps(language) })),
  );
  if (duration !== null)
    lines.push(line('duration', 'told', (language) => ({ length: lengthInWords(duration.full, language) })));
  if (running > 0) lines.push(line('running', 'ask', () => ({ n: running })));
  lines.push(remarks === 0 ? line('remarks', 'met') : line('remarks', 'told', () => ({ n: remarks })));
  return [...lines, line('document', 'ask')];
}
