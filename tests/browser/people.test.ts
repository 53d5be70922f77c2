import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, picture, signIn, type Site, openMenu } from './support.js';

const HOMES = '小区,楼栋,单元,房号,户号,姓名,出生日期,手机,与户主关系';

describe('people and posts at the desk', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'wangmin');
    await openMenu(page, '社区');
    await page.getByRole('link', { name: '人员', exact: true }).click();
    await page.getByRole('heading', { name: '任职' }).waitFor();
  }, 120_000);
  afterAll(() => site?.close());

  const choose = async (...lines: readonly string[]) =>
    page.locator('#roster-file').setInputFiles({
      name: '名册.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([HOMES, ...lines].join('\n'), 'utf8'),
    });
  const find = async (words: string) => {
    await page.getByRole('searchbox', { name: '按姓名或门牌找' }).fill(words);
    await page.getByRole('button', { name: '查找' }).click();
  };

  it('names every finding of a roster by row and column, and lets nothing in', async () => {
    // when
    await choose('青禾苑,1,1,201,N1,欧阳青,1970-13-06,19911112222,户主');
    // then
    const finding = page.locator('.roster-findings li').first();
    await finding.waitFor();
    expect(await finding.textContent()).toMatch(/第2行.*出生日期/);
    expect(await page.getByRole('button', { name: '全部导入' }).isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '36-people');
  });

  it('brings a roster in, and finds the newly registered', async () => {
    // when
    await choose('青禾苑,1,1,201,N1,欧阳青,1970-05-06,19911112222,户主');
    await page.getByRole('button', { name: '全部导入' }).click();
    await page.getByText('已全部导入').waitFor();
    await find('欧阳');
    // then
    await page.getByRole('cell', { name: '欧阳青' }).waitFor();
    expect(await page.getByText('19911112222').count()).toBe(0);
  });

  it('enters an opinion for a resident: only what that resident can do now is offered, with its last day', async () => {
    // given
    await openMenu(page, '社区');
    await page.getByRole('link', { name: '代办', exact: true }).click();
    const opening = page.locator('.help-openings label').first();
    await opening.getByText(/24:00前/).waitFor();
    const enter = page.getByRole('button', { name: '录入', exact: true });
    expect([await opening.getByRole('radio').isDisabled(), await enter.isDisabled()]).toEqual([true, true]);
    // when
    await page.getByLabel('哪位居民').fill('欧阳');
    await page.getByRole('button', { name: /^欧阳青/ }).click();
    await page.getByText('当面', { exact: true }).click();
    await opening.click();
    await page.getByText('支持', { exact: true }).click();
    await page.getByLabel('您的意见').fill('充电棚离窗户远一些。');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '36-help');
    await enter.click();
    // then
    await page.getByText('已录入，居民会收到通知').waitFor();
    expect(await enter.isDisabled()).toBe(true);
  });
});
