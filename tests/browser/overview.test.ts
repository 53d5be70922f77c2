import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK, openSite, PHONE, picture, signIn, type Site } from './support.js';

/** What managers and administrators look at: the overview with its lists, and the administration page. */
describe('the overview and the administration', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'guanli');
  }, 120_000);
  afterAll(() => site?.close());

  const faults = async () => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it('leads from a number to what it counts', async () => {
    // given
    await page.getByRole('link', { name: '总览', exact: true }).click();
    await page.getByRole('heading', { name: '事项', exact: true }).waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '60-overview');
    // when
    await page.getByRole('radio', { name: '自选日期' }).check();
    await page.getByLabel('从', { exact: true }).fill('2025-12-01');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('2025-12-01 –').waitFor();
    await page.getByRole('link', { name: /^7天以内，办理中/ }).click();
    // then
    await page.getByRole('heading', { name: '事项，7天以内，办理中' }).waitFor();
    expect(await page.locator('.matter-list li').count()).toBe(1);
    expect(await faults()).toEqual([]);
    await picture(page, '61-overview-list');
    await page.getByRole('link', { name: '回总览' }).click();
    await page.getByText('2025-12-01 –').waitFor();
    expect(await page.getByRole('radio', { name: '自选日期' }).isChecked()).toBe(true);
  });

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE);
    expect(await overflow()).toBe(0);
    expect(await faults()).toEqual([]);
    await picture(page, '62-overview-phone');
    await page.setViewportSize(DESK);
  });
});
