import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staff } from '../http/accounts.js';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, picture, signIn, type Site } from './support.js';

describe('procedures at the desk', () => {
  let site: Site;
  let author: Page;
  beforeAll(async () => {
    site = await openSite();
    await staff(site, 'jiedao', '刘畅行', 'street', 'qinghe');
    ({ page: author } = await site.visitor(DESK));
    await signIn(author, `${site.url}/desk/#/procedures`, 'jiedao');
  }, 120_000);
  afterAll(() => site?.close());

  const tooWide = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it('are found, and read in words and as a drawing', async () => {
    // given
    await author.getByLabel('找流程').fill('表决');
    await picture(author, '50-procedures');
    expect(await accessibilityFaults(author)).toEqual([]);
    // when
    await author.getByRole('link', { name: /意见—表决—公示/ }).click();
    await author.getByText('未通过：到第4步“公示未通过”').waitFor();
    // then
    expect(await accessibilityFaults(author)).toEqual([]);
    await picture(author, '51-procedure-words');
    await author.getByText('流程图', { exact: true }).click();
    await author.locator('.djs-container').waitFor();
    expect(await accessibilityFaults(author)).toEqual([]);
    await picture(author, '52-procedure-drawing');
  });

  it('are kept while they are written, and are not left unsaved unasked', async () => {
    // given a draft, and no way to the server
    await author.getByRole('button', { name: '起草新版' }).click();
    const use = author.getByLabel('用途', { exact: true });
    await use.waitFor();
    const saving = /\/api\/drafts\/\w+$/;
    await author.route(saving, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    // when
    await use.fill('小事也要先听大家的意见。');
    await author.getByText('有改动没有保存').waitFor();
    await author.getByRole('link', { name: '事项', exact: true }).click();
    // then it asks; what was written stays and is saved as soon as it can be
    await author.getByText('现在离开，没有保存上的改动就没有了。').waitFor();
    expect(await accessibilityFaults(author)).toEqual([]);
    await author.getByRole('button', { name: '留在这一页' }).click();
    await author.getByText('您改的还在这一页上，没有丢。').waitFor();
    await author.unroute(saving);
    await author.getByRole('button', { name: '再保存一次' }).click();
    await author.getByText('已保存，').waitFor();
    expect(await use.inputValue()).toBe('小事也要先听大家的意见。');
    // and where it was saved elsewhere meanwhile, neither is lost
    const theirs = author.url();
    await author.evaluate(async () => {
      const path = location.hash.replace('#/procedures', '/api');
      const { revision, about, files } = (await (await fetch(path)).json()) as Record<string, object>;
      const { csrf } = (await (await fetch('/api/session')).json()) as { csrf: string };
      const headers = {
        'content-type': 'application/json',
        'x-csrf-token': csrf,
        'idempotency-key': 'elsewhere-000001',
      };
      const use = { zh: '别处改的用途。', en: '' };
      const answer = await fetch(path, {
        method: 'POST',
        headers,
        body: JSON.stringify({ revision, about: { ...about, use }, files }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    });
    await use.fill('我这边改的用途。');
    await author.getByRole('button', { name: '把我的另存一份草稿' }).click();
    await author.waitForURL((url) => url.href !== theirs);
    await author.getByText('已保存，').waitFor();
    expect(await use.inputValue()).toBe('我这边改的用途。');
    await author.goto(theirs);
    await author.getByText('已保存，').waitFor();
    expect(await use.inputValue()).toBe('别处改的用途。');
    await author.getByRole('button', { name: '删除草稿' }).click();
    await author.getByLabel('找流程').waitFor();
    await author.goto(`${site.url}/desk/#/procedures/first-vote`);
    // a save that was cut off is no fault of the page
    site.complaints.length = 0;
  });

  it('are drawn on, submitted, and come into force when somebody else approves them', async () => {
    // given a draft whose drawing is exchanged for one with a longer term
    await author.getByRole('button', { name: '起草新版' }).click();
    await author.getByText('与第1版一样，没有可提交的').waitFor();
    expect(await author.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true);
    const [download] = await Promise.all([
      author.waitForEvent('download'),
      author.getByRole('button', { name: '下载first-vote.bpmn' }).click(),
    ]);
    const stream = await download.createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const text = Buffer.concat(parts)
      .toString('utf8')
      .replace('source="=3" target="term_days"', 'source="=5" target="term_days"');
    await author
      .getByLabel('换一个文件')
      .setInputFiles({ name: 'mine.bpmn', mimeType: 'application/xml', buffer: Buffer.from(text) });
    // it is saved by itself, and the differences can be looked at
    await author.getByRole('button', { name: '看差别' }).waitFor();
    await author.getByRole('button', { name: '共享给同事' }).click();
    await author.getByText('现在由您改。').waitFor();
    // when everything on the list is so: the differences were looked at, the rest is said
    const send = author.getByRole('button', { name: '提交审批' });
    await author.getByRole('button', { name: '看差别' }).click();
    await author.getByText('“征求意见”：期限由3天改为5天').waitFor();
    await author.getByText('按原来的版本办完').click();
    expect(await send.isDisabled()).toBe(true);
    await author.getByLabel('依据文件已附在送审材料里').check();
    await author.getByLabel('批注哪一步').selectOption('consult');
    await author.getByLabel('批注内容').fill('五天，居委会说够了。');
    await author.getByRole('button', { name: '加批注' }).click();
    await author.getByText('五天，居委会说够了。').waitFor();
    expect(await accessibilityFaults(author)).toEqual([]);
    await picture(author, '53-draft');
    await author.getByRole('button', { name: '办结', exact: true }).click();
    await author.getByText('没有待办结的批注。').waitFor();
    await send.click();
    await author.getByText('已提交，等另一个人审批').waitFor();
    const { page: admin } = await site.visitor({ width: 390, height: 844 });
    await signIn(admin, `${site.url}/desk/#/procedures`, 'guanli');
    await admin.getByRole('link', { name: /刘畅行提交/ }).click();
    await admin.getByText('“征求意见”：期限由3天改为5天').waitFor();
    await admin.getByText('起草人选定：在办的按原来的版本办完。').waitFor();
    expect(await tooWide(admin)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(admin)).toEqual([]);
    await picture(admin, '54-approval-narrow');
    await admin.getByRole('button', { name: '同意生效' }).click();
    // then
    await admin.getByRole('radiogroup').getByText('版本').click();
    await admin.getByText(/刘畅行提交，赵启文审批/).waitFor();
    await admin.getByRole('button', { name: '第2版，与前一版的差别' }).click();
    await admin.getByText('“征求意见”：期限由3天改为5天').waitFor();
    expect(await tooWide(admin)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(admin)).toEqual([]);
    await picture(admin, '55-versions-narrow');
    expect(site.complaints).toEqual([]);
  });
});
