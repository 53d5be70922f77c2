import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { TraceDiagram } from '#web/port';

export interface Drawing {
  readonly viewer: NavigatedViewer;
  readonly mini: boolean;
}

interface Canvas {
  addMarker(id: string, marker: string): void;
  viewbox(box?: { x: number; y: number; width: number; height: number }): {
    inner: { x: number; y: number; width: number; height: number };
    outer: { width: number; height: number };
  };
  resized(): void;
}
interface Shape {
  readonly id: string;
  readonly type: string;
  readonly waypoints?: unknown;
  readonly businessObject: { readonly name?: string };
}
interface Overlays {
  add(
    id: string,
    type: string,
    overlay: { position: Record<string, number>; html: HTMLElement; scale?: boolean },
  ): string;
}

export interface FlagWords {
  readonly here: string;
  readonly waiting: string;
  readonly incident: string;
  readonly awaitsCalendar: string;
}

/** Frames and texts have no state of their own. */
const PLAIN = [
  'bpmn:Participant',
  'bpmn:Lane',
  'bpmn:Process',
  'bpmn:Collaboration',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'label',
];

/** Puts markers, numbers and flags on a drawing. Returns the names of what was passed, in order, for the text outline. */
export function dress(
  { viewer, mini }: Drawing,
  diagram: TraceDiagram,
  openable: readonly string[],
  words: FlagWords,
): readonly string[] {
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<{ getAll(): Shape[]; get(id: string): Shape | undefined }>('elementRegistry');
  const passed = new Map(diagram.passed.map((one, i) => [one.element, { ...one, number: i + 1 }]));
  const active = new Map(diagram.active.map((one) => [one.element, one]));
  const flows = new Set(diagram.flows);

  for (const shape of registry.getAll()) {
    if (PLAIN.includes(shape.type)) {
      if (shape.type === 'bpmn:Lane' || shape.type === 'bpmn:Participant') canvas.addMarker(shape.id, 'frame');
      continue;
    }
    if (shape.waypoints !== undefined) canvas.addMarker(shape.id, flows.has(shape.id) ? 'taken' : 'not-taken');
    else canvas.addMarker(shape.id, active.has(shape.id) ? 'now' : passed.has(shape.id) ? 'done' : 'to-come');
    if (openable.includes(shape.id)) canvas.addMarker(shape.id, 'openable');
  }
  for (const [element, { trouble }] of active) {
    if (!registry.get(element)) continue;
    if (trouble === 'incident' || trouble === 'awaitsCalendar') canvas.addMarker(element, trouble);
    const word = trouble === null || trouble === 'waiting' ? words.here : words[trouble];
    overlays.add(element, 'flag', {
      position: { bottom: -4, left: 0 },
      html: piece(`diagram-flag ${trouble ?? ''}`, word),
      scale: true,
    });
  }
  if (!mini) {
    for (const { element, number, times } of passed.values()) {
      if (!registry.get(element)) continue;
      const text = times > 1 ? `${number} · ${times}×` : String(number);
      overlays.add(element, 'number', {
        position: { top: -11, right: 11 },
        html: piece('diagram-number', text),
        scale: true,
      });
    }
  }
  return diagram.passed
    .map(({ element }) => registry.get(element)?.businessObject.name ?? '')
    .filter((name) => name !== '');
}

function piece(className: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * Fit to width, align to the top, and leave the bottom 44 px to the bpmn.io mark. A small drawing that would become unreadable
 * keeps a readable size and shows the surroundings of `centre` instead.
 */
export function fit({ viewer, mini }: Drawing, centre: string | null): void {
  const canvas = viewer.get<Canvas>('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (outer.width === 0 || outer.height === 0 || inner.width === 0) return;
  // on a phone the whole would be too small to read, too
  const small = mini || outer.width < 600;
  const edge = small ? 8 : 18;
  const free = { width: outer.width - 2 * edge, height: outer.height - edge - 44 };
  const whole = Math.min(free.width / inner.width, free.height / inner.height);
  const scale = mini ? Math.min(0.8, Math.max(whole, Math.min(0.6, free.height / inner.height))) : Math.min(1.1, whole);
  const width = outer.width / scale;
  canvas.viewbox({ x: left(), y: inner.y - edge / scale, width, height: outer.height / scale });

  function left(): number {
    if (width >= inner.width) return inner.x - Math.max(edge / scale, (width - inner.width) / 2);
    const shape =
      centre === null
        ? undefined
        : viewer.get<{ get(id: string): { x: number; width: number } | undefined }>('elementRegistry').get(centre);
    const middle = shape === undefined ? inner.x : shape.x + shape.width / 2;
    return Math.max(inner.x - edge / scale, Math.min(inner.x + inner.width + edge / scale - width, middle - width / 2));
  }
}
