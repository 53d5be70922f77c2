import type { Page, Route } from 'playwright-core';

/** What a page lives on, what it says where that fails, and what it says where there is nothing. */
export interface States {
  /** The calls, by path. */
  readonly calls: RegExp;
  /** One sentence for each part of the page that fails by itself. */
  readonly where: readonly string[];
  /** The true answer with nothing in it, and the sentences for that; left out where a page is of one thing that is or is not. */
  readonly empty?: { readonly of: (answer: never, path: string) => unknown; readonly says: readonly string[] };
  /** Said of itself and not in a line at the top: the board on the wall. */
  readonly bare?: true;
  /** Nothing to be had even when all is well. */
  readonly never?: true;
  /** What stands at the same address with another query, and lives on something else. */
  readonly beside?: Readonly<Record<string, States>>;
}
const NOTHING = (): readonly never[] => [];
const list = (name: string, says: string): States => ({
  calls: new RegExp(`/api/lists/${name}$`),
  where: ['列表没有取到'],
  empty: { of: () => ({ rows: [], next: null, total: 0, others: 0 }), says: [says] },
});
const one = (calls: RegExp, where: string): States => ({ calls, where: [where] });
const ROWS: States = {
  calls: /\/api\/matter-rows$/,
  where: ['事项没有取到'],
  empty: { of: (real: object) => ({ ...real, rows: [], total: 0, ended: 0, pages: 1 }), says: ['还没有事项。'] },
};
const MATTER = /\/api\/matters\/\w+$/;

