import { isWorkingDay, titleOf, type MatterData, type Reading } from '#pages';
import type { World } from '#world';
import type { Alarm, CalendarLine, Id, Said } from '../views.js';
import { historyOf } from './matter-data.js';

const DAY = 86_400_000;

/** The loaded years of a world, as the administration page lists them. */
export function calendarLines(world: World): readonly CalendarLine[] {
  const stream = world.data.calendarStream === null ? undefined : world.stream(world.data.calendarStream);
  const records = stream === undefined ? [] : historyOf(stream);
  return world.data.calendars.map(({ year, hash, calendar }) => {
    const { holidays, workdays } = calendar as unknown as { holidays: readonly string[]; workdays: readonly string[] };
    const record = records.find(({ command }) => command['year'] === year);
    const by = record?.command.by.role === 'administrator' ? 'administrator' : 'system';
    return {
      year,
      hash,
      workingDays: workingDaysOf(year, holidays, workdays),
      swapped: workdays,
      holidays,
      loadedAt: record?.at ?? 0,
      by: { role: by, place: null, name: null, p: null, you: false },
    };
  });
}

function workingDaysOf(year: number, holidays: readonly string[], workdays: readonly string[]): number {
  // noon in Shanghai, day by day
  const first = Date.UTC(year, 0, 1, 4);
  const days = (Date.UTC(year + 1, 0, 1, 4) - first) / DAY;
  const calendars = { years: { [String(year)]: { holidays, workdays } } };
  return Array.from({ length: days }, (_, day) => first + day * DAY).filter((at) => isWorkingDay(at, calendars)).length;
}

/** Timers that await a calendar, and incidents, of the matters that `open` lets the reader see; the oldest first. */
export function alarmsOf(
  world: World,
  open: (matter: Id) => { readonly data: MatterData; readonly reading: Reading } | null,
): readonly Alarm[] {
  const waiting = world.timers().filter((timer) => timer.due === null && timer.awaitsYear !== undefined);
  const rows: readonly {
    readonly stream: Id;
    readonly key: number;
    readonly element: string;
    readonly kind: Alarm['kind'];
    readonly year: number | null;
    readonly since: number | null;
    readonly said: Said;
  }[] = [
    ...waiting.map(({ stream, key, element, awaitsYear: year = 0 }) => ({
      stream,
      key,
      element,
      kind: 'calendar' as const,
      year,
      since: null,
      said: { code: 'alarm.calendar', values: { year } },
    })),
    ...world.incidents().map(({ stream, key, element, at, code, values }) => ({
      stream,
      key,
      element,
      kind: 'incident' as const,
      year: null,
      since: at,
      said: { code: `incident.${code}`, values },
    })),
  ];
  return rows
    .flatMap(({ stream, key, element, since, ...alarm }) => {
      const opened = open(stream);
      if (opened === null) return [];
      const { data, reading } = opened;
      const found = Object.values(data.set.processes)
        .flatMap((process) => process.elements)
        .find((each) => each.id === element);
      const last = data.history[data.history.length - 1]?.at ?? 0;
      return [
        {
          ...alarm,
          alarm: `${stream}.${key}`,
          matter: data.matter,
          title: titleOf(data, reading),
          element,
          name: found?.name ?? null,
          since: since ?? last,
        },
      ];
    })
    .sort((a, b) => a.since - b.since);
}
