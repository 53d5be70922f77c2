import type { FigureAsked, FigureLine, FigureList } from '#pages';
import { deadlineInWords, figureInWords, isoDate, label, labelled, say, type Language } from '#text';
import type { SheetCell } from './overview-sheet.js';

/** The list behind a figure as a sheet, with the rows and the order of the page. Steps that wait at once stand in one cell, each on its line. */
export function figureSheet(
  list: FigureList,
  asked: Pick<FigureAsked, 'of' | 'age' | 'state' | 'only'>,
  language: Language,
  now: number,
): readonly (readonly SheetCell[])[] {
  const step = asked.of === 'steps' ? (list.lines[0]?.task?.name ?? null) : null;
  const cells = (line: FigureLine): Readonly<Record<string, SheetCell>> => {
    const { row, task } = line;
    const all = (of: (one: (typeof row.open)[number]) => string): string => row.open.map(of).join('\n');
    return {
      number: row.number,
      title: row.title,
      place: row.place,
      waits: row.open.length === 0 ? (row.outcome ?? label('status', row.status, language)) : all(({ name }) => name),
      holder: all(({ holder: { role, name } }) => [label('role', role, language), name ?? ''].join(' ').trim()),
      until: all(({ due }) => (due.at === null ? '–' : deadlineInWords(due.at, language, now))),
      late: row.open.some(({ due }) => due.left?.late === true) ? label('figure-list', 'isLate', language) : null,
      began: isoDate(row.startedAt),
      ended: row.endedAt === null ? null : isoDate(row.endedAt),
      task: task?.name ?? null,
      taskUntil: task?.due == null ? null : deadlineInWords(task.due, language, now),
      taskDone: task?.endedAt == null ? null : isoDate(task.endedAt),
      count: line.n,
    };
  };
  const rows = list.lines.map(cells);
  const columns = labelled('figure-list').filter(
    (column) => column !== 'isLate' && (KEPT.has(column) || rows.some((row) => row[column] != null)),
  );
  return [
    [list.name, figureInWords({ ...asked, step }, language), `${list.from} – ${list.to}`],
    columns.map((column) => label('figure-list', column, language)),
    ...rows.map((row) => columns.map((column) => row[column] ?? null)),
    ...(list.total > rows.length ? [[say('figure.listMost', { n: rows.length, total: list.total }, language)]] : []),
  ];
}

/** Columns every list has, also where all their cells are empty. */
const KEPT: ReadonlySet<string> = new Set(['number', 'title', 'place', 'waits', 'holder', 'until', 'late', 'began']);
