import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Definitions } from '#matters';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, picture, ROOT, signIn, type Site } from './support.js';

describe('moving a matter by hand', () => {
  let site: Site;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    site = await openSite();
    folder = mkdtempSync(join(tmpdir(), 'heyi-workflows-'));
  }, 120_000);
  afterAll(async () => {
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const openMatter = async () => {
    await page.getByRole('link', { name: '事项', exact: true }).click();
    await page.locator('.matter-row a').first().click();
    await page.getByRole('link', { name: '调整步骤' }).click();
    await page.getByRole('heading', { name: '移到另一步' }).waitFor();
  };

  it('puts it on the version published meanwhile, after saying what stays', async () => {
    // given
    cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
    const file = join(folder, 'procedures/first-vote/first-vote.bpmn');
    writeFileSync(file, readFileSync(file, 'utf8').replace('name="办结"', 'name="办结归档"'));
    const about = join(folder, 'procedures/first-vote/about.json');
    writeFileSync(about, readFileSync(about, 'utf8').replace('"version": 1', '"version": 2'));
    await site.heyi.app.get(Definitions).publish(folder);
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'guanli');
    await openMatter();
    // when
    const sheet = page.locator('form', { hasText: '换到新版流程' });
    await sheet.locator('.effects li').first().waitFor();
    const effects = await sheet.locator('.effects li').allTextContents();
    await picture(page, '38-change-version');
    await sheet.getByLabel('理由').fill('新版补了归档。');
    await sheet.getByRole('button', { name: '换到第2版' }).click();
    // then
    await page.waitForURL(/\/matters\/[^/]+$/);
    expect(effects[0]).toBe('事项改用另一版流程。');
    expect(effects.slice(1).every((line) => /保留|不变|继续/.test(line))).toBe(true);
    await page.getByRole('link', { name: '调整步骤' }).click();
    await page.getByText('就是现在发布的版本').waitFor();
    // when the trace is gone back to the time of the other version
    const matter = /matters\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await page.goto(`${site.url}/trace/#/matters/${matter}`);
    const versions = page.getByRole('list', { name: '流程版本' });
    const drawing = async () => (await page.locator('.diagram-place').textContent())?.includes('归档');
    await expect.poll(drawing).toBe(true);
    await picture(page, '38-trace-migrated');
    await versions.getByRole('button', { name: /^第1版，用到\d+月\d+日$/ }).click();
    // then its own drawing stands there, for as long as it was in force
    await expect.poll(drawing).toBe(false);
    await versions.locator('[aria-current]', { hasText: '第1版' }).waitFor();
    await page.getByRole('slider', { name: '时间轴' }).press('End');
    await expect.poll(drawing).toBe(true);
    expect(await versions.locator('[aria-current]').textContent()).toContain('第2版');
  });

  it('ends one step and begins another with a reason, by keyboard, and nothing before', async () => {
    // given
    ({ page } = await site.visitor(DESK));
    await signIn(page, `${site.url}/desk/`, 'wangmin');
    await openMatter();
    expect(await page.getByRole('heading', { name: '换到新版流程' }).count()).toBe(0);
    // when
    await page.getByRole('checkbox', { name: /征求意见/ }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('移到哪一步').selectOption({ label: '表决（还没到）' });
    await page.getByText('开始“表决”。').waitFor();
    // then
    const go = page.getByRole('button', { name: '按上面说的移动' });
    expect(await go.isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '39-change-move');
    // when
    await page.getByLabel('理由').fill('意见已在会上当面答复。');
    await go.focus();
    await page.keyboard.press('Enter');
    // then
    await page.waitForURL(/\/matters\/[^/]+$/);
    await page.locator('.desk-way li.now', { hasText: '表决' }).waitFor();
    expect(await page.locator('.desk-way li.now').count()).toBe(1);
    // and from an open vote nothing is moved
    await page.getByRole('link', { name: '调整步骤' }).click();
    await page.getByRole('checkbox', { name: /表决/ }).check();
    await page.locator('.effects .refused').waitFor();
    expect(await page.locator('.effects .refused').textContent()).toContain('表决');
    expect(await page.getByRole('button', { name: '按上面说的移动' }).count()).toBe(0);
  });
});
