import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, PHONE, signIn, type Site } from './support.js';

describe('the resident’s pages in the browser, over HTTP and over a worker', () => {
  let site: Site;
  let http: Page;
  let worker: Page;

  beforeAll(async () => {
    site = await openSite({ worker: true });
    http = (await site.visitor(PHONE)).page;
    worker = (await site.visitor(PHONE)).page;
    await signIn(http, site.url, 'jumin1');
    await worker.goto(`${site.url}/worker/index.html`);
  }, 120_000);
  afterAll(() => site?.close());

  /** The same act on both pages, then both must show the same. */
  const same = async (act: (page: Page) => Promise<unknown>, text: string) => {
    const shown = [];
    for (const page of [http, worker]) {
      await act(page);
      await page.getByText(text).first().waitFor();
      shown.push(await htmlOf(page));
    }
    expect(shown[1]).toBe(shown[0]);
    return shown[0] ?? '';
  };

  it('show the same while an opinion is given and the clock moves', async () => {
    expect(await same(() => Promise.resolve(), '去提意见')).toContain('北门');
    await same((page) => page.getByRole('link', { name: '去提意见' }).click(), '您的态度');
    await same(async (page) => {
      await page.getByText('其他意见', { exact: true }).click();
      await page.getByLabel('您的意见').fill('请装监控。');
      await page.getByRole('button', { name: '提交意见' }).click();
    }, '意见已收到');
    await same(async (page) => {
      await page.getByRole('button', { name: '返回' }).click();
      await page.getByRole('button', { name: '到下一时点' }).click();
    }, '5个工作日');
  });

  it('a world in a worker asks no server for anything of a matter', async () => {
    // given
    const asked: string[] = [];
    worker.on('request', (request) => asked.push(request.url()));
    // when
    await worker.getByRole('link', { name: '我的' }).click();
    await worker.getByText('jumin1').waitFor();
    await worker.getByRole('link', { name: '通知' }).click();
    await worker.getByText('还没有通知。').waitFor();
    // then
    expect(asked.filter((url) => url.includes('/api'))).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});

/** What stands on the page, ids by their order of appearance. */
async function htmlOf(page: Page): Promise<string> {
  await page.waitForTimeout(200);
  const html = await page.locator('#app').innerHTML();
  const names = new Map<string, string>();
  return html.replace(
    /\b[0-9A-HJKMNP-TV-Z]{26}\b/g,
    (id) => names.get(id) ?? (names.set(id, `ID${names.size + 1}`), names.get(id) as string),
  );
}
