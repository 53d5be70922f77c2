import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './axe.js';
import { cutOffLarge } from './layout.js';
import { openSite, PHONE, picture, signIn, type Site, type Visitor } from './support.js';

const NOBODY = '0'.repeat(26);

/** A page, the call it lives on, what it says where that fails, and what it says where there is nothing. */
interface Case {
  readonly path: string;
  readonly calls: RegExp;
  readonly where: string;
  /** A state it has no words of its own for: the page around it says so. */
  readonly not?: State;
  readonly empty?: { readonly body: unknown; readonly says: readonly string[] };
}
const times = { digestHour: 19, quietFrom: 21, quietTo: 8 };
const CASES: Readonly<Record<string, Case>> = {
  home: {
    path: '/',
    calls: /\/api\/home$/,
    where: '首页没有取到',
    empty: {
      body: { duties: [], matters: [], notices: [] },
      says: ['还没有要您参与的事。', '还没有关注的事', '现在没有公示。', '社区里还没有事项。'],
    },
  },
  'what is followed, on the first page': {
    path: '/',
    calls: /\/api\/reminders$/,
    where: '提醒的设置没有取到',
    not: 'offline',
    empty: { body: { ...times, following: [] }, says: ['还没有关注的事'] },
  },
  matter: { path: `/matters/${NOBODY}`, calls: /\/api\/matters\/\w+$/, where: '这件事没有取到' },
  opinions: { path: `/opinions/${NOBODY}`, calls: /\/api\/opinions\/\w+$/, where: '这次征求意见没有取到' },
  poll: { path: `/polls/${NOBODY}`, calls: /\/api\/polls\/\w+$/, where: '这次表决没有取到' },
  notice: { path: `/notices/${NOBODY}`, calls: /\/api\/notices\/\w+$/, where: '这份公示没有取到' },
  entity: { path: `/cosign/${NOBODY}`, calls: /\/api\/entities\//, where: '没有取到' },
  task: { path: `/tasks/${NOBODY}.1`, calls: /\/api\/tasks\//, where: '没有取到' },
  propose: {
    path: '/propose',
    calls: /\/api\/procedures$/,
    where: '流程没有取到',
    empty: { body: [], says: ['现在没有居民可以提出的流程。'] },
  },
  inbox: { path: '/inbox', calls: /\/api\/inbox$/, where: '通知没有取到', empty: { body: [], says: ['还没有通知。'] } },
  ballots: {
    path: '/ballots',
    calls: /\/api\/home\/ballots$/,
    where: '您的表决票没有取到',
    empty: { body: [], says: ['还没有入箱的表决票。'] },
  },
  reminders: { path: '/me', calls: /\/api\/reminders$/, where: '提醒的设置没有取到' },
};

type State = 'loading' | 'error' | 'offline' | 'not allowed' | 'empty';
const problem = (status: number, code: string, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: detail, status, code, detail, values: {} }),
});

