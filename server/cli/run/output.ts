import type { StoredValue } from '#engine';
import { say, type Language } from '#text';
import type { Finding } from '#bpmn';
import { plainOf, type Plain } from '../json/write.js';

/** One line of `heyi run`. */
export type Line =
  | {
      readonly type: 'ElementCompleted';
      readonly element: string;
      readonly path?: readonly string[];
      readonly body?: true;
    }
  | { readonly type: 'Skipped'; readonly step: Plain; readonly index: number; readonly reason: string | null }
  | Result
  | Refused;

export interface Result {
  readonly type: 'Result';
  readonly status: 'completed' | 'waiting' | 'incident' | 'terminated';
  /** Root scope of the main instance. */
  readonly variables: Plain;
  readonly waiting: readonly {
    readonly element: string;
    readonly kind: string;
    readonly name: string | null;
    readonly path?: readonly string[];
  }[];
  readonly incidents: readonly {
    readonly element: string;
    readonly message: string;
    readonly code: string;
    readonly path?: readonly string[];
  }[];
}

export interface Refused {
  readonly type: 'Refused';
  readonly findings: readonly {
    readonly element: string | null;
    /** Name as drawn, where it has one. */
    readonly name?: string;
    readonly rule: string;
    readonly message: string;
  }[];
}

/** A call path, left out at the top. */
export function pathField(path: readonly string[]): { readonly path?: readonly string[] } {
  return path.length === 0 ? {} : { path };
}

/** The refusal of a model with errors. */
export function refusedBy(findings: readonly Finding[], language: Language): Refused {
  return {
    type: 'Refused',
    findings: findings
      .filter((finding) => finding.severity === 'error')
      .map(({ element, name, rule, values }) => ({
        element,
        ...(name !== null && { name }),
        rule,
        message: say(`finding.${rule}`, values, language),
      })),
  };
}

/** The refusal of a request that could not be understood. */
export function refusedRequest(
  code: string,
  values: Readonly<Record<string, StoredValue>>,
  language: Language,
): Refused {
  return {
    type: 'Refused',
    findings: [{ element: null, rule: code.replace(/^cli\./, ''), message: say(code, values, language) }],
  };
}

/** Variables as the reader of the command gets them. */
export function plainVariables(variables: Readonly<Record<string, StoredValue>>): Plain {
  return plainOf(variables);
}
