import { EN_STEPS, EN_TEMPLATES } from './language/en-templates.js';
import type { ModelerLanguage } from './types.js';

/** An element template, as its JSON schema says (`@camunda/zeebe-element-templates-json-schema`). */
export interface StepTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly description?: string;
  readonly category?: { readonly id: string; readonly name: string };
}

const found = import.meta.glob<StepTemplate>('../../../workflows/steps/*/template.json', {
  import: 'default',
  eager: true,
});

const STEP_TEMPLATES: readonly StepTemplate[] = Object.entries(found)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, template]) => template);

/** The steps that can be placed, one template beside each step, under their names in a language. */
export function stepTemplates(language: ModelerLanguage): readonly StepTemplate[] {
  return language === 'zh-CN' ? STEP_TEMPLATES : STEP_TEMPLATES.map(inEnglish);
}

/** Without its description, which is Chinese. */
function inEnglish({ description: _chinese, ...template }: StepTemplate): StepTemplate {
  const { id, name, category } = template;
  const named = { ...template, name: EN_TEMPLATES[id] ?? name };
  return category === undefined ? named : { ...named, category: { ...category, name: EN_STEPS } };
}
