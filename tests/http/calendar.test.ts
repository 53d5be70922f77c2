import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALENDAR_2027 } from './calendar-2027.js';
import { problemOf, type Client } from './client.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const instant = (text: string) => new Date(text).getTime();

/** A term that reaches into a year nobody has announced yet; each test goes on where the one before it ended. */
describe.each(PLACES)('日期待定 on %s', (_name, newPlace) => {
  let served: Served;
  let resident: Client;
  let worker: Client;
  let administrator: Client;
  let matter: string;
  let opinions: string;

  const alarms = async (who: Client) => (await who.port.alarms()).filter((alarm) => alarm.matter === matter);

  beforeAll(async () => {
    served = await serve(await newPlace());
    resident = await served.signedIn('jumin1');
    worker = await served.signedIn('wangmin');
    administrator = await served.signedIn('guanli');
    await served.clockTo(instant('2026-12-29T09:00:00+08:00'));
  });
  afterAll(() => served?.close());

  it('shows no date and an alarm while the year is not loaded', async () => {
    // when
    const variables = {
      title: '楼道照明',
      question: '是否同意更换楼道照明？',
      if_passed: '按说明去办，办完公布。',
      if_not: '保持现状。',
      details: '更换24盏灯。',
    };
    const { value } = await worker.port.startMatter({ procedure: 'first-vote', variables }, newKey());
    matter = value.matter;
    opinions = value.steps.find(({ kind }) => kind === 'consult')?.link?.id ?? '';
    // then
    const pending = { at: null, awaitsYear: 2027, left: null };
    expect(value.now?.due).toEqual(pending);
    expect((await resident.port.opinions(opinions)).due).toEqual(pending);
    expect((await resident.port.home()).duties.find((duty) => duty.id === opinions)?.due).toEqual(pending);
    for (const who of [worker, administrator])
      expect(await alarms(who)).toMatchObject([
        { kind: 'calendar', year: 2027, title: '楼道照明', said: { code: 'alarm.calendar', values: { year: 2027 } } },
      ]);
    const { diagrams } = await worker.port.trace(matter);
    expect(diagrams.flatMap(({ active }) => active.map(({ trouble }) => trouble))).toContain('awaitsCalendar');
  });

  it('takes opinions meanwhile, and the clock finds nothing of it due', async () => {
    // when
    await resident.port.giveOpinion(opinions, { stance: 'support', text: '好' }, newKey());
    await served.clockTo(instant('2027-01-20T09:00:00+08:00'));
    // then
    expect(await resident.port.opinions(opinions)).toMatchObject({ status: 'open', given: 1 });
    expect((await worker.port.clock()).next?.matter).not.toBe(matter);
  });

  it('has its date as soon as an administrator loads the year', async () => {
    // given
    expect(await problemOf(worker.port.loadCalendar(CALENDAR_2027, newKey()))).toMatchObject({
      code: 'role-does-not-fit',
      status: 403,
    });
    expect(await alarms(worker)).toHaveLength(1);
    // when
    const loaded = await administrator.port.loadCalendar(CALENDAR_2027, newKey());
    // then: three days from 29 December end on New Year's Day, which rolls to the first working day of the year
    expect(loaded).toMatchObject({ settled: true, value: { year: 2027, by: { role: 'administrator' } } });
    expect(await alarms(worker)).toEqual([]);
    const { runtime } = served.heyi.ground;
    const record = (await runtime.records(matter))
      .map(({ body }) => Buffer.from(body ?? []).toString('utf8'))
      .find((body) => body.includes('"type":"setCalendar"'));
    expect(record).toContain(String(instant('2027-01-05T00:00:00+08:00')));
    expect((await worker.port.calendars()).map(({ year }) => year)).toEqual([2026, 2027]);
  });

  it('then goes on: what is overdue by then happens at once', async () => {
    // when: the date lies before the clock
    await served.clockTo(served.heyi.ground.clock.now());
    // then
    expect(await resident.port.opinions(opinions)).toMatchObject({ status: 'answering', due: { awaitsYear: null } });
    expect((await worker.port.tasks('todo')).filter((task) => task.matter === matter)).toHaveLength(1);
  });

  it('takes the same file again as the same, whoever sends it twice', async () => {
    const again = await administrator.port.loadCalendar(CALENDAR_2027, newKey());
    expect(again.value.year).toBe(2027);
    expect(await administrator.port.calendars()).toHaveLength(2);
    expect(served.errors).toEqual([]);
  });
});
