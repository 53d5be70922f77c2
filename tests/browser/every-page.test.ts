import { join } from 'node:path';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatterPage } from '#web/port';
import { accessibilityFaults } from './axe.js';
import { cutOff, cutOffLarge, NARROW, staffCutOffLarge } from './layout.js';
import { moments } from './moments.js';
import { Demo, SCREENS, type Screen } from './screens.js';
import { driven, problem, STATES } from './states.js';
import { DEMO_PASSWORD, DESK, openSite, PHONE, ROOT, signIn, type Site } from './support.js';

/** What the demo has none of: a task for a resident by name, and the way in by a link. */
const UNSEEN = { resident: ['/tasks/:id'], desk: ['/invitation/:token'], trace: [] } as const;

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
    await page.setViewportSize(NARROW);
    expect(await tooWide(page)).toEqual([]);
    if (screen.of === 'resident') {
      // loaded, with all there is in it: nothing cut off, nothing over anything else
      expect(await cutOff(page)).toEqual([]);
      expect(await cutOffLarge(page)).toEqual([]);
      expect(await cutOffLarge(page, true)).toEqual([]);
    } else expect(await staffCutOffLarge(page)).toEqual([]);

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

  /** Pages of one account wait for each other, accounts do not; whoever has most of them has two windows. */
  it('of staff: while it is fetched, where that fails, without the net, not allowed, empty', async () => {
    // given
    const lines = SCREENS.filter(({ of, as }) => of !== 'resident' && as !== null);
    expect(Object.keys(STATES).sort()).toEqual(
      [...lines.map(({ of, name }) => `${of} ${name}`), 'desk invitation'].sort(),
    );
    const queues = new Map<string, Screen[]>();
    for (const [n, one] of lines.entries()) {
      const window = `${one.as} ${one.as === 'wangmin' ? n % 2 : 0}`;
      queues.set(window, [...(queues.get(window) ?? []), one]);
    }
    const link: Screen = { of: 'desk', name: 'invitation', as: 'guanli', route: '/invitation/x' };
    queues.get('guanli 0')?.push(link);
    // when
    const found = await Promise.all(
      [...queues.values()].map(async (queue) => {
        const first = queue[0] as Screen;
        const signedIn = await pageOf(first);
        const page = await signedIn.context().newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        // a slow answer is said after two seconds: here at once
        await page.addInitScript(() => {
          const real = window.setTimeout.bind(window) as (run: TimerHandler, after?: number) => number;
          Object.assign(window, {
            setTimeout: (run: TimerHandler, after?: number) => real(run, after === 2000 ? 5 : after),
          });
        });
        for (const screen of queue) {
          const name = `${screen.of} ${screen.name}`;
          const id = (await screen.id?.(new Demo(signedIn))) ?? '';
          const elsewhere = screen.of === 'trace' ? (screen.name === 'list' ? '/questions' : '/') : '/inbox';
          const start = `${site.url}/${screen.of}/#${elsewhere === '/inbox' && screen.name === 'inbox' ? '/copied' : elsewhere}`;
          if (page.url().split('#')[0] !== start.split('#')[0]) {
            await page.goto(site.url);
            await open(page, start, 'zh-CN', 'light');
          }
          const hash = screen.route.replace(':id', id);
          const states = STATES[name];
          for (const [query, one] of Object.entries(states === undefined ? {} : { '': states, ...states.beside }))
            faults.push(...(await driven(page, name + query, hash + query, one, start.split('#')[1] ?? '')));
        }
        await page.close();
        return faults;
      }),
    );
    // then
    expect(found.flat()).toEqual([]);
  }, 240_000);

  it('keeps what staff were writing: refused, without the net, and when their session ends', async () => {
    // given
    const notice = SCREENS.find(({ of, name }) => of === 'desk' && name === 'notice') as Screen;
    const signedIn = await pageOf(notice);
    const id = (await notice.id?.(new Demo(signedIn))) ?? '';
    const page = await signedIn.context().newPage();
    await page.goto(site.url);
    await open(page, `${site.url}/desk/#/notices/${id}`, 'zh-CN', 'light');
    const place = page.getByLabel('贴在哪里');
    const send = () => page.getByRole('button', { name: '登记张贴' }).click();
    const kept = async (said: string) => {
      await page.getByRole('alert').getByText(said).waitFor();
      await page.getByRole('alert').getByText('写的内容都还在这一页。').waitFor();
      expect(await place.inputValue()).toBe('三号楼一层');
    };
    await place.fill('三号楼一层');
    // when it fails
    await page.route('**/acts/**', (route) => route.fulfill(problem(500, 'unexpected', '服务器出错了。')));
    await send();
    await kept('服务器出错了。');
    await page.unroute('**/acts/**');
    await page.route('**/acts/**', (route) => route.abort('internetdisconnected'));
    await send();
    await kept('没有网络，没有送到。');
    await page.unroute('**/acts/**');
    // when the session is ended in the meantime
    await page.evaluate(async () => {
      const { csrf } = (await (await fetch('/api/session')).json()) as { csrf: string };
      const headers = { 'x-csrf-token': csrf, 'idempotency-key': 'every-page-sign-out-0001' };
      await fetch('/api/session', { method: 'DELETE', headers });
    });
    await send();
    await page.getByRole('heading', { name: '登录已到期' }).waitFor();
    expect(await place.isVisible()).toBe(false);
    await page.getByLabel('账号').fill('wangmin');
    await page.getByLabel('密码').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    // then their page is as they left it
    await place.waitFor();
    expect(await place.inputValue()).toBe('三号楼一层');
    await send();
    await page.getByRole('main').getByText('三号楼一层').waitFor();
    expect(await place.inputValue()).toBe('');
    await page.close();
  });

  it('keeps support that could not be sent, and says why where it was refused meanwhile', async () => {
    // given a neighbour of another household, who has not supported yet
    const { page, context } = await site.visitor(PHONE);
    await signIn(page, site.url, 'jumin4');
    const cosign = await new Demo(page).entity('东门', 'cosign');
    await page.goto(`${site.url}/#/cosign/${cosign}`);
    await page.getByRole('button', { name: '我家附议' }).waitFor();
    // when
    await context.setOffline(true);
    await page.getByRole('button', { name: '我家附议' }).click();
    // then it is unsent, also after a reload, and never done
    await page.getByText('未提交，有网络后请您再试').waitFor();
    expect(await page.getByText('您家已附议').count()).toBe(0);
    await context.setOffline(false);
    // the page that is still open sends it by itself
    await page.getByText('您家已附议').waitFor();
    expect(await page.getByText('未提交').count()).toBe(0);
    // and what the server refuses is said in words
    await page.evaluate(() => {
      const act = {
        call: 'act',
        kind: 'cosign',
        target: location.hash.split('/')[2],
        type: 'support',
        body: { fields: {} },
      };
      const mine = {
        title: '东门早晚高峰限行',
        at: 1_772_413_200_000,
        key: 'refused-later-000001',
        act,
        refused: null,
      };
      return fetch('/api/session').then(async (answer) => {
        const { me } = (await answer.json()) as { me: { person: string } };
        localStorage.setItem('heyi.unsent.v1', JSON.stringify([{ ...mine, person: me.person }]));
      });
    });
    await page.reload();
    await page.getByRole('button', { name: '现在再试' }).click();
    await page.getByText(/没有提交成功：/).waitFor();
    expect(await cutOffLarge(page)).toEqual([]);
    await context.close();
  });

  it('shows a topic with its photos small and its papers by name, and reads it aloud', async () => {
    // given
    const { page, context } = await site.visitor(PHONE);
    await page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      Object.defineProperty(window, 'speechSynthesis', {
        value: { speak: (said: { text: string }) => heard.push(said.text), cancel() {} },
      });
      Object.assign(window, {
        SpeechSynthesisUtterance: class {
          constructor(readonly text: string) {}
        },
      });
    });
    await signIn(page, site.url, 'jumin3');
    await page.goto(`${site.url}/#/propose`);
    await page.getByText('提交后大家都能看到这几项').waitFor();
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#7d8f69' } })
      .jpeg()
      .toBuffer();
    const paper = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
    await page.getByLabel('选照片或文件').setInputFiles([
      { name: '北门现状.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: '座椅报价.pdf', mimeType: 'application/pdf', buffer: paper },
    ]);
    await page.getByText('座椅报价.pdf').waitFor();
    await page.getByLabel('议题').fill('北门加一把长椅');
    await page.getByLabel('类别').selectOption({ label: '公共设施' });
    await page.getByText('本小区', { exact: true }).click();
    await page.getByLabel('地点').fill('北门');
    await page.getByLabel('什么事').fill('等车的老人没有地方坐。');
    await page.getByLabel('谁受影响').fill('走北门的居民');
    await page.getByLabel('希望怎么办').fill('入夏以前装好');
    await page.getByText('是', { exact: true }).click();
    // when
    await page.getByRole('button', { name: '提交议题' }).click();
    await page.getByText('材料2份').waitFor();
    // then
    const image = page.locator('.topic-files img');
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.topic-files img')?.naturalWidth ?? 0) > 0,
    );
    expect(await image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(320);
    await page.getByText('文档，1千字节').waitFor();
    await page.getByRole('button', { name: '读议题和材料' }).click();
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.join(' '));
    for (const words of ['等车的老人没有地方坐', '入夏以前装好', '座椅报价.pdf']) expect(heard).toContain(words);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await cutOffLarge(page)).toEqual([]);
    expect(await cutOffLarge(page, true)).toEqual([]);
    await keep(page, 'resident-topic-390');
    // and whoever is asked for an opinion is led to it
    await page.goto(`${site.url}/#/`);
    await page.locator('.duty').getByRole('link', { name: '活动场地添两件健身器材' }).click();
    await page.getByRole('link', { name: '看议题和材料' }).click();
    await page.waitForFunction(
      () => (document.querySelector('.topic')?.getBoundingClientRect().top ?? window.innerHeight) < window.innerHeight,
    );
    await context.close();
  });

  // pictures alone: what is done on these pages is tested where it is done; time moves on, so they come last
  if (process.env['HEYI_SCREENS'] !== undefined)
    it('in the moments of one vote, in plain size and in 长辈版', async () => {
      expect(await moments(site, 'jumin1', keep)).toEqual([]);
    }, 240_000);

  it('complains of nothing', () => {
    expect(site.complaints.filter((line) => !/status of (409|422|403)/.test(line))).toEqual([]);
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
