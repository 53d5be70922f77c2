import type { OverviewPage } from '#pages';
import { label, say, type Language } from '#text';

export type SheetCell = string | number | null;

/** The overview as one sheet, its tables below each other. What the page hides is hidden here. */
export function overviewSheet(page: OverviewPage, language: Language): readonly (readonly SheetCell[])[] {
  const word = (value: string) => label('figure', value, language);
  const shown = (n: number | null): SheetCell => n ?? word('hidden');
  const { from, to, participation } = page;
  return [
    [page.name, `${from} – ${to}`],
    [],
    [word('matters')],
    ['', ...page.states.map((state) => label('matter-state', state, language))],
    ...page.matters.map(({ age, counts }) => [label('matter-age', age, language), ...counts]),
    [],
    [word('tasks')],
    [word('unit'), word('due'), word('onTime')],
    ...page.tasks.map(({ name, due, onTime }) => [name, shown(due), shown(onTime)]),
    [],
    [word('participation'), participation.months.join(' ')],
    [word('building'), ...page.channels.map((channel) => label('channel', channel, language)), word('sum')],
    ...participation.rows.map(({ name, counts, sum }) => [name, ...counts.map(shown), sum]),
    [word('sumShown'), ...participation.sums, participation.sums.reduce((all, n) => all + n, 0)],
    ...(participation.hidden > 0 ? [[say('figure.hiddenRows', { n: participation.hidden }, language)]] : []),
    [],
    [word('answers')],
    [word('unit'), ...ANSWERS.map(word)],
    ...page.answers.map((line) => [line.name, ...ANSWERS.map((each) => line[each])]),
    [],
    [say('figure.note', {}, language)],
  ];
}

const ANSWERS = ['given', 'answered', 'raised', 'settled', 'upheld'] as const;
