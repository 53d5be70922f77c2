import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoClock } from '#outside';
import { staff } from '../http/accounts.js';
import { DESK, openSite, PHONE, picture, signIn, type Site } from './support.js';

describe('a task that is handed on', () => {
  let site: Site;
  let wang: Page;
  beforeAll(async () => {
    site = await openSite();
    await staff(site, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    const { page } = await site.visitor(PHONE);
    await signIn(page, site.url, 'jumin1');
    await page.getByRole('link', { name: '去提意见' }).click();
    await page.getByText('支持', { exact: true }).click();
    await page.getByLabel('您的意见').fill('赞成，请加装灭火器。');
    await page.getByRole('button', { name: '提交意见' }).click();
    await page.getByText('还没有答复').waitFor();
    const { clock, runtime } = site.heyi.ground;
    if (!(clock instanceof DemoClock)) throw new Error('the clock is real');
    await clock.moveTo(Date.parse('2026-03-06T09:00:00+08:00'));
    await runtime.clockMoved(30_000);
    ({ page: wang } = await site.visitor(DESK));
    await signIn(wang, `${site.url}/desk/`, 'wangmin');
    await wang.locator('.task-list li a').first().click();
    await wang.getByRole('button', { name: '更多办理方式' }).waitFor();
  }, 120_000);
  afterAll(() => site?.close());

  const faults = async (page: Page) =>
    (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(
      ({ id }) => id,
    );

  it('shows what can be done with it, and why not the rest', async () => {
    // when
    await wang.getByRole('button', { name: '更多办理方式' }).press('Enter');
    // then
    await wang.getByRole('button', { name: '转办' }).waitFor();
    expect(await wang.getByRole('button', { name: '收回委托' }).isDisabled()).toBe(true);
    await wang.getByText('这项任务没有委托').waitFor();
    expect(await faults(wang)).toEqual([]);
    await picture(wang, '40-operations');
  });

  it('goes to a colleague by keyboard, after saying so, with a reason', async () => {
    // when
    await wang.getByRole('button', { name: '转办' }).press('Enter');
    const dialog = wang.getByRole('dialog', { name: '转办' });
    await dialog.getByLabel('交给谁').selectOption({ label: '丁新，居委会工作人员' });
    const go = dialog.getByRole('button', { name: '转办' });
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByLabel('理由').fill('我出差，小丁熟悉情况。');
    await dialog.getByText('由丁新办理').waitFor();
    expect(await faults(wang)).toEqual([]);
    await picture(wang, '41-operation-dialog');
    await go.press('Enter');
    // then
    await dialog.waitFor({ state: 'detached' });
    await wang.locator('.task-foot', { hasText: '丁新' }).waitFor();
  });

  it('waits at the colleague’s desk, on a narrow screen too', async () => {
    // given
    const { page } = await site.visitor({ width: 390, height: 844 });
    await signIn(page, `${site.url}/desk/`, 'dingxin');
    // when
    await page.locator('.task-list li a').first().click();
    await page.getByRole('button', { name: '更多办理方式' }).click();
    // then
    await page.getByRole('button', { name: '释放' }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await picture(page, '42-operations-narrow');
    await page.keyboard.press('Escape');
    expect(site.complaints).toEqual([]);
  });
});
