import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Letters } from '#capabilities/notify';
import { Database } from '#store';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, picture, signIn, type Site, openMenu } from './support.js';

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

  const faults = (on = page) => accessibilityFaults(on);
  const overflow = (on = page) =>
    on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** Runs of a step as the records would have them, put where figures are counted from. */
  async function answers() {
    const db = site.heyi.app.get(Database);
    await page.evaluate(() => fetch('/api/overview'));
    const [found] = await db.reading((session) =>
      session.all(`SELECT matter, definition FROM figure_task WHERE definition <> '' LIMIT 1`, []),
    );
    const due = Date.parse('2026-02-13T00:00:00+08:00');
    for (let i = 0; i < 6; i++)
      await db.transaction((session) =>
        session.run(
          `INSERT INTO figure_task
             (matter, task_key, element, name, scope, opened_at, due, ended_at, ended, kind, definition, path, again)
           VALUES (?, ?, 'answer', '逐条答复', 'qinghe/qhl', ?, ?, ?, 'completed', 'task', ?, 'consult/answering', ?)`,
          [
            ...[String(found?.['matter']), 9001 + i, due - 7 * 86_400_000, due, due - (4 - i) * 86_400_000],
            ...[String(found?.['definition']), i === 1 ? 'return' : null],
          ],
        ),
      );
    return () => db.transaction((session) => session.run('DELETE FROM figure_task WHERE task_key > 9000', []));
  }

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
    await page.getByText('2025年12月1日（周一）至').waitFor();
    await page.getByRole('link', { name: /^7天以内，办理中/ }).click();
    // then
    await page.getByRole('heading', { name: /^青禾.*：事项，7天以内，办理中$/ }).waitFor();
    expect(await page.locator('.matter-row').count()).toBe(1);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出表格' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^overview-list-2025-12-01-.*\.xlsx$/);
    expect(await faults()).toEqual([]);
    await picture(page, '61-overview-list');
    await page.locator('.way-back').getByRole('link', { name: '总览' }).click();
    await page.getByText('2025年12月1日（周一）至').waitFor();
    expect(await page.getByRole('radio', { name: '自选日期' }).isChecked()).toBe(true);
  });

  it('tells how long steps take, in words and numbers and then in colour', async () => {
    // given six of a step done in the community, one of them late and one sent back
    const forget = await answers();
    await page.getByRole('link', { name: '总览', exact: true }).click();
    await page.getByText('在办1件，逾期0件，停住0件').waitFor();
    // when
    await page.getByRole('link', { name: '按步骤', exact: true }).click();
    // then
    const row = page.getByRole('row', { name: /逐条答复/ });
    await row.waitFor();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toContain('6 2个工作日 5个工作日 5个工作日');
    expect(await page.getByText(/^另有\d+步不足5件，没有列出$/).count()).toBe(1);
    await page.getByLabel('看哪一张').selectOption({ index: 1 });
    await page.locator('.diagram-took').first().waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '66-overview-steps');
    for (const theme of ['light', 'dark'] as const) {
      await page.setViewportSize(PHONE);
      await page.emulateMedia({ colorScheme: theme });
      expect(await overflow()).toBe(0);
      expect(await faults()).toEqual([]);
      await picture(page, `67-overview-steps-phone-${theme}`);
    }
    await page.setViewportSize(DESK);
    await page.locator('.heat-legend').scrollIntoViewIfNeeded();
    await picture(page, '68-overview-steps-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    // when
    await row.getByRole('link', { name: /没有按时/ }).click();
    // then
    await page.getByRole('heading', { name: /：按步骤，逐条答复，没有按时办完$/ }).waitFor();
    expect(await page.locator('.matter-row').count()).toBe(1);
    await page.locator('.way-back').getByRole('link', { name: '按步骤' }).click();
    await row.waitFor();
    await forget();
  });

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE);
    expect(await overflow()).toBe(0);
    expect(await faults()).toEqual([]);
    await picture(page, '62-overview-phone');
    await page.setViewportSize(DESK);
  });

  it('turns on a wall by itself, stops by a key, and goes on without the net', async () => {
    // given a wall of the community: nothing around it
    const { context, page: wall } = await site.visitor({ width: 1920, height: 1080 });
    await signIn(wall, `${site.url}/desk/#/board`, 'wangmin');
    await wall.getByRole('heading', { name: '青禾里社区议事大屏' }).waitFor();
    await wall.getByText('正在征求意见').waitFor();
    expect(await wall.locator('nav, .top-bar').count()).toBe(0);
    expect(await wall.getByText(/还有\d+天/).count()).toBe(1);
    await wall.getByRole('img', { name: '扫码提意见' }).waitFor();
    expect(await wall.getByText('已收到意见').count()).toBe(0);
    for (const name of ['周明远', '王敏', '吴晓岚']) expect(await wall.getByText(name).count()).toBe(0);
    expect(await faults(wall)).toEqual([]);
    await picture(wall, '63-board');
    // when the net is gone
    await context.setOffline(true);
    await wall.evaluate(() => window.dispatchEvent(new Event('online')));
    // then what was there stays, and says how old it is
    await wall.getByText('网络断了').waitFor();
    expect(await wall.getByText('正在征求意见').count()).toBe(1);
    await context.setOffline(false);
    await wall.getByText('网络断了').waitFor({ state: 'detached' });
    // and on a small screen it does not run over
    await wall.setViewportSize(PHONE);
    expect(await overflow(wall)).toBe(0);
    await wall.setViewportSize(DESK);
    await wall.emulateMedia({ reducedMotion: 'reduce' });
    await wall.locator('.board-all').waitFor();
    expect(await wall.getByRole('button', { name: '停住' }).count()).toBe(0);
  });

  it('tells an administrator what stands still, and tries it again', async () => {
    // given a message that cannot be sent
    const letters = site.heyi.app.get(Letters);
    const perform = vi.spyOn(letters, 'perform').mockRejectedValue(new Error('no line'));
    const worker = await site.visitor(DESK);
    await signIn(worker.page, `${site.url}/desk/`, 'wangmin');
    await worker.page.getByRole('button', { name: '到下一时点' }).click();
    await vi.waitFor(async () => expect((await site.heyi.ground.runtime.stuck()).effects).not.toEqual([]), 20_000);
    await worker.context.close();
    // when
    await openMenu(page, '管理');
    await page.getByRole('link', { name: /^提醒和设置/ }).click();
    const retry = page.getByRole('button', { name: /^再试一次：通知没有发出/ });
    await retry.first().waitFor();
    expect(await faults()).toEqual([]);
    await picture(page, '64-administration');
    perform.mockRestore();
    while ((await retry.count()) > 0) {
      const left = await retry.count();
      await retry.first().click();
      await vi.waitFor(async () => expect(await retry.count()).toBeLessThan(left), 20_000);
    }
    // then
    await page.getByText('系统该办的都办成了').waitFor();
    await page.setViewportSize(PHONE);
    expect(await overflow()).toBe(0);
    expect(await faults()).toEqual([]);
    await picture(page, '65-administration-phone');
    await page.setViewportSize(DESK);
  });
});
