/** Tests see a component as one; what is inside is checked by `vue-tsc` in `web/`. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
declare module '*.css';

/** The one part of jsdom that tests use; its own types are not installed. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { readonly url: string });
    readonly window: Record<string, unknown>;
  }
}

declare module '@bpmn-io/element-templates-validator' {
  export function validateZeebe(template: unknown): { readonly valid: boolean; readonly errors?: readonly unknown[] };
}

/** Vite's: the files of a pattern, read when the page is built. */
interface ImportMeta {
  glob<Content>(
    pattern: string,
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Record<string, Content>;
}
