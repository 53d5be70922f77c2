import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Electorate } from '#community';
import { newHousehold } from '../http/accounts.js';
import { client, type Client } from '../http/client.js';
import { settled } from '../http/matter.js';
import { newKey } from '../http/server.js';
import { startRoll, streamOf, workflowsWithRoll } from '../http/two-lines.js';
import { accessibilityFaults } from './axe.js';
import { DEMO_PASSWORD, DESK, openSite, picture, signIn, type Site } from './support.js';

const HERE = 'qinghe/qhl';

/** A roll corrected at the desk, the letters it causes, and a neighbour who stands for two households. */
describe('a roll of households, its letters and its lines', () => {
  const workflows = workflowsWithRoll();
  let site: Site;
  let port: Client['port'];
  let matter: string;
  let roll: string;
  let neighbour: string;
  let wang: Page;

  beforeAll(async () => {
    site = await openSite({ workflows: workflows.folder });
    const { id: home } = await newHousehold(site, 1);
    ({ port } = client(site.heyi.app, '10.1.0.9'));
    await port.signIn({ account: 'wangmin', password: DEMO_PASSWORD }, newKey());
    matter = await startRoll({ port } as Client);
    roll = await streamOf(site, matter, 'roll');
    const resident = client(site.heyi.app, '10.1.0.10');
    await resident.port.signIn({ account: 'jumin1', password: DEMO_PASSWORD }, newKey());
    const person = (await resident.port.session()).me?.person ?? '';
    // the neighbour's household asks 陈淑芬's to act for them as well
    const lines = await site.heyi.app.get(Electorate).lines('households', HERE, Date.now());
    neighbour = lines.find(({ id, holders }) => id !== home && holders?.includes(person) === false)?.id ?? '';
    const fields = { do: 'correct', elector: neighbour, holders: [{ p: person }], reason: '委托书第3号' };
    await port.act('roll', roll, 'change', { fields }, newKey());
    ({ page: wang } = await site.visitor(DESK));
    await signIn(wang, `${site.url}/desk/`, 'wangmin');
  }, 120_000);
  afterAll(async () => {
    await site?.close();
    workflows.remove();
  });

  it('is changed at the desk, with a reason, for everybody to see', async () => {
    // given
    await wang.goto(`${site.url}/desk/#/roll/${roll}`);
    await wang.getByRole('heading', { name: '更动名册' }).waitFor();
    // when
    await wang.getByText('移除一行', { exact: true }).click();
    await wang.getByRole('button', { name: '更动名册' }).click();
    await wang.getByText('请选怎样更动、更动哪一行').waitFor();
    await wang.getByLabel('哪一户').fill('诸葛甲1');
    await wang.locator('.person-line', { hasText: '1号楼1单元91室' }).click();
    await wang.getByLabel('理由').fill('全家已搬到外地，本人来电说明。');
    expect(await accessibilityFaults(wang)).toEqual([]);
    await picture(wang, '60-roll-change');
    await wang.getByRole('button', { name: '更动名册' }).click();
    // then
    await wang.getByText('已更动，记录里看得到').waitFor();
    await wang.getByText('全家已搬到外地').waitFor();
  });

  it('is told of by letters that the desk prints and brings', async () => {
    // given
    await expect.poll(async () => (await port.letters(HERE, 'open')).length).toBeGreaterThan(0);
    const before = (await port.letters(HERE, 'open')).length;
    // when
    await wang.goto(`${site.url}/desk/#/letters`);
    const letter = wang.locator('.letter-line', { hasText: '诸葛甲1' }).first();
    await letter.waitFor();
    const printing = wang.getByRole('button', { name: '打印已选' });
    expect(await printing.isDisabled()).toBe(true);
    expect(await accessibilityFaults(wang)).toEqual([]);
    await picture(wang, '61-letters');
    await letter.getByRole('checkbox').press('Space');
    await wang.getByText('已选1封').waitFor();
    await wang.evaluate(() => (window.print = () => undefined));
    await printing.press('Enter');
    // then each sheet is of the community that brings it
    await wang.emulateMedia({ media: 'print' });
    const sheet = wang.locator('.a4', { hasText: '诸葛甲1' });
    expect(await sheet.locator('.a4-head').first().innerText()).toContain('青禾街道，青禾里社区');
    expect(await sheet.getByText('名册上您的那一行有改动：移除一行。').count()).toBe(1);
    await picture(wang, '62-letter-printed');
    await wang.emulateMedia({ media: 'screen' });
    // when all that say the same are recorded together
    const group = wang.locator('.letter-group', { hasText: '诸葛甲1' }).first();
    const many = await group.getByRole('listitem').count();
    expect(many).toBeGreaterThan(2);
    await group.getByLabel(`全选这${many}封`).press('Space');
    await wang.getByLabel('送达方式').selectOption({ label: '投入信箱' });
    // and a colleague has recorded one of them meanwhile
    const same = (await port.letters(HERE, 'open')).find(({ to }) => to?.name === '诸葛甲1');
    const day = await wang.getByLabel('送达日期').inputValue();
    await port.deliverLetter(same?.letter ?? '', { day, way: 'hand' }, newKey());
    await wang.getByRole('button', { name: '登记已选' }).press('Enter');
    // then the others are recorded all the same, and it is said of which one not, and why
    await wang.getByText(`已登记${many - 1}封`).waitFor();
    const left = wang.getByRole('alert').filter({ hasText: '1封没有登记' });
    expect(await left.innerText()).toMatch(/诸葛甲1.*已经/su);
    expect(await accessibilityFaults(wang)).toEqual([]);
    await wang.getByText('已送达', { exact: true }).click();
    await wang.locator('.answer-item', { hasText: '投入信箱' }).first().waitFor();
    expect(await port.letters(HERE, 'open')).toHaveLength(before - many);
  });

  it('asks whoever stands for two households which one they vote for', async () => {
    // given the vote open
    for (let step = 0; step < 2; step++) {
      const [task] = (await port.tasks('todo')).filter((one) => one.matter === matter);
      settled(await port.complete(task?.task ?? '', { variables: {} }, newKey()));
    }
    const poll = await streamOf(site, matter, 'poll');
    const { page } = await site.visitor();
    await signIn(page, `${site.url}/#/polls/${poll}`, 'jumin1');
    // when
    const lines = page.getByRole('group', { name: /以哪一户/ });
    await lines.waitFor();
    expect(await lines.getByRole('radio').count()).toBe(2);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, '63-which-household');
    await lines.getByRole('radio').nth(1).check();
    await page.getByRole('button', { name: '赞成' }).click();
    await page.getByRole('button', { name: '投入票箱' }).click();
    // then one of the two is cast, and the other can be still
    await page.getByText('表决票已入箱').waitFor();
    await page.getByRole('button', { name: '我想改' }).click();
    await lines.getByText('已投').waitFor();
    expect(await lines.getByText('已投').count()).toBe(1);
    // the one refusal that was meant to be
    expect(site.complaints.filter((one) => !/409.*\/delivery$/u.test(one))).toEqual([]);
  });
});
