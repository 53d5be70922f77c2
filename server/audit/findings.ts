import type { AuditDifference, AuditReport, AuditStep } from './types.js';

/** Where an audit gathers what it finds. */
export class Findings {
  readonly differences: AuditDifference[] = [];
  readonly unverifiable: AuditReport['unverifiable'][number][] = [];

  differ(
    step: AuditStep,
    stream: string,
    seq: number | null,
    what: string,
    expected: string | null,
    found: string | null,
  ): void {
    this.differences.push({ step, stream, seq, what, expected, found });
  }

  /** Something this bundle does not hold. */
  cannot(code: string, stream: string, seq: number | null): void {
    this.unverifiable.push({ code, stream, seq });
  }
}
