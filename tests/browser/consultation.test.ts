import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoClock } from '#outside';
import type { Scenario, ScenarioStep } from '#world';
import { ScenarioRun, type Stage } from '../http/scenario-run.js';
import { DESK, openSite, PHONE, picture, ROOT, signIn, type Site } from './support.js';

function scenarioOf(name: string): Scenario {
  const path = join(ROOT, 'workflows/procedures/consultation/scenarios', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Scenario;
}

/** The site as a scenario is played on it: what a person does by hand is done in the browser, the rest by its steps. */
function stageOf({ heyi }: Site): Stage {
  return {
    heyi,
    async clockTo(instant) {
      const { clock, runtime } = heyi.ground;
      if (!(clock instanceof DemoClock)) throw new Error('the clock is real');
      await clock.moveTo(instant);
      await runtime.clockMoved(30_000);
    },
  };
}

const at = (text: string) => Date.parse(`${text}+08:00`);

/** What is done is left: the list opens its next one, or nothing. */
async function leaves(page: Page, done: () => Promise<void>): Promise<void> {
  const before = page.url();
  await done();
  await page.waitForURL(({ href }) => href !== before);
}

describe('a consultation in the browser', () => {
  let site: Site;
  let stage: Stage;
  let run: ScenarioRun;
  const pages = new Map<string, Page>();

  /** Somebody at a browser of their own. */
  async function as(id: string, desk = false): Promise<Page> {
    const known = pages.get(id);
    if (known) return known;
    const { account } = await run.account(id);
    const { page } = await site.visitor(desk ? DESK : PHONE);
    await signIn(page, desk ? `${site.url}/desk/` : site.url, account);
    pages.set(id, page);
    return page;
  }
  const play = (step: ScenarioStep) => run.step(step, 'by others');

  /** Raises the scenario's topic on the phone. Answers the matter's id. */
  async function raise(page: Page, title: string): Promise<string> {
    await page.goto(`${site.url}/#/`);
    await page.getByRole('link', { name: '提一个议题' }).click();
    await page.getByLabel('议题').fill(title);
    await page.getByLabel('类别').selectOption({ label: '公共设施' });
    await page.getByText('本楼栋', { exact: true }).click();
    await page.getByLabel('地点').fill('3号楼门前');
    await page.getByLabel('什么事').fill('夜里太暗，老人摔过两次，建议装4盏灯。');
    await page.getByLabel('谁受影响').fill('3号楼居民');
    await page.getByLabel('希望怎么办').fill('入秋前装好');
    await page.getByText('是', { exact: true }).click();
    await picture(page, `consultation-propose`);
    await page.getByRole('button', { name: '提交议题' }).click();
    await page.getByText('这件事办到哪了').waitFor();
    return /matters\/([0-9A-Z]{26})/.exec(page.url())?.[1] ?? '';
  }
  async function support(id: string, matter: string): Promise<Page> {
    const page = await as(id);
    await page.goto(`${site.url}/#/matters/${matter}`);
    await page.getByRole('link', { name: '看附议' }).click();
    await page.getByRole('button', { name: '我家附议' }).click();
    return page;
  }

  beforeAll(async () => {
    site = await openSite({ seed: false });
    stage = stageOf(site);
    run = await ScenarioRun.peopled(stage, scenarioOf('consensus'));
  }, 120_000);
  afterAll(() => site?.close());

  it('a topic of 41 characters cannot be sent', async () => {
    const page = await as('zhang');
    await page.goto(`${site.url}/#/propose`);
    await page.getByLabel('议题').fill('灯'.repeat(41));
    expect((await page.getByLabel('议题').inputValue()).length).toBe(40);
  });

  it('ends where two households of sixty support it, and its proposer is told', async () => {
    // given
    const page = await as('zhang');
    const matter = await raise(page, '3号楼门前画停车线');
    run.follow(matter);
    // when two support it
    await support('zhang', matter);
    await page.getByText('您家已附议').waitFor();
    const other = await support('li', matter);
    await other.getByText('还差1户').waitFor();
    await picture(other, 'consultation-support');
    await stage.clockTo(at('2026-04-02T00:00:00'));
    // then
    await page.goto(`${site.url}/#/matters/${matter}`);
    await page.getByText('附议不足', { exact: true }).first().waitFor();
    await page.goto(`${site.url}/#/inbox`);
    await page.getByText(/附议/).first().waitFor();
  });

  it('is admitted with three households on the last day at 23:59', async () => {
    // given
    const page = await as('zhang');
    const matter = await raise(page, '3号楼门前加装照明灯');
    run.follow(matter);
    await support('zhang', matter);
    await page.getByText('您家已附议').waitFor();
    await (await support('li', matter)).getByText('您家已附议').waitFor();
    // when it is the last minute of the window, whatever holidays it rolled over
    const { port } = await run.client('zhang');
    const ends = (await port.entity('cosign', await run.stream('cosign'))).due.at ?? 0;
    await stage.clockTo(ends - 60_000);
    await (await support('zhao', matter)).getByText('附议已够数').waitFor();
    // then
    await page.goto(`${site.url}/#/matters/${matter}`);
    await page.locator('.way li.now b').getByText('初审议题').waitFor();
    await picture(page, 'consultation-admitted');
  });

  it('is looked at by the convenor, who composes fifteen seats of the council', async () => {
    const page = await as('zhou', true);
    await page.goto(`${site.url}/desk/#/tasks`);
    await page.locator('.task-list li a').first().click();
    for (const [name, answer] of [
      ['居民自治', '是'],
      ['合法', '是'],
    ] as const)
      await page
        .getByRole('group', { name: new RegExp(name) })
        .getByText(answer, { exact: true })
        .click();
    await picture(page, 'consultation-review');
    await play(stepOf('review'));
    await page.goto(`${site.url}/desk/#/tasks`);
    await page.locator('.task-list li a').first().click();
    await page.getByText('任何一类都不能超过一半').waitFor();
    // when one seat is filled by hand: found by name, chosen, shown
    await page.locator('.task-pane').getByRole('searchbox').first().fill('zhou');
    await page.locator('.person-line').first().click();
    await page.locator('.person-chosen').first().waitFor();
    await picture(page, 'consultation-seats');
    await play(stepOf('council.compose'));
    await leaves(page, () => page.getByRole('button', { name: '办完，往下走' }).click());
  });

  it('is looked at by the department, and by a resident who gives an opinion', async () => {
    const resident = await as('r1');
    await resident.goto(`${site.url}/#/`);
    await resident.getByRole('link', { name: '去提意见' }).click();
    await resident.getByText('其他意见', { exact: true }).click();
    await resident.getByLabel('您的意见').fill('别照进窗户');
    await resident.getByRole('button', { name: '提交意见' }).click();
    await resident.getByText('别照进窗户').waitFor();
    await play(stepOf('expert_view'));
    const department = await as('bm1', true);
    await department.goto(`${site.url}/desk/#/tasks`);
    await department.locator('.task-list li a').first().click();
    await department.locator('textarea').first().fill('符合规范');
    await leaves(department, () => department.getByRole('button', { name: '提交' }).click());
    await play({ advance: 'next' });
  });

  it('is deliberated: a member signs in by the code on the screen, the chair speaks last, minutes are kept', async () => {
    // given
    const chair = await as('zhou', true);
    const meeting = await run.stream('meeting');
    await chair.goto(`${site.url}/desk/#/meeting/${meeting}`);
    const code = (await chair.locator('.sign-in-code b').textContent()) ?? '';
    expect(code).toMatch(/^\d{6}$/);
    const member = await as('r1');
    await member.goto(`${site.url}/#/meeting/${meeting}`);
    await member.getByLabel('会场屏幕上的签到码').fill(code === '000000' ? '111111' : '000000');
    await member.getByRole('button', { name: '签到' }).click();
    await member.getByText('签到码不对').waitFor();
    // when
    await member.getByLabel('会场屏幕上的签到码').fill(code);
    await member.getByRole('button', { name: '签到' }).click();
    await member.getByText('您已签到').waitFor();
    for (const id of ['r2', 'r3', 'r4', 'a1', 'wy1', 'sg1', 'zhou']) await play({ act: 'meeting.signIn', by: id });
    for (const round of [1, 2])
      for (const p of ['r1', 'r2', 'r3', 'r4', 'a1', 'wy1', 'sg1', 'zhou'])
        await play({ act: 'meeting.speak', by: 'zhou', with: { p, round } });
    await chair.reload();
    await chair.getByText('够人数，可以开会').waitFor();
    await play(stepOf('meeting.minority'));
    await chair.getByLabel('达成一致').check();
    await chair.getByLabel('结果怎么说').fill('同意装4盏感应灯');
    await chair.getByRole('button', { name: '宣布结果' }).click();
    await picture(chair, 'consultation-meeting');
    await play({ complete: 'meeting/hold', by: 'zhou', variables: {} });
    await chair.reload();
    await chair.getByLabel('记录全文').fill('8人到会，一致同意。');
    await chair.getByRole('button', { name: '存会议记录' }).click();
    await chair.getByText('8人到会，一致同意。').waitFor();
    await play({ complete: 'meeting/minutes', by: 'zhou', variables: {} });
  });

  it('is answered, planned with two measures, and published with proof; a resident objects', async () => {
    await play({ act: 'opinions.answer', by: 'wang', with: { n: 1, outcome: 'adopt', reason: '加灯罩' } });
    await play({ complete: 'answer/answer', by: 'wang', variables: {} });
    const convenor = await as('zhou', true);
    await convenor.goto(`${site.url}/desk/#/tasks`);
    await convenor.locator('.task-list li a').first().click();
    await convenor.getByText('第1项').waitFor();
    await picture(convenor, 'consultation-plan');
    // the support took its thirty days: what is to be done is due later than in the scenario
    const { variables = {}, ...plan } = stepOf('plan');
    const measures = [
      { what: '选型采购', owner: 'wang', due: '2026-08-14' },
      { what: '安装调试', owner: 'wy1', due: '2026-08-28' },
    ];
    await play({ ...plan, variables: { ...variables, measures } });
    const worker = await as('wang', true);
    const notice = await run.stream('notice');
    await worker.goto(`${site.url}/desk/#/notices/${notice}`);
    await worker.getByLabel('贴在哪里').fill('3号楼门厅');
    await worker.getByRole('button', { name: '登记张贴' }).click();
    await worker.getByText('3号楼门厅').waitFor();
    await worker.goto(`${site.url}/desk/#/notices/${notice}/print`);
    await worker.getByText('异议单').waitFor();
    await worker.locator('svg.qr path').waitFor();
    const sheet = await worker.locator('.a4').innerText();
    expect(sheet).toContain('《城市居民委员会组织法》第三十二条');
    expect(sheet).toMatch(/公开记录第[1-9]\d*条，指纹 [0-9a-f]{4} [0-9a-f]{4} … [0-9a-f]{4}/);
    const seal = await worker.locator('.a4-seal').boundingBox();
    expect(Math.min(seal?.width ?? 0, seal?.height ?? 0)).toBeGreaterThanOrEqual(170);
    await picture(worker, 'consultation-print');
    await play({ complete: 'publish/post', by: 'wang', variables: {} });
    const resident = await as('li');
    await resident.goto(`${site.url}/#/notices/${notice}`);
    await resident.getByRole('button', { name: '提出异议' }).click();
    await resident.getByLabel('您的异议和理由').fill('灯位太靠路口');
    await resident.getByRole('button', { name: '提交异议' }).click();
    await resident.getByText('异议已收到').waitFor();
    await resident.getByText(/异议1件，\d+月\d+日（周.）24:00前答复/).waitFor();
    const words = await resident.locator('main').innerText();
    expect(words).toMatch(/怎么定的\s+达成一致：同意装4盏感应灯\s+少数意见\s+担心光太亮/);
    await play({ act: 'notice.answerObjection', by: 'wang', with: { n: 1, upheld: false, reason: '已退后两米' } });
    await play({ complete: 'publish/answer', by: 'wang', variables: {} });
    await play({ advance: 'next' });
  });

  it('is carried out, supervised, and ends with the call-back of those who raised it', async () => {
    await play(stepOf('carry', 'wang'));
    await play(stepOf('carry', 'wy1'));
    const watcher = await as('jian', true);
    await watcher.goto(`${site.url}/desk/#/tasks`);
    await watcher.locator('.task-list li a').first().click();
    await picture(watcher, 'consultation-supervise');
    await play({
      complete: 'supervise',
      by: 'jian',
      variables: { supervision: 'as-planned', supervision_text: '与方案一致' },
    });
    const page = await as('zhang');
    await page.goto(`${site.url}/#/`);
    await page.getByRole('link', { name: '去回答' }).click();
    for (const question of ['有人联系过您', '解决了吗', '满意吗'])
      await page
        .getByRole('group', { name: new RegExp(question) })
        .getByText('是', { exact: true })
        .click();
    await page.getByRole('button', { name: '提交回答' }).click();
    await page.getByText('已收到您的回答').waitFor();
    await picture(page, 'consultation-call-back');
    await play({ complete: 'report', by: 'zhou', variables: { report_text: '4盏灯已装好。' } });
    // then
    await page.goto(`${site.url}/#/matters/${await matterOf(page)}`);
    await page.locator('.ended').getByText('办结').first().waitFor();
    await picture(page, 'consultation-end');
    expect(site.complaints.filter((line) => !/status of 40[349]/.test(line))).toEqual([]);
  });

  it('tells how its rules decided, once the browser has executed it again', async () => {
    // given
    const watcher = await as('jian', true);
    await watcher.goto(`${site.url}/trace/#/matters/${await matterOf(await as('zhang'))}`);
    // when
    await watcher.getByRole('button', { name: '在本机重算' }).click();
    await watcher.locator('.recount-word', { hasText: '相合' }).waitFor();
    // then
    const told = watcher.locator('.decisions details');
    expect(await told.count()).toBeGreaterThan(1);
    const admission = told.filter({ hasText: '议题受理' });
    await admission.locator('summary').click();
    expect(await admission.locator('li').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^查表，共\d+行/), expect.stringMatching(/^第\d+行成立/)]),
    );
    await admission.scrollIntoViewIfNeeded();
    await picture(watcher, 'consultation-decisions');
  });

  /** The matter the last scenario steps were about, from the list on the phone. */
  async function matterOf(page: Page): Promise<string> {
    const answer = await page.evaluate(
      async () => (await fetch('/api/matters')).json() as Promise<{ matter: string; title: string }[]>,
    );
    return answer.find(({ title }) => title === '3号楼门前加装照明灯')?.matter ?? '';
  }

  /** A step of the whole consultation by its element or act, and who does it. */
  function stepOf(name: string, by?: string): ScenarioStep {
    const steps = scenarioOf('consensus').steps;
    const found = steps.find(
      (step) =>
        (step.complete === name || step.act === name) &&
        step.refused === undefined &&
        (by === undefined || step.by === by),
    );
    if (found === undefined) throw new Error(`no step ${name}`);
    return found;
  }
});
