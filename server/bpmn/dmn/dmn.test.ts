import { describe, expect, it } from 'vitest';
import { evaluateDecision, type StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { readDmn } from './index.js';

const NAMESPACES = [
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
  ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
] as const;

function dmn(inner: string, namespace: string = NAMESPACES[2][1]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" id="defs" name="测试" namespace="urn:test">${inner}</definitions>`;
}

function input(id: string, name: string, type: string): string {
  return `<inputData id="${id}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;
}

const needs = (href: string): string =>
  `<informationRequirement id="n${href.replace('#', '')}"><requiredInput href="${href}"/></informationRequirement>`;
const asks = (href: string): string =>
  `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`;
const literal = (source: string): string => `<literalExpression><text>${source}</text></literalExpression>`;

const TABLE = `
  <itemDefinition name="tHouse"><itemComponent name="floor area"><typeRef>number</typeRef></itemComponent>
    <itemComponent name="kind"><typeRef>string</typeRef><allowedValues><text>"住宅", "商铺"</text></allowedValues></itemComponent></itemDefinition>
  ${input('house', 'House of owner', 'tHouse')}${input('on', 'on', 'date')}
  <decision id="fee" name="Fee"><variable name="Fee" typeRef="number"/>${needs('#house')}${needs('urn:test#on')}
    <decisionTable hitPolicy="FIRST">
      <input id="i1" label="面积"><inputExpression typeRef="number"><text>House of owner.floor area</text></inputExpression></input>
      <input id="i2"><inputExpression><text>on</text></inputExpression></input>
      <output id="o1" name="fee" typeRef="number"><defaultOutputEntry><text>0</text></defaultOutputEntry></output>
      <annotation name="依据"/>
      <rule id="big"><inputEntry><text>&gt; 100</text></inputEntry><inputEntry><text>&gt;= date("2026-01-01")</text></inputEntry>
        <outputEntry><text>House of owner.floor area * 2.5</text></outputEntry><annotationEntry><text>第三条</text></annotationEntry></rule>
      <rule id="any"><inputEntry><text>-</text></inputEntry><inputEntry><text></text></inputEntry><outputEntry><text>10</text></outputEntry></rule>
    </decisionTable></decision>
  <decision id="total" name="Total fee"><variable name="Total fee"/>${asks('#fee')}${literal('Fee + 1')}</decision>`;

async function decide(xml: string, wanted: string, variables: Readonly<Record<string, StoredValue>>) {
  const { models } = await readDmn(xml, 'a.dmn');
  return evaluateDecision(models, wanted, variables, { at: 0, budget: createBudget() });
}

describe('reading DMN', () => {
  it.each(NAMESPACES)('of version %s', async (_, namespace) => {
    // given
    const xml = dmn(TABLE, namespace);
    const house = { 'floor area': 120, kind: '住宅' };
    // when
    const reading = await readDmn(xml, 'a.dmn');
    const answer = await decide(xml, 'Total fee', { 'House of owner': house, on: '2026-03-02' });
    const table = await decide(xml, 'fee', { 'House of owner': house, on: '2025-03-02' });
    // then
    expect(reading.findings).toEqual([]);
    expect(answer).toMatchObject({ ok: true, result: 301 });
    expect(table).toMatchObject({
      ok: true,
      result: 10,
      matched: [{ rule: 2, id: 'any' }],
      inputs: [
        { label: '面积', value: 120 },
        { label: null, value: '2025-03-02' },
      ],
    });
  });

  it('keeps annotations of the rules and values a type allows', async () => {
    // when
    const answer = await decide(dmn(TABLE), 'Fee', {
      'House of owner': { 'floor area': 120, kind: '住宅' },
      on: '2026-03-02',
    });
    const refused = await decide(dmn(TABLE), 'Fee', {
      'House of owner': { 'floor area': 120, kind: '仓库' },
      on: '2026-03-02',
    });
    // then
    expect(answer.matched).toEqual([{ rule: 1, id: 'big', annotations: { 依据: '第三条' } }]);
    expect(refused.problems[0]).toMatchObject({ code: 'input-not-allowed', where: 'variable:House of owner' });
  });

  it('takes the order of priority from the type where the column has none', async () => {
    // given
    const xml =
      dmn(`<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"high","low"</text></allowedValues></itemDefinition>
      <decision id="d" name="d"><decisionTable hitPolicy="PRIORITY"><input><inputExpression><text>x</text></inputExpression></input>
      <output name="o" typeRef="tRisk"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule></decisionTable></decision>`);
    // when / then
    expect(await decide(xml, 'd', { x: 1 })).toMatchObject({ ok: true, result: 'high' });
  });

  it('takes elements without the prefix they should have', async () => {
    // given
    const xml = `<definitions xmlns="urn:test" xmlns:dmn="${NAMESPACES[1][1]}" id="defs" name="n" namespace="urn:test"><decision id="d" name="d">${literal('1')}</decision></definitions>`;
    // when / then
    expect(await decide(xml, 'd', {})).toMatchObject({ ok: true, result: 1 });
  });

  it('pays no attention to the diagram part', async () => {
    // given
    const xml = dmn(`<decision id="d" name="d">${literal('1')}</decision>
      <dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"><dmndi:DMNDiagram><dmndi:DMNShape id="s" dmnElementRef="nobody"/><dmndi:Bogus/></dmndi:DMNDiagram></dmndi:DMNDI>`);
    // when / then
    expect((await readDmn(xml, 'a.dmn')).findings).toEqual([]);
  });
});

