import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client } from '../http/client.js';
import { newKey } from '../http/server.js';
import { filingWorkflows } from '../support/filing.js';
import { accessibilityFaults } from './axe.js';
import { DEMO_PASSWORD, DESK, openSite, PHONE, picture, signIn, type Site } from './support.js';

describe('the desk’s lists', () => {
  let site: Site;
  let folder: string;
  let page: Page;
  const faults = () => accessibilityFaults(page);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

  beforeAll(async () => {
    folder = await filingWorkflows();
    site = await openSite({ workflows: folder });
    const wang = client(site.heyi.app, '10.1.0.9');
    await wang.port.signIn({ account: 'wangmin', password: DEMO_PASSWORD }, newKey());
    for (let n = 1; n <= 64; n++) {
      const variables = { title: `${n}号楼物业服务合同备案`, days: n <= 60 ? ((n * 7) % 30) + 1 : 400 };
      await wang.port.startMatter({ procedure: 'filing', variables }, newKey());
    }
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'wangmin');
    await page.locator('.task-list li').first().waitFor();
  }, 180_000);
  afterAll(async () => {
    await site?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('show sixty rows and then the rest, and are walked through by keys', async () => {
    expect(await page.locator('.task-list li').count()).toBe(60);
    await page.getByText('共64件').waitFor();
    // the first is open already, and the focus is still at the list
    await page.waitForURL(/#\/tasks\/[\w.]+$/);
    expect(await page.locator('.row-link').first().getAttribute('aria-current')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.closest('.task-pane') === null)).toBe(true);
    expect(await faults()).toEqual([]);
    await picture(page, '60-lists');
    // when
    await page.getByRole('button', { name: '再显示4件' }).click();
    await page.locator('.task-list li').nth(63).waitFor();
    await page.locator('.row-link').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const third = await page.locator('.row-link').nth(2).textContent();
    expect(await focused()).toBe(third);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '更多办理方式' }).waitFor();
    // then: form, where it stands and what happened, side by side
    await page.locator('.task-aside .diagram').waitFor();
    expect(await focused()).toBe(third);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await picture(page, '61-list-and-task');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘操作' }).waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '62-keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('are searched, and the search is kept under a name', async () => {
    // when
    await page.getByRole('searchbox').fill('12号楼');
    await page.keyboard.press('Enter');
    await page.getByText('找到1件').waitFor();
    await page.getByRole('button', { name: '常用筛选' }).click();
    const dialog = page.getByRole('dialog', { name: '常用筛选' });
    await dialog.getByLabel('名称').fill('十二号楼');
    await dialog.getByRole('button', { name: '存下这次搜索' }).click();
    await dialog.getByRole('link', { name: '十二号楼' }).waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '63-filters');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: '已办' }).click();
    await page.getByText('还没有办过的事').waitFor();
    await page.getByRole('button', { name: '常用筛选' }).click();
    await page.getByRole('dialog').getByRole('link', { name: '十二号楼' }).click();
    // then
    await page.getByText('找到1件').waitFor();
    expect(await page.getByRole('link', { name: '待办', exact: false }).first().isVisible()).toBe(true);
  });

  it('lets several alike tasks be done with one answer, and says what became of each', async () => {
    // given
    await page.getByRole('searchbox').fill('1号楼');
    await page.keyboard.press('Enter');
    await page.getByText('找到7件').waitFor();
    // when
    await page.locator('.row-choice input').nth(0).check();
    await page.locator('.row-link').nth(1).focus();
    await page.keyboard.press('x');
    await page.getByText('已选2件').waitFor();
    await page.getByRole('button', { name: '一起办理' }).click();
    const dialog = page.getByRole('dialog', { name: '一起办理2件' });
    await dialog.getByText('收下').click();
    expect(await faults()).toEqual([]);
    await picture(page, '64-batch');
    await dialog.getByRole('button', { name: '一起办理' }).click();
    // then
    const result = page.getByRole('dialog', { name: '办理结果：办完2件，没有办完0件' });
    await result.waitFor();
    await picture(page, '65-batch-result');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: '已办' }).click();
    await page.getByText('共2件').waitFor();
    expect(await page.locator('.rows-apart').allInnerTexts()).toEqual([expect.stringMatching(/^2026年\d+月$/)]);
    // then one of them is there to be read, and nothing in it to be filled in
    await page.waitForURL(/#\/done\/[\w.]+$/);
    await page
      .locator('.task-body')
      .getByText(/这件事(现在到：|已办结。)/)
      .waitFor();
    expect(await page.locator('.task-pane :is(input, textarea, .task-foot)').count()).toBe(0);
  });

  it('has a calendar of terms that keys walk through', async () => {
    // when
    await page.getByRole('link', { name: '期限日历' }).click();
    await page.getByRole('grid').waitFor();
    await page.getByText('日期待定').first().waitFor();
    expect(await page.locator('.pending li').count()).toBe(4);
    expect(await faults()).toEqual([]);
    await picture(page, '66-terms');
    await page.locator('.terms-grid button[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-date'))).toBe('2026-03-09');
    await page.keyboard.press('PageUp');
    await page.getByRole('grid', { name: '2026年2月' }).waitFor();
    await page.locator('[data-date="2026-02-09"]:focus').waitFor();
    await page.getByRole('button', { name: /2月28日.*调休上班/ }).waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '67-terms-february');
    // then: each leads to its task
    await page.keyboard.press('PageDown');
    await page.locator('[data-date="2026-03-09"]:focus').waitFor();
    await page.locator('.terms-side .row-link').first().click();
    await page.getByRole('button', { name: '更多办理方式' }).waitFor();
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: '返回' }).click();
    await page.locator('.task-list li').first().waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    // one line of each bar stands above the first row; search and clock open behind their buttons
    const top = await page.locator('.row-link').first().boundingBox();
    expect(top?.y).toBeLessThanOrEqual(170);
    await picture(page, '68-lists-narrow');
    const onClock = page.getByRole('button', { name: '过1个工作日' });
    expect(await onClock.isVisible()).toBe(false);
    await page.getByRole('button', { name: '拨时钟', expanded: false }).click();
    expect(await onClock.isVisible()).toBe(true);
    await page.getByRole('button', { name: '拨时钟', expanded: true }).click();
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    await page.getByRole('button', { name: '搜索' }).click();
    await page.locator('input[type="search"]:focus').waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await faults()).toEqual([]);
    await page.getByRole('link', { name: '期限日历' }).click();
    await page.getByRole('grid').waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await faults()).toEqual([]);
    await picture(page, '69-terms-narrow');
  });

  it('of matters are narrowed in the address, and are so again on the way back', async () => {
    const rows = page.locator('.matter-row');
    await page.setViewportSize(DESK);
    await page.goto(`${site.url}/desk/#/matters`);
    await page.getByText('共65件').waitFor();
    expect(await rows.count()).toBe(30);
    expect(await faults()).toEqual([]);
    await picture(page, '70-matters');
    // each cell says its head to who hears the page
    const heard = await rows.first().ariaSnapshot();
    for (const head of ['编号', '到哪一步', '谁在办', '期限', '提出日期']) expect(heard).toContain(`${head}：`);
    // when: the last page, then a search from there
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('第2页，共3页').waitFor();
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('第3页，共3页').waitFor();
    expect(await rows.count()).toBe(5);
    await page.getByRole('searchbox').fill('12号楼');
    await page.keyboard.press('Enter');
    await page.getByText('找到1件').waitFor();
    await page.getByRole('link', { name: '在办', exact: true }).click();
    await page.getByLabel('流程', { exact: true }).selectOption({ label: '备案登记' });
    await page.locator('.matter-row', { hasText: '12号楼物业服务合同备案' }).waitFor();
    const address = page.url();
    expect(new URLSearchParams(address.split('?')[1]).toString()).toBe(
      new URLSearchParams({ words: '12号楼', state: 'open', procedure: 'filing' }).toString(),
    );
    await rows.getByRole('link').click();
    await page.getByRole('heading', { name: '12号楼物业服务合同备案' }).waitFor();
    await page.goBack();
    // then
    await page.getByText('找到1件').waitFor();
    expect(page.url()).toBe(address);
    expect(await page.getByRole('searchbox').inputValue()).toBe('12号楼');
    expect(await page.getByLabel('流程', { exact: true }).inputValue()).toBe('filing');
    await page.getByRole('link', { name: '挂起' }).click();
    await page.getByText('没有符合的事项').waitFor();
    await page.setViewportSize(PHONE);
    await page.getByRole('link', { name: '看全部' }).click();
    await page.getByText('共65件').waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await faults()).toEqual([]);
    await picture(page, '71-matters-narrow');
    expect(site.complaints).toEqual([]);
  });
});
