import { compile } from '#engine/expression';
import type { Feel, StoredValue } from '#engine';
import type { Findings, Place } from '../findings.js';

/**
 * Turns the fields of the dialect into FEEL: a text that starts with `=` is an expression, any other text stands for
 * itself. What does not compile becomes a finding with its position in the text as written (the `=` counts).
 */
export class Expressions {
  constructor(private readonly findings: Findings) {}

  /** A field that may be an expression or a plain text; null where it is absent. */
  feel(at: Place, field: string, raw: string | null): Feel | null {
    if (raw === null || raw.trim() === '') return null;
    return isExpression(raw) ? this.compiled(at, field, raw) : literal(raw);
  }

  /** A plain number, or an expression. */
  number(at: Place, field: string, raw: string | null): Feel | null {
    if (raw === null || raw.trim() === '') return null;
    if (isExpression(raw)) return this.compiled(at, field, raw);
    if (/^\s*\d{1,15}\s*$/.test(raw)) return raw.trim();
    this.findings.error(at, 'not-a-number', { field, source: raw });
    return null;
  }

  /** A plain list of texts separated by commas, or an expression. */
  texts(at: Place, field: string, raw: string | null): Feel | null {
    if (raw === null || raw.trim() === '') return null;
    if (isExpression(raw)) return this.compiled(at, field, raw);
    const items = raw.split(',').map((item) => item.trim());
    return `[${items
      .filter((item) => item !== '')
      .map(literal)
      .join(', ')}]`;
  }

  /** A field that only an expression can fill; `bare` accepts one without `=` (its language is said elsewhere). */
  expression(at: Place, field: string, raw: string | null, bare = false): Feel | null {
    if (raw === null || raw.trim() === '') return null;
    if (isExpression(raw)) return this.compiled(at, field, raw);
    if (bare) return this.check(at, field, raw, raw, 0);
    this.findings.error(at, 'not-an-expression', { field, source: raw });
    return literal(raw);
  }

  private compiled(at: Place, field: string, raw: string): Feel {
    const start = raw.indexOf('=') + 1;
    return this.check(at, field, raw, raw.slice(start), start);
  }

  private check(at: Place, field: string, raw: string, source: Feel, start: number): Feel {
    const result = compile(source);
    if (result.ok) return source;
    for (const problem of result.problems) {
      const values: Record<string, StoredValue> = {
        ...problem.values,
        field,
        source: raw,
        code: problem.code,
        from: problem.from + start,
        to: problem.to + start,
      };
      this.findings.error(at, 'feel', values);
    }
    return source;
  }
}

export function isExpression(raw: string): boolean {
  return raw.trimStart().startsWith('=');
}

/** A FEEL string literal (DMN 1.5, 10.3.1.2, grammar rule 35). */
export function literal(plain: string): Feel {
  const escaped = plain
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}

/** The text a literal stands for; null where the source is any other expression. */
export function literalText(source: Feel): string | null {
  if (!/^"(?:[^"\\]|\\["\\nrt])*"$/.test(source)) return null;
  return source.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => UNESCAPED[escaped] ?? escaped);
}

const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