const columns = '<input><inputExpression><text>x</text></inputExpression></input>';
const row = '<rule id="r"><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>';

/** What is refused: rule, element it names, and a value of the finding. */
const REFUSED: readonly (readonly [
  rule: string,
  element: string | null,
  values: Record<string, StoredValue>,
  inner: string,
])[] = [
  [
    'dmn-unsupported',
    'b',
    { construct: 'functionDefinition.Java' },
    '<businessKnowledgeModel id="b" name="函数"><encapsulatedLogic kind="Java"><context/></encapsulatedLogic></businessKnowledgeModel>',
  ],
  [
    'dmn-unsupported',
    'd',
    { construct: 'functionDefinition.PMML' },
    '<decision id="d" name="d"><functionDefinition kind="PMML"><context/></functionDefinition></decision>',
  ],
  ['dmn-empty', 'b', {}, '<businessKnowledgeModel id="b" name="函数"><variable name="函数"/></businessKnowledgeModel>'],
  ['dmn-empty', 's', {}, '<decisionService id="s" name="服务"/>'],
  [
    'dmn-unsupported',
    'd',
    { construct: 'literalExpression.expressionLanguage', language: 'groovy' },
    '<decision id="d" name="d"><literalExpression expressionLanguage="groovy"><text>1</text></literalExpression></decision>',
  ],
  ['dmn-empty', 'd', {}, '<decision id="d" name="d"/>'],
  ['dmn-requirement', 'd', { id: 'nobody' }, `<decision id="d" name="d">${needs('#nobody')}${literal('1')}</decision>`],
  [
    'dmn-requirement',
    'd',
    { id: 'other#x' },
    `<decision id="d" name="d">${needs('other#x')}${literal('1')}</decision>`,
  ],
  [
    'dmn-type',
    'd',
    { type: 'tNobody' },
    `<decision id="d" name="d"><variable name="d" typeRef="tNobody"/>${literal('1')}</decision>`,
  ],
  [
    'dmn-cycle',
    'a',
    {},
    `<decision id="a" name="a">${asks('#d')}${literal('1')}</decision><decision id="d" name="d">${asks('#a')}${literal('1')}</decision>`,
  ],
  [
    'duplicate-name',
    'd',
    { name: 'x' },
    `<decision id="a" name="x">${literal('1')}</decision><decision id="d" name="x">${literal('1')}</decision>`,
  ],
  [
    'duplicate-id',
    'd',
    { id: 'd' },
    `<decision id="d" name="x">${literal('1')}</decision><decision id="d" name="y">${literal('1')}</decision>`,
  ],
  [
    'dmn-rule-width',
    'd',
    { rule: 1, inputs: 1, outputs: 2 },
    `<decision id="d" name="d"><decisionTable>${columns}<output/>${row.replace('</rule>', '<outputEntry><text>2</text></outputEntry></rule>')}</decisionTable></decision>`,
  ],
  [
    'dmn-hit-policy',
    'd',
    { aggregation: 'SUM' },
    `<decision id="d" name="d"><decisionTable hitPolicy="FIRST" aggregation="SUM">${columns}<output/>${row}</decisionTable></decision>`,
  ],
  [
    'dmn-output-values',
    'd',
    {},
    `<decision id="d" name="d"><decisionTable hitPolicy="PRIORITY">${columns}<output/>${row}</decisionTable></decision>`,
  ],
  [
    'dmn-cell',
    'd',
    { row: 1, part: 'input', column: 1, field: 'rule:1:input:1', source: '> >', code: 'syntax' },
    `<decision id="d" name="d"><decisionTable>${columns}<output/>${row.replace('>-<', '>&gt; &gt;<')}</decisionTable></decision>`,
  ],
  ['xml', null, {}, '<bogus/>'],
];

