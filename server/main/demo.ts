import { SYSTEM } from '#engine';
import { People, type Role } from '#community';
import { Accounts, type Caller, type Installation } from '#identity';
import { CALENDAR_2026 } from '#law';
import { utf8Encode } from '#ledger';
import { Starting } from '#matters';
import { isRefused } from '#runtime';
import type { Heyi } from './app.js';
import type { Settings } from './settings.js';

const STREET = 'qinghe';
const COMMUNITY = 'qinghe/qhl';

/** One password for every demo account: the data is invented, and a demo that asks for secrets teaches to write them down. */
const PASSWORD = 'heyi-demo-2026';

interface DemoPerson {
  readonly account: string;
  readonly name: string;
  readonly place: string;
  readonly role: Role;
  readonly scope: string;
}

/** Invented people of an invented place. */
const PEOPLE: readonly DemoPerson[] = [
  { account: 'jumin1', name: '张秀兰', place: '1号楼1单元101室', role: 'resident', scope: COMMUNITY },
  { account: 'jumin2', name: '李建业', place: '1号楼2单元302室', role: 'resident', scope: COMMUNITY },
  { account: 'jumin3', name: '陈玉梅', place: '2号楼1单元501室', role: 'resident', scope: COMMUNITY },
  { account: 'jumin4', name: '周明远', place: '3号楼2单元502室', role: 'resident', scope: COMMUNITY },
  { account: 'jumin5', name: '吴晓岚', place: '3号楼1单元201室', role: 'resident', scope: COMMUNITY },
  { account: 'wangmin', name: '王敏', place: '青禾里社区居委会', role: 'worker', scope: COMMUNITY },
  { account: 'guanli', name: '赵启文', place: '青禾街道办事处', role: 'administrator', scope: STREET },
];

/** The invented paper their appointments rest on. */
const DOCUMENT = { number: '青街任〔2026〕1号', title: '关于王敏等同志任职的通知' };

/** What anybody may see of this installation. */
export function installationOf(settings: Settings): Installation {
  return {
    community: settings.demo ? '青禾里社区' : '',
    street: settings.demo ? '青禾街道' : '',
    phone: settings.demo ? '010-5555-0100' : null,
    demo: settings.demo,
    demoAccounts: settings.demo
      ? PEOPLE.map(({ account, name, role }) => ({ account, password: PASSWORD, name, role }))
      : [],
    https: settings.https,
  };
}

/** True where this database was once a demo: its accounts have a published password. */
export function hasDemoAccounts({ app }: Heyi): Promise<boolean> {
  return app.get(Accounts).exists(PEOPLE[0]?.account ?? '');
}

/**
 * Loads the demo data once: an invented street with one community, its people, the calendar of 2026 and one matter that
 * has just begun. Everything is a real command. Answers false where the data is there already; else `tell` is called before the work begins.
 */
export async function seedDemo(heyi: Heyi, tell: () => void = () => undefined): Promise<boolean> {
  const { app } = heyi;
  const accounts = app.get(Accounts);
  const people = app.get(People);
  if (await accounts.exists(PEOPLE[0]?.account ?? '')) return false;
  tell();
  await people.found([
    { path: STREET, name: '青禾街道', kind: 'street' },
    { path: COMMUNITY, name: '青禾里社区', kind: 'community' },
  ]);
  const calendar = await heyi.ground.runtime.loadCalendar({ year: 2026, bytes: utf8Encode(CALENDAR_2026), by: SYSTEM });
  if (isRefused(calendar)) throw new Error(`calendar of 2026: ${calendar.refused}`);
  let worker: Caller | null = null;
  for (const { account, name, place, role, scope } of [...PEOPLE].reverse()) {
    const person = await people.add({ name, place, role, scope, document: DOCUMENT });
    await accounts.create(account, PASSWORD, person);
    if (role === 'worker')
      worker = { account, login: account, person, csrf: '', name, appointments: await people.appointmentsOf(person) };
  }
  if (worker) await startExample(app.get(Starting), worker);
  return true;
}

async function startExample(starting: Starting, worker: Caller): Promise<void> {
  await starting.start(
    'first-vote',
    {
      title: '北门空地加装电动自行车充电棚',
      question: '是否同意在小区北门空地加装电动自行车充电棚？',
      details: '建24个充电位，占空地62平方米，费用4.8万元从公共收益支付，由物业服务人管理。没有通过就保持现状。',
    },
    worker,
    'demo-example-first-vote',
  );
}
