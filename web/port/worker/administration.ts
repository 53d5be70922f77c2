import type { World } from '#world';
import { isWorkingDay, type MatterData, type Reading, readTaskId, titleOf } from '#pages';
import type { Key, Port } from '../port.js';
import type { Alarm, CalendarLine, Id, Plain, Said } from '../views.js';
import { historyOf } from './matter-data.js';
import type { Stage } from './stage.js';

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

type Calls = Pick<Port, 'calendars' | 'loadCalendar' | 'alarms' | 'retryIncident'>;

/** Calendars and alarms. */
export function administrationCalls(stage: Stage): Calls {
  const calls: Calls = {
    async calendars(): Promise<readonly CalendarLine[]> {
      return calendarLines(stage.world);
    },

    loadCalendar(file: Plain, key: Key) {
      return stage.act('loadCalendar', key, file, async () => {
        const answer = stage.world.loadCalendar(JSON.stringify(file), stage.actor('', 'administrator'));
        if ('refused' in answer)
          throw answer.refused === 'calendar-invalid'
            ? stage.problem('calendar-unreadable', 422)
            : stage.refused(answer);
        const year = (file as { readonly year: number }).year;
        return stage.present(
          (await calls.calendars()).find((line) => line.year === year),
          'calendar-unreadable',
        );
      });
    },

    async alarms(): Promise<readonly Alarm[]> {
      return alarmsOf(stage.world, (matter) => {
        const data = stage.data(matter);
        return data && { data, reading: stage.reading(data) };
      });
    },

    retryIncident(alarm: Id, key: Key) {
      return stage.act('retryIncident', key, alarm, async () => {
        const place = readTaskId(alarm);
        if (place === null) throw stage.problem('alarm-unknown', 404);
        stage.submit(place.stream, { type: 'resolveIncident', key: place.key }, 'administrator');
        return calls.alarms();
      });
    },
  };
  return calls;
}
