import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import type { Body } from '#rules/people';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, picture, signIn, type Site, openMenu } from './support.js';

const DAY = 86_400_000;

/** The page 组织: an administrator keeps units, bodies and posts, by mouse and by keyboard alone. */
describe('the organisation at the desk', () => {
  let site: Site;
  let page: Page;
  let today: number;
  beforeAll(async () => {
    site = await openSite();
    today = site.heyi.ground.clock.now();
    // given the Party chain and a grid beside the committee of the demo
    const body = (id: string, kind: Body['kind'], name: string, scope: string, parent: string | null): Body => ({
      ...{ body: id.padEnd(26, '0'), kind, name, scope, parent: parent?.padEnd(26, '0') ?? null },
      ...{ remit: [], seats: kind === 'grid' ? [{ role: 'grid', count: 1 }] : [{ role: 'party', count: 1 }] },
    });
    await site.heyi.app
      .get(People)
      .establish([
        body('STREET', 'party-street', '青禾街道党工委', 'qinghe', null),
        body('PARTY', 'party-community', '青禾里社区党委', 'qinghe/qhl', 'STREET'),
        body('BRANCH', 'party-estate', '青禾苑党支部', 'qinghe/qhl/e1', 'PARTY'),
        body('GRID', 'grid', '青禾苑网格', 'qinghe/qhl/e1', null),
      ]);
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'guanli');
    await openMenu(page, '社区');
    await page.getByRole('link', { name: '组织', exact: true }).click();
    await page.getByRole('tree', { name: '单位' }).waitFor();
  }, 120_000);
  afterAll(() => site?.close());

  const later = (days: number) => new Date(today + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
  const faults = (on = page) => accessibilityFaults(on);
  const overflow = (on: Page) =>
    on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const dialog = () => page.getByRole('dialog');
  const says = () => dialog().locator('.act-says').textContent();
  const paper = async (number: string, label = '任职文件文号') => {
    await dialog().getByLabel(label).fill(number);
    await dialog().getByLabel('文件标题').fill('关于任职的通知');
  };
  const finish = async (name: string) => {
    await dialog().getByRole('button', { name, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };

  it('is walked through by the keyboard, and adds a unit', async () => {
    // given
    const vacant = page.getByRole('region', { name: '空缺' });
    await vacant.getByRole('link', { name: '青禾苑' }).first().waitFor();
    await page.getByLabel('搜单位名称').fill('青禾苑');
    await page.getByRole('treeitem', { name: '青禾街道、青禾里社区' }).waitFor();
    expect(await page.getByRole('treeitem').count()).toBe(1);
    await page.getByLabel('搜单位名称').fill('');
    const street = page.getByRole('treeitem', { name: '青禾街道' }).first();
    await street.focus();
    // when
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    // then
    await page.getByRole('heading', { name: '青禾里社区', exact: true, level: 1 }).waitFor();
    expect(await page.getByText('空缺').count()).toBeGreaterThan(0);
    expect(await faults()).toEqual([]);
    await picture(page, '40-organisation');
    await page.getByRole('treeitem', { name: '青禾苑' }).click();
    await page.getByRole('heading', { name: '青禾苑', exact: true, level: 1 }).waitFor();
    const chain = await page.locator('.party-chain li').allTextContents();
    expect(chain.map((each) => each.trim().slice(0, 7))).toEqual([
      '青禾街道党工委',
      '青禾里社区党委',
      '青禾苑党支部本',
    ]);
    await picture(page, '40-estate');
    await page.getByRole('link', { name: '青禾里社区党委' }).click();
    // and
    await page.getByRole('button', { name: '新增下级单位' }).press('Enter');
    expect(await says()).toContain('填好以后');
    expect(await dialog().getByRole('button', { name: '新增下级单位' }).isDisabled()).toBe(true);
    await dialog().getByLabel('名称').fill('青禾新苑');
    await dialog().getByLabel('编号').fill('new');
    expect(await says()).toContain('“青禾里社区”下面增加小区“青禾新苑”，编号new');
    await finish('新增下级单位');
    await page.getByRole('heading', { name: '青禾新苑', exact: true, level: 1 }).waitFor();
    await page.getByRole('treeitem', { name: '青禾新苑' }).waitFor();
    expect(await page.getByText('还没有人任职。').count()).toBe(1);
  });

  it('appoints, and marks a term that is nearly over', async () => {
    // when
    await page.getByRole('button', { name: '登记任职：青禾新苑' }).click();
    await dialog().getByLabel('职务').selectOption({ label: '网格员' });
    await dialog().getByLabel('姓名').fill('方新格');
    await dialog().getByLabel('单位或住处').fill('青禾新苑网格');
    await dialog().getByLabel('到哪天为止').fill(later(30));
    await paper('青街任〔2026〕11号');
    expect(await says()).toMatch(/方新格从.*起在青禾新苑任网格员，到.*为止。/);
    expect(await faults()).toEqual([]);
    await picture(page, '41-appoint');
    await finish('登记任职');
    // then
    const line = page.locator('.post-line').filter({ hasText: '方新格' });
    await line.getByText('任期将满').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('登记任职：青禾新苑');
    expect(await line.textContent()).toContain('青街任〔2026〕11号');
  });

  it('prolongs, and says what is refused in words', async () => {
    const open = () => page.getByRole('button', { name: '延长任期：方新格，网格员' }).click();
    // given: an earlier day than the term lasts already
    await open();
    await dialog().getByLabel('延长到哪天').fill(later(3));
    await paper('青街任〔2026〕12号');
    await dialog().getByRole('button', { name: '延长任期', exact: true }).click();
    await dialog().getByText('新的到期日要在这天以后').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('延长任期');
    // when
    await open();
    await dialog().getByLabel('延长到哪天').fill(later(365));
    await paper('青街任〔2026〕12号');
    expect(await says()).toMatch(/任期从.*延长到/);
    await picture(page, '42-prolong');
    await finish('延长任期');
    // then
    await page.getByText('已办好：方新格').waitFor();
    expect(await page.getByText('任期将满').count()).toBe(0);
  });

  it('replaces the holder, now or on a later day', async () => {
    // when
    await page.getByRole('button', { name: '登记接任：方新格，网格员' }).click();
    await dialog().getByLabel('姓名').fill('林接格');
    await dialog().getByLabel('单位或住处').fill('青禾新苑网格');
    await dialog().getByLabel('从哪天起').fill(later(5));
    await paper('青街任〔2026〕13号');
    expect(await says()).toMatch(/方新格任到.*林接格从.*起接任青禾新苑网格员，中间不断档/);
    await dialog().getByLabel('从哪天起').fill(later(0));
    expect(await says()).toContain('林接格马上接任青禾新苑网格员，方新格的任期随即结束。');
    await picture(page, '43-replace');
    await finish('登记接任');
    // then
    await page.locator('.post-line').filter({ hasText: '林接格' }).waitFor();
    expect(await page.locator('.post-line').filter({ hasText: '方新格' }).count()).toBe(0);
  });

  it('ends an appointment: the post is vacant', async () => {
    // when
    await page.getByRole('button', { name: '登记离任：林接格，网格员' }).click();
    await paper('青街免〔2026〕1号', '免职文件文号');
    expect(await says()).toContain('离任后就是空缺');
    await finish('登记离任');
    // then
    await page.locator('.post-line.vacant').filter({ hasText: '网格员' }).waitFor();
    expect(await page.getByRole('treeitem', { name: '青禾新苑' }).textContent()).toContain('空缺1');
  });

  it('sets up a body with seats and appoints somebody known to it, then shows it on a phone', async () => {
    // given
    await page.getByRole('button', { name: '新增机构' }).click();
    await dialog().getByLabel('名称').fill('青禾新苑议事会');
    await dialog().getByRole('button', { name: '加一行席位' }).click();
    await dialog().getByLabel('第1行的职务').selectOption({ label: '召集人' });
    expect(await faults()).toEqual([]);
    await picture(page, '44-body');
    await finish('新增机构');
    const council = page.getByRole('region', { name: '青禾新苑议事会' });
    await council.getByText('空缺').waitFor();
    // when
    await council.getByRole('button', { name: '登记任职：召集人' }).click();
    await dialog().getByText('已登记的人').click();
    await dialog().getByLabel('按姓名或门牌找').fill('王敏');
    await dialog().getByRole('button', { name: /^王敏/ }).click();
    await paper('青街任〔2026〕14号');
    await finish('登记任职');
    // then
    await council.getByText('王敏').waitFor();
    expect(await council.getByText('空缺').count()).toBe(0);
    expect(await faults()).toEqual([]);
    await picture(page, '45-unit');
    await page.setViewportSize(PHONE);
    expect(await overflow(page)).toBe(0);
    await picture(page, '46-unit-phone');
    await council.getByRole('button', { name: '登记接任：王敏，召集人' }).click();
    expect(await overflow(page)).toBe(0);
    await picture(page, '47-replace-phone');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: '全部单位' }).click();
    await page.getByRole('treeitem', { name: '青禾新苑' }).waitFor();
    expect(await overflow(page)).toBe(0);
    await picture(page, '48-tree-phone');
    await page.setViewportSize(DESK);
  });

  it('keeps a unit on which something hangs, and closes one that is empty', async () => {
    await page.getByRole('treeitem', { name: '青禾新苑' }).click();
    await page.getByRole('button', { name: '撤并单位', exact: true }).click();
    await dialog().getByRole('button', { name: '撤并单位', exact: true }).click();
    await dialog().getByText('还有1个机构，先停用它们').waitFor();
    await dialog().getByRole('button', { name: '不办了' }).click();
    await page.getByRole('button', { name: '登记离任：王敏，召集人' }).click();
    await paper('青街免〔2026〕2号', '免职文件文号');
    await finish('登记离任');
    await page.getByRole('button', { name: '停用机构：青禾新苑议事会' }).click();
    await finish('停用机构');
    await page.getByRole('button', { name: '撤并单位', exact: true }).click();
    await finish('撤并单位');
    // then
    await page.getByRole('heading', { name: '青禾里社区', exact: true, level: 1 }).waitFor();
    expect(await page.getByRole('treeitem', { name: '青禾新苑' }).count()).toBe(0);
    // what was refused on the way was an answer; the browser writes its status to the console
    expect(site.complaints.filter((each) => !/status of 409/.test(each))).toEqual([]);
  });

  it('says who keeps it to whoever may not, and what failed where nothing is fetched', async () => {
    // given
    const { page: other } = await site.visitor(DESK);
    await signIn(other, `${site.url}/desk/`, 'wangmin');
    await openMenu(other, '社区');
    await other.getByRole('link', { name: '人员', exact: true }).waitFor();
    expect(await other.getByRole('link', { name: '组织', exact: true }).count()).toBe(0);
    await other.goto(`${site.url}/desk/#/organisation`);
    await other.getByText('组织由管理员维护。').waitFor();
    expect(await faults(other)).toEqual([]);
    // and
    const broken = await site.visitor(DESK);
    await broken.page.route('**/api/organisation', (route) => route.fulfill({ status: 500, body: '' }));
    await signIn(broken.page, `${site.url}/desk/`, 'guanli');
    await broken.page.goto(`${site.url}/desk/#/organisation`);
    await broken.page.getByText('组织没有取到').waitFor();
    await broken.page.unroute('**/api/organisation');
    await broken.page.getByRole('button', { name: '再取一次' }).click();
    await broken.page.getByRole('tree', { name: '单位' }).waitFor();
    await openMenu(broken.page, '赵启文');
    await broken.page.getByRole('button', { name: 'English' }).click();
    await broken.page.getByRole('treeitem', { name: '青禾里社区' }).click();
    await broken.page.getByRole('button', { name: 'Add a body' }).waitFor();
    await picture(broken.page, '49-organisation-en');
  });
});
