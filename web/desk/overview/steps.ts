import { label, termInWords } from '#text';
import type { Language } from '#text';
import type { StepRow, StepUnit } from '#web/port';
import type { LabelKey, LabelValues } from '#web/ui';

/** A step as the table and the drawing number it, with the name of the part it lies in. */
export interface NumberedStep {
  readonly row: StepRow;
  readonly number: number;
  readonly inside: string | null;
}

/** Steps of which something is told, in the order of the procedure. */
export function toldSteps(rows: readonly StepRow[]): readonly NumberedStep[] {
  return rows.filter(isTold).map((row, n) => ({
    row,
    number: n + 1,
    inside: row.depth === 0 ? null : (rows.find(({ step }) => step === row.path.join('/'))?.name ?? null),
  }));
}

export function isTold({ done, due }: StepRow): boolean {
  return done !== null || due !== null;
}

/** `3个工作日`; none is the day it began. */
export function timeWords(
  n: number,
  unit: StepUnit,
  language: Language,
  t: (key: LabelKey, values?: LabelValues) => string,
): string {
  return n === 0 ? t('steps.sameDay') : termInWords(n, unit, language);
}

/** The term a version gives a step. */
export function termWords({ target, unit, dated }: StepRow, language: Language): string {
  if (target !== null) return termInWords(target, unit, language);
  return label('figure', dated ? 'variable' : 'none', language);
}
