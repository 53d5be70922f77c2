import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Definitions } from '#matters';
import { DemoClock } from '#outside';
import { staff } from '../http/accounts.js';
import { workflowsWithTasks } from '../http/two-tasks.js';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, picture, signIn, type Site } from './support.js';

describe('a task that is handed on', () => {
  let site: Site;
  let wang: Page;
  beforeAll(async () => {
    site = await openSite();
    await staff(site, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    await staff(site, 'qianjin', '钱进', 'street', 'qinghe');
    await staff(site, 'zhengyan', '郑言', 'expert', 'qinghe/qhl');
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

  it('shows what can be done with it, and why not the rest', async () => {
    // when
    await wang.getByRole('button', { name: '更多办理方式' }).press('Enter');
    // then
    await wang.getByRole('button', { name: '转办' }).waitFor();
    expect(await wang.getByRole('button', { name: '收回委托' }).isDisabled()).toBe(true);
    await wang.getByText('这项任务没有委托').waitFor();
    expect(await accessibilityFaults(wang)).toEqual([]);
    await picture(wang, '40-operations');
  });

  it('keeps its date where the offices are closed meanwhile, which is said, with more time within reach', async () => {
    // given: what cannot be closed is said at once
    const { page } = await site.visitor(DESK);
    await signIn(page, `${site.url}/desk/#/admin`, 'guanli');
    const record = page.getByRole('button', { name: '登记', exact: true });
    await page.locator('#closing-scope').selectOption({ label: '青禾里社区' });
    await page.locator('#closing-from').fill('2026-03-07');
    await page.getByText('这些天本来就不上班').waitFor();
    await page.locator('#closing-from').fill('2026-03-09');
    await page.locator('#closing-to').fill('2026-03-11');
    await page.locator('.closing-table').getByText('3月16日（周一）24:00前').waitFor();
    await page.getByText('正在走的期限有1个').waitFor();
    expect(await record.isDisabled()).toBe(true);
    await page.locator('#closing-document').fill('青街办〔2026〕3号');
    await page.locator('#closing-reason').fill('配电房检修');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '55-closing-form');
    // when
    await record.press('Enter');
    // then
    const line = page.locator('.inbox-line', { hasText: '青街办〔2026〕3号' });
    await line.getByText('3月9日（周一）至11日（周三）').waitFor();
    const term = page.locator('.inbox-line', { hasText: '逐条答复' });
    await term.getByText('不变').waitFor();
    await page.setViewportSize(PHONE);
    await term.scrollIntoViewIfNeeded();
    await picture(page, '56-closing');
    await page.setViewportSize(DESK);
    await term.getByRole('button', { name: '延期' }).press('Enter');
    const longer = page.getByRole('dialog', { name: '延期' });
    expect(await longer.getByLabel('理由').inputValue()).toBe(
      '3月9日（周一）至11日（周三）停止办公，依据青街办〔2026〕3号',
    );
    expect(await longer.getByLabel('新的期限（含当天）').inputValue()).toBe('2026-03-18');
    await picture(page, '57-closing-extend');
    await longer.getByRole('button', { name: '不办了' }).press('Enter');
    // when it is taken back
    await line.getByRole('button', { name: '撤回' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('检修改期');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '撤回' }).press('Enter');
    await line.getByText('已撤回').waitFor();
    expect(await line.getByRole('button').count()).toBe(0);
    await term.waitFor({ state: 'detached' });
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
    expect(await accessibilityFaults(wang)).toEqual([]);
    await picture(wang, '41-operation-dialog');
    await go.press('Enter');
    // then
    await dialog.waitFor({ state: 'detached' });
    await wang.locator('.watching', { hasText: '丁新' }).waitFor();
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

  it('gets more time from the street office, which finds the request in its list', async () => {
    // given
    const { page: ding } = await site.visitor(DESK);
    await signIn(ding, `${site.url}/desk/`, 'dingxin');
    await ding.locator('.task-list li a').first().click();
    await ding.getByRole('button', { name: '更多办理方式' }).click();
    await ding.getByRole('button', { name: '申请延期' }).press('Enter');
    const dialog = ding.getByRole('dialog', { name: '申请延期' });
    await dialog.getByLabel('新的期限（含当天）').fill('2026-03-20');
    await dialog.getByLabel('理由').fill('意见较多。');
    await dialog.getByText('决定以前不变').waitFor();
    await dialog.getByRole('button', { name: '申请延期' }).press('Enter');
    await ding.getByText('还没有决定').waitFor();
    // when
    const { page: street } = await site.visitor({ width: 390, height: 844 });
    await signIn(street, `${site.url}/desk/`, 'qianjin');
    await street.locator('.task-list li a', { hasText: '请您决定' }).first().click();
    await street.getByText('意见较多。').waitFor();
    expect(await accessibilityFaults(street)).toEqual([]);
    await picture(street, '46-term-asked');
    await street.getByRole('button', { name: '同意延期', exact: true }).press('Enter');
    const answer = street.getByRole('dialog', { name: '同意延期', exact: true });
    await answer.getByRole('button', { name: '同意延期', exact: true }).press('Enter');
    // then
    await ding.getByText('（原定').waitFor();
    await ding.getByText('3月20日').first().waitFor();
    await picture(ding, '47-term-moved');
  });

  it('waits for an expert who was added, who acts at their own desk by keyboard', async () => {
    // given
    const { page: ding } = await site.visitor(DESK);
    await signIn(ding, `${site.url}/desk/`, 'dingxin');
    await ding.locator('.task-list li a').first().click();
    await ding.getByRole('button', { name: '更多办理方式' }).click();
    await ding.getByRole('button', { name: '加签' }).press('Enter');
    const dialog = ding.getByRole('dialog', { name: '加签' });
    await dialog.getByLabel('交给谁').selectOption({ label: '郑言，专家' });
    await dialog.getByLabel('在我前面办，办完我才能完成').check();
    await dialog.getByLabel('理由').fill('请看看防火间距。');
    await dialog.getByText('郑言加签').waitFor();
    expect(await accessibilityFaults(ding)).toEqual([]);
    await picture(ding, '43-add-seat');
    await dialog.getByRole('button', { name: '加签' }).press('Enter');
    await ding.getByText('还要等加签的郑言办完').waitFor();
    // when
    const { page: expert } = await site.visitor(DESK);
    await signIn(expert, `${site.url}/desk/#/inbox`, 'zhengyan');
    const told = expert.getByRole('link', { name: '被加签，请您办理：逐条答复。' });
    await told.waitFor();
    await expert.getByRole('link', { name: '未读1' }).click();
    await expert.getByRole('link', { name: '通知 1' }).waitFor();
    expect(await accessibilityFaults(expert)).toEqual([]);
    await picture(expert, '44-inbox');
    await expert.getByRole('button', { name: '全部标为已读' }).press('Enter');
    await expert.getByText('没有未读的通知。').waitFor();
    await expert.getByRole('link', { name: '通知', exact: true }).waitFor();
    await expert.getByRole('link', { name: '全部', exact: true }).click();
    // a message leads to the task it is about
    await told.press('Enter');
    await expert.getByLabel('不同意').focus();
    await expert.keyboard.press('Space');
    const send = expert.getByRole('button', { name: '提交加签意见' });
    expect(await send.isDisabled()).toBe(true);
    await expert.getByLabel('意见', { exact: true }).fill('灭火器要离充电口三米以外。');
    expect(await accessibilityFaults(expert)).toEqual([]);
    await picture(expert, '44-seat');
    await send.press('Enter');
    // then
    await ding.getByText('灭火器要离充电口三米以外。').waitFor();
    await ding.locator('.task-seats li', { hasText: '不同意' }).waitFor();
    expect(await accessibilityFaults(ding)).toEqual([]);
    await picture(ding, '45-seat-acted');
    expect(site.complaints).toEqual([]);
  });

  it('is taken back from the list of what is done, as long as nobody has opened what came of it', async () => {
    // given
    const workflows = workflowsWithTasks();
    await site.heyi.app.get(Definitions).publish(workflows.folder);
    workflows.remove();
    await wang.goto(`${site.url}/desk/#/start`);
    await wang.getByText('两道', { exact: true }).first().click();
    await wang.getByRole('button', { name: '提出' }).last().click();
    await wang.getByRole('link', { name: '待办' }).click();
    await wang.locator('.task-list li a', { hasText: '初审' }).first().click();
    await wang.getByRole('button', { name: '办完，往下走' }).click();
    // when
    await wang.getByRole('link', { name: '已办' }).click();
    await wang.getByRole('button', { name: '撤回' }).press('Enter');
    const dialog = wang.getByRole('dialog', { name: '撤回我办的结果' });
    await dialog.getByLabel('理由').fill('附件传错了。');
    await dialog.getByText('开始“初审”').waitFor();
    expect(await accessibilityFaults(wang)).toEqual([]);
    await picture(wang, '48-recall');
    await dialog.getByRole('button', { name: '撤回' }).press('Enter');
    // then
    await wang.locator('.task-list li a', { hasText: '初审' }).waitFor();
    // when the next person opens what came of it while the button is on screen
    await wang.locator('.task-list li a', { hasText: '初审' }).click();
    await wang.getByRole('button', { name: '办完，往下走' }).click();
    await wang.getByRole('link', { name: '已办' }).click();
    await wang.getByRole('button', { name: '撤回' }).first().press('Enter');
    await dialog.getByLabel('理由').fill('附件传错了。');
    await dialog.getByText('开始“初审”').waitFor();
    const { page: ding } = await site.visitor(DESK);
    await signIn(ding, `${site.url}/desk/`, 'dingxin');
    await ding.locator('.task-list li a', { hasText: '复核' }).first().click();
    // then it is greyed with the cause, and gone from the list
    await dialog.getByText('下一步的人已经打开').waitFor();
    expect(await dialog.getByRole('button', { name: '撤回' }).isDisabled()).toBe(true);
    await wang.keyboard.press('Escape');
    await wang.getByRole('button', { name: '撤回' }).waitFor({ state: 'detached' });
    expect(site.complaints).toEqual([]);
  });
});
