import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { lint, type ModelFile } from '#bpmn';
import { checkProcedure } from '#pages';
import { say } from '#text';
import { accessibilityFaults } from './axe.js';
import { DESK, openSite, picture, ROOT, type Site } from './support.js';
import type { Bench } from './modeler/bench.js';

const WORKFLOWS = join(ROOT, 'workflows');
const FILES: readonly ModelFile[] = readdirSync(WORKFLOWS, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(bpmn|dmn|form)$/.test(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(WORKFLOWS, path), 'utf8') }));
const DRAWINGS = FILES.filter(({ path }) => path.endsWith('.bpmn'));
const drawing = (name: string): ModelFile => DRAWINGS.find(({ path }) => path.endsWith(`/${name}.bpmn`)) as ModelFile;

/** Words in Latin letters a Chinese page may show: names of standards and what people or files are called. */
const LATIN = /^(?:BPMN|DMN|FEEL|ID|XML|JSON|ISO|cron|UTC|io)$/;

/** Ways to break the small procedure, with what has to be found. */
const BROKEN: readonly { name: string; rule: string; mark: string | null; by: (xml: string) => string }[] = [
  { name: 'as it is', rule: 'portable', mark: null, by: (xml) => xml },
  {
    name: 'a step that is not there',
    rule: 'unknown-process',
    mark: '错误 1',
    by: (xml) => xml.replace('processId="step-vote"', 'processId="step-nothing"'),
  },
  {
    name: 'a form that is not there',
    rule: 'unknown-form',
    mark: '错误 1',
    by: (xml) => xml.replace('formId="first-vote-start"', 'formId="nothing"'),
  },
  {
    name: 'a condition that is no FEEL',
    rule: 'feel',
    mark: null,
    by: (xml) => xml.replace(/(<bpmn:conditionExpression[^>]*>)=[^<]*/, '$1=1 +'),
  },
  {
    name: 'a publicity shorter than the law asks',
    rule: 'law.publicity-below-floor',
    mark: '错误 1',
    by: (xml) =>
      xml.replace(/=null(" target="pack" \/>\s*<zeebe:input source="=&#34;go-on)/, '=&#34;residents.disclosure&#34;$1'),
  },
  { name: 'no XML at all', rule: 'xml', mark: null, by: (xml) => xml.replace('</bpmn:definitions>', '') },
];

describe('the drawing board', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite({ modeler: true, seed: false });
    page = (await site.visitor(DESK)).page;
    await page.goto(`${site.url}/modeler/index.html`);
  }, 120_000);
  afterAll(() => site?.close());

  const bench = <T, Given>(ask: (bench: Bench, given: Given) => T, given: Given): Promise<Awaited<T>> =>
    page.evaluate(`(${ask.toString()})(globalThis.bench, ${JSON.stringify(given)})`) as Promise<Awaited<T>>;
  const show = (text: string, files: readonly ModelFile[] = FILES): Promise<void> =>
    bench((on, [text, files]) => on.show(text, files), [text, files] as const);

  /** Everything a part of the board says: names, tooltips, words. */
  const said = (part: string): Promise<string> =>
    page.locator(`${part}, ${part} *`).evaluateAll((all) =>
      all
        .flatMap((one) => [
          ...['title', 'aria-label', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
          ...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? ''),
        ])
        .filter((words) => words.trim() !== '')
        .join('\n'),
    );
  /** What each part says, opened one after another by the name of its button. */
  async function everyMenu(by: Record<'change' | 'append' | 'create' | 'align' | 'find', string>) {
    const parts: Record<string, string> = { palette: await said('.djs-palette') };
    const menu = page.locator('.djs-popup');
    const open = async (name: string, button: string) => {
      await page.locator(button).click();
      await menu.waitFor();
      parts[name] = await said('.djs-popup');
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
    };
    await bench((on) => on.focus('vote'), null);
    parts['pad'] = await said('.djs-context-pad');
    await open('change', `.djs-context-pad [title="${by.change}"]`);
    await open('append', `.djs-context-pad [title="${by.append}"]`);
    await open('create', `.djs-palette [aria-label="${by.create}"]`);
    await page.getByRole('button', { name: by.find, exact: true }).click();
    await page.keyboard.type('表决');
    // an input method ends with a key
    await page.keyboard.press('Shift');
    await page.locator('.djs-search-result').first().waitFor();
    parts['find'] = await said('.djs-search-container');
    await page.keyboard.press('Escape');
    for (const other of ['consult', 'start'])
      await page
        .locator(`.djs-shape[data-element-id="${other}"] .djs-hit`)
        .click({ modifiers: ['Shift'], force: true });
    await open('align', `.djs-context-pad [title="${by.align}"]`);
    return parts;
  }

  it('leaves every shipped drawing as it is: no warning, the same model when it is saved', async () => {
    for (const { path, text } of DRAWINGS) {
      const { warnings, xml } = await bench((on, text) => on.through(text), text);
      expect({ path, warnings }).toEqual({ path, warnings: [] });
      expect(await inOrder(xml), path).toBe(await inOrder(text));
    }
  });

  it('shows no Latin word, whatever is selected', async () => {
    const left: Record<string, readonly string[]> = {};
    const seen = new Set<string>();
    for (const name of ['first-vote', 'consultation']) {
      const { text } = drawing(name);
      await show(text);
      // what a file says is people's own: ids, names of variables
      const own = new Set([...text.matchAll(/"([^"]*)"/g)].flatMap(([, said]) => said?.match(/[A-Za-z]+/g) ?? []));
      for (const [, type = '', id = '', rest = ''] of text.matchAll(/<bpmn:(\w+) id="([^"]+)"([^>]*)>/g)) {
        const kind = /modelerTemplate="([^"]*)"/.exec(rest)?.[1] ?? type;
        if (seen.has(kind)) continue;
        seen.add(kind);
        const words = latin(await bench((on, id) => on.panel(id), id)).filter((word) => !own.has(word));
        if (words.length > 0) left[`${type} ${id}`] = words;
      }
    }
    expect(left).toEqual({});
    expect([...seen]).toEqual(
      expect.arrayContaining(['participant', 'lane', 'heyi.step.vote', 'userTask', 'boundaryEvent']),
    );
  });

  it('shows no Latin word for kinds and steps that no shipped drawing has', async () => {
    const text = everyKind();
    await show(text);
    const own = new Set(text.match(/[A-Za-z]+/g) ?? []);
    for (const word of ['Error', 'Escalation', 'Message', 'Signal', 'Timer', 'Task', 'Event', 'Link']) own.delete(word);
    const left: Record<string, readonly string[]> = {};
    let read = 0;
    for (const [, id = ''] of text.matchAll(/bpmnElement="([ks]\d+)"/g)) {
      const said = await bench((on, id) => on.panel(id), id);
      // its own panel, not the sheet's
      expect(said, id).toContain('基本');
      read += 1;
      const words = latin(said).filter((word) => !own.has(word));
      if (words.length > 0) left[id] = words;
    }
    expect(left).toEqual({});
    expect(read).toBe(KINDS.length + STEPS.length);
  });

  it('shows no Latin word in palette, pad, menus, alignment and search, and aligns', async () => {
    const { text } = drawing('first-vote');
    await show(text);
    // search tells ids, too
    const own = new Set([...text.matchAll(/ id="([^"]*)"/g)].flatMap(([, id]) => id?.match(/[A-Za-z]+/g) ?? []));
    const zh = await everyMenu({
      change: '更换类型',
      append: '接上元素',
      create: '添加元素',
      align: '对齐',
      find: '查找',
    });
    expect(latin(Object.values(zh).join('\n')).filter((word) => !own.has(word))).toEqual([]);
    for (const menu of ['change', 'append', 'create']) expect(zh[menu]).toContain('公示');
    expect(zh['pad']).toContain('更换类型');
    expect(zh['align']).toMatch(/左对齐[^]*横向等距/);
    // and they are aligned, and undone
    await page.locator('.djs-context-pad [title="对齐"]').click();
    await page.locator('.djs-popup [title="上对齐"]').click();
    await bench((on) => on.until(1), null);
    await page.getByRole('button', { name: '撤销' }).click();
    await bench((on, text) => on.last(text), text);
  });

  it('hands on what was drawn, takes it back to the byte, and says nothing before', async () => {
    // given
    const { text, path } = drawing('first-vote');
    await show(text);
    await bench((on) => on.focus('vote'), null);
    expect(await bench((on) => on.changes.length, null)).toBe(0);
    // when: the step is called something else, in the panel
    await page.locator('.modeler-panel').getByText('基本', { exact: true }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('业主表决');
    await bench((on) => on.until(1), null);
    const changed = await bench((on) => on.changes.at(-1) ?? '', null);
    expect(changed).toContain('name="业主表决"');
    expect(await lint([{ path, text: changed }, ...FILES.filter((file) => file.path !== path)])).toMatchObject({
      ok: true,
    });
    // then it is undone, in whatever language one goes on: nothing is lost with the other words
    await bench((on) => on.speak('en'), null);
    expect(await bench((on) => on.panel('vote'), null)).toContain('General');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Redo' }).and(page.locator(':enabled')).waitFor();
    await bench((on, text) => on.last(text), text);
    await bench((on) => on.speak('zh-CN'), null);
    await page.getByRole('button', { name: '重做' }).and(page.locator(':enabled')).waitFor();
    expect(await page.locator('.djs-palette [aria-label]').first().getAttribute('aria-label')).toMatch(/[一-鿿]/);
  });

  it('finds what the server finds, and marks it in words', async () => {
    for (const broken of BROKEN) {
      // given
      const { path, text } = drawing('first-vote');
      const xml = broken.by(text);
      const files = FILES.map((file) => (file.path === path ? { path, text: xml } : file));
      // when
      await show(xml, files);
      const shown = await bench((on) => on.found(), null);
      // then
      const findings = await checkProcedure(files, 'first-vote', '2026-03-02');
      const sentences = findings.map(({ rule, values }) =>
        say(rule.startsWith('law.') ? rule : `finding.${rule}`, values, 'zh-CN'),
      );
      expect(shown.length, broken.name).toBe(findings.length);
      expect(sentences.filter((sentence) => !shown.some((line) => line.includes(sentence)))).toEqual([]);
      expect(
        findings.map(({ rule }) => rule),
        broken.name,
      ).toContain(broken.rule);
      if (broken.mark !== null) expect(await page.locator('.modeler-mark').allInnerTexts()).toContain(broken.mark);
    }
  });

  it('puts right what the law asks, by one button and one step back', async () => {
    // given a vote below every floor, and a publicity that is too short
    const { path, text } = drawing('first-vote');
    const lawless = BROKEN.find(({ rule }) => rule === 'law.publicity-below-floor')?.by(text) ?? '';
    const below = '{num: 1, den: 3, op: &#34;&#62;=&#34;}';
    const xml = lawless
      .replaceAll('{num: 1, den: 2, op: &#34;&#62;&#34;}', below)
      .replace(
        /=null(" target="pack" \/>\s*<zeebe:input source="=null" target="members")/,
        '=&#34;residents.meeting&#34;$1',
      );
    await show(
      xml,
      FILES.map((file) => (file.path === path ? { path, text: xml } : file)),
    );
    const lawful = page.locator('.modeler-repair');
    expect(await lawful.allInnerTexts()).toEqual(['改为过半数', '改为过半数', '改为15个工作日']);
    expect((await bench((on) => on.found(), null)).join()).toContain('第34条（2025-10-28的文本）');
    await picture(page, 'modeler-law');
    // when each is pressed, its finding goes
    for (const left of [2, 1, 0]) {
      const before = await bench((on) => on.changes.length, null);
      await lawful.first().click();
      await bench((on, count) => on.until(count), before + 1);
      await bench((on) => on.checked(), null);
      expect(await lawful.count()).toBe(left);
    }
    const files = FILES.filter((file) => file.path !== path);
    const now = await bench((on) => on.changes.at(-1) ?? '', null);
    const left = await checkProcedure([{ path, text: now }, ...files], 'first-vote', '2026-03-02');
    expect(left.filter(({ severity }) => severity === 'error')).toEqual([]);
    // then each is one step back
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: '撤销' }).click();
    await bench((on, text) => on.last(text), xml);
  });

  it('goes from a finding to its element and back by keyboard, and reads the drawing aloud in order', async () => {
    // given
    const { path, text } = drawing('first-vote');
    const xml = text.replace('processId="step-vote"', 'processId="step-nothing"');
    await show(
      xml,
      FILES.map((file) => (file.path === path ? { path, text: xml } : file)),
    );
    // when
    await page.locator('[data-element="vote"]').focus();
    await page.keyboard.press('Enter');
    // then
    await page.locator('.modeler-findings li.here').waitFor();
    expect(await bench((on) => on.selected.at(-1) ?? null, null)).toBe('vote');
    await page.locator('.modeler-mark').click();
    expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['element'])).toBe('vote');
    // and the outline: one stop of the tab key, arrows and Enter
    const outline = page.getByRole('navigation', { name: '步骤大纲' });
    expect(await outline.getByRole('button').nth(1).innerText()).toBe('开始事件：提出事项；后接征求意见');
    expect(await outline.locator('[tabindex="0"]').count()).toBe(1);
    await outline.getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await bench((on) => on.selected.at(-1) ?? null, null)).toBe('consult');
    await page.getByRole('button', { name: '跳过流程图' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('modeler-panel');
  });

  it('is clean for axe in light and dark, keeps the mark in sight, and speaks English', async () => {
    const { path, text } = drawing('first-vote');
    const xml = text.replace('processId="step-vote"', 'processId="step-nothing"');
    await show(
      xml,
      FILES.map((file) => (file.path === path ? { path, text: xml } : file)),
    );
    await bench((on, id) => on.focus(id), 'consult');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((dark) => document.documentElement.classList.toggle('dark', dark), theme === 'dark');
      await picture(page, `modeler-${theme}`);
      expect([theme, await accessibilityFaults(page)]).toEqual([theme, []]);
      const mark = await page.locator('.bjs-powered-by').boundingBox();
      expect(
        await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('.bjs-powered-by') !== null, [
          (mark?.x ?? 0) + 10,
          (mark?.y ?? 0) + 8,
        ] as const),
      ).toBe(true);
    }
    await page.evaluate(() => document.documentElement.classList.remove('dark'));
    await bench((on) => on.speak('en'), null);
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.getByText('Error 1').waitFor();
    // and so do the steps that can be placed
    await bench((on) => on.focus('consult'), null);
    await page.locator('.djs-context-pad [title="Change element"]').click();
    const menu = page.locator('.djs-popup');
    await menu.waitFor();
    expect(await menu.innerText()).toMatch(/Consultation steps[^]*Support a topic[^]*Publicity/);
    expect(await menu.innerText()).not.toMatch(/[一-鿿]/);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'modeler-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(site.complaints).toEqual([]);
  });
});

