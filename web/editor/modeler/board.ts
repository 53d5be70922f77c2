import Modeler from 'bpmn-js/lib/Modeler';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import { CreateAppendAnythingModule, CreateAppendElementTemplatesModule } from 'bpmn-js-create-append-anything';
import camundaCloudBehaviours from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { translator, type Translate } from './language/translate.js';
import { plainModule } from './plain.js';
import { stepTemplates } from './templates.js';
import type { ModelerLanguage } from './types.js';

/** An element as it is drawn; a label has the id of its element and `_label`. */
export interface Drawn {
  readonly id: string;
  readonly type: string;
  readonly businessObject: BusinessObject;
  readonly labelTarget?: Drawn;
  readonly parent?: Drawn;
  readonly children?: readonly Drawn[];
  readonly incoming?: readonly Drawn[];
  readonly outgoing?: readonly Drawn[];
  readonly source?: Drawn;
  readonly target?: Drawn;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
}
export interface BusinessObject {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The services of the library that are used here. */
export interface Services {
  eventBus: {
    on(events: string | readonly string[], listener: (event: Readonly<Record<string, unknown>>) => void): void;
    fire(event: string, values?: object): void;
  };
  canvas: {
    focus(): void;
    getRootElement(): Drawn;
    setRootElement(root: unknown): unknown;
    findRoot(element: Drawn): unknown;
    scrollToElement(element: Drawn, padding?: number): void;
    viewbox(): { readonly inner: Box; readonly outer: { readonly width: number; readonly height: number } };
    viewbox(box: Box): void;
    resized(): void;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
    getContainer(): HTMLElement;
  };
  elementTemplatesLoader: { setTemplates(templates: readonly object[]): void };
  propertiesPanel: { _render(element?: Drawn): void; _destroy(): void };
  commandStack: { canUndo(): boolean; canRedo(): boolean; _stackIdx: number };
  editorActions: { trigger(action: string, options?: object): unknown };
  elementRegistry: { get(id: string): Drawn | undefined; filter(keep: (element: Drawn) => boolean): readonly Drawn[] };
  selection: { get(): readonly Drawn[]; select(element: Drawn | null, add?: boolean): void };
  clipboard: { isEmpty(): boolean };
  modeling: { updateModdleProperties(element: Drawn, of: object, properties: object): void };
  overlays: {
    add(element: string, kind: string, overlay: { position: object; html: HTMLElement; show?: object }): string;
    remove(filter: { type: string }): void;
  };
}

export interface Board {
  readonly modeler: Modeler;
  /** Goes on in another language with the same document: what was done can still be undone. */
  speak(language: ModelerLanguage): void;
  get<Name extends keyof Services>(name: Name): Services[Name];
}

/** Measured by the library before it is painted, therefore spelt out. */
const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';

/**
 * bpmn-js with the dialect, the behaviours and the panel of Camunda 8, and the templates of our steps. It owns the document and is
 * never made reactive: it is large, and compares its own objects.
 */
export function createBoard(container: HTMLElement, panel: HTMLElement, language: ModelerLanguage): Board {
  let translate = translator(language);
  const translated: Translate = (key, values) => translate(key, values);
  const modeler = new Modeler({
    container,
    propertiesPanel: { parent: panel, feelPopupContainer: panel },
    elementTemplates: stepTemplates(language),
    textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 14 }, externalStyle: { fontSize: 13 } },
    bpmnRenderer: {
      defaultFillColor: 'var(--surface)',
      defaultStrokeColor: 'var(--ink)',
      defaultLabelColor: 'var(--ink)',
    },
    moddleExtensions: { zeebe },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      CloudElementTemplatesPropertiesProviderModule,
      CreateAppendAnythingModule,
      CreateAppendElementTemplatesModule,
      camundaCloudBehaviours,
      plainModule,
      { translate: ['value', translated] },
    ],
  });
  const get: Board['get'] = (name) => modeler.get(name);
  return {
    modeler,
    get,
    speak(other) {
      translate = translator(other);
      get('elementTemplatesLoader').setTemplates(stepTemplates(other));
      // the palette is written anew on this event; the pad and the panel have to be told
      get('eventBus').fire('i18n.changed');
      const chosen = get('selection').get();
      showPanel(this);
      get('selection').select(null);
      for (const one of chosen) get('selection').select(one, true);
    },
  };
}

/** Writes the panel anew for what is selected; by itself it follows a selection only some time after it was written first. */
export function showPanel(board: Board): void {
  const chosen = board.get('selection').get();
  board.get('propertiesPanel')._destroy();
  board.get('propertiesPanel')._render(chosen.length === 1 ? chosen[0] : undefined);
}

/** Room around the drawing, in pixels: the palette stands on the left, the bpmn.io mark below on the right. */
const ROOM = { left: 24, top: 24, right: 24, bottom: 48 };

/** Shows the whole drawing, no larger than it was drawn, beside the palette and above the mark. */
export function showAll(board: Board): void {
  const canvas = board.get('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  const palette = canvas.getContainer().querySelector<HTMLElement>('.djs-palette');
  const left = ROOM.left + (palette === null ? 0 : palette.offsetLeft + palette.offsetWidth);
  const width = outer.width - left - ROOM.right;
  const height = outer.height - ROOM.top - ROOM.bottom;
  if (width <= 0 || height <= 0 || inner.width <= 0) return;
  const scale = Math.min(1, width / inner.width, height / inner.height);
  canvas.viewbox({
    x: inner.x - (left + (width - inner.width * scale) / 2) / scale,
    y: inner.y - (ROOM.top + (height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
