import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { describe, expect, it } from 'vitest';
import { sentenceCodes } from '#text';
import { capabilities } from '#rules/all';
import { EN_TEMPLATES } from '../../web/editor/modeler/language/en-templates.js';

const STEPS = join(import.meta.dirname, '../../workflows/steps');
interface Template {
  readonly id: string;
  readonly name: string;
  readonly category: { readonly name: string };
  readonly elementType: { readonly value: string };
  readonly properties: readonly {
    readonly id?: string;
    readonly type: string;
    readonly value?: string;
    readonly choices?: readonly { readonly value: string }[];
    readonly binding: { readonly type: string; readonly name?: string; readonly property?: string };
  }[];
}
const read = (step: string): Template =>
  JSON.parse(readFileSync(join(STEPS, step, 'template.json'), 'utf8')) as Template;
const steps = readdirSync(STEPS);

describe('the templates of the steps', () => {
  it.each(steps)('%s keeps to the schema and is found among the steps', (step) => {
    // when
    const { valid, errors } = validateZeebe(read(step));
    // then
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(read(step)).toMatchObject({ id: `heyi.step.${step}`, category: { name: '议事步骤' } });
  });

  it('have a name in English each, and no name is left over', () => {
    expect(Object.keys(EN_TEMPLATES).sort()).toEqual(steps.map((step) => read(step).id).sort());
    expect(new Set(Object.values(EN_TEMPLATES)).size).toBe(steps.length);
    expect(Object.values(EN_TEMPLATES).filter((name) => !/^[A-Z][A-Za-z -]+$/.test(name))).toEqual([]);
  });

  it('a template that says too much is refused by the schema (this test can fail)', () => {
    const wrong = { ...read('vote'), properties: [{ type: 'People', binding: { type: 'zeebe:input', name: 'x' } }] };
    expect(validateZeebe(wrong).valid).toBe(false);
  });

  it.each(steps)('%s hides its kind and how one may go back', (step) => {
    const hidden = read(step).properties.filter(({ type }) => type === 'Hidden');
    const property = (name: string): string | undefined => hidden.find(({ binding }) => binding.name === name)?.value;
    expect(property('step.kind')).toBe(step);
    expect(['free', 'compensate', 'never']).toContain(property('step.return'));
  });

  it('the notices somebody may choose have sentences, and their job takes what the template gives', () => {
    // given
    const { properties } = read('notify');
    const inputs = properties.flatMap(({ binding }) => (binding.type === 'zeebe:input' ? [binding.name] : []));
    const job = capabilities.flatMap(({ jobs }) => jobs).find(({ type }) => type === 'notify.send');
    // then
    const codes = properties
      .find(({ id }) => id === 'code')
      ?.choices?.map(({ value }) => JSON.parse(value.slice(1)) as string);
    expect(codes?.filter((code) => !sentenceCodes().includes(`notice.${code}`))).toEqual([]);
    expect(inputs.filter((name) => !Object.keys(job?.input ?? {}).includes(name ?? ''))).toEqual([]);
  });
});
