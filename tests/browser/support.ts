import { cpSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { createHeyi, demoPeople, fewPeople, installationOf, instant, seedDemo, STORY_BEGINS, type Heyi } from '#main';
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

/** A page of tests (`tests/browser/<name>/`) beside those that are shipped: `worker` has a world in a worker, `modeler` the drawing board alone. */
export async function buildTestPages(folder: string, name: 'worker' | 'modeler'): Promise<void> {
  await build({
    configFile: join(ROOT, 'web/vite.config.ts'),
    mode: 'staff',
    logLevel: 'error',
    root: join(ROOT, 'tests/browser', name),
    base: `/${name}/`,
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: join(ROOT, 'tests/browser', name, 'index.html') },
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
  modeler = false,
  seed = true,
  whole = false,
  workflows = join(ROOT, 'workflows'),
}: {
  place?: Place;
  worker?: boolean;
  modeler?: boolean;
  seed?: boolean;
  /** The whole invented street with its story instead of the few people. */
  whole?: boolean;
  workflows?: string;
} = {}): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-browser-'));
  const web = join(data, 'web');
  // The drawing board needs no other page.
  if (modeler) await buildTestPages(join(web, 'modeler'), 'modeler');
  else cpSync(await builtPages(), web, { recursive: true });
  if (worker) await buildTestPages(join(web, 'worker'), 'worker');
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
  const heyi = await createHeyi({
    settings,
    installation: installationOf(settings),
    log: quiet,
    ...(whole ? { demoBegins: instant(STORY_BEGINS) } : {}),
  });
  if (seed) await seedDemo(heyi, () => undefined, whole ? demoPeople() : fewPeople());
  await heyi.app.listen(0, '127.0.0.1');
  const url = (await heyi.app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser: Browser = await chromium.launch({
    executablePath: process.env['HEYI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      // native fields write dates as the browser's language has them
      '--lang=zh-CN',
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
