import type { Page } from 'playwright-core';

/** One page of the product: whose it is, who opens it, and where it stands in the whole demo. */
export interface Screen {
  readonly of: 'resident' | 'desk' | 'trace';
  readonly name: string;
  /** Account that opens it; null: nobody is signed in. */
  readonly as: string | null;
  /** As the router knows it, `:id` for what `id` answers. */
  readonly route: string;
  readonly id?: (demo: Demo) => Promise<string>;
}

const COLLECTING = '健身器材';
const SUPPORT = '东门';
const POSTED = '快递柜';
const OVERDUE = '排水管';
const ARCHIVED = '照明灯';

const screen = (of: Screen['of'], as: string | null, name: string, route: string, id?: Screen['id']): Screen => ({
  of,
  name,
  as,
  route,
  ...(id === undefined ? {} : { id }),
});
const resident = (name: string, route: string, id?: Screen['id'], as: string | null = 'jumin1'): Screen =>
  screen('resident', as, name, route, id);
const desk = (as: string | null, name: string, route: string, id?: Screen['id']): Screen =>
  screen('desk', as, name, route, id);

/** Every page there is, by the people who use it; a route of a router without a line here fails the test. */
export const SCREENS: readonly Screen[] = [
  resident('sign-in', '/', undefined, null),
  resident('enrol', '/enrol', undefined, null),
  resident('password', '/password', undefined, null),
  resident('home', '/'),
  resident('inbox', '/inbox'),
  resident('me', '/me'),
  resident('ballots', '/ballots'),
  resident('propose', '/propose'),
  resident('matter', '/matters/:id', (demo) => demo.matter(POSTED)),
  resident('matter-print', '/matters/:id/print', (demo) => demo.matter(POSTED)),
  resident('opinion', '/opinions/:id', (demo) => demo.entity(COLLECTING, 'opinions')),
  resident('opinions-answered', '/opinions/:id', (demo) => demo.entity(POSTED, 'opinions')),
  resident('council-vote', '/polls/:id', (demo) => demo.entity(POSTED, 'poll')),
  resident('support', '/cosign/:id', (demo) => demo.entity(SUPPORT, 'cosign')),
  resident('meeting', '/meeting/:id', (demo) => demo.entity(POSTED, 'meeting')),
  resident('publicity', '/notices/:id', (demo) => demo.entity(POSTED, 'notice')),
  resident('call-back', '/callback/:id', (demo) => demo.entity(ARCHIVED, 'callback'), 'jumin4'),
  resident('archive', '/archive/:id', (demo) => demo.entity(ARCHIVED, 'archive')),
  desk(null, 'sign-in', '/'),
  desk('wangmin', 'tasks', '/tasks'),
  desk('wangmin', 'task', '/tasks/:id', (demo) => demo.task()),
  desk('wangmin', 'done', '/done'),
  desk('wangmin', 'started', '/started'),
  desk('wangmin', 'copied', '/copied'),
  desk('wangmin', 'watched', '/watched'),
  desk('wangmin', 'terms', '/terms'),
  desk('wangmin', 'matters', '/matters'),
  desk('wangmin', 'matter', '/matters/:id', (demo) => demo.matter(OVERDUE)),
  desk('wangmin', 'matter-print', '/matters/:id/print', (demo) => demo.matter(OVERDUE)),
  desk('wangmin', 'change', '/matters/:id/change', (demo) => demo.matter(OVERDUE)),
  desk('wangmin', 'start', '/start'),
  desk('wangmin', 'notice', '/notices/:id', (demo) => demo.entity(POSTED, 'notice')),
  desk('wangmin', 'notice-print', '/notices/:id/print', (demo) => demo.entity(POSTED, 'notice')),
  desk('wangmin', 'meeting', '/meeting/:id', (demo) => demo.entity(POSTED, 'meeting')),
  desk('wangmin', 'help', '/help'),
  desk('wangmin', 'letters', '/letters'),
  desk('wangmin', 'people', '/people'),
  desk('wangmin', 'deputies', '/deputies'),
  desk('wangmin', 'accounts', '/accounts'),
  desk('wangmin', 'inbox', '/inbox'),
  desk('jiedao', 'procedures', '/procedures'),
  desk('jiedao', 'procedure', '/procedures/:id', () => Promise.resolve('consultation')),
  desk('jiedao', 'draft', '/procedures/drafts/:id', (demo) => demo.draft('first-vote')),
  desk('jiedao', 'overview', '/overview'),
  desk('jiedao', 'overview-list', '/overview/list'),
  desk('jiedao', 'overview-steps', '/overview/steps'),
  desk('guanli', 'organisation', '/organisation'),
  desk('guanli', 'unit', '/organisation/:id', () => Promise.resolve('qinghe/qhl')),
  desk('guanli', 'admin', '/admin'),
  desk('wangmin', 'board', '/board'),
  screen('trace', 'shenji', 'list', '/'),
  screen('trace', 'shenji', 'matter', '/matters/:id', (demo) => demo.matter(POSTED)),
  screen('trace', 'shenji', 'questions', '/questions'),
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

  /** A draft of the next version of a procedure, begun where there is none yet. */
  async draft(procedure: string): Promise<string> {
    return this.page.evaluate(async (name) => {
      const { own } = (await (await fetch('/api/drafts')).json()) as { own: { draft: string }[] };
      if (own[0] !== undefined) return own[0].draft;
      const { csrf } = (await (await fetch('/api/session')).json()) as { csrf: string };
      const answer = await fetch('/api/drafts', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, 'idempotency-key': 'screens-draft-0001' },
        body: JSON.stringify({ scope: 'qinghe', from: { procedure: name, version: 1, as: 'version' }, file: null }),
      });
      const { value } = (await answer.json()) as { value: { draft: string } };
      return value.draft;
    }, procedure);
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
