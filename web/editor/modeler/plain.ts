/**
 * Less of what clerks do not need and the engine refuses: whatever is left out of menus and panel here would only earn a finding.
 * A file that has it keeps it, and shows it.
 */
type Entries = Readonly<Record<string, unknown>>;
interface Group {
  readonly id: string;
}

/** Drawing only, or refused by the engine. */
const PALETTE = ['create.data-object', 'create.data-store', 'create.group'];
const MENU =
  /complex-gateway|transaction|ad-?hoc|conditional-(?:start|intermediate|boundary)|data-(?:store|object)|-loop$|cancel-(?:boundary|end)/;
const GROUPS = ['Zeebe__ExecutionListeners', 'Zeebe__TaskListeners', 'documentation', 'Zeebe__ExtensionProperties'];

/** After everybody else (the library's own priorities go down to 300), so that all of theirs is there to be sifted. */
const LAST = 100;

const without = (entries: Entries, leftOut: (key: string) => boolean): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !leftOut(key)));

interface Registry<Provider> {
  registerProvider(priority: number, provider: Provider): void;
}
interface Menus {
  registerProvider(
    menu: string,
    priority: number,
    provider: { getPopupMenuEntries(): (entries: Entries) => Entries },
  ): void;
}

class PlainBoard {
  static readonly $inject = ['palette', 'popupMenu', 'propertiesPanel', 'eventBus'];

  constructor(
    palette: Registry<{ getPaletteEntries(): (entries: Entries) => Entries }>,
    menus: Menus,
    panel: Registry<{ getGroups(element: unknown): (groups: readonly Group[]) => readonly Group[] }>,
    bus: { on(event: string, listener: (event: { readonly element: unknown }) => void): void },
  ) {
    palette.registerProvider(LAST, {
      getPaletteEntries: () => (entries) => without(entries, (key) => PALETTE.includes(key)),
    });
    for (const menu of ['bpmn-replace', 'bpmn-append', 'bpmn-create']) {
      menus.registerProvider(menu, LAST, {
        getPopupMenuEntries: () => (entries) => without(entries, (key) => MENU.test(key)),
      });
    }
    panel.registerProvider(LAST, {
      getGroups: () => (groups) => groups.filter(({ id }) => !GROUPS.includes(id)),
    });
    // The panel's button asks somebody to let a template be chosen: the menu that changes an element lists them all.
    bus.on('elementTemplates.select', ({ element }) => {
      const place = document.querySelector('.modeler-board')?.getBoundingClientRect();
      const at = { x: (place?.left ?? 0) + 80, y: (place?.top ?? 0) + 60 };
      (menus as unknown as { open(element: unknown, menu: string, position: object, options: object): void }).open(
        element,
        'bpmn-replace',
        { ...at, cursor: at },
        { search: true, width: 300 },
      );
    });
  }
}

export const plainModule = { __init__: ['plainBoard'], plainBoard: ['type', PlainBoard] };
