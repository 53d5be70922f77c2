import { label, say } from '#text';
import type { FigureAsked, OverviewPage } from '#web/port';
import { useShell } from '#web/ui';

/** A number of a table: hidden where null; leads to what it counts where `to` is there. */
export interface Figure {
  readonly n: number | null;
  readonly to?: Partial<FigureAsked>;
  readonly says?: string;
}
export interface FigureRow {
  readonly key: string;
  readonly name: string;
  /** What was written in Chinese whatever the language of the page: the name of a place. */
  readonly place: boolean;
  readonly figures: readonly Figure[];
}
/** One part of the overview: what it counts, its drawing, the same in a table, and what is to be known about it. */
export interface FigurePart {
  readonly title: string;
  readonly lead: string;
  readonly legend: readonly string[];
  readonly bars: readonly { readonly name: string; readonly parts: readonly number[] }[];
  readonly head: readonly string[];
  readonly rows: readonly FigureRow[];
  readonly sums: readonly Figure[] | null;
  /** What the last row is called. */
  readonly sumName: string;
  readonly notes: readonly string[];
}

const ANSWERS = ['given', 'answered', 'raised', 'settled', 'upheld'] as const;
const ONLY: Readonly<Partial<Record<(typeof ANSWERS)[number], string>>> = {
  answered: 'answered',
  settled: 'answered',
  upheld: 'upheld',
};
const kindOf = (name: (typeof ANSWERS)[number]): 'opinions' | 'objections' =>
  name === 'given' || name === 'answered' ? 'opinions' : 'objections';
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

/** The four parts of an overview in the reader's language. */
export function useParts(): (page: OverviewPage) => readonly FigurePart[] {
  const { language, t } = useShell();
  const word = (value: string): string => label('figure', value, language.value);
  const of = (name: string, what: string): string => `${name}${t('comma')}${what}`;

  return (page) => {
    const to = (more: Partial<FigureAsked>): Partial<FigureAsked> => ({
      ...{ scope: page.scope, from: page.from, to: page.to },
      ...more,
    });
    const states = page.states.map((state) => label('matter-state', state, language.value));
    const ages = page.matters.map(({ age, counts }) => ({
      age,
      counts,
      name: label('matter-age', age, language.value),
    }));
    const matters: FigurePart = {
      title: word('matters'),
      lead: t('overview.matters.lead'),
      legend: states,
      bars: ages.map(({ name, counts }) => ({ name, parts: counts })),
      head: [word('age'), ...states, word('sum')],
      rows: ages.map(({ age, name, counts }) => ({
        key: age,
        name,
        place: false,
        figures: [
          ...counts.map((n, s) => ({
            n,
            to: to({ of: 'matters', age, state: page.states[s] ?? null }),
            says: of(name, states[s] ?? ''),
          })),
          { n: sum(counts), to: to({ of: 'matters', age }), says: name },
        ],
      })),
      sums: [
        ...page.states.map((state, at) => ({
          n: sum(page.matters.map(({ counts }) => counts[at] ?? 0)),
          to: to({ of: 'matters', state }),
          says: of(word('sum'), states[at] ?? ''),
        })),
        {
          n: sum(page.matters.flatMap(({ counts }) => counts)),
          to: to({ of: 'matters' }),
          says: word('sum'),
        },
      ],
      sumName: word('sum'),
      notes: [],
    };
    const tasks: FigurePart = {
      title: word('tasks'),
      lead: t('overview.tasks.lead'),
      legend: [word('onTime'), label('figure-only', 'late', language.value)],
      bars: page.tasks.flatMap(({ name, due, onTime }) =>
        due === null || onTime === null ? [] : [{ name, parts: [onTime, due - onTime] }],
      ),
      head: [word('unit'), word('due'), word('onTime')],
      rows: page.tasks.map(({ scope, name, due, onTime }) => ({
        key: scope,
        name,
        place: true,
        figures: [
          { n: due, to: to({ of: 'tasks', scope }), says: of(name, word('due')) },
          { n: onTime, to: to({ of: 'tasks', scope, only: 'onTime' }), says: of(name, word('onTime')) },
        ],
      })),
      sums: null,
      sumName: '',
      notes: [],
    };
    const { months, rows, sums, hidden } = page.participation;
    const participation: FigurePart = {
      title: word('participation'),
      lead: t('overview.participation.lead', { months: months.join(t('list')) }),
      legend: page.channels.map((channel) => label('channel', channel, language.value)),
      bars: rows.map(({ name, counts }) => ({ name, parts: counts.map((n) => n ?? 0) })),
      head: [
        word('building'),
        ...page.channels.map((channel) => label('channel', channel, language.value)),
        word('sumShown'),
      ],
      rows: rows.map(({ scope, name, counts, sum: all }) => ({
        key: scope,
        name,
        place: true,
        figures: [...counts, all].map((n) => ({ n })),
      })),
      sums:
        rows.length === 0
          ? null
          : [...sums.map((n) => ({ n })), { n: sum(sums), to: to({ of: 'participation' }), says: word('sumShown') }],
      sumName: word('sumShown'),
      notes: [
        ...(hidden > 0 ? [say('figure.hiddenRows', { n: hidden }, language.value)] : []),
        say('figure.note', {}, language.value),
      ],
    };
    const answers: FigurePart = {
      title: word('answers'),
      lead: t('overview.answers.lead'),
      legend: [word('answered'), label('figure-only', 'open', language.value)],
      bars: page.answers.map(({ name, given, answered }) => ({ name, parts: [answered, given - answered] })),
      head: [word('unit'), ...ANSWERS.map(word)],
      rows: page.answers.map((unit) => ({
        key: unit.scope,
        name: unit.name,
        place: true,
        figures: ANSWERS.map((name) => ({
          n: unit[name],
          to: to({
            of: kindOf(name),
            only: ONLY[name] ?? null,
            scope: unit.scope,
          }),
          says: of(unit.name, word(name)),
        })),
      })),
      sums:
        page.answers.length < 2
          ? null
          : ANSWERS.map((name) => ({
              n: sum(page.answers.map((unit) => unit[name])),
              to: to({ of: kindOf(name), only: ONLY[name] ?? null }),
              says: of(word('sum'), word(name)),
            })),
      sumName: word('sum'),
      notes: [],
    };
    return [matters, tasks, participation, answers];
  };
}
