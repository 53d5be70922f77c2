/** An element template, as its JSON schema says (`@camunda/zeebe-element-templates-json-schema`). */
export interface StepTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const found = import.meta.glob<StepTemplate>('../../../workflows/steps/*/template.json', {
  import: 'default',
  eager: true,
});

/** The steps that can be placed, one template beside each step. */
export const STEP_TEMPLATES: readonly StepTemplate[] = Object.entries(found)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, template]) => template);
