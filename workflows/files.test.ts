import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';
import { DmnModdle } from 'dmn-moddle';
import { describe, expect, it } from 'vitest';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { readBpmn } from '#bpmn';
import type { Process } from '#engine';

const root = import.meta.dirname;
const folders = ['procedures', 'steps'].flatMap((kind) =>
  readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
);
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Template {
  readonly id: string;
  readonly groups: readonly { readonly id: string }[];
  readonly keywords: readonly string[];
  readonly properties: readonly {
    readonly value?: unknown;
    readonly group?: string;
    readonly binding: Readonly<Record<string, string>>;
  }[];
}

/** The inputs a step's template sets, by the process it calls. */
function templateOf(step: string): Template | undefined {
  const path = `steps/${step}/template.json`;
  return existsSync(join(root, path)) ? (JSON.parse(read(path)) as Template) : undefined;
}

function bound(template: Template, type: string): readonly string[] {
  return template.properties
    .filter(({ binding }) => binding['type'] === type)
    .map(({ binding }) => binding['name'] ?? '')
    .sort();
}

async function callsOf(path: string): Promise<readonly { readonly step: string; readonly of: Process['elements'][0] }[]> {
  const { drafts } = await readBpmn(read(path), path);
  return drafts
    .flatMap((process) => process.elements)
    .flatMap((of) => {
      const step = /^"step-([a-z-]+)"$/.exec(of.call?.processId ?? '')?.[1];
      return step === undefined ? [] : [{ step, of }];
    });
}

describe('the drawings', () => {
  it.each(files.filter((path) => path.endsWith('.bpmn')))('%s is as moddle writes it', async (path) => {
    const moddle = new BpmnModdle({ zeebe });
    const { rootElement, warnings } = await moddle.fromXML(read(path));
    expect(warnings).toEqual([]);
    expect((await moddle.toXML(rootElement, { format: true })).xml).toBe(read(path));
  });

  it.each(files.filter((path) => path.endsWith('.dmn')))('%s is as moddle writes it', async (path) => {
    const moddle = new DmnModdle();
    const { rootElement, warnings } = await moddle.fromXML(read(path), 'dmn:Definitions');
    expect(warnings).toEqual([]);
    expect((await moddle.toXML(rootElement, { format: true })).xml).toBe(read(path));
  });
});

describe('calls of steps', () => {
  it.each(files.filter((path) => path.endsWith('.bpmn')))('%s set what the template of the step says, no more', async (path) => {
    for (const { step, of } of await callsOf(path)) {
      const template = templateOf(step);
      expect(template, step).toBeDefined();
      if (template === undefined) continue;
      const given = of.input.map(({ target }) => target).sort();
      expect({ element: of.id, inputs: given }).toEqual({ element: of.id, inputs: bound(template, 'zeebe:input') });
      const [kind, , back] = template.properties.filter(({ binding }) => binding['type'] === 'zeebe:property');
      expect(of.properties).toMatchObject({ 'step.kind': kind?.value, 'step.return': back?.value });
      expect(of.call).toMatchObject({ propagateAllParentVariables: false, propagateAllChildVariables: false });
    }
  });

  it.each(folders.filter((folder) => folder.startsWith('steps/')))('%s has a template a clerk finds', (folder) => {
    const template = templateOf(folder.slice('steps/'.length));
    expect(template?.groups.map(({ id }) => id)).toEqual(['who', 'what', 'when', 'result']);
    expect(template?.keywords.filter((word) => /^[a-z]+$/.test(word)).length).toBeGreaterThanOrEqual(2);
  });
});
