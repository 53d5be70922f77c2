import { AGAIN_CAUSES, type OverviewPage, type StepEdition, type StepRow } from '#pages';
import { label, say, termInWords, type Language } from '#text';

export type SheetCell = string | number | null;

/** A version with its steps, as the sheet has them. */
export interface SheetSteps {
  readonly edition: StepEdition;
  /** `2026-Q1`. */
  readonly quarters: readonly string[];
  readonly rows: readonly StepRow[];
}

/** The overview as one sheet, its tables below each other. What the pages hide is hidden here. */
export function overviewSheet(
  page: OverviewPage,
  steps: readonly SheetSteps[],
  language: Language,
): readonly (readonly SheetCell[])[] {
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
    ...steps.flatMap((each) => stepTable(each, language)),
  ];
}

/** One version: every step of which anything is told, its times in the unit of its own term. */
function stepTable({ edition, quarters, rows }: SheetSteps, language: Language): readonly (readonly SheetCell[])[] {
  const word = (value: string) => label('figure', value, language);
  const shown = (n: number | null): SheetCell => n ?? word('hidden');
  const name = language === 'en' ? edition.name.en : edition.name.zh;
  const told = rows.filter(({ done, due }) => done !== null || due !== null);
  return [
    [],
    [word('steps'), name, say('figure.version', { n: edition.version }, language), ...quarters],
    [...STEPS.map(word), ...AGAIN_CAUSES.map((cause) => label('again', cause, language))],
    ...told.map((row) => [
      row.name,
      shown(row.done),
      word(row.unit),
      shown(row.half),
      shown(row.most),
      row.target === null ? word(row.dated ? 'variable' : 'none') : termInWords(row.target, row.unit, language),
      row.dated ? shown(row.due) : word('none'),
      row.dated ? shown(row.late) : word('none'),
      ...AGAIN_CAUSES.map((cause) =>
        row.done === null ? word('hidden') : (row.again.find((each) => each.cause === cause)?.n ?? 0),
      ),
    ]),
    [say('figure.steps.how', {}, language)],
    [say('figure.steps.note', {}, language)],
  ];
}

const STEPS = ['step', 'done', 'counted', 'half', 'most', 'target', 'stepDue', 'late'] as const;

const ANSWERS = ['given', 'answered', 'raised', 'settled', 'upheld'] as const;
