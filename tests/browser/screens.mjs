/**
 * Takes pictures of the built pages for people to look at: `node tests/browser/screens.mjs [folder] [only]`. Without HEYI_URL it
 * serves invented views; with it, it looks at that server (signed out).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startFixtures } from './fixtures/server.mjs';

const folder = process.argv[2] ?? 'dist/screens';
const only = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });

const phone = { width: 390, height: 844 };
const small = { width: 320, height: 640 };
const desk = { width: 1440, height: 900 };
/** name, path, role, moment, size, what to do before the picture */
const shots = [
  ['resident-sign-in', '/', '', 'vote', phone],
  ['resident-home', '/', 'resident', 'vote', phone],
  ['resident-home-320', '/', 'resident', 'vote', small],
  ['resident-home-en', '/', 'resident', 'vote', phone, null, 'en'],
  ['resident-matter', '/#/matters/m1', 'resident', 'vote', phone],
  ['resident-matter-notice', '/#/matters/m1', 'resident', 'notice', phone],
  ['resident-opinion', '/#/opinions/o1', 'resident', 'vote', phone],
  ['resident-vote', '/#/polls/p1', 'resident', 'vote', phone],
  ['resident-vote-320', '/#/polls/p1', 'resident', 'vote', small],
  ['resident-vote-check', '/#/polls/p1', 'resident', 'vote', phone, async (page) => page.getByRole('button', { name: '赞成' }).click()],
  ['resident-vote-stub', '/#/polls/p1', 'resident', 'vote', phone, async (page) => { await page.getByRole('button', { name: '赞成' }).click(); await page.getByRole('button', { name: '投入票箱' }).click(); await page.waitForTimeout(700); }],
  ['resident-vote-unsent', '/#/polls/p1', 'resident', 'vote', phone, async (page, context) => { await page.getByRole('button', { name: '反对' }).click(); await context.setOffline(true); await page.getByRole('button', { name: '投入票箱' }).click(); await page.waitForTimeout(500); }],
  ['resident-result', '/#/polls/p2', 'resident', 'notice', phone],
  ['resident-result-failed', '/#/polls/p3', 'resident', 'notice', phone],
  ['resident-result-en', '/#/polls/p2', 'resident', 'notice', phone, null, 'en'],
  ['resident-notice', '/#/notices/n1', 'resident', 'notice', phone],
  ['resident-notice-write', '/#/notices/n1', 'resident', 'notice', phone, async (page) => page.getByRole('button', { name: '提出异议' }).click()],
  ['resident-inbox', '/#/inbox', 'resident', 'notice', phone],
  ['resident-me', '/#/me', 'resident', 'notice', phone],
  ['resident-home-wide', '/', 'resident', 'vote', desk],
  ['desk-sign-in', '/desk/', '', 'notice', desk],
  ['desk-tasks', '/desk/', 'worker', 'notice', desk],
  ['desk-objection', '/desk/#/tasks/t2', 'worker', 'notice', desk],
  ['desk-opinions', '/desk/#/tasks/t3', 'worker', 'notice', desk],
  ['desk-opinions-en', '/desk/#/tasks/t3', 'worker', 'notice', desk, null, 'en'],
  ['desk-opinions-390', '/desk/#/tasks/t3', 'worker', 'notice', phone],
  ['desk-start', '/desk/#/start', 'worker', 'notice', desk],
  ['desk-matters', '/desk/#/matters', 'worker', 'notice', desk],
  ['desk-admin', '/desk/#/admin', 'administrator', 'notice', desk],
  ['desk-inbox', '/desk/#/inbox', 'worker', 'notice', desk],
  ['trace-list', '/trace/', 'worker', 'notice', desk],
  ['trace-matter', '/trace/#/matters/m1', 'worker', 'notice', desk],
  ['trace-matter-390', '/trace/#/matters/m1', 'resident', 'notice', phone],
];

const server = process.env.HEYI_URL === undefined ? await startFixtures() : { url: process.env.HEYI_URL, close: async () => undefined };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
let troubles = 0;
for (const [name, path, role, moment, viewport, act, language] of shots) {
  if (only !== '' && !name.includes(only)) continue;
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await context.addCookies([{ name: 'role', value: role, url: server.url }, { name: 'moment', value: moment, url: server.url }]);
  if (language) await context.addInitScript(`localStorage.setItem('heyi.language', '${language}')`);
  const page = await context.newPage();
  page.on('pageerror', (error) => { troubles++; console.error(`${name}: ${error.message}`); });
  page.on('console', (message) => { if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED/.test(message.text())) { troubles++; console.error(`${name}: ${message.text()}`); } });
  await page.goto(server.url + path);
  await page.waitForTimeout(name.startsWith('trace-m') || name.startsWith('desk-o') ? 1800 : 500);
  if (act) await act(page, context);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) { troubles++; console.error(`${name}: ${overflow} px wider than the screen`); }
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: viewport.width < 700 && process.env.FULL === '1' });
  await context.close();
}
await browser.close();
await server.close();
process.exit(troubles === 0 ? 0 : 1);