/** Every page of staff and of the trace, by its name in `SCREENS`; one without a line here fails the test. */
export const STATES: Readonly<Record<string, States>> = {
  'desk tasks': list('todo', '没有待办。'),
  'desk done': list('done', '还没有办过的事。'),
  'desk started': list('started', '您还没有提出过事项。'),
  'desk copied': list('copied', '别人办理时抄送给您的事会列在这里，只看不办。'),
  'desk watched': list('watched', '没有督办的事。上级督办的和您督办的，会列在这里。'),
  'desk task': one(/\/api\/tasks\/[\w.]+$/, '这件任务没有取到'),
  'desk terms': {
    calls: /\/api\/terms$/,
    where: ['日历没有取到'],
    empty: { of: (real: object) => ({ ...real, terms: [], pending: [] }), says: ['这一天没有到期的事。'] },
  },
  'desk matters': ROWS,
  'desk matter': one(MATTER, '这件事没有取到'),
  'desk matter-print': one(MATTER, '这件事没有取到'),
  'desk deputies': {
    calls: /\/api\/deputies$/,
    where: ['代理没有取到'],
    empty: {
      of: (real: object) => ({ ...real, mine: [], standing: [], others: null }),
      says: ['还没有定过代理人。', '现在没有人请您代理。'],
    },
  },
  'desk change': one(MATTER, '这件事没有取到'),
  'desk start': {
    calls: /\/api\/procedures$/,
    where: ['流程没有取到'],
    empty: { of: NOTHING, says: ['还没有可用的流程。'] },
  },
  'desk notice': one(/\/api\/notices\/\w+$/, '这份公示没有取到'),
  'desk notice-print': one(/\/api\/notices\/\w+$/, '这份公示没有取到'),
  'desk meeting': one(/\/api\/entities\/meeting\/\w+$/, '没有取到'),
  'desk help': {
    calls: /\/api\/help\/openings$/,
    where: ['事项没有取到'],
    empty: { of: NOTHING, says: ['现在没有可以代办的事项。'] },
  },
  'desk letters': {
    calls: /\/letters$/,
    where: ['没有读到要送达的信'],
    empty: { of: NOTHING, says: ['没有要送达的信。'] },
  },
  'desk people': {
    calls: /\/api\/(organisation$|register\/)/,
    where: ['人员没有取到'],
    empty: {
      of: (real: object, path) => ({
        ...real,
        ...(path.includes('register') ? { lines: [], total: 0 } : { posts: [] }),
      }),
      says: ['还没有任职的人。', '没有找到这样的人。'],
    },
  },
  'desk accounts': {
    calls: /\/api\/(enrolments|second-factor)$/,
    where: ['注册核验没有取到', '动态验证码的设置没有取到'],
    empty: { of: (real, path) => (path.endsWith('enrolments') ? [] : real), says: ['没有等待核验的注册。'] },
  },
  'desk inbox': { calls: /\/api\/inbox$/, where: ['通知没有取到'], empty: { of: NOTHING, says: ['还没有通知。'] } },
  'desk procedures': {
    calls: /\/api\/(library|drafts)$/,
    where: ['流程没有取到', '草稿没有取到'],
    empty: {
      of: (_real, path) => (path.endsWith('library') ? [] : { own: [], shared: [], waiting: [], scopes: [] }),
      says: ['没有找到流程。', '没有等您审批的流程。'],
    },
  },
  'desk procedure': one(/\/api\/library\/[\w-]+$/, '流程没有取到'),
  'desk draft': one(/\/api\/drafts\/\w+$/, '草稿没有取到'),
  'desk overview': one(/\/api\/overview$/, '总览没有取到'),
  'desk overview-steps': {
    calls: /\/api\/overview\/steps$/,
    where: ['按步骤的数没有取到'],
    empty: {
      of: (real: object) => ({ ...real, editions: [], edition: null, rows: [], drawings: [] }),
      says: ['这里还没有事项。'],
    },
  },
  'desk overview-list': {
    calls: /\/api\/overview\/lines$/,
    where: ['清单没有取到'],
    empty: { of: (real: object) => ({ ...real, lines: [], total: 0 }), says: ['这段时间没有符合的。'] },
  },
  'desk organisation': {
    calls: /\/api\/organisation$/,
    where: ['组织没有取到'],
    empty: {
      of: (real: object) => ({ ...real, units: [], posts: [], bodies: [], vacancies: [] }),
      says: ['还没有单位。'],
    },
  },
  'desk unit': one(/\/api\/organisation$/, '组织没有取到'),
  'desk admin': {
    calls: /\/api\/(alarms|stuck|calendars|closings|settings|access-log)$/,
    where: [
      '提醒没有取到',
      '没有办成的事没有取到',
      '日历没有取到',
      '停止办公日没有取到',
      '设置没有取到',
      '查阅记录没有取到',
    ],
    empty: {
      of: (real: object, path) => {
        if (path.endsWith('settings')) return real;
        return path.endsWith('closings') ? { ...real, closings: [], terms: [] } : [];
      },
      says: ['没有要处理的提醒。', '系统该办的都办成了。', '还没有载入日历', '没有登记过停止办公日。', '还没有记录。'],
    },
  },
  'desk board': {
    calls: /\/api\/board$/,
    where: ['大屏内容没有取到'],
    bare: true,
    empty: { of: (real: object) => ({ ...real, panels: [] }), says: ['现在没有征求意见、表决或公示。'] },
  },
  'desk invitation': { ...one(/\/api\/invitations\/look$/, '这个链接没有打开'), never: true },
  'trace list': ROWS,
  'trace matter': one(/\/api\/matters\/\w+\/trace$/, '追溯没有取到'),
  'trace questions': {
    calls: /\/api\/tracing\/late$/,
    where: ['逾期的没有取到'],
    empty: {
      of: (real: object) => ({ ...real, looked: 0, items: [], next: null }),
      says: ['查了0件，0件有逾期或空档。'],
    },
    beside: {
      '?q=acts': one(/\/api\/organisation$/, '岗位办的事没有取到'),
      '?q=versions': {
        calls: /\/api\/tracing\/versions$/,
        where: ['流程版本没有取到'],
        empty: { of: NOTHING, says: ['您的范围里还没有事项。'] },
      },
    },
  },
};

const AGAIN = '再取一次';
export const problem = (status: number, code: string, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: detail, status, code, detail, values: {} }),
});
const BROKEN = { status: 200, contentType: 'text/html', body: '<html>' };

