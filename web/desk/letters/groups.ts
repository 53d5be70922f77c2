import type { LetterLine } from '#web/port';

/** Letters of one kind about the same matter until the same term, as one walks from door to door. */
export interface LetterGroup {
  readonly key: string;
  readonly number: string;
  readonly title: string | null;
  /** Null where each says something of its own, as of different seats. */
  readonly said: LetterLine['said'] | null;
  /** Epoch ms. */
  readonly due: number;
  /** By place, then by name; last those whose receiver has left the register. */
  readonly lines: readonly LetterLine[];
}

/** Groups in the order of their terms, as the lines come. `words` picks by name or place; empty: all. */
export function letterGroups(lines: readonly LetterLine[], words: string): readonly LetterGroup[] {
  const wanted = words.trim();
  const groups = new Map<string, LetterGroup & { readonly lines: LetterLine[] }>();
  for (const line of lines) {
    if (wanted !== '' && !`${line.to?.name ?? ''} ${line.to?.place ?? ''}`.includes(wanted)) continue;
    const { number, title, said, due } = line;
    const key = JSON.stringify([line.matter, said.code, due]);
    const group = groups.get(key) ?? { key, number, title, said, due, lines: [] };
    group.lines.push(line);
    const same = JSON.stringify(group.said) === JSON.stringify(said);
    groups.set(key, same ? group : { ...group, said: null });
  }
  for (const { lines: own } of groups.values()) own.sort(alongTheWay);
  return [...groups.values()];
}

const way = new Intl.Collator('zh-CN', { numeric: true });

function alongTheWay(one: LetterLine, other: LetterLine): number {
  if (one.to === null || other.to === null) return Number(one.to === null) - Number(other.to === null);
  return way.compare(one.to.place, other.to.place) || way.compare(one.to.name, other.to.name);
}
