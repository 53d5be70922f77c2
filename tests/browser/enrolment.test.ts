import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator, newHousehold, staff } from '../http/accounts.js';
import { accessibilityFaults } from './axe.js';
import { DEMO_PASSWORD, DESK, openSite, PHONE, picture, signIn, type Site, openMenu } from './support.js';

/** From the slip in the letter box to the first look at one's own matters, on a phone of 390 px. */
describe('enrolment', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite();
    await newHousehold(site, 5);
    await staff(site, 'lixin', '李新', 'worker', 'qinghe/qhl');
  }, 120_000);
  afterAll(() => site?.close());

  const overflow = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it('goes from the printed code over the desk to the resident’s home', async () => {
    // given: the worker prints codes
    const { page: desk } = await site.visitor(DESK);
    await signIn(desk, `${site.url}/desk/`, 'wangmin');
    await openMenu(desk, '管理');
    await desk.getByRole('link', { name: '账号', exact: true }).click();
    await desk.getByText('没有等待核验的注册。').waitFor();
    await desk.getByRole('button', { name: '生成注册码' }).click();
    const slip = desk.locator('.slip').filter({ hasText: '1号楼1单元95室' });
    await slip.locator('svg').waitFor();
    const code = (await slip.locator('.slip-code').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await accessibilityFaults(desk)).toEqual([]);
    await picture(desk, '31-codes');
    // when: a resident opens the link behind the picture
    const { page } = await site.visitor(PHONE);
    await page.goto(`${site.url}/#/enrol/${code}`);
    await page.getByText('1号楼1单元95室').waitFor();
    await page.getByLabel('上**').check();
    await page.getByLabel('手机号').fill('13600000005');
    await page.getByRole('button', { name: '获取验证码' }).click();
    const told = (await page.getByText('演示验证码：').textContent()) ?? '';
    await page.getByLabel('短信验证码').fill(told.replace(/\D/g, ''));
    await page.getByLabel('给自己起个账号').fill('上官');
    await page.getByLabel('设个密码').fill('春天来了2026');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, '32-enrol');
    await page.getByRole('button', { name: '注册', exact: true }).click();
    await page.getByText('请带身份证到社区核验一次').waitFor();
    await page.getByRole('button', { name: '现在登录' }).click();
    // then: nothing can be done before somebody saw the person
    await page.getByRole('heading', { name: '账号正在等社区核验' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '33-waiting');
    await desk.reload();
    await desk.getByText('上官乙5').waitFor();
    await desk.getByText('注册码是您打印的，请另一位工作人员核验').waitFor();
    expect(await desk.getByRole('button', { name: '核验通过' }).count()).toBe(0);
    expect(await accessibilityFaults(desk)).toEqual([]);
    const { page: other } = await site.visitor(DESK);
    await signIn(other, `${site.url}/desk/`, 'lixin');
    await openMenu(other, '管理');
    await other.getByRole('link', { name: '账号', exact: true }).click();
    await other.getByText('上官乙5').waitFor();
    await other.getByRole('button', { name: '核验通过' }).click();
    await other.getByText('没有等待核验的注册。').waitFor();
    await page.reload();
    await page.getByRole('link', { name: '去提意见' }).waitFor();
    // and the account shows what is kept
    await page.goto(`${site.url}/#/me`);
    await page.getByRole('button', { name: '下载我的数据' }).waitFor();
    await page.getByText('谁看过我的信息').click();
    await page.getByText('李新：核验注册').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, '34-me');
  });

  it('asks nobody for a number the register holds, and says how to put it right', async () => {
    // given
    const { page } = await site.visitor(PHONE);
    await signIn(page, site.url, 'jumin1');
    // when
    await page.goto(`${site.url}/#/propose`);
    // then
    await page.getByText('已知：199****0001').waitFor();
    expect(await page.getByRole('link', { name: '不对？告诉社区' }).getAttribute('href')).toMatch(/^tel:\d+/);
    expect(await page.getByLabel('联系电话').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  it('says in words what is wrong with a code, and how to go on without a phone', async () => {
    const { page } = await site.visitor(PHONE);
    await page.goto(site.url);
    await page.getByRole('link', { name: '第一次用，凭注册码注册' }).click();
    await page.getByLabel('注册码').fill('AAAA-BBBB-CCCC');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('注册码不对').waitFor();
    await page.getByText('不方便用手机？').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${site.url}/#/password`);
    await page.getByRole('button', { name: '重设密码' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('of a second factor: scanned once, asked for at the next sign-in', async () => {
    // given
    const { page } = await site.visitor(DESK);
    await signIn(page, `${site.url}/desk/`, 'guanli');
    await page.goto(`${site.url}/desk/#/accounts`);
    await page.getByRole('button', { name: '开始设置' }).click();
    await page.locator('svg.factor-qr').waitFor();
    const secret = ((await page.locator('.one-time-link').textContent()) ?? '').trim();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('验证器上的6位数字').fill(authenticator(secret, -1));
    await page.getByRole('button', { name: '完成设置' }).click();
    await page.getByText('备用码，每个只能用一次').waitFor();
    const recovery = (await page.locator('.recovery-codes li').first().textContent()) ?? '';
    await page.getByRole('button', { name: '抄好了' }).click();
    await page.getByText('已设好。').waitFor();
    // when
    await openMenu(page, '赵启文');
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('账号').fill('guanli');
    await page.getByLabel('密码').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    // then
    await page.getByLabel('动态验证码').fill('000000');
    await page.getByRole('button', { name: '验证并登录' }).click();
    await page.getByText('动态验证码不对').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '35-factor');
    await page.getByLabel('动态验证码').fill(recovery);
    await page.getByRole('button', { name: '验证并登录' }).click();
    await openMenu(page, '管理');
    await page.getByRole('link', { name: '账号', exact: true }).waitFor();
  });

  it('complains of nothing but the refused code', () => {
    expect(site.complaints.filter((line) => !/status of 404/.test(line))).toEqual([]);
  });
});