const HOLDS = (of: string) => `<bpmn:${of}EventDefinition id="definition" />`;
/** Kinds of elements one can draw, with what they hold. */
const KINDS: readonly (readonly [kind: string, holds: string])[] = [
  ...['task', 'userTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'receiveTask', 'manualTask'],
  ...['callActivity', 'subProcess', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway'],
]
  .map((kind): readonly [string, string] => [kind, ''])
  .concat(
    ['timer', 'message', 'signal'].map((of) => ['startEvent', HOLDS(of)] as const),
    ['timer', 'message', 'signal', 'link'].map((of) => ['intermediateCatchEvent', HOLDS(of)] as const),
    ['message', 'signal', 'link', 'escalation', 'compensate'].map(
      (of) => ['intermediateThrowEvent', HOLDS(of)] as const,
    ),
    ['message', 'signal', 'error', 'escalation', 'terminate', 'compensate'].map(
      (of) => ['endEvent', HOLDS(of)] as const,
    ),
  );
/** Templates of the steps that can be placed. */
const STEPS: readonly string[] = readdirSync(WORKFLOWS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('template.json'))
  .map((path) => (JSON.parse(readFileSync(join(WORKFLOWS, path), 'utf8')) as { id: string }).id);

/** A drawing with one of each kind, `k0` on, and one of each step, `s0` on. */
function everyKind(): string {
  const size = (kind: string) => (/Event$/.test(kind) ? 36 : /Gateway$/.test(kind) ? 50 : 80);
  const all = [
    ...KINDS.map(([kind, holds], n) => ({ id: `k${n}`, kind, more: '', holds: holds.replace('definition', `d${n}`) })),
    ...STEPS.map((id, n) => ({ id: `s${n}`, kind: 'callActivity', more: ` zeebe:modelerTemplate="${id}"`, holds: '' })),
  ];
  const elements = all.map(({ id, kind, more, holds }) => `<bpmn:${kind} id="${id}"${more}>${holds}</bpmn:${kind}>`);
  const shapes = all.map(({ id, kind }, n) => {
    const [x, y] = [(n % 8) * 140, Math.floor(n / 8) * 120];
    const bounds = `<dc:Bounds x="${x}" y="${y}" width="${size(kind)}" height="${size(kind)}" />`;
    return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}">${bounds}</bpmndi:BPMNShape>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:all">
<bpmn:process id="all" isExecutable="true">${elements.join('')}</bpmn:process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="all">${shapes.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

/** Words in Latin letters that are not on the list. */
const latin = (text: string): readonly string[] => [
  ...new Set((text.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !LATIN.test(word))),
];

/** The drawing library writes shapes in an order of its own; what they are does not depend on it. */
async function inOrder(xml: string): Promise<string> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = (await moddle.fromXML(xml)) as unknown as {
    rootElement: { diagrams: { plane: { planeElement: { id: string }[] } }[] };
  };
  for (const { plane } of rootElement.diagrams) plane.planeElement.sort((a, b) => (a.id < b.id ? -1 : 1));
  return (await moddle.toXML(rootElement as never, { format: true })).xml;
}
