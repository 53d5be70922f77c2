import type { Locator, Page } from 'playwright-core';
import { cutOff } from './layout.js';
import { signIn, type Site } from './support.js';

type Keep = (page: Page, name: string) => Promise<void>;

/**
 * What a page shows only for a while, in the order one person meets it: home, an opinion being written, the question, the check, the stub,
 * one's ballots, the result, an objection. In plain size and in 长辈版. Time moves on, so it comes last. Answers what is cut off.
 */
export async function moments(site: Site, account: string, kept: Keep): Promise<string[]> {
  const { page, context } = await site.visitor();
  const faults: string[] = [];
  let size: 'off' | 'large' = 'off';
  const change = async () => {
    size = size === 'off' ? 'large' : 'off';
    await page.evaluate((now) => localStorage.setItem('heyi.elder', now), size);
    await page.reload();
    await page.locator('main').first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  };
  const shoot = async (name: string) => {
    await page.evaluate(() => window.scrollTo(0, 0));
    const full = size === 'off' ? name : `${name}-elder`;
    await kept(page, `resident-${full}-390`);
    faults.push(
      ...(await cutOff(page)).filter((fault) => !fault.startsWith('DIV.ticket ')).map((fault) => `${full}: ${fault}`),
    );
  };
  /** A picture in each size; what was done on the page is done again where it is loaded anew. */
  const both = async (name: string, again: () => Promise<void> = () => Promise.resolve()) => {
    await again();
    await shoot(name);
    await change();
    await again();
    await shoot(name);
    await change();
  };
  const home = async () => {
    await page.goto(`${site.url}/#/`);
    await page.locator('.duty, .empty').first().waitFor();
  };
  /** Moves the demo clock from one point in time to the next until the page at `path` shows what is looked for. */
  const until = async (path: string, shown: Locator) => {
    for (let moved = 0; moved < 80; moved++) {
      await page.goto('about:blank');
      await page.goto(site.url + path);
      await page.locator('.duty .margin, .page.footed, .sides h2').first().waitFor();
      if ((await shown.count()) > 0) return;
      const before = await page.locator('.clock-words').innerText();
      await page.getByRole('button', { name: '到下一时点' }).click();
      await page.waitForFunction(
        (then) => document.querySelector<HTMLElement>('.clock-words')?.innerText !== then,
        before,
      );
    }
    throw new Error(`never came: ${path}`);
  };

  await page.goto(site.url);
  await both('sign-in-page');
  await signIn(page, site.url, account);
  await home();
  await both('home-first');
  await page.getByRole('link', { name: '去提意见' }).click();
  await both('opinion-written', () => page.getByLabel('您的意见').fill('充电棚离三号楼的窗户远一些。'));
  await until('/#/', page.getByRole('link', { name: '去表决' }));
  await page.getByRole('link', { name: '去表决' }).first().click();
  await page.getByText('怎样算通过').waitFor();
  await both('vote');
  await both('vote-check', () => page.getByRole('button', { name: '赞成' }).click());
  await page.getByRole('button', { name: '赞成' }).click();
  await page.getByRole('button', { name: '投入票箱' }).click();
  await page.getByRole('heading', { name: '表决票已入箱' }).waitFor();
  await both('vote-stub');
  const poll = page.url().slice(site.url.length);
  await page.goto(`${site.url}/#/ballots`);
  await page.getByText('票根号：').first().waitFor();
  await both('ballots-filled');
  await until(poll, page.getByRole('heading', { name: '表决结果' }));
  await both('vote-result');
  await page.getByRole('link', { name: /看公示/ }).click();
  await page.getByRole('button', { name: '提出异议' }).waitFor();
  await both('objection-written', async () => {
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('您的异议和理由').fill('窗户下面不能装。');
  });
  await context.close();
  return faults;
}
