import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, picture, signIn, type Site, type Visitor } from './support.js';

const SMALL = { width: 320, height: 640 };

describe('the pages', () => {
  let site: Site;
  let resident: Visitor;
  let worker: Visitor;
  let administrator: Visitor;

  beforeAll(async () => {
    site = await openSite();
    resident = await site.visitor(PHONE);
    await signIn(resident.page, site.url, 'jumin1');
    worker = await site.visitor(DESK);
    await signIn(worker.page, `${site.url}/desk/`, 'wangmin');
    administrator = await site.visitor(DESK);
    await signIn(administrator.page, `${site.url}/desk/`, 'guanli');
  }, 120_000);
  afterAll(() => site?.close());

  const moveClock = async () => {
    const before = await worker.page.locator('.clock-words .nb').textContent();
    await worker.page.getByRole('button', { name: '到下一时点' }).click();
    await worker.page.waitForFunction(
      (then) => document.querySelector('.clock-words .nb')?.textContent !== then,
      before,
    );
  };
  const open = async (page: Page, path: string, text: string) => {
    await page.goto(site.url + path);
    await page.getByText(text).first().waitFor();
  };

  it('of residents weigh at most 150 kB, scripts and styles together, compressed', () => {
    // given
    const assets = join(site.web, 'assets');
    // when
    const weight = readdirSync(assets).reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length,
      0,
    );
    // then
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThanOrEqual(150_000);
    expect(readFileSync(join(site.web, 'index.html'), 'utf8')).not.toContain('/staff/');
  });

  it('have no fault that a machine can find, signed out and in', async () => {
    // given
    const stranger = await site.visitor(PHONE);
    await open(stranger.page, '/', '演示账号');
    // then
    expect(await accessibilityFaults(stranger.page)).toEqual([]);
    await open(resident.page, '/', '去提意见');
    expect(await accessibilityFaults(resident.page)).toEqual([]);
    await resident.page.getByRole('link', { name: '去提意见' }).click();
    await resident.page.getByText('您的态度').waitFor();
    expect(await accessibilityFaults(resident.page)).toEqual([]);
    await open(worker.page, '/desk/#/start', '意见—表决—公示');
    await worker.page.getByRole('radio', { name: '意见—表决—公示' }).check();
    await worker.page.getByText('说明').first().waitFor();
    expect(await accessibilityFaults(worker.page)).toEqual([]);
    await open(administrator.page, '/desk/#/accounts', '动态验证码');
    expect(await accessibilityFaults(administrator.page)).toEqual([]);
    await open(administrator.page, '/desk/#/admin', '2026年');
    expect(await accessibilityFaults(administrator.page)).toEqual([]);
    await picture(administrator.page, '21-admin');
    await stranger.context.close();
  });

  it('offer a vote without faults, also at 320 px, and by keyboard alone', async () => {
    // given: nobody gave an opinion, so the vote opens by itself
    await moveClock();
    const small = await site.visitor(SMALL);
    await signIn(small.page, site.url, 'jumin2');
    await small.page.getByRole('link', { name: '去表决' }).waitFor();
    // when
    await small.page.getByRole('link', { name: '去表决' }).focus();
    await small.page.keyboard.press('Enter');
    await small.page.getByText('怎样算通过').waitFor();
    // and what it leads to either way, before one chooses
    expect(await small.page.locator('.two-ways').innerText()).toMatch(
      /如果通过.+接下来：公示通过.+如果没有通过.+接下来：公示未通过/su,
    );
    expect(await accessibilityFaults(small.page)).toEqual([]);
    expect(
      await small.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    await picture(small.page, '22-vote-320');
    await tabTo(small.page, '弃权');
    await small.page.keyboard.press('Enter');
    await small.page.getByText('您要投的是').waitFor();
    await tabTo(small.page, '投入票箱');
    await small.page.keyboard.press('Enter');
    // then
    await small.page.getByRole('heading', { name: '表决票已入箱' }).waitFor();
    expect(await accessibilityFaults(small.page)).toEqual([]);
    expect(
      await small.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    await small.context.close();
  });

  it('keep a ballot that did not arrive, call it unsent, leave no choice on the phone, and send it when the person asks', async () => {
    // given
    const { page, context } = resident;
    const onThePhone = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await open(page, '/', '去表决');
    await page.getByRole('link', { name: '去表决' }).click();
    await page.getByRole('button', { name: '赞成' }).click();
    // when
    await context.setOffline(true);
    await page.getByRole('button', { name: '投入票箱' }).click();
    // then
    await page.getByText('未提交，有网络后请您再试').waitFor();
    expect(await page.getByText('已入箱').count()).toBe(0);
    expect(await page.getByText('没有网络').count()).toBeGreaterThan(0);
    expect(await onThePhone()).toContain('heyi.unsent.v1');
    expect(await onThePhone()).not.toMatch(/yes|赞成/);
    await picture(page, '23-unsent');
    await context.setOffline(false);
    await page.getByText('没有网络').waitFor({ state: 'detached' });
    // it waits for the person
    expect(await page.getByText('未提交，有网络后请您再试').count()).toBe(1);
    await page.getByRole('button', { name: '现在再试' }).click();
    await page.getByText('未提交，有网络后请您再试').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '表决票已入箱' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('heyi.unsent.v1'))).toBeNull();
    // and once the page was left it knows of the ballot, not of the choice
    await page.getByRole('button', { name: '我想改' }).click();
    await page.getByRole('button', { name: '反对' }).click();
    await context.setOffline(true);
    await page.getByRole('button', { name: '投入票箱' }).click();
    await page.getByText('未提交，有网络后请您再试').waitFor();
    await context.setOffline(false);
    await page.goto('about:blank');
    await open(page, '/', '您选了什么没有存在手机里');
    expect(await onThePhone()).not.toMatch(/"no"|反对/);
    await page.getByRole('button', { name: '不提交了，删去' }).click();
    await page.getByText('您选了什么没有存在手机里').waitFor({ state: 'detached' });
  });

  it('speak English: no Chinese but names and what people wrote', async () => {
    // given
    const reader = await site.visitor(PHONE);
    await signIn(reader.page, site.url, 'jumin3');
    // when
    await reader.page.getByRole('link', { name: '我的' }).click();
    await reader.page.getByRole('button', { name: 'English' }).click();
    await reader.page.getByRole('link', { name: 'Home' }).click();
    await reader.page.getByText('For me to take part in').waitFor();
    await picture(reader.page, '24-home-en');
    await reader.page.getByRole('link', { name: 'Vote', exact: true }).click();
    await reader.page.getByText('When it passes').waitFor();
    await picture(reader.page, '25-vote-en');
    // then
    expect(await reader.page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await chineseIn(reader.page)).toEqual([]);
    await reader.context.close();
  });

  it('show staff and auditors what residents see, without faults', async () => {
    // given
    await moveClock();
    await open(worker.page, '/desk/#/matters', '北门空地');
    expect(await accessibilityFaults(worker.page)).toEqual([]);
    // when
    await worker.page.locator('.matter-row a').first().click();
    await worker.page.locator('a[href^="/trace/"]').first().click();
    await worker.page.locator('.diagram .djs-container').waitFor();
    // then
    expect(await accessibilityFaults(worker.page)).toEqual([]);
    await picture(worker.page, '26-trace');
    await open(resident.page, '/', '公示');
    await resident.page.locator('#notices a').first().click();
    await resident.page.getByRole('button', { name: '提出异议' }).waitFor();
    expect(await accessibilityFaults(resident.page)).toEqual([]);
  });

  it('complain of nothing', () => {
    expect(site.complaints).toEqual([]);
  });
});

/** Presses Tab until the button of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')) === name) return;
  }
  throw new Error(`no way to ${name} by keyboard`);
}

/** Texts with Chinese characters that are neither marked as Chinese nor a mark hidden from readers. */
async function chineseIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    for (const element of document.querySelectorAll('main *')) {
      if (element.closest('[lang="zh-CN"]:not(html)') !== null || element.closest('[aria-hidden="true"]') !== null)
        continue;
      const own = element.cloneNode(true) as Element;
      for (const marked of own.querySelectorAll('[lang="zh-CN"], [aria-hidden="true"]')) marked.remove();
      const text = own.textContent?.trim() ?? '';
      if (element.matches('h2, h3, p, dt, dd, button, a, summary, label') && /[\u4e00-\u9fff]/.test(text))
        found.add(text);
    }
    return [...found];
  });
}