/** What is wrong with what now stands on the page; empty: it says `where` and `sentence` as alerts, with a way on. */
interface Wanted {
  readonly alerts?: readonly (readonly [where: string, sentence: string])[];
  readonly says?: readonly string[];
  readonly waiting?: boolean;
  /** A way on inside of each problem: the words of its button or link. */
  readonly way?: string;
  readonly offline?: boolean;
}
function wrong(wanted: Wanted): string[] {
  const seen = (one: Element): boolean => one.checkVisibility() && !one.matches('.hidden, .unseen');
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter(seen);
  const found: string[] = [];
  const text = document.body.innerText;
  if (all('main').length !== 1) found.push(`${all('main').length} main`);
  if (document.querySelectorAll('h1').length === 0) found.push('no h1');
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px too wide`);
  const problems = all('.problem');
  for (const [where, sentence] of wanted.alerts ?? []) {
    const note = problems.find((one) => one.innerText.includes(where) && one.innerText.includes(sentence));
    if (note === undefined) found.push(`no “${where}” with “${sentence}”`);
    else if (note.querySelector('[role="alert"]') === null) found.push(`“${where}” is not read out`);
    else if (![...note.querySelectorAll('button, a')].some((way) => way.textContent?.trim() === wanted.way))
      found.push(`no “${wanted.way}” at “${where}”`);
  }
  if (wanted.alerts === undefined && problems.length > 0) found.push(`problem: ${problems[0]?.innerText}`);
  if (wanted.waiting !== all('[aria-busy="true"]').length > 0)
    found.push(wanted.waiting ? 'not waiting' : 'still waiting');
  const told = all('[role="status"]').map((one) => one.innerText);
  if (wanted.waiting && !told.some((one) => one.includes('正在取，请稍等'))) found.push('does not say that it waits');
  if (wanted.offline !== undefined && wanted.offline !== all('.offline-line').length > 0) found.push('offline line');
  for (const one of wanted.says ?? []) if (!text.includes(one)) found.push(`not said: ${one}`);
  return found;
}

/** Drives a page through its states and answers what is wrong, each with the state it was wrong in. */
export async function driven(
  page: Page,
  name: string,
  hash: string,
  states: States,
  elsewhere: string,
): Promise<string[]> {
  const found: string[] = [];
  let answer: ((route: Route, path: string) => Promise<void>) | null = null;
  const handler = async (route: Route): Promise<void> => {
    const { pathname } = new URL(route.request().url());
    if (answer !== null && states.calls.test(pathname)) await answer(route, pathname).catch(() => undefined);
    else await route.continue().catch(() => undefined);
  };
  await page.route('**/api/**', handler);
  const go = (to: string) => page.evaluate((where) => void (location.hash = where), to);
  /** Waits until all is as wanted; what still is not after a while is kept. */
  const stands = async (state: string, wanted: Wanted): Promise<void> => {
    for (let tries = 0; ; tries++) {
      const faults = await page.evaluate(wrong, wanted);
      if (faults.length === 0) return;
      if (tries === 150) return void found.push(...faults.map((fault) => `${name}, ${state}: ${fault}`));
      await page.waitForTimeout(50);
    }
  };
  const again = () =>
    page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>('main .problem button')) {
        button.focus();
        button.click();
      }
    });
  const alerts = (sentence: string) => states.where.map((where) => [where, sentence] as const);
  const failed = (sentence: string): Wanted => ({ alerts: alerts(sentence), way: AGAIN, waiting: false });

  // a page that only its address tells from the one before would stay as it is
  await go(elsewhere);
  await stands('elsewhere', { waiting: false });
  // loading, then 500
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  answer = async (route) => {
    await held;
    await route.fulfill(problem(500, 'unexpected', '服务器出错了。'));
  };
  await go(hash);
  await stands('loading', { waiting: true });
  release();
  await stands('error', failed('服务器出错了。'));
  // a reply that is none, then no net
  answer = (route) => route.fulfill(BROKEN);
  await again();
  await stands('broken reply', failed('没有办成。'));
  answer = (route) => route.abort('internetdisconnected');
  await again();
  await stands('offline', { ...failed('没有网络，没有送到。'), ...(states.bare ? {} : { offline: true }) });
  // and back, by keyboard
  answer = null;
  await again();
  if (!states.never) {
    await stands('again', { waiting: false, ...(states.bare ? {} : { offline: false }) });
    const focus = await page.evaluate(() => document.activeElement !== document.body);
    if (!focus) found.push(`${name}, again: the focus is lost`);
  }
  // not for them
  await go(elsewhere);
  await stands('elsewhere', { waiting: false });
  answer = (route) => route.fulfill(problem(403, 'role-does-not-fit', '您没有权限看这个。'));
  await go(hash);
  await stands('not allowed', { ...failed('您没有权限看这个。'), way: '回首页' });
  // nothing there
  if (states.empty !== undefined) {
    const { of, says } = states.empty;
    await go(elsewhere);
    await stands('elsewhere', { waiting: false });
    answer = async (route, path) => {
      const real = (await (await route.fetch()).json()) as never;
      await route.fulfill({ json: of(real, path) });
    };
    await go(hash);
    await stands('empty', { waiting: false, says });
  }
  answer = null;
  await page.unroute('**/api/**', handler);
  return found;
}
