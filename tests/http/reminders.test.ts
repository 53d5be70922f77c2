import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Digests, Letter, Letters, Reminders } from '#capabilities/notify';
import { Database } from '#store';
import { problemOf, type Client } from './client.js';
import { damage, newKey, PLACES, serve, type Served } from './server.js';

const at = (time: string) => Date.parse(`2026-03-${time}:00.000+08:00`);

/** When people are told: their own at once but for the quiet hours, the rest once a day. */
describe.each(PLACES)('reminders on %s', (_name, newPlace) => {
  let served: Served;
  let resident: Client;
  let worker: Client;
  let person: string;
  let matter: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    resident = await served.signedIn('jumin1');
    worker = await served.signedIn('wangmin');
    person = (await resident.port.session()).me?.person ?? '';
    matter = (await resident.port.home()).matters[0]?.matter ?? '';
  });
  afterAll(async () => {
    expect(served.errors).toEqual([]);
    await served?.close();
  });

  const digests = () => served.heyi.app.get(Digests);
  const rows = async (of = person) =>
    served.heyi.app
      .get(Database)
      .repository(Letter)
      .find({ where: { person: of }, order: { at: 'ASC', id: 'ASC' } });
  const digestsOf = async (of = person) => (await rows(of)).filter(({ code }) => code === 'digest');
  /** Moves the clock to this instant and looks once for what is due, as the server does by itself. */
  const tick = async (time: string) => {
    await served.clockTo(at(time));
    return digests().sendDue();
  };
  /** Something to tell this person, written now. Answers when it comes. */
  const told = async (of: string, code: string) => {
    await served.heyi.app.get(Letters).tell(of, matter, code, {});
    return (await rows(of)).find((each) => each.code === code)?.at;
  };

  it('begin with a digest at 19:00 and quiet hours from 21:00 to 08:00, and follow nothing', async () => {
    expect(await resident.port.reminders()).toEqual({ digestHour: 19, quietFrom: 21, quietTo: 8, following: [] });
    expect(await digests().nextDue()).toBeNull();
  });

  it('cannot be set to a digest in the quiet hours', async () => {
    const times = { digestHour: 21, quietFrom: 21, quietTo: 8 };
    expect(await problemOf(resident.port.setReminders(times, newKey()))).toMatchObject({
      status: 422,
      code: 'digest-in-quiet-hours',
    });
    const { value } = await resident.port.setReminders({ ...times, digestHour: 20 }, newKey());
    expect(value.digestHour).toBe(20);
  });

  it('follow a matter once, and stop', async () => {
    await resident.port.follow(matter, newKey());
    expect((await resident.port.follow(matter, newKey())).value.following).toEqual([matter]);
    expect(await digests().nextDue()).toBe(at('02T20:00'));
    expect((await resident.port.unfollow(matter, newKey())).value.following).toEqual([]);
    expect(await digests().nextDue()).toBeNull();
    await resident.port.follow(matter, newKey());
  });

  it('send what is one’s own at once until 21:00, and from then on at 08:00', async () => {
    await served.clockTo(at('02T18:00'));
    const page = await resident.port.home();
    expect(page.duties.length).toBeGreaterThan(0);
    for (const [time, code, comes] of [
      ['02T20:59', 'task-copied', '02T20:59'],
      ['02T21:00', 'task-urged', '03T08:00'],
      ['03T07:59', 'task-watched', '03T08:00'],
      ['03T08:00', 'roll-changed', '03T08:00'],
    ] as const) {
      await served.clockTo(at(time));
      expect([time, await told(person, code)]).toEqual([time, at(comes)]);
      const shown = (await resident.port.inbox()).map(({ said }) => said.code);
      expect([time, shown.includes(`notice.${code}`)]).toEqual([time, comes === time]);
    }
    expect((await resident.port.inbox()).map(({ said }) => said.code)).toEqual(
      expect.arrayContaining(['notice.task-urged', 'notice.task-watched']),
    );
  });

  it('tell who holds a post at once, at any hour', async () => {
    const wangmin = (await worker.port.session()).me?.person ?? '';
    await served.clockTo(at('03T23:00'));
    expect(await told(wangmin, 'task-urged')).toBe(at('03T23:00'));
    expect((await worker.port.inbox())[0]).toMatchObject({ at: at('03T23:00'), said: { code: 'notice.task-urged' } });
  });

  it('send one digest a day, with what happened in words, and none before its hour', async () => {
    // given: the matter began in the instant in which it was followed
    expect(await tick('04T20:00')).toBe(1);
    expect((await digestsOf())[0]?.values).toEqual({
      n: 1,
      matters: [{ matter, said: [{ code: 'digest.begun', values: { name: '征求意见' } }] }],
    });
    // the term for opinions ends at midnight, and the vote begins
    await served.clockTo(at('06T00:00'));
    await served.clockTo(at('06T00:30'));
    // a digest of the day before is still to be sent, and there is news: nothing comes in the quiet hours
    await database().write((manager) => manager.query(`UPDATE reminder SET next = ${at('05T20:00')}`));
    expect(await digests().sendDue()).toBe(0);
    expect(await digests().nextDue()).toBe(at('06T20:00'));
    expect(await tick('06T19:59')).toBe(0);
    // when
    expect(await tick('06T20:00')).toBe(1);
    // then
    const [line] = (await resident.port.inbox()).filter(({ said }) => said.code === 'notice.digest');
    expect(line).toMatchObject({ at: at('06T20:00'), said: { values: { n: 1 } }, read: false });
    expect(line?.digest).toEqual([
      {
        matter,
        title: '北门空地加装电动自行车充电棚',
        said: [
          { code: 'digest.done', values: { name: '征求意见' } },
          { code: 'digest.begun', values: { name: '表决' } },
        ],
      },
    ]);
    // of several at once only the reader's own are read, and the rest stays as it is
    const others = (await worker.port.inbox())[0]?.message ?? '';
    const { value: after } = await resident.port.readMessages({ messages: [others, 'none'] }, newKey());
    expect(after.find(({ message }) => message === line?.message)).toMatchObject({ read: false });
    const own = async () => (await worker.port.inbox()).find(({ message }) => message === others)?.read;
    expect(await own()).toBe(false);
    const { value: marked } = await worker.port.readMessages({ messages: [others] }, newKey());
    expect(marked.filter((each) => each.read).map(({ message }) => message)).toEqual([others]);
    const read = await resident.port.readMessage(line?.message ?? '', newKey());
    expect(read.value).toMatchObject({ read: true, digest: [{ title: '北门空地加装电动自行车充电棚' }] });
  });

  it('send nothing twice: not when asked again, not by two at once, not after a restart', async () => {
    expect(await Promise.all([digests().sendDue(), digests().sendDue()])).toEqual([0, 0]);
    // given a backup of the row, put back: it is due again, on a day that has its digest
    await database().write((manager) => manager.query('UPDATE reminder SET next = since, since = since - 99999999'));
    await digests().sendDue();
    // then
    expect(await digestsOf()).toHaveLength(2);
    expect((await rows()).filter(({ code }) => code === 'task-urged')).toHaveLength(1);
  });

  it('write a letter once, and keep when it comes, however often what tells it is performed', async () => {
    const letters = served.heyi.app.get(Letters);
    const stream = (await resident.port.home()).duties.find(({ kind }) => kind === 'poll')?.id ?? '';
    const effect = { do: 'notify', to: { role: 'resident', scope: 'qinghe/qhl' }, code: 'general', values: {} };
    const item = { id: 'T'.repeat(26), stream, seq: 1, scope: 'qinghe/qhl', kind: 'notify', effect };
    const sent = async () => (await rows()).filter(({ id }) => id === item.id).map((each) => each.at);
    await letters.perform(item);
    expect(await sent()).toEqual([at('06T20:00')]);
    await served.clockTo(at('06T21:00'));
    await letters.perform(item);
    expect(await sent()).toEqual([at('06T20:00')]);
  });

  it('send no second digest on the day of one, though its hour was moved', async () => {
    await resident.port.setReminders({ digestHour: 20, quietFrom: 23, quietTo: 8 }, newKey());
    await resident.port.setReminders({ digestHour: 22, quietFrom: 23, quietTo: 8 }, newKey());
    expect(await digests().nextDue()).toBe(at('07T22:00'));
  });

  it('send none on a day on which nothing happened', async () => {
    expect(await tick('07T22:00')).toBe(0);
    expect(await digests().nextDue()).toBe(at('08T22:00'));
  });

  it('leave out what the reader may not see any more, and are gone with the person', async () => {
    const reminders = served.heyi.app.get(Reminders);
    await reminders.follow(person, '0'.repeat(26));
    await served.clockTo(at('10T00:00'));
    expect(await tick('10T22:00')).toBe(1);
    const latest = (await digestsOf()).pop();
    expect((latest?.values as unknown as { matters: { matter: string }[] }).matters.map((each) => each.matter)).toEqual(
      [matter],
    );
    // and of a matter whose records cannot be read it says that, when something happened in it
    await damage(served, matter);
    await database().transaction((session) =>
      session.run('UPDATE stream SET at = ? WHERE id = ?', [at('11T10:00'), matter]),
    );
    expect(await tick('11T22:00')).toBe(1);
    expect((await digestsOf()).pop()?.values).toEqual({
      n: 1,
      matters: [{ matter, said: [{ code: 'digest.unreadable', values: {} }] }],
    });
    expect(await tick('12T22:00')).toBe(0);
    await reminders.erase(person);
    expect(await resident.port.reminders()).toEqual({ digestHour: 19, quietFrom: 21, quietTo: 8, following: [] });
  });

  const database = () => served.heyi.app.get(Database);
});
