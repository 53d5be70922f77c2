import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './axe.js';
import { openSite, picture, signIn, type Site } from './support.js';

const SMALL = { width: 320, height: 640 };

describe('长辈版', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    ({ page } = await site.visitor({ width: 390, height: 844 }));
    // what is read aloud is kept instead: the machine has no voice
    await page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      Object.defineProperty(window, 'speechSynthesis', {
        value: {
          speak: (said: { text: string; lang: string }) => heard.push(`${said.lang} ${said.text}`),
          cancel() {},
        },
      });
      Object.assign(window, {
        SpeechSynthesisUtterance: class {
          constructor(readonly text: string) {}
        },
      });
    });
    await page.goto(site.url);
    await page.getByRole('button', { name: '长辈版' }).click();
    await signIn(page, site.url, 'jumin1');
    await page.getByRole('link', { name: '去提意见' }).waitFor();
  }, 120_000);
  afterAll(() => site?.close());

  /** What is wider than the screen, by its words. */
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll<HTMLElement>('body *')]
        .filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5)
        .map((one) => `${one.tagName}.${one.className} ${one.innerText?.slice(0, 12)}`);
    });
  /** What can be pressed and is smaller than 60 by 60 pixels; links inside a sentence are part of it. */
  const tooSmall = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'button, .button, select, textarea, .tab-bar a, .elder-bar a, .options label',
        ),
      ]
        .filter((one) => one.closest('.clock-buttons') === null)
        .filter((one) => {
          const { width, height } = one.getBoundingClientRect();
          return width > 0 && (height < 60 || width < 60);
        })
        .map((one) => one.innerText || one.className),
    );
  const faults = () => accessibilityFaults(page);

  it('is found on the first screen and kept on the device', async () => {
    // when
    await page.reload();
    await page.getByRole('link', { name: '去提意见' }).waitFor();
    // then
    const size = await page
      .locator('.duty-title')
      .first()
      .evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
    expect(size).toBeGreaterThanOrEqual(24);
    expect(await page.getByRole('link', { name: /打电话问居委会/ }).isVisible()).toBe(true);
    await picture(page, '43-elder-home');
  });

  it.each(['大字', '更大', '最大'])('fits a narrow phone with nothing cut off: %s', async (size) => {
    // given
    await page.setViewportSize(SMALL);
    await page.goto(`${site.url}/#/`);
    await page.getByRole('button', { name: size, exact: true }).click();
    const { matter, opinions } = await page.evaluate(async () => {
      const home = (await (await fetch('/api/home')).json()) as { duties: { matter: string; id: string }[] };
      return { matter: home.duties[0]?.matter ?? '', opinions: home.duties[0]?.id ?? '' };
    });
    for (const path of ['/', `/opinions/${opinions}`, `/matters/${matter}`, '/propose', '/inbox', '/me']) {
      // when
      await page.goto(`${site.url}/#${path}`);
      await page.locator('main').first().waitFor();
      await page.waitForLoadState('networkidle');
      // then
      expect([path, await overflow()]).toEqual([path, []]);
      expect([path, await tooSmall()]).toEqual([path, []]);
      expect([path, await faults()]).toEqual([path, []]);
    }
    if (size === '最大') await picture(page, '44-elder-largest-320');
    await page.setViewportSize({ width: 390, height: 844 });
  });

  it('asks one question a screen, and goes back without losing a word', async () => {
    // given
    await page.goto(`${site.url}/#/`);
    await page.getByRole('button', { name: '大字', exact: true }).click();
    await page.goto(`${site.url}/#/propose`);
    await page.getByText(/第1题，共\d+题/).waitFor();
    // when nothing is answered
    await page.getByRole('button', { name: '下一题' }).click();
    // then it stays
    await page.getByText(/第1题，共\d+题/).waitFor();
    expect(await page.getByRole('button', { name: '提交' }).count()).toBe(0);
    // and what goes on already is offered while the title is written
    await page.getByLabel('议题').fill('北门建充电棚');
    await page.getByRole('status').getByRole('link', { name: '北门空地加装电动自行车充电棚' }).waitFor();
    await page.getByLabel('议题').fill('楼道加一把椅子');
    await picture(page, '45-elder-question');
    await page.getByRole('button', { name: '下一题' }).click();
    await page.getByText(/第2题，共\d+题/).waitFor();
    await page.getByRole('button', { name: '上一题' }).click();
    expect(await page.getByLabel('议题').inputValue()).toBe('楼道加一把椅子');
  });

  it('reads the page aloud in sentences, and stops', async () => {
    // given
    await page.goto(`${site.url}/#/`);
    await page.getByRole('link', { name: '去提意见' }).click();
    await page.locator('h2.title').waitFor();
    await page.getByRole('button', { name: '读给我听' }).click();
    // when
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    // then
    expect(heard[0]).toBe('zh-CN 北门空地加装电动自行车充电棚');
    expect(heard.length).toBeGreaterThan(3);
    await page.getByRole('button', { name: '不读了' }).click();
    await page.getByRole('button', { name: '读给我听' }).waitFor();
    await page.goto(`${site.url}/#/me`);
    await page.getByRole('button', { name: '退出长辈版' }).click();
    expect(await page.locator('.elder-bar').count()).toBe(0);
    expect(site.complaints).toEqual([]);
  });
});