/** Every page in every state, on one phone: the words are there, nothing is cut off, and they can be read in light and dark. */
describe('each page of residents', () => {
  let site: Site;
  let visitor: Visitor;
  let page: Page;
  /** What the calls of the page now looked at are answered with; null lets them through. */
  let answer: { readonly calls: RegExp; readonly give: (route: Route) => Promise<void> } | null = null;

  beforeAll(async () => {
    site = await openSite();
    visitor = await site.visitor(PHONE);
    ({ page } = visitor);
    // a slow answer is said after two seconds: here at once
    await page.addInitScript(() => {
      const real = window.setTimeout.bind(window) as (run: TimerHandler, after?: number) => number;
      Object.assign(window, {
        setTimeout: (run: TimerHandler, after?: number) => real(run, after === 2000 ? 5 : after),
      });
    });
    await signIn(page, site.url, 'jumin1');
    await page.route('**/api/**', async (route) => {
      const path = new URL(route.request().url()).pathname;
      if (answer?.calls.test(path)) await answer.give(route).catch(() => undefined);
      else await route.continue();
    });
  }, 120_000);
  afterAll(() => site?.close());

  const go = (path: string) => page.evaluate((to) => void (location.hash = to), path);
  const shows = (text: string) => page.locator('#app').getByText(text).first().waitFor();
  /** Contrast and the rest, in light and dark. */
  const faults = async () => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme} ${fault}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    return found;
  };

  const STATES: readonly State[] = ['loading', 'error', 'offline', 'not allowed', 'empty'];
  const table = Object.entries(CASES).flatMap(([name, one]) =>
    STATES.filter((state) => (state !== 'empty' || one.empty !== undefined) && one.not !== state).map(
      (state) => [name, state, one] as const,
    ),
  );
  it.each(table)('%s: %s', async (_name, state, { path, calls, where, empty }) => {
    // given
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    const give: Readonly<Record<State, (route: Route) => Promise<void>>> = {
      loading: (route) => held.then(() => route.fulfill(problem(500, 'unexpected', '服务器出错了。'))),
      error: (route) => route.fulfill(problem(500, 'unexpected', '服务器出错了。')),
      offline: (route) => route.abort('internetdisconnected'),
      'not allowed': (route) => route.fulfill(problem(403, 'role-does-not-fit', '您没有权限看这个。')),
      empty: (route) => route.fulfill({ json: empty?.body }),
    };
    answer = null;
    await go('/enrol');
    await shows('注册码');
    // when
    answer = { calls: state === 'offline' ? /^\/api\// : calls, give: give[state] };
    await go(path);
    // then
    if (state === 'loading') {
      await shows('正在取，请稍等');
      // and it is still said once everything else of the page is there
      await page.waitForTimeout(150);
      await shows('正在取，请稍等');
    }
    if (state !== 'loading' && state !== 'empty') await shows(where);
    if (state === 'error') await shows('服务器出错了。');
    if (state === 'not allowed') await shows('您没有权限看这个。');
    if (state === 'offline') {
      await shows('没有网络，没有送到。');
      expect(await page.locator('.offline-line').isVisible()).toBe(true);
    }
    for (const text of state === 'empty' ? (empty?.says ?? []) : []) await shows(text);
    expect(await cutOffLarge(page)).toEqual([]);
    if (state === 'error' || state === 'empty') expect(await faults()).toEqual([]);
    release();
    // and it can be asked for again where it failed
    if (state !== 'error') return;
    answer = null;
    await page.getByRole('button', { name: '再取一次' }).first().click();
    await page.locator('#app').getByText('服务器出错了。').first().waitFor({ state: 'detached' });
  });

  it('what was fetched stays, with a line that says of when it is, once the net is gone', async () => {
    // given
    answer = null;
    await go('/');
    await shows('去提意见');
    const { id, matter } = await page.evaluate(async () => {
      const home = (await (await fetch('/api/home')).json()) as { duties: { matter: string; id: string }[] };
      return { id: home.duties[0]?.id ?? '', matter: home.duties[0]?.matter ?? '' };
    });
    for (const [path, text] of [
      ['/', '去提意见'],
      [`/matters/${matter}`, '为什么等'],
      [`/opinions/${id}`, '您的态度'],
      ['/inbox', '还没有通知'],
      ['/me', '每天汇总'],
      ['/propose', '议题'],
    ] as const) {
      await go(path);
      await shows(text);
      expect([path, await cutOffLarge(page)]).toEqual([path, []]);
      // when
      await visitor.context.setOffline(true);
      await page.locator('.offline-line').waitFor();
      // then
      await shows(text);
      await visitor.context.setOffline(false);
      await page.locator('.offline-line').waitFor({ state: 'detached' });
      expect([path, await faults()]).toEqual([path, []]);
    }
  });

  it('lets a matter be followed, and the hours be chosen', async () => {
    // when
    await go('/');
    await page.locator('#matters a').first().click();
    await page.getByRole('button', { name: '关注', exact: true }).click();
    // then
    await shows('已关注。有进展时，每天19:00汇总告诉您一次。');
    await picture(page, '50-followed');
    await go('/me');
    await page.getByLabel('每天汇总').selectOption('22');
    await page.getByRole('button', { name: '保存提醒设置' }).click();
    await shows('汇总的时间落在免打扰时段里，请错开。');
    await page.getByLabel('每天汇总').selectOption('18');
    await page.getByRole('button', { name: '保存提醒设置' }).click();
    await shows('已保存。');
    await picture(page, '51-reminders');
    await go('/');
    await page.getByRole('button', { name: '过1个工作日' }).click();
    await go('/inbox');
    await shows('今日汇总：您关注的1件事有进展。');
    await shows('“征求意见”开始');
    await picture(page, '52-digest');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, '53-digest-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(site.complaints.filter((line) => !/status of (403|404|422|500)/.test(line))).toEqual([]);
  });
});
