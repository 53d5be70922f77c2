import { defineAsyncComponent } from 'vue';

/**
 * The drawing board of a procedure. It is large, so it is fetched when it is shown. `change` gives the file after each change,
 * the file as it was handed in when everything was undone; nothing where nothing changed. `focus(id)` selects an element and brings it into view.
 */
export const ProcedureModeler = /* @__PURE__ */ defineAsyncComponent(() => import('./ProcedureModeler.vue'));
export type { ModelerHandle, ModelerLanguage } from './types.js';
