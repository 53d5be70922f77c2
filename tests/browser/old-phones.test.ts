import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, gapsInRows, known, NEWER, newerIn, newerInStyle } from './chrome-68.js';
import { DESK, openSite, PHONE, signIn, type Site } from './support.js';

/** What `old-browsers.ts` brings along. */
const BROUGHT = ['globalThis', 'Object.hasOwn', 'Object.fromEntries', 'String#at', 'Array#at', 'Array#flatMap'];

describe('the residents’ pages on a phone of 2018', () => {
  let site: Site;
  let page: Page;
  let desk: Page;

  beforeAll(async () => {
    site = await openSite();
    ({ page } = await site.visitor(PHONE));
    await page.addInitScript(forget, Object.keys(NEWER));
    ({ page: desk } = await site.visitor(DESK));
    await signIn(desk, `${site.url}/desk/`, 'wangmin');
  }, 120_000);
  afterAll(() => site?.close());

  const built = (kind: '.js' | '.css') => {
    const assets = join(site.web, 'assets');
    return readdirSync(assets)
      .filter((name) => name.endsWith(kind))
      .map((name) => readFileSync(join(assets, name), 'utf8'));
  };
  const moveClock = async () => {
    const before = await desk.locator('.clock-words .nb').textContent();
    await desk.getByRole('button', { name: '到下一时点' }).click();
    await desk.waitForFunction((then) => document.querySelector('.clock-words .nb')?.textContent !== then, before);
  };
  const seen: string[] = [];
  /** Waits for a text of the page, and looks at what stands on it. */
  const shows = async (text: string | RegExp) => {
    await page.getByText(text).first().waitFor();
    for (const row of await page.evaluate(gapsInRows)) seen.push(`${page.url()} ${row}`);
  };

  it('are written in ES2018 and use nothing newer than Chrome 68 that they do not bring along', () => {
    const scripts = built('.js');
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(newerIn(script).filter((name) => !BROUGHT.includes(name))).toEqual([]);
  });

  it('are laid out with nothing newer than Chrome 68', () => {
    const sheets = built('.css');
    expect(sheets.length).toBeGreaterThan(0);
    for (const sheet of sheets) expect(newerInStyle(sheet)).toEqual([]);
  });

  it('take an opinion', async () => {
    // given a browser that lacks them all but for what the page brings along
    await signIn(page, site.url, 'jumin1');
    expect((await page.evaluate(known, Object.keys(NEWER))).sort()).toEqual([...BROUGHT].sort());
    await shows('要我参与的');
    // when
    await page.getByRole('link', { name: '去提意见' }).click();
    await shows('您的态度');
    await page.getByText('支持', { exact: true }).click();
    await page.getByLabel('您的意见').fill('请加装灭火器。');
    await page.getByRole('button', { name: '提交意见' }).click();
    // then
    await shows('还没有答复');
    await page.getByRole('link', { name: '看这件事办到哪了' }).first().click();
    await shows('为什么等');
  });

  it('take a ballot and give a receipt', async () => {
    // given
    await moveClock();
    await desk.goto(`${site.url}/desk/#/tasks`);
    await desk.locator('.task-list li a').first().click();
    await desk.getByText('采纳', { exact: true }).click();
    await desk.getByLabel('理由').fill('已列入方案，每个充电位旁设一个灭火器。');
    await desk.getByRole('button', { name: '提交答复' }).click();
    await desk.locator('.answer-head').getByText('都已答复').waitFor();
    await desk.getByRole('button', { name: '办完，往下走' }).click();
    await desk.getByText('没有待办。').waitFor();
    await page.goto(`${site.url}/#/`);
    // when
    await page.getByRole('link', { name: '去表决' }).click();
    await shows('怎样算通过');
    await page.getByRole('button', { name: '赞成', exact: true }).click();
    await page.getByRole('button', { name: '投入票箱' }).click();
    // then
    await page.getByRole('heading', { name: '表决票已入箱' }).waitFor();
    await shows('票根号');
    await page.goto(`${site.url}/#/ballots`);
    await shows('票已入箱');
    expect(await page.locator('main').innerText()).not.toMatch(/赞成|反对|弃权/);
  });

  it('show the notice and take an objection', async () => {
    // given
    await moveClock();
    await page.goto(`${site.url}/#/`);
    await page.locator('#notices a').first().click();
    // when
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('您的异议和理由').fill('充电棚离2号楼窗户只有4米。');
    await page.getByRole('button', { name: '提交异议' }).click();
    // then
    await shows('充电棚离2号楼窗户只有4米');
    await page.goto(`${site.url}/#/inbox`);
    await shows('您的第1条意见已答复');
    await page.goto(`${site.url}/#/me`);
    await shows('退出');
    expect(seen).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
