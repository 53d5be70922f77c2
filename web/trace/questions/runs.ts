import { hasSentence } from '#text';
import type { Said, TraceMark } from '#web/port';

/** Marks of one rule with one date, such as letters of one sending: the first speaks for all of them. */
export interface MarkRun {
  readonly first: TraceMark;
  readonly count: number;
}

/** In the order of their first ones. */
export function markRuns(marks: readonly TraceMark[]): readonly MarkRun[] {
  const runs = new Map<string, { first: TraceMark; count: number }>();
  for (const mark of marks) {
    const { code, values } = mark.said;
    // steps have names, so each of them is told
    const same = `${code} ${String(values['name'] ?? '')} ${String(values['due'] ?? mark.at)}`;
    const known = runs.get(same);
    if (known) known.count += 1;
    else runs.set(same, { first: mark, count: 1 });
  }
  return [...runs.values()];
}

/** One sentence for the run: of several letters how many, of anything else what its first is. */
export function runSaid({ first: { said }, count }: MarkRun): Said {
  const all = `${said.code}.all`;
  return count > 1 && hasSentence(all) ? { code: all, values: { ...said.values, count } } : said;
}
