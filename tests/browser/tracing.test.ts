import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoClock } from '#outside';
import { staff } from '../http/accounts.js';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, picture, signIn, type Site } from './support.js';

/** A matter whose opinion was answered late, looked at by an auditor, at a desk and on a narrow screen. */
describe('the trace page', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    await staff(site, 'shenji', '钱慎之', 'auditor', 'qinghe/qhl');
    const resident = await site.visitor(PHONE);
    await signIn(resident.page, site.url, 'jumin1');
    await resident.page.getByRole('link', { name: '去提意见' }).click();
    await resident.page.getByText('支持', { exact: true }).click();
    await resident.page.getByLabel('您的意见').fill('赞成，请加装灭火器。');
    await resident.page.getByRole('button', { name: '提交意见' }).click();
    await resident.page.getByText('还没有答复').waitFor();
    const { clock, runtime } = site.heyi.ground;
    if (!(clock instanceof DemoClock)) throw new Error('the clock is real');
    for (const day of ['2026-03-06T00:00:00+08:00', '2026-04-10T09:00:00+08:00']) {
      await clock.moveTo(Date.parse(day));
      await runtime.clockMoved(30_000);
    }
    const worker = await site.visitor(DESK);
    await signIn(worker.page, `${site.url}/desk/`, 'wangmin');
    await worker.page.locator('.task-list li a').first().click();
    await worker.page.locator('.answer-item, .answer').first().waitFor();
    await worker.page.getByText('采纳', { exact: true }).first().click();
    await worker.page.getByLabel('理由').fill('已列入方案。');
    await worker.page.getByRole('button', { name: '提交答复' }).click();
    await worker.page.locator('.answer-head').getByText('都已答复').waitFor();
    await worker.page.getByRole('button', { name: '办完，往下走' }).click();
    await worker.page.getByText('没有待办。').waitFor();
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/trace/`, 'shenji');
    await page.locator('.matter-row a').first().click();
    await page.locator('.diagram .djs-container').waitFor();
  }, 120_000);
  afterAll(() => site?.close());

  const slider = () => page.getByRole('slider', { name: '时间轴' });
  const notch = async () => Number(await slider().inputValue());

  it('goes through time by keyboard, with every pane, and keeps the moment in its address', async () => {
    // given
    const last = Number(await slider().getAttribute('max'));
    expect(await notch()).toBe(last);
    await page.locator('.diagram-number').first().waitFor();
    const numbered = () => page.locator('.diagram-number').count();
    const all = await numbered();
    // words in the drawing can be read, and the whole is there for the asking
    const height = () =>
      page
        .locator('.diagram-place .djs-shape text')
        .first()
        .evaluate((text) => Math.round(text.getBoundingClientRect().height));
    const legible = await height();
    expect(legible).toBeGreaterThanOrEqual(10);
    await picture(page, '60-trace-now');
    // when
    await slider().press('Home');
    // then
    await expect.poll(() => page.url()).toMatch(/[?&]n=1$/);
    await expect.poll(numbered).toBeLessThan(all);
    expect(await page.locator('.records li.ahead').count()).toBe(last);
    expect(await page.locator('.state-pane .values dt').allInnerTexts()).toContain('事项');
    // a day on, one back, the end
    await slider().press('PageUp');
    await expect.poll(notch).toBeGreaterThan(0);
    const day = await notch();
    await slider().press('ArrowLeft');
    await expect.poll(notch).toBe(day - 1);
    await slider().press('PageDown');
    await expect.poll(notch).toBeLessThan(day - 1);
    await slider().press('End');
    await expect.poll(() => page.url()).not.toContain('n=');
    await expect.poll(numbered).toBe(all);
  });

  it('opens a record, its leaf and what the act rests on, and the inside of a step in its place', async () => {
    // when
    await page.getByText('筛选').click();
    await page.getByLabel('只看逾期和空档').check();
    await page.locator('.timeline-entry').first().press('Enter');
    // then
    await page.locator('.timeline .late', { hasText: '个工作日' }).first().waitFor();
    await page.getByLabel('只看逾期和空档').uncheck();
    await page.locator('.leaf').getByText('这台电脑算得同样的指纹').waitFor();
    await page.getByRole('button', { name: '看依据' }).press('Enter');
    await page.locator('.basis b').getByText('王敏').waitFor();
    await page.getByLabel('按用时着色').check();
    await page.locator('.diagram-took').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '61-trace-late');
    await page.getByRole('navigation', { name: '所在位置' }).getByRole('button').first().press('Enter');
    await page.locator('.open-inner').first().press('Enter');
    expect(await page.locator('.crumbs li').count()).toBe(2);
    await page.locator('.readers').getByText('打开事项的追溯').first().waitFor();
    expect(await page.locator('.reader-days li').first().innerText()).toMatch(/审计员1人/);
    await page.locator('.records').scrollIntoViewIfNeeded();
    await picture(page, '62-trace-record');
  });

  it('answers questions in one step', async () => {
    // given
    await page.getByRole('link', { name: '按问题查' }).click();
    const index = page.getByRole('navigation', { name: '按问题查' });
    const question = (name: string) => index.getByRole('link', { name }).click();
    await page.locator('.matter-list .late').first().waitFor();
    await picture(page, '63-trace-questions');
    // when
    await question('这个岗位改了什么');
    await page.getByLabel('岗位').selectOption({ label: '王敏，青禾里社区居委会工作人员' });
    await page.locator('.act-list li').first().waitFor();
    expect(await page.getByLabel('种子').count()).toBe(0);
    await question('随机抽查');
    await page.getByLabel('种子').fill('03 11 27');
    await page.getByLabel('比例').fill('100');
    await page.getByRole('button', { name: '抽取' }).press('Enter');
    // then
    await page.getByText('共1件，抽1件').waitFor();
    expect(page.url()).toContain('q=sample');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('fits a narrow screen', async () => {
    const narrow = await site.visitor({ width: 390, height: 844 });
    await signIn(narrow.page, `${site.url}/trace/`, 'shenji');
    await narrow.page.locator('.matter-row a').first().click();
    // a drawing is a smear there, unless it is asked for
    await narrow.page.getByRole('button', { name: '看流程图' }).click();
    await narrow.page.locator('.diagram .djs-container').waitFor();
    await narrow.page.getByRole('button', { name: '前一条' }).click();
    await expect.poll(() => narrow.page.url()).toContain('n=');
    await picture(narrow.page, '64-trace-narrow');
    expect(await accessibilityFaults(narrow.page)).toEqual([]);
    const wide = () =>
      narrow.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    await narrow.page.goto(`${site.url}/trace/#/questions?q=sample`);
    await narrow.page.getByRole('button', { name: '抽取' }).waitFor();
    expect(await wide()).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(narrow.page)).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
