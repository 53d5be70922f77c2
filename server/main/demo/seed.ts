import { SYSTEM } from '#engine';
import { People } from '#community';
import { Accounts, type Caller, type Installation } from '#identity';
import { CALENDAR_2026 } from '#law';
import { utf8Encode } from '#ledger';
import { Starting } from '#matters';
import { isRefused } from '#runtime';
import type { Heyi } from '../app.js';
import type { Settings } from '../settings.js';
import { ACCOUNTS } from './organisation.js';
import { playConsultations } from './consultations.js';
import { demoPeople, loadPeople, type DemoPeople } from './people.js';

/** One password for every demo account: the data is invented, and a demo that asks for secrets teaches to write them down. */
const PASSWORD = 'heyi-demo-2026';
const FIRST_ACCOUNT = 'jumin1';

/** What anybody may see of this installation. */
export function installationOf(settings: Settings): Installation {
  return {
    community: settings.demo ? '青禾里社区' : '',
    street: settings.demo ? '青禾街道' : '',
    phone: settings.demo ? '010-5555-0100' : null,
    demo: settings.demo,
    demoAccounts: settings.demo
      ? ACCOUNTS.map(({ account, name, role }) => ({ account, password: PASSWORD, name, role }))
      : [],
    https: settings.https,
  };
}

/** True where this database was once a demo: its accounts have a published password. */
export function hasDemoAccounts({ app }: Heyi): Promise<boolean> {
  return app.get(Accounts).exists(FIRST_ACCOUNT);
}

/**
 * Loads the demo data once: an invented street with one community, its people, the calendar of 2026 and one matter that
 * has just begun; with everybody also five consultations, played from 5 January to 2 March 2026. Everything is a real command. Answers false where the data is there already; else `tell` is called before the work begins.
 */
export async function seedDemo(
  heyi: Heyi,
  tell: () => void = () => undefined,
  everybody: DemoPeople = demoPeople(),
): Promise<boolean> {
  const { app } = heyi;
  if (await app.get(Accounts).exists(FIRST_ACCOUNT)) return false;
  tell();
  const calendar = await heyi.ground.runtime.loadCalendar({ year: 2026, bytes: utf8Encode(CALENDAR_2026), by: SYSTEM });
  if (isRefused(calendar)) throw new Error(`calendar of 2026: ${calendar.refused}`);
  const persons = await loadPeople(heyi, everybody, PASSWORD);
  if (everybody.story) await playConsultations(heyi, persons);
  await startExample(app.get(Starting), await callerOf(heyi, 'wangmin', persons.get('wangmin') ?? ''));
  return true;
}

async function callerOf({ app }: Heyi, account: string, person: string): Promise<Caller> {
  const people = app.get(People);
  const [name, appointments] = await Promise.all([people.nameOf(person), people.appointmentsOf(person)]);
  return { account, login: account, person, csrf: '', name, standing: 'full', appointments };
}

async function startExample(starting: Starting, worker: Caller): Promise<void> {
  await starting.start(
    'first-vote',
    {
      title: '北门空地加装电动自行车充电棚',
      question: '是否同意在小区北门空地加装电动自行车充电棚？',
      if_passed: '物业服务人建24个充电位，费用4.8万元从公共收益支付。',
      if_not: '空地保持现状，不花公共收益。',
      details: '建24个充电位，占空地62平方米，费用4.8万元从公共收益支付，由物业服务人管理。没有通过就保持现状。',
    },
    worker,
    'demo-example-first-vote',
  );
}
