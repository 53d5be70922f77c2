import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { STAFF } from '#community';
import { Access, IdempotencyKey, invalid, notFound, refusedBy } from '#http';
import { CallerOf, type Caller } from '#identity';
import { readCalendar } from '#law';
import { utf8Encode } from '#ledger';
import { Matters, repeatable, SETTLE } from '#matters';
import { isStaff, isWorkingDay, titleOf, type Alarm, type CalendarLine, type HistoryRecord } from '#pages';
import { isRefused, Runtime, type IncidentView, type TaskView, type TimerView } from '#runtime';
import { Lanes } from './lanes.js';

const AnyObject = z.record(z.string(), z.json());
const DAY = 86_400_000;

@ApiTags('administration')
@Controller('api')
export class AdministrationController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Lanes) private readonly lanes: Lanes,
  ) {}

  @Get('calendars')
  @Access(...STAFF)
  async calendars(): Promise<readonly CalendarLine[]> {
    const loaded = await this.#loaded();
    return this.runtime.calendars().map(({ year, hash, calendar }) => {
      const { holidays, workdays } = calendar as unknown as {
        holidays: readonly string[];
        workdays: readonly string[];
      };
      const record = loaded.find(({ command }) => command['year'] === year);
      return {
        year,
        hash,
        workingDays: workingDays(year, { years: { [String(year)]: { holidays, workdays } } }),
        swapped: workdays,
        holidays,
        loadedAt: record?.at ?? 0,
        by: {
          role: record?.command.by.role === 'administrator' ? 'administrator' : 'system',
          place: null,
          name: null,
          p: null,
          you: false,
        },
      };
    });
  }

  /** The year file as JSON. Problems: `calendar-unreadable` 422 with field and value, `calendar-loaded` 409. */
  @Post('calendars')
  @Access('administrator')
  async load(@Body({ schema: AnyObject }) file: z.infer<typeof AnyObject>, @CallerOf() caller: Caller) {
    const text = JSON.stringify(file);
    const read = readCalendar(text);
    if ('findings' in read) {
      const [first] = read.findings;
      throw invalid('calendar-unreadable', {
        field: first?.field ?? '',
        fault: first?.code ?? '',
        value: first?.value ?? '',
      });
    }
    const { year } = read.file;
    const held = caller.appointments.find((appointment) => appointment.role === 'administrator');
    const by = { p: caller.person, role: 'administrator', scope: held?.scope ?? '', basis: held?.basis ?? null };
    const answer = await this.runtime.loadCalendar({ year, bytes: utf8Encode(text), by, settle: SETTLE });
    if (isRefused(answer)) throw refusedBy(answer);
    const line = (await this.calendars()).find((each) => each.year === year);
    return { settled: answer.settled, value: line };
  }

  @Get('alarms')
  @Access(...STAFF)
  async alarms(@CallerOf() caller: Caller): Promise<readonly Alarm[]> {
    const scopes = caller.appointments.filter(({ role }) => role !== 'resident').map(({ scope }) => scope);
    const [waiting, incidents, empty] = await Promise.all([
      this.runtime.awaitingCalendar(scopes),
      this.runtime.incidents(scopes),
      this.lanes.empty(scopes),
    ]);
    const alarms = await Promise.all([
      ...waiting.map((timer) => this.#calendarAlarm(timer, caller)),
      ...incidents.map((each) => this.#incidentAlarm(each, caller)),
      ...empty.map((task) => this.#laneAlarm(task, caller)),
    ]);
    return alarms.filter((alarm) => alarm !== null).sort((a, b) => a.since - b.since);
  }

  @Post('alarms/:alarm/retry')
  @Access('administrator')
  async retry(@Param('alarm') alarm: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const match = /^([0-9A-Z]{26})\.([1-9]\d{0,9})$/.exec(alarm);
    if (!match) throw notFound('alarm-unknown');
    const { data } = await this.matters.open(match[1] as string, caller);
    const by = await this.matters.actor(data.matter, data.scope, caller, 'administrator');
    const incident = Number(match[2]);
    const answer = await this.runtime.submit({
      stream: data.matter,
      by,
      command: { type: 'resolveIncident', key: incident },
      settle: SETTLE,
      ...repeatable(caller, key, { alarm }),
    });
    if (isRefused(answer)) throw refusedBy(answer);
    return { settled: answer.settled, value: await this.alarms(caller) };
  }

  async #calendarAlarm(timer: TimerView, caller: Caller): Promise<Alarm | null> {
    const said = { code: 'alarm.calendar', values: { year: timer.awaitsYear ?? 0 } };
    return this.#alarm(timer, caller, { kind: 'calendar', said, year: timer.awaitsYear, since: null });
  }

  async #incidentAlarm(incident: IncidentView, caller: Caller): Promise<Alarm | null> {
    const said = { code: `incident.${incident.code}`, values: incident.values };
    return this.#alarm(incident, caller, { kind: 'incident', said, year: null, since: incident.at });
  }

  async #laneAlarm(task: TaskView, caller: Caller): Promise<Alarm | null> {
    const said = { code: 'alarm.lane', values: { role: task.roles[0] ?? '' } };
    return this.#alarm(task, caller, { kind: 'lane', said, year: null, since: task.openedAt });
  }

  /** Null where the matter is out of the caller's reach. */
  async #alarm(
    row: { readonly stream: string; readonly key: number; readonly element: string },
    caller: Caller,
    { kind, said, year, since }: Pick<Alarm, 'kind' | 'said' | 'year'> & { readonly since: number | null },
  ): Promise<Alarm | null> {
    const opened = await this.matters.open(row.stream, caller).catch(() => null);
    if (!opened || !isStaff(opened.reading)) return null;
    const { data, reading } = opened;
    const element = Object.values(data.set.processes)
      .flatMap((process) => process.elements)
      .find((each) => each.id === row.element);
    const last = data.history[data.history.length - 1]?.at ?? 0;
    return {
      alarm: `${row.stream}.${row.key}`,
      kind,
      matter: data.matter,
      title: titleOf(data, reading),
      element: row.element,
      name: element?.name ?? null,
      since: since ?? last,
      said,
      year,
    };
  }

  /** Records of the calendar's stream. */
  async #loaded(): Promise<readonly HistoryRecord[]> {
    const [stream] = await this.runtime.streams({ kind: 'calendar', limit: 1 });
    return stream ? this.matters.history(stream.id) : [];
  }
}

function workingDays(year: number, calendars: Parameters<typeof isWorkingDay>[1]): number {
  // From 1 January 12:00 in Shanghai, day by day.
  const first = Date.UTC(year, 0, 1, 4);
  const days = (Date.UTC(year + 1, 0, 1, 4) - first) / DAY;
  return Array.from({ length: days }, (_, day) => first + day * DAY).filter((at) => isWorkingDay(at, calendars)).length;
}
