import { describe, expect, it } from 'vitest';
import { around, bpmn, extensions } from './read/xml.fixture.js';
import { lint } from './lint.js';
import { buildDefinitionSet, type ModelFile } from './set.js';

const call = (id: string): string =>
  `<bpmn:callActivity id="a" name="名">${extensions(`<zeebe:calledElement processId="${id}"/>`)}</bpmn:callActivity>`;
const called = (start: string): string =>
  bpmn(`${start}<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>`).replace(
    'id="p"',
    'id="step"',
  );
const DMN = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="x" namespace="x">
  <decision id="d" name="d"><literalExpression><text>1</text></literalExpression></decision></definitions>`;
const rule = (id: string): string =>
  `<bpmn:businessRuleTask id="a">${extensions(`<zeebe:calledDecision decisionId="${id}" resultVariable="r"/>`)}</bpmn:businessRuleTask>`;
const user = (id: string): string =>
  `<bpmn:userTask id="a">${extensions(`<zeebe:userTask/><zeebe:formDefinition formId="${id}"/>`)}</bpmn:userTask>`;

const file = (path: string, text: string): ModelFile => ({ path, text });

describe('a definition set', () => {
  it('holds processes, decisions and forms by id, the first process as main', async () => {
    // when
    const result = await buildDefinitionSet(
      [
        file('a.bpmn', around(call('step'))),
        file('b.bpmn', called('<bpmn:startEvent id="s"/>')),
        file('c.dmn', DMN),
        file('d.form', '{"id":"opinion","components":[]}'),
      ],
      'HASH',
    );
    // then
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    expect(result.set).toMatchObject({ hash: 'HASH', main: 'p' });
    expect(Object.keys(result.set.processes)).toEqual(['p', 'step']);
    expect(Object.keys(result.set.decisions.decisions)).toEqual(['d']);
    expect(result.set.forms).toEqual({ opinion: { id: 'opinion', components: [] } });
  });

  it('runs without a form, which lint refuses to publish', async () => {
    const files = [file('a.bpmn', around(user('nobody')))];
    expect(await buildDefinitionSet(files, 'HASH')).toMatchObject({
      ok: true,
      findings: [{ rule: 'unknown-form', element: 'a', severity: 'warning' }],
    });
    const linted = await lint(files);
    expect(linted.ok).toBe(false);
    expect(linted.findings).toContainEqual(
      expect.objectContaining({ rule: 'unknown-form', element: 'a', severity: 'error' }),
    );
  });

  it.each<readonly [rule: string, element: string | null, path: string, files: readonly ModelFile[], main?: string]>([
    ['unknown-process', 'a', 'a.bpmn', [file('a.bpmn', around(call('nobody')))]],
    ['unknown-decision', 'a', 'a.bpmn', [file('a.bpmn', around(rule('nobody'))), file('c.dmn', DMN)]],
    [
      'start-not-none',
      'a',
      'a.bpmn',
      [
        file('a.bpmn', around(call('step'))),
        file(
          'b.bpmn',
          called(
            '<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>',
          ),
        ),
      ],
    ],
    [
      'duplicate-process',
      'p',
      'b.bpmn',
      [file('a.bpmn', around('<bpmn:task id="a"/>')), file('b.bpmn', around('<bpmn:task id="a"/>'))],
    ],
    [
      'duplicate-decision',
      'd',
      'b.dmn',
      [file('a.bpmn', around('<bpmn:task id="a"/>')), file('a.dmn', DMN), file('b.dmn', DMN)],
    ],
    [
      'duplicate-form',
      'x',
      'b.form',
      [file('a.bpmn', around('<bpmn:task id="a"/>')), file('a.form', '{"id":"x"}'), file('b.form', '{"id":"x"}')],
    ],
    ['json', null, 'a.form', [file('a.bpmn', around('<bpmn:task id="a"/>')), file('a.form', '{')]],
    ['field-missing', null, 'a.form', [file('a.bpmn', around('<bpmn:task id="a"/>')), file('a.form', '{}')]],
    ['file-kind', null, 'a.txt', [file('a.bpmn', around('<bpmn:task id="a"/>')), file('a.txt', '')]],
    ['unknown-main', null, '', [file('a.bpmn', around('<bpmn:task id="a"/>'))], 'nobody'],
    ['no-process', null, '', [file('a.dmn', DMN)]],
  ])('is refused: %s at %s in %s', async (expected, element, path, files, main) => {
    // when
    const result = await buildDefinitionSet(files as readonly ModelFile[], '', main as string | undefined);
    // then
    expect(result.ok).toBe(false);
    expect(result.findings.filter((finding) => finding.severity === 'error')).toMatchObject([
      { rule: expected, element, file: path },
    ]);
  });

  it('leaves computed ids to the moment they are computed', async () => {
    expect((await buildDefinitionSet([file('a.bpmn', around(call('=which')))], '')).ok).toBe(true);
  });
});

describe('lint', () => {
  it('adds what Camunda 8.8 would refuse, as information', async () => {
    // when: a user task without zeebe:userTask is a task to us; Camunda 8.8 asks for the marker
    const { ok, findings } = await lint([file('a.bpmn', around('<bpmn:userTask id="a" name="等"/>'))]);
    // then
    expect(ok).toBe(true);
    expect(findings.map((finding) => finding.severity)).not.toContain('error');
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'portable', severity: 'info', element: 'a', file: 'a.bpmn' }),
    );
  });

  it('fails on an error and still reports on every file', async () => {
    // when
    const { ok, findings } = await lint([
      file('a.bpmn', around('<bpmn:complexGateway id="a"/>')),
      file('b.dmn', '<bogus/>'),
    ]);
    // then
    expect(ok).toBe(false);
    expect(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.file)).toEqual([
      'a.bpmn',
      'b.dmn',
    ]);
    expect(findings.map((finding) => finding.rule)).toContain('portable');
  });
});
