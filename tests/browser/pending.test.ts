import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoClock } from '#outside';
import { CALENDAR_2027 } from '../http/calendar-2027.js';
import { DESK, openSite, PHONE, picture, signIn, type Site, type Visitor, openMenu } from './support.js';

describe('a term that reaches into a year without a calendar', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-calendar-'));
  let site: Site;
  let worker: Visitor;
  let administrator: Visitor;
  let resident: Visitor;

  beforeAll(async () => {
    site = await openSite();
    const { clock, runtime } = site.heyi.ground;
    if (!(clock instanceof DemoClock)) throw new Error('not a demo');
    await clock.moveTo(Date.parse('2026-12-30T09:00:00+08:00'));
    await runtime.clockMoved(30_000);
    worker = await site.visitor(DESK);
    await signIn(worker.page, `${site.url}/desk/`, 'wangmin');
    administrator = await site.visitor(DESK);
    await signIn(administrator.page, `${site.url}/desk/`, 'guanli');
    resident = await site.visitor(PHONE);
    await signIn(resident.page, site.url, 'jumin1');
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await site?.close();
  });

  it('is date pending for residents, with an alarm for staff, once a worker starts the matter', async () => {
    // given: what is missing is said beside the field
    const { page } = worker;
    await page.getByRole('navigation').getByRole('link', { name: '提出事项' }).click();
    await page.getByText('意见—表决—公示').first().click();
    await page.getByRole('textbox', { name: '事项' }).fill('跨');
    await page.getByRole('button', { name: '提出', exact: true }).click();
    await page.getByText('至少2个字').waitFor();
    expect(await page.getByText('请填写').count()).toBeGreaterThan(3);
    await picture(page, '30-start-wrong');
    // when
    await page.getByRole('textbox', { name: '事项' }).fill('楼道灯换成声控灯');
    await page.getByLabel('表决的问题').fill('是否同意把楼道灯换成声控灯？');
    await page.getByLabel('如果通过').fill('物业服务人换灯，费用从公共收益支付。');
    await page.getByLabel('如果没有通过').fill('灯不换。');
    await page.getByLabel('说明').fill('每层一盏，费用从公共收益支付。');
    await page.getByRole('button', { name: '提出', exact: true }).click();
    // then
    await page.getByRole('heading', { name: '楼道灯换成声控灯' }).waitFor();
    await resident.page.goto(`${site.url}/#/`);
    await resident.page.locator('.duty').getByText('日期待定').first().waitFor();
    await picture(resident.page, '31-pending');
    await openMenu(administrator.page, '管理');
    await administrator.page.getByRole('link', { name: /^提醒和设置/ }).click();
    await administrator.page.locator('.matter-list').getByText('2027年日历').first().waitFor();
    await picture(administrator.page, '32-alarm');
  });

  it('gets its date when the year is loaded on the page, and the alarm goes', async () => {
    // given
    const { page } = administrator;
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    const file = join(folder, '2027.json');
    writeFileSync(file, JSON.stringify(CALENDAR_2027));
    // when
    await page.locator('#calendar-file').setInputFiles(broken);
    await page.getByText('这个文件不是日历文件').waitFor();
    expect(await page.getByRole('button', { name: '载入' }).isDisabled()).toBe(true);
    await page.locator('#calendar-file').setInputFiles(file);
    await page.getByText('2027.json').waitFor();
    await page.getByRole('button', { name: '载入' }).click();
    // then
    await page.getByText('没有要处理的提醒。').waitFor();
    await page.getByText('2027年', { exact: true }).waitFor();
    await picture(page, '33-loaded');
    await resident.page.locator('.duty').getByText('天后截止').first().waitFor();
    expect(await resident.page.getByText('日期待定').count()).toBe(0);
    expect(site.complaints).toEqual([]);
  });
});
