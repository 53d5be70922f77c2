import type { HistoryRecord, MatterData, Reading } from './data.js';
import { inOrderOfEvents } from './order.js';
import { actorOf } from './timeline.js';
import type { Trail } from './trail.js';
import type { MaterialLine } from './views.js';

/** A file as a record says it: its hash, what it is and how large. */
export interface FileFound {
  readonly file: string;
  readonly type: string;
  readonly size: number;
}

/** The file a value says; null for anything else. */
export function fileIn(value: unknown): FileFound | null {
  if (typeof value !== 'object' || value === null) return null;
  const { file, type, size } = value as Readonly<Record<string, unknown>>;
  return typeof file === 'string' && typeof type === 'string' && typeof size === 'number' ? { file, type, size } : null;
}

/** Files that records brought, in their order, each where it came first. */
export function filesIn(
  order: readonly HistoryRecord[],
): readonly { readonly file: FileFound; readonly record: HistoryRecord; readonly notch: number }[] {
  const found = new Map<string, { file: FileFound; record: HistoryRecord; notch: number }>();
  order.forEach((record, notch) => {
    const look = (value: unknown): void => {
      const file = fileIn(value);
      if (file === null) {
        if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
      } else if (!found.has(file.file)) found.set(file.file, { file, record, notch });
    };
    look(record.command);
  });
  return [...found.values()];
}

/**
 * 材料: photos and papers of a matter, whatever brought them, the latest first. How a file was called stands in no record: whoever loads
 * the page adds it (`named`).
 */
export function materialsOf(data: MatterData, reading: Reading, trail: Trail): readonly MaterialLine[] {
  return filesIn(inOrderOfEvents(data))
    .map(({ file: { file, type, size }, record }) => {
      const key = record.stream === data.matter ? record.command['key'] : undefined;
      const step = typeof key === 'number' ? trail.byKey(key)?.element.name : null;
      return {
        ...{ file, type, size, name: '', kept: true, at: record.at, by: actorOf(record, reading) },
        act: record.type,
        step: step ?? null,
      };
    })
    .reverse();
}

/** With what files are called; one that is not among the names was erased. */
export function named(lines: readonly MaterialLine[], names: ReadonlyMap<string, string>): readonly MaterialLine[] {
  return lines.map((line) => ({ ...line, name: names.get(line.file) ?? '', kept: names.has(line.file) }));
}
