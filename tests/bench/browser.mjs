// What people wait for in a browser, each as a share of what the design allows it on a machine with two processors (1 is all of it); what has
// no allowance is told against an empty page of the same server in the same browser. The server runs as it is shipped, with the demo data.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildDefinitionSet } from '#bpmn';
import { differenceOf } from '#pages';
import { root } from '../../server/cli/setup/prepare.mjs';
import { evidenceOfVote } from './ballots.mjs';
import { drawn } from './drawing.mjs';
import { clock, median, rounds } from './measure.mjs';

const ROUNDS = 5;
const BALLOTS = 5_000;
const PASSWORD = 'heyi-demo-2026';
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const NAMES = {
  home: "a resident's first page, nothing kept",
  first: 'drawing board usable, nothing kept',
  again: 'drawing board usable, files kept',
  edit: 'page blocked by an edit among 300 elements, checks on',
  check: 'an edit among 100 steps checked in the worker',
  trace: 'trace of a matter open',
  slider: 'one step of the time slider',
  recount: 'a vote of 5,000 ballots executed again and counted',
  difference: 'difference of two versions of 100 steps',
};

export async function browserFigures(only, say) {
  const wanted = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, name.includes(only)]));
  if (wanted.difference) await differenceFigure(say);
  if (!Object.entries(wanted).some(([key, is]) => is && key !== 'difference')) return;
  const data = mkdtempSync(join(tmpdir(), 'heyi-bench-'));
  const server = spawn(process.execPath, [join(root, 'server/cli/bin.js'), 'serve'], {
    env: { ...process.env, HEYI_DATA: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const browser = await chromium.launch({
    executablePath: process.env['HEYI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--lang=zh-CN'],
  });
  try {
    const url = await addressOf(server);
    await residents(browser, url, wanted, say);
    await staff(browser, url, wanted, say);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

/** Its address is the last thing a server says before it serves. */
async function addressOf(server) {
  let words = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (words += text));
  for (;;) {
    const address = /http:\/\/127\.0\.0\.1:[1-9]\d*\//.exec(words)?.[0];
    if (address !== undefined) return address;
    if (server.exitCode !== null) throw new Error(words);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function residents(browser, url, wanted, say) {
  if (!wanted.home) return;
  const kept = await signedIn(browser, url, 'jumin1', PHONE);
  const ours = () => inNew(browser, kept, PHONE, (page) => loaded(page, url, '.duty-title'));
  const floor = () => inNew(browser, kept, PHONE, (page) => loaded(page, `${url}api/health`, 'body'));
  against(say, NAMES.home, await rounds(ROUNDS, async () => [await ours(), await floor()]));
}

async function staff(browser, url, wanted, say) {
  const kept = await signedIn(browser, `${url}desk/`, 'jiedao', DESK);
  const context = await browser.newContext({ storageState: kept, viewport: DESK, locale: 'zh-CN' });
  const page = await context.newPage();
  if (wanted.first || wanted.again) {
    const draft = await upload(page, url, drawn(12));
    const usable = (on) => loaded(on, draft, '.modeler-board .djs-element');
    if (wanted.first) allowed(say, NAMES.first, 4_000, await rounds(ROUNDS, () => inNew(browser, kept, DESK, usable)));
    if (wanted.again) {
      await usable(page);
      allowed(say, NAMES.again, 1_500, await rounds(ROUNDS, () => usable(page)));
    }
  }
  if (wanted.edit) {
    await upload(page, url, drawn(300));
    allowed(say, NAMES.edit, 200, await rounds(ROUNDS, async (round) => (await edited(page, 10 + round)).blocked));
  }
  if (wanted.check) {
    await upload(page, url, drawn(100));
    allowed(say, NAMES.check, 1_000, await rounds(ROUNDS, async (round) => (await edited(page, 10 + round)).checked));
  }
  await context.close();
  if (wanted.trace || wanted.slider || wanted.recount) await traces(browser, url, wanted, say);
}

async function traces(browser, url, wanted, say) {
  const kept = await signedIn(browser, `${url}desk/`, 'shenji', DESK);
  const context = await browser.newContext({ storageState: kept, viewport: DESK, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(url);
  const matters = await page.evaluate(async () => (await fetch('/api/matters')).json());
  const longest = matters.find(({ title }) => title.includes('照明灯')) ?? matters[0];
  const open = () => loaded(page, `${url}trace/#/matters/${longest.matter}`, '.diagram-number');
  await open();
  if (wanted.trace)
    against(
      say,
      NAMES.trace,
      await rounds(ROUNDS, async () => [await open(), await loaded(page, `${url}api/health`, 'body')]),
    );
  if (wanted.slider) {
    await open();
    allowed(say, NAMES.slider, 100, await rounds(ROUNDS * 4, () => slid(page)));
  }
  if (wanted.recount) {
    const evidence = await evidenceOfVote(BALLOTS);
    await page.route('**/evidence', (route) => route.fulfill({ contentType: 'application/json', body: evidence }));
    allowed(
      say,
      NAMES.recount,
      3_000,
      await rounds(ROUNDS, async () => {
        await open();
        return recounted(page);
      }),
    );
  }
  await context.close();
}

async function signedIn(browser, url, account, viewport) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '登录' }).waitFor({ state: 'detached' });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** In a browser that kept nothing but who is signed in. */
async function inNew(browser, storageState, viewport, work) {
  const context = await browser.newContext({ storageState, viewport, locale: 'zh-CN' });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Milliseconds from asking for a page until this stands on it. */
async function loaded(page, url, selector) {
  await page.goto('about:blank');
  const begun = clock();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(selector).first().waitFor({ state: 'attached' });
  return (clock() - begun) / 1_000;
}

/** Address of a new draft of this drawing, opened and checked. */
async function upload(page, url, xml) {
  await page.goto('about:blank');
  await page.goto(`${url}desk/#/procedures`);
  const file = { name: 'bench.bpmn', mimeType: 'application/xml', buffer: Buffer.from(xml) };
  await page.locator('#upload-drawing').setInputFiles(file);
  await page.locator('.modeler-board .djs-element').first().waitFor({ state: 'attached', timeout: 120_000 });
  await page.waitForFunction(isChecked, null, { timeout: 120_000 });
  return page.url();
}

/** Runs in the page. */
function isChecked() {
  const head = document.querySelector('.modeler-findings-head');
  return head?.querySelector('.note, .modeler-late') != null && !/正在检查/.test(head.textContent ?? '');
}

/** A step is taken away: how long the page stood still at most, and until the findings were there, in milliseconds. */
async function edited(page, n) {
  await page.evaluate((id) => {
    window.pauses = [];
    window.watching ??= new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.pauses.push(duration);
    });
    window.watching.observe({ type: 'longtask' });
    document.querySelector(`[data-element-id="${id}"] .djs-hit`)?.scrollIntoView({ block: 'center' });
  }, `t${n}`);
  await page.locator(`[data-element-id="t${n}"] .djs-hit`).first().click({ force: true });
  await page.waitForTimeout(500);
  await page.evaluate(() => (window.pauses.length = 0));
  const begun = clock();
  await page.keyboard.press('Delete');
  await page.locator(`[data-element-id="t${n}"]`).waitFor({ state: 'detached' });
  await page.waitForFunction(
    () => /正在检查/.test(document.querySelector('.modeler-findings-head')?.textContent ?? ''),
    null,
    {
      timeout: 5_000,
    },
  );
  await page.waitForFunction(isChecked, null, { timeout: 60_000 });
  const checked = (clock() - begun) / 1_000;
  await page.waitForTimeout(200);
  // what is shorter than a long task is not told by the browser: 50 ms at most
  return { checked, blocked: await page.evaluate(() => Math.max(50, ...window.pauses)) };
}

/** From the button until this computer has said that what it counted is what was published. */
async function recounted(page) {
  const begun = clock();
  await page.getByRole('button', { name: '在本机重算' }).click();
  await page.locator('.recount-word.ok').waitFor({ timeout: 60_000 });
  return (clock() - begun) / 1_000;
}

/** From a key on the slider until all panes are drawn. */
async function slid(page) {
  const slider = page.getByRole('slider', { name: '时间轴' });
  await slider.focus();
  await page.evaluate(() => {
    window.drawnAt = 0;
    document.activeElement?.addEventListener(
      'keydown',
      () => {
        const begun = performance.now();
        requestAnimationFrame(() => requestAnimationFrame(() => (window.drawnAt = performance.now() - begun)));
      },
      { once: true, capture: true },
    );
  });
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => window.drawnAt > 0);
  return page.evaluate(() => window.drawnAt);
}

async function differenceFigure(say) {
  const version = async (steps) => {
    const text = drawn(steps);
    const files = [{ path: 'procedures/bench/bench.bpmn', text }];
    const { set } = await buildDefinitionSet(files, '');
    return {
      set,
      files,
      about: { name: { zh: '测', en: 'b' }, use: { zh: '', en: '' }, basis: [], start: { roles: [], title: '' } },
    };
  };
  const [before, after] = [await version(100), await version(101)];
  const one = () => {
    const begun = clock();
    differenceOf(before, after);
    return Promise.resolve((clock() - begun) / 1_000);
  };
  await rounds(ROUNDS, one);
  allowed(say, NAMES.difference, 300, await rounds(ROUNDS, one));
}

function allowed(say, name, most, taken) {
  const ours = median(taken);
  say({ name, ratio: ours / most, goal: 1, most: true, ours: `${ours.toFixed(0)} ms`, floor: `${most} ms allowed` });
}

function against(say, name, pairs) {
  const [ours, floor] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  const ratio = median(pairs.map(([one, other]) => one / other));
  say({ name, ratio, goal: null, ours: `${ours.toFixed(0)} ms`, floor: `${floor.toFixed(0)} ms, an empty page` });
}