describe('what is worth a look', () => {
  const number = '<input><inputExpression typeRef="number"><text>x</text></inputExpression></input>';
  const rules = (...cells: readonly string[]): string =>
    `<decision id="d" name="d">${needs('#x')}<decisionTable>${number}<output/>${cells
      .map(
        (cell, index) =>
          `<rule><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>${index}</text></outputEntry></rule>`,
      )
      .join('')}</decisionTable></decision>${input('x', 'x', 'number')}`;

  it.each([
    [
      'rules that overlap',
      rules('&lt;= 5', '&gt;= 5'),
      [{ rule: 'dmn-overlap', severity: 'warning', values: { rows: [1, 2] } }],
    ],
    [
      'values no rule takes',
      rules('&lt; 5', '&gt; 5'),
      [{ rule: 'dmn-gap', severity: 'info', values: { values: [['x', 5]] } }],
    ],
    ['a table that is whole', rules('&lt; 5', '&gt;= 5'), []],
    [
      'what is read and not required',
      `${input('x', 'x', 'number')}<decision id="d" name="d">${literal('x + 1')}</decision>`,
      [{ rule: 'dmn-not-required', severity: 'warning', element: 'd', values: { name: 'x' } }],
    ],
  ])('%s', async (_, inner, expected) => {
    expect((await readDmn(dmn(inner), 'a.dmn')).findings).toMatchObject(expected);
  });

  it('names an import that is not there', async () => {
    // given
    const xml = dmn(
      '<import name="other" namespace="urn:other" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
    );
    // when / then
    expect((await readDmn(xml, 'a.dmn')).findings).toMatchObject([
      { rule: 'dmn-import', values: { namespace: 'urn:other' } },
    ]);
  });
});

describe('what is not evaluated', () => {
  it.each(REFUSED)('%s at %s', async (rule, element, values, inner) => {
    // when
    const { findings } = await readDmn(dmn(inner), 'a.dmn');
    // then
    expect(findings.filter((finding) => finding.rule === rule)).toContainEqual(
      expect.objectContaining({ element, severity: 'error', file: 'a.dmn', values: expect.objectContaining(values) }),
    );
  });

  it('leaves the other decisions of the file usable, and what is wrong null with its problem', async () => {
    // given
    const xml = dmn(`<decision id="good" name="good">${literal('1')}</decision>
      <decision id="bad" name="bad"><context><contextEntry><variable name="a"/>${literal('1 +')}</contextEntry>
        <contextEntry><variable name="b"/>${literal('2')}</contextEntry></context></decision>`);
    // when / then
    expect(await decide(xml, 'good', {})).toMatchObject({ ok: true, result: 1 });
    expect(await decide(xml, 'bad', {})).toMatchObject({
      ok: false,
      result: { a: null, b: 2 },
      problems: [{ code: 'syntax', decision: 'bad', where: 'entry:1/literal' }],
    });
  });

  it('refuses a version nobody knows and a document type', async () => {
    expect(
      (await readDmn('<definitions xmlns="https://www.omg.org/spec/DMN/20300101/MODEL/"/>', 'a.dmn')).findings,
    ).toMatchObject([{ rule: 'dmn-version' }]);
    expect((await readDmn(`<!DOCTYPE d>${dmn('')}`, 'a.dmn')).findings).toMatchObject([{ rule: 'doctype' }]);
  });
});
