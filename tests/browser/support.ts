import { cpSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { createHeyi, fewPeople, installationOf, seedDemo, type Heyi } from '#main';
import { sqlitePlace, type Place } from '../contract/server-subject.js';
import { onceInRun } from '../support/once.js';

export const ROOT = join(import.meta.dirname, '../..');
export const DEMO_PASSWORD = 'heyi-demo-2026';

/** Both builds of the pages as they are shipped, made once for a run of tests. Answers their folder, which nobody writes to. */
function builtPages(): Promise<string> {
  return onceInRun('pages', async (folder) => {
    const pages = join(folder, 'pages');
    const before = process.env['NODE_ENV'];
    // under Vitest Vue would be built with what helps its developers
    process.env['NODE_ENV'] = 'production';
    try {
      for (const mode of ['resident', 'staff'])
        await build({
          configFile: join(ROOT, 'web/vite.config.ts'),
          mode,
          logLevel: 'error',
          build: { outDir: pages },
        });
    } finally {
      if (before === undefined) delete process.env['NODE_ENV'];
      else process.env['NODE_ENV'] = before;
    }
    return pages;
  });
}

/** The resident's pages with a world in a worker instead of a server (`worker/`), for the browser to compare. */
export async function buildWorkerPages(folder: string): Promise<void> {
  await build({
    configFile: join(ROOT, 'web/vite.config.ts'),
    mode: 'staff',
    logLevel: 'error',
    root: join(ROOT, 'tests/browser/worker'),
    base: '/worker/',
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: join(ROOT, 'tests/browser/worker/index.html') },
    },
  });
}

/** A whole server with the pages on a free port of this machine, and a browser to look at it. */
export interface Site {
  readonly heyi: Heyi;
  readonly url: string;
  readonly place: Place;
  /** Folder of the built pages. */
  readonly web: string;
  /** Somebody with a browser of their own; what the pages complain about goes to `complaints`. */
  visitor(size?: { width: number; height: number }): Promise<Visitor>;
  readonly complaints: string[];
  close(): Promise<void>;
}
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
}

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

export async function openSite({
  place = sqlitePlace(),
  worker = false,
  seed = true,
  workflows = join(ROOT, 'workflows'),
}: { place?: Place; worker?: boolean; seed?: boolean; workflows?: string } = {}): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-browser-'));
  const web = join(data, 'web');
  cpSync(await builtPages(), web, { recursive: true });
  if (worker) await buildWorkerPages(join(web, 'worker'));
  const settings = {
    database: place.settings,
    data,
    host: '127.0.0.1',
    port: 0,
    demo: true,
    workflows,
    web,
    https: false,
  };
  const quiet = {
    log: () => undefined,
    warn: () => undefined,
    error: (...words: unknown[]) => void complaints.push(words.map(String).join(' ')),
  };
  const complaints: string[] = [];
  const heyi = await createHeyi({ settings, installation: installationOf(settings), log: quiet });
  if (seed) await seedDemo(heyi, () => undefined, fewPeople());
  await heyi.app.listen(0, '127.0.0.1');
  const url = (await heyi.app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser: Browser = await chromium.launch({
    executablePath: process.env['HEYI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    heyi,
    url,
    place,
    web,
    complaints,
    async visitor(size = PHONE) {
      const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A page not signed in yet is told so by status; that is an answer, not a fault.
        if (message.type() === 'error' && !/status of 401|ERR_INTERNET_DISCONNECTED/.test(message.text()))
          complaints.push(`${message.text()} ${message.location().url}`);
      });
      return { context, page };
    },
    async close() {
      await browser.close();
      await heyi.close();
      place.remove();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Signs in by the form, as people do. */
export async function signIn(page: Page, url: string, account: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '登录' }).waitFor({ state: 'detached' });
}

/** Opens a part of the desk's top bar: a group of pages, or what stands behind one's own name. */
export async function openMenu(page: Page, name: string): Promise<void> {
  await page.locator('.top-bar summary', { hasText: new RegExp(`^\\s*${name}`) }).click();
}

/** Keeps a picture for people to look at, where `HEYI_SCREENS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['HEYI_SCREENS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
