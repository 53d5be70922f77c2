import type { Parameter } from './dialect/dialect.js';

/** A condition with its parameters. */
export interface Where {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** `column` lies at the place or below it, `''` being above all; `/` is followed by `0` in code order, so the range is exact and an index serves it. */
export function atOrBelow(column: string, scope: string): Where {
  if (scope === '') return { sql: '1 = 1', parameters: [] };
  return { sql: `(${column} = ? OR (${column} > ? AND ${column} < ?))`, parameters: [scope, `${scope}/`, `${scope}0`] };
}

/** Any of them; of none: never. */
export function either(conditions: readonly Where[]): Where {
  return joined(conditions, ' OR ', '1 = 0');
}

/** All of them; of none: always. */
export function together(conditions: readonly Where[]): Where {
  return joined(conditions, ' AND ', '1 = 1');
}

function joined(conditions: readonly Where[], by: string, none: string): Where {
  if (conditions.length === 0) return { sql: none, parameters: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(by)})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}
