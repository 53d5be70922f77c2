import { join } from 'node:path';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatterPage } from '#web/port';
import { Demo, SCREENS, type Screen } from './screens.js';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, PHONE, ROOT, signIn, type Site } from './support.js';

/** What the demo has none of: a task for a resident by name, and the way in by a link. */
const UNSEEN = { resident: ['/tasks/:id'], desk: ['/invitation/:token'], trace: [] } as const;

const SMALL = { width: 320, height: 640 };

/**
 * Every page in the whole demo: on a phone in Chinese and light, on a screen in English and dark. With `HEYI_SCREENS` naming
 * a folder its pictures are kept there: `npm run screens` makes those of `docs/screens`.
 */
describe('every page', () => {
  let site: Site;
  const people = new Map<string | null, Page>();

  beforeAll(async () => {
    site = await openSite({ whole: true });
  }, 240_000);
  afterAll(() => site?.close());

  /** The page of somebody at a browser of their own. */
  async function pageOf({ of, as }: Screen): Promise<Page> {
    const known = people.get(as);
    if (known !== undefined) return known;
    const { page } = await site.visitor(PHONE);
    if (as !== null) await signIn(page, site.url + (of === 'resident' ? '' : '/desk/'), as);
    else await page.goto(site.url);
    people.set(as, page);
    return page;
  }

  it.each(SCREENS)('$of $name', async (screen) => {
    const page = await pageOf(screen);
    const id = (await screen.id?.(new Demo(page))) ?? '';
    const path = `${{ resident: '/', desk: '/desk/', trace: '/trace/' }[screen.of]}#${screen.route.replace(':id', id)}`;
    const name = `${screen.of}-${screen.name}`;

    // on a phone, light, in Chinese
    await page.setViewportSize(PHONE);
    await open(page, site.url + path, 'zh-CN', 'light');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(await unsaid(page)).toEqual([]);
    await keep(page, `${name}-390`);
    await page.setViewportSize(DESK);
    await keep(page, `${name}-1440`);
    await page.setViewportSize(SMALL);
    expect(await tooWide(page)).toEqual([]);

    // on a screen, dark, in English
    await page.setViewportSize(DESK);
    await open(page, site.url + path, 'en', 'dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(await unsaid(page)).toEqual([]);
  });

  it.each(['resident', 'desk', 'trace'] as const)('%s: no route without its line', (of) => {
    // given the paths of the router, but links that lead to another and what a person is sent once
    const source = readFileSync(join(ROOT, 'web', of, 'routes.ts'), 'utf8');
    const routes = [...source.matchAll(/path: '([^']+)'(?!, redirect)/g)].map((match) => match[1] ?? '');
    const walked = SCREENS.filter((screen) => screen.of === of).map(({ route }) => route.replace(':id', 'x'));
    // when
    const missed = routes.filter((route) => {
      const pattern = route
        .replace(/\/:\w+\?/g, '(/[^/]+)?')
        .replace(/:\w+(\([^)]*\))?/g, (_all, one?: string) => one ?? '[^/]+');
      return !walked.some((path) => new RegExp(`^${pattern}$`).test(path));
    });
    // then
    expect(routes.length).toBeGreaterThan(2);
    expect(missed).toEqual(UNSEEN[of]);
  });

  it('would be told of a fault', async () => {
    // given a picture nobody who cannot see it hears of
    const { page } = await site.visitor(PHONE);
    await page.setContent('<html lang="zh"><title>x</title><main><img src="data:,"></main></html>');
    // when, then
    expect(await accessibilityFaults(page)).toEqual([expect.stringContaining('image-alt: img')]);
  });

  it('prints the progress of a matter on one sheet of A4, with posts and no names, and the code leads to it', async () => {
    // given staff, who read names elsewhere, and a resident
    for (const screen of SCREENS.filter(({ route }) => route === '/matters/:id/print')) {
      const page = await pageOf(screen);
      const matter = (await screen.id?.(new Demo(page))) ?? '';
      await page.emulateMedia({ media: 'print' });
      // when
      await open(
        page,
        `${site.url}${screen.of === 'resident' ? '/' : '/desk/'}#/matters/${matter}/print`,
        'zh-CN',
        'dark',
      );
      await page.locator('.qr path').waitFor();
      // then
      const text = await page.locator('.a4').innerText();
      const { installation } = (await page.evaluate(async () => (await fetch('/api/session')).json())) as {
        installation: { phone: string };
      };
      const shown = (await page.evaluate(
        async (id) => (await fetch(`/api/matters/${id}`)).json(),
        matter,
      )) as MatterPage;
      for (const words of [
        shown.number,
        shown.title,
        installation.phone,
        '为什么等',
        '谁在办',
        '最晚',
        '正在办',
        '还没到',
      ])
        expect(text).toContain(words);
      expect(text).not.toMatch(/王敏|林召和|叶知秋|jumin/);
      const path = encode(`${site.url}/#/matters/${matter}`, { ecc: 'M', border: 0 })
        .data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
        .join('');
      expect(await page.locator('.qr path').getAttribute('d')).toBe(path);
      const folder = process.env['HEYI_SCREENS'];
      if (folder !== undefined) {
        await page.setViewportSize({ width: 794, height: 1123 });
        await page.screenshot({ fullPage: true, path: join(folder, `${screen.of}-${screen.name}-a4.png`) });
      }
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await page.emulateMedia({ media: null });
    }
  });

  it('complains of nothing', () => {
    expect(site.complaints).toEqual([]);
  });
});

async function open(page: Page, url: string, language: string, theme: string): Promise<void> {
  await page.evaluate(
    ([chosen, drawn]) => {
      localStorage.setItem('heyi.language', chosen ?? '');
      localStorage.setItem('heyi.theme', drawn ?? '');
    },
    [language, theme],
  );
  // a page that differs behind the # alone would not be loaded again
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null,
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** What makes the page scroll sideways. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((one) => one.closest('details:not([open])') === null)
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5);
    // the innermost say what it is
    return wide
      .filter((one) => !wide.some((other) => other !== one && one.contains(other)))
      .slice(0, 5)
      .map((one) => `${one.tagName}.${one.className} ${one.textContent?.trim().slice(0, 20)}`);
  });
}

/** Codes and keys that stand where words should, and what could not be fetched. */
async function unsaid(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const text = document.body.innerText;
    const found =
      text.match(/暂无说明（[^）]*）|No words for this yet \([^)]*\)|\b[a-z]+\.[a-z]+[A-Z][A-Za-z.]*\b/g) ?? [];
    const alerts = [...document.querySelectorAll('.problem')].map((one) => one.textContent?.trim() ?? '');
    return [...found, ...alerts];
  });
}

/** Small enough to stand in the project: 128 colours do for pages of paper and ink. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env['HEYI_SCREENS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(300);
  const picture = await page.screenshot();
  await sharp(picture)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(folder, `${name}.png`));
}
