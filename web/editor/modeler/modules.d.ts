/** The library's parts that come without types; what we use of them is typed where it is used. */
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: Record<string, unknown>;
  export const BpmnPropertiesProviderModule: Record<string, unknown>;
  export const ZeebePropertiesProviderModule: Record<string, unknown>;
}
declare module 'bpmn-js-element-templates' {
  export const CloudElementTemplatesPropertiesProviderModule: Record<string, unknown>;
}
declare module 'bpmn-js-create-append-anything' {
  export const CreateAppendAnythingModule: Record<string, unknown>;
  export const CreateAppendElementTemplatesModule: Record<string, unknown>;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  const behaviours: Record<string, unknown>;
  export default behaviours;
}
interface ImportMeta {
  /** Vite's: the files of a pattern, read when the page is built. */
  glob<Content>(
    pattern: string,
    options: { readonly import: 'default'; readonly eager: true },
  ): Record<string, Content>;
}
