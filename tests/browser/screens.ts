import type { Page } from 'playwright-core';

/** One page of the product, with whom it is opened by and where it stands in the whole demo. */
export interface Screen {
  /** File name of its pictures, without the width. */
  readonly name: string;
  /** Account that opens it; null: nobody is signed in. */
  readonly as: string | null;
  readonly path: string | ((demo: Demo) => Promise<string>);
}

const COLLECTING = '健身器材';
const SUPPORT = '东门';
const POSTED = '快递柜';
const OVERDUE = '排水管';
const ARCHIVED = '照明灯';

const resident = (name: string, path: Screen['path'], as = 'jumin1'): Screen => ({
  name: `resident-${name}`,
  as,
  path: typeof path === 'string' ? `/#${path}` : async (demo) => `/#${await path(demo)}`,
});
const desk = (as: string, name: string, path: Screen['path']): Screen => ({
  name: `desk-${name}`,
  as,
  path: typeof path === 'string' ? `/desk/#${path}` : async (demo) => `/desk/#${await path(demo)}`,
});

/** Every page there is, by the people who use it; a route without a line here fails the test. */
export const SCREENS: readonly Screen[] = [
  { name: 'resident-sign-in', as: null, path: '/' },
  { name: 'resident-enrol', as: null, path: '/#/enrol' },
  { name: 'resident-password', as: null, path: '/#/password' },
  resident('home', '/'),
  resident('inbox', '/inbox'),
  resident('me', '/me'),
  resident('propose', '/propose'),
  resident('matter', async (demo) => `/matters/${await demo.matter(POSTED)}`),
  resident('opinion', async (demo) => `/opinions/${await demo.entity(COLLECTING, 'opinions')}`),
  resident('opinions-answered', async (demo) => `/opinions/${await demo.entity(POSTED, 'opinions')}`),
  resident('support', async (demo) => `/cosign/${await demo.entity(SUPPORT, 'cosign')}`),
  resident('meeting', async (demo) => `/meeting/${await demo.entity(POSTED, 'meeting')}`),
  resident('publicity', async (demo) => `/notices/${await demo.entity(POSTED, 'notice')}`),
  resident('call-back', async (demo) => `/callback/${await demo.entity(ARCHIVED, 'callback')}`, 'jumin4'),
  resident('archive', async (demo) => `/archive/${await demo.entity(ARCHIVED, 'archive')}`),
  { name: 'desk-sign-in', as: null, path: '/desk/' },
  desk('wangmin', 'tasks', '/tasks'),
  desk('wangmin', 'task', async (demo) => `/tasks/${await demo.task()}`),
  desk('wangmin', 'done', '/done'),
  desk('wangmin', 'matters', '/matters'),
  desk('wangmin', 'matter', async (demo) => `/matters/${await demo.matter(OVERDUE)}`),
  desk('wangmin', 'change', async (demo) => `/matters/${await demo.matter(OVERDUE)}/change`),
  desk('wangmin', 'start', '/start'),
  desk('wangmin', 'notice', async (demo) => `/notices/${await demo.entity(POSTED, 'notice')}`),
  desk('wangmin', 'notice-print', async (demo) => `/notices/${await demo.entity(POSTED, 'notice')}/print`),
  desk('wangmin', 'meeting', async (demo) => `/meeting/${await demo.entity(POSTED, 'meeting')}`),
  desk('wangmin', 'help', '/help'),
  desk('wangmin', 'letters', '/letters'),
  desk('wangmin', 'people', '/people'),
  desk('wangmin', 'accounts', '/accounts'),
  desk('wangmin', 'inbox', '/inbox'),
  desk('guanli', 'organisation', '/organisation'),
  desk('guanli', 'admin', '/admin'),
  { name: 'trace-list', as: 'shenji', path: '/trace/' },
  { name: 'trace-matter', as: 'shenji', path: async (demo) => `/trace/#/matters/${await demo.matter(POSTED)}` },
];

/** Ids of the demo, asked of the server as the page's reader. */
export class Demo {
  constructor(private readonly page: Page) {}

  async #get<T>(path: string): Promise<T> {
    return this.page.evaluate(async (url) => (await fetch(url)).json() as Promise<T>, path);
  }

  async matter(title: string): Promise<string> {
    const matters = await this.#get<{ matter: string; title: string }[]>('/api/matters');
    return present(
      matters.find((one) => one.title.includes(title)),
      title,
    ).matter;
  }

  /** The entity of a kind that a step of the matter leads to. */
  async entity(title: string, kind: string): Promise<string> {
    const { steps } = await this.#get<{ steps: { link: { kind: string; id: string } | null }[] }>(
      `/api/matters/${await this.matter(title)}`,
    );
    const links = steps.flatMap(({ link }) => link ?? []);
    return present(
      links.find((link) => link.kind === kind),
      `${kind} of ${title}, only ${links.map((link) => link.kind).join(' ')}`,
    ).id;
  }

  async task(): Promise<string> {
    const tasks = await this.#get<{ task: string }[]>('/api/tasks?list=todo');
    return present(tasks[0], 'a task').task;
  }
}

function present<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the demo has not: ${what}`);
  return found;
}
