import { normalizeContextKey, trackVariables, VariableContext } from 'lezer-feel';

/** Properties of values whose names have spaces (DMN 1.5, table 53 and ranges). */
export const PROPERTY_NAMES = ['time offset', 'start included', 'end included'];

/** The spelling all ways of writing one name share: `a - b` and `a-b` are the same. */
export function normalName(name: string): string {
  return normalizeContextKey(name);
}

/** Whether a name is one word, so that it needs no declaration. */
export function isPlainName(name: string): boolean {
  for (const character of name) {
    if (" .-/+*'^".includes(character)) return false;
  }
  return true;
}

/**
 * The tracker that tells the grammar which names with spaces or operator characters exist: declared ones everywhere, also after a dot,
 * because the parser must never depend on values of a run.
 */
export function trackerOf(names: readonly string[]): ReturnType<typeof trackVariables> {
  const known = [...new Set(names)].filter((name) => !isPlainName(name));
  class Declared extends VariableContext {
    override getKeys(): string[] {
      return [...known, ...Object.keys(this.value as object)];
    }
  }
  return trackVariables({}, Declared);
}
