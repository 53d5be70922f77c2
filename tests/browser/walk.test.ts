import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#store';
import { DESK, openSite, PHONE, picture, signIn, type Site, type Visitor } from './support.js';

/** The small procedure from end to end with a mouse, a keyboard and eyes: nothing is asked of the server but by its pages. */
describe('the small procedure in the browser', () => {
  let site: Site;
  let residents: Visitor[];
  let worker: Visitor;
  const first = () => (residents[0] as Visitor).page;

  beforeAll(async () => {
    site = await openSite();
    residents = [];
    for (const account of ['jumin1', 'jumin2', 'jumin3']) {
      const resident = await site.visitor(PHONE);
      await signIn(resident.page, site.url, account);
      residents.push(resident);
    }
    worker = await site.visitor(DESK);
    await signIn(worker.page, `${site.url}/desk/`, 'wangmin');
  }, 120_000);
  afterAll(() => site?.close());

  const moveClock = async () => {
    const before = await worker.page.locator('.clock-words .nb').textContent();
    await worker.page.getByRole('button', { name: '到下一时点' }).click();
    await worker.page.waitForFunction(
      (then) => document.querySelector('.clock-words .nb')?.textContent !== then,
      before,
    );
  };

  it('a resident gives an opinion', async () => {
    // given
    const page = first();
    await picture(page, '01-home');
    // when
    await page.getByRole('link', { name: '去提意见' }).click();
    await picture(page, '02-opinion');
    await page.getByText('支持', { exact: true }).click();
    await page.getByLabel('您的意见').fill('赞成，但请加装灭火器。');
    await page.getByRole('button', { name: '提交意见' }).click();
    // then
    await page.getByText('赞成，但请加装灭火器。').waitFor();
    await page.getByText('还没有答复').waitFor();
    await picture(page, '03-opinion-given');
  });

  it('a worker answers it, and cannot go on before', async () => {
    // given
    await moveClock();
    const { page } = worker;
    await page.goto(`${site.url}/desk/#/tasks`);
    await page.locator('.task-list li a').first().click();
    await page.getByRole('button', { name: '办完，往下走' }).waitFor();
    expect(await page.getByRole('button', { name: '办完，往下走' }).isDisabled()).toBe(true);
    await picture(page, '04-desk-opinion');
    // when
    await page.getByText('采纳', { exact: true }).click();
    await page.getByLabel('理由').fill('已列入方案，每个充电位旁设一个灭火器。');
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.locator('.answer-head').getByText('都已答复').waitFor();
    await picture(page, '05-desk-answered');
    await page.getByRole('button', { name: '办完，往下走' }).click();
    // then
    await page.getByText('没有待办。').waitFor();
  });

  it('three residents vote; the stub says nothing of the choice', async () => {
    // given
    for (const [i, choice] of (['赞成', '赞成', '反对'] as const).entries()) {
      const { page } = residents[i] as Visitor;
      await page.goto(`${site.url}/#/`);
      await page.getByRole('link', { name: '去表决' }).click();
      if (i === 0) await picture(page, '06-vote');
      // when
      await page.getByRole('button', { name: choice, exact: true }).click();
      if (i === 0) await picture(page, '07-vote-check');
      await page.getByRole('button', { name: '投入票箱' }).click();
      await page.getByRole('heading', { name: '表决票已入箱' }).waitFor();
      // then
      const stub = await page.locator('main').innerText();
      expect(stub).not.toMatch(/赞成|反对|弃权/);
      if (i === 0) await picture(page, '08-vote-stub');
    }
    await residents[1]?.page.goto(`${site.url}/#/`);
    await picture((residents[1] as Visitor).page, '09-home-voted');
  });

  it('the clock moves and the result is published with its fractions', async () => {
    // when
    await moveClock();
    const page = first();
    await page.goto(`${site.url}/#/`);
    await page.locator('#notices a').first().click();
    // then
    await page.getByRole('heading', { name: '公示', exact: true }).waitFor();
    await page.locator('.verdict').getByText('通过', { exact: true }).waitFor();
    const figures = await page.locator('.ruler').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(figures).toEqual([
      expect.stringMatching(/参与表决.*3，共5人.*过半数.*已达到/),
      expect.stringMatching(/赞成.*2，共3人.*过半数.*已达到/),
    ]);
    await picture(page, '10-notice');
    await page.getByRole('link', { name: '看表决结果' }).click();
    await page.getByRole('heading', { name: '表决结果' }).waitFor();
    await picture(page, '11-result');
    await page.goto(`${site.url}/#/`);
    await page.locator('#matters a').first().click();
    await page.getByText('为什么等').waitFor();
    await picture(page, '12-progress');
  });

  it('an objection is made in two taps and answered', async () => {
    // given
    const { page } = residents[2] as Visitor;
    await page.goto(`${site.url}/#/`);
    await page.locator('#notices a').first().click();
    // when
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('您的异议和理由').fill('充电棚离2号楼窗户只有4米，请补一张标明距离的图。');
    await picture(page, '13-objection');
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText('请补一张标明距离的图').waitFor();
    const desk = worker.page;
    await desk.goto(page.url().replace('/#/', '/desk/#/'));
    await desk.locator('.notice-waits').getByText('异议1件没有答复').waitFor();
    await desk.getByRole('link', { name: '答复异议' }).click();
    await desk.getByText('异议不成立', { exact: true }).click();
    await desk.getByLabel('理由').fill('距离符合规定，平面图已补贴在公告栏。');
    await picture(desk, '14-desk-objection');
    await desk.getByRole('button', { name: '提交答复' }).click();
    await desk.locator('.answer-head').getByText('都已答复').waitFor();
    await desk.getByRole('button', { name: '办完，往下走' }).click();
    await desk.getByText('没有待办。').waitFor();
    // then
    await page.getByText('距离符合规定').waitFor();
    await picture(page, '15-objection-answered');
  });

  it('the matter ends, and the trace re-executes it in the browser and says equal', async () => {
    // given
    await moveClock();
    const { page } = worker;
    await page.goto(`${site.url}/desk/#/matters`);
    await page.locator('.matter-row a').first().click();
    await page.getByRole('link', { name: '看追溯' }).click();
    await page.getByRole('button', { name: '在本机重算' }).waitFor();
    await page.locator('.diagram .djs-container').waitFor();
    await picture(page, '16-trace');
    // when
    await page.getByRole('button', { name: '在本机重算' }).click();
    // then
    await page.locator('.recount-word').waitFor();
    expect(await page.locator('.recount-word').innerText()).toContain('相合');
    expect(await page.locator('.trace-verdict').innerText()).toBe('相合');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('recount');
    await page.locator('.recount').scrollIntoViewIfNeeded();
    await picture(page, '17-trace-equal');
    await page.locator('.open-inner').first().click();
    await picture(page, '18-trace-inner');
    const phone = first();
    await phone.goto(`${site.url}/#/`);
    await phone.locator('#matters a').first().click();
    await phone.getByText('办结').first().waitFor();
    await picture(phone, '19-ended');
    await phone.goto(`${site.url}/#/inbox`);
    await picture(phone, '20-inbox');
  });

  it('says what differs once a byte was changed in the database', async () => {
    // given: somebody with the database in hand, past the triggers that refuse it
    const database = await openDatabase(site.place.settings);
    const triggers = await database.write((manager) =>
      manager.query<{ name: string }[]>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record'",
      ),
    );
    for (const { name } of triggers) await database.write((manager) => manager.query(`DROP TRIGGER ${name}`));
    const [row] = await database.write((manager) =>
      manager.query<{ stream: string; seq: number; body: Buffer }[]>(
        "SELECT stream, seq, body FROM record WHERE type = 'tally'",
      ),
    );
    if (row === undefined) throw new Error('no tally');
    const text = Buffer.from(row.body).toString('utf8');
    const changed = text.replace('"yes":2', '"yes":3');
    expect(changed).not.toBe(text);
    await database.write((manager) =>
      manager.query('UPDATE record SET body = ? WHERE stream = ? AND seq = ?', [
        Buffer.from(changed),
        row.stream,
        row.seq,
      ]),
    );
    await database.close();
    // when
    const { page } = worker;
    await page.reload();
    await page.getByRole('button', { name: '在本机重算' }).click();
    await page.locator('.recount-word').waitFor();
    // then
    expect(await page.locator('.recount-word').innerText()).toContain('不合');
    const differences = await page.locator('.differences li').allInnerTexts();
    expect(differences.join(' ')).toContain(`表决第${row.seq + 1}条`);
    await picture(page, '27-trace-not-equal');
  });

  it('has nothing to complain about', () => {
    expect(site.complaints).toEqual([]);
  });
});
