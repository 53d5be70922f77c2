import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { TraceDiagram } from '#web/port';

export interface Drawing {
  readonly viewer: NavigatedViewer;
  readonly mini: boolean;
  /** Markers put on, to be taken off before it is dressed anew. */
  readonly marked: [id: string, marker: string][];
}

/** What a drawing may show besides the way taken. */
export interface Extras {
  /** Elements with something late. */
  readonly late: readonly string[];
  /** Colour by duration, `level` 1 to 4, with the duration in words. */
  readonly heat: readonly {
    readonly element: string;
    readonly level: number;
    readonly words: string;
    readonly number?: number;
  }[];
}
export const NO_EXTRAS: Extras = { late: [], heat: [] };

interface Canvas {
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
  getLayer(name: string, index: number): SVGElement;
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
  readonly parent?: Shape | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly businessObject: { readonly name?: string };
}
interface Registry {
  getAll(): Shape[];
  get(id: string): Shape | undefined;
}
interface Overlays {
  add(
    id: string,
    type: string,
    overlay: { position: Record<string, number>; html: HTMLElement; scale?: boolean },
  ): string;
  clear(): void;
}

export interface FlagWords {
  readonly late: string;
  readonly returned: string;
  readonly moved: string;
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
  { viewer, mini, marked }: Drawing,
  diagram: TraceDiagram,
  openable: readonly string[],
  words: FlagWords,
  extras: Extras = NO_EXTRAS,
): readonly string[] {
  const canvas = viewer.get<Canvas>('canvas');
  const mark = (id: string, marker: string): void => {
    canvas.addMarker(id, marker);
    marked.push([id, marker]);
  };
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  const passed = new Map(diagram.passed.map((one, i) => [one.element, { ...one, number: i + 1 }]));
  const active = new Map(diagram.active.map((one) => [one.element, one]));
  const flows = new Set(diagram.flows);
  const frames = new Set([...active.keys()].flatMap((id) => around(registry.get(id))));
  const stateOf = (id: string): string => {
    if (active.has(id)) return frames.has(id) ? 'now-frame' : 'now';
    return passed.has(id) ? 'done' : 'to-come';
  };
  for (const [id, marker] of marked.splice(0)) canvas.removeMarker(id, marker);
  overlays.clear();

  for (const shape of registry.getAll()) {
    if (PLAIN.includes(shape.type)) {
      if (shape.type === 'bpmn:Lane' || shape.type === 'bpmn:Participant') mark(shape.id, 'frame');
      continue;
    }
    if (shape.waypoints !== undefined) mark(shape.id, flows.has(shape.id) ? 'taken' : 'not-taken');
    else mark(shape.id, stateOf(shape.id));
    if (openable.includes(shape.id)) mark(shape.id, 'openable');
  }
  for (const [element, { trouble }] of active) {
    if (!registry.get(element)) continue;
    if (trouble === 'incident' || trouble === 'awaitsCalendar') mark(element, trouble);
    const word = trouble === null || trouble === 'waiting' ? words.here : words[trouble];
    // where one is inside of it, the flag stands on the step and not on its frame as well
    if (word === words.here && frames.has(element)) continue;
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
  for (const element of extras.late) {
    if (!registry.get(element)) continue;
    mark(element, 'late');
    const html = piece('diagram-flag late', words.late);
    overlays.add(element, 'late', { position: { bottom: -4, right: 34 }, html, scale: true });
  }
  heat({ registry, overlays, mark }, extras);
  drawMoves(canvas.getLayer('heyi-moves', 10), diagram.moves, words, (id) => registry.get(id));
  return diagram.passed
    .map(({ element }) => registry.get(element)?.businessObject.name ?? '')
    .filter((name) => name !== '');
}

/** What a shape stands in, from the inside out. */
function around(shape: Shape | undefined): readonly string[] {
  return shape?.parent == null ? [] : [shape.parent.id, ...around(shape.parent)];
}

/** A drawing that is no matter's, in the colours of the page; where there is heat, with durations in words and the number each has in the list beside it. */
export function warm({ viewer, marked }: Drawing, extras: Extras): void {
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<{ getAll(): Shape[]; get(id: string): unknown }>('elementRegistry');
  for (const [id, marker] of marked.splice(0)) canvas.removeMarker(id, marker);
  overlays.clear();
  const mark = (id: string, marker: string): void => {
    canvas.addMarker(id, marker);
    marked.push([id, marker]);
  };
  for (const { id, type, waypoints } of registry.getAll()) {
    if (type === 'bpmn:Lane' || type === 'bpmn:Participant') mark(id, 'frame');
    else if (!PLAIN.includes(type)) mark(id, waypoints === undefined ? 'drawn' : 'joined');
  }
  heat({ registry, overlays, mark }, extras);
  for (const { element, number } of extras.heat) {
    if (number === undefined || !registry.get(element)) continue;
    overlays.add(element, 'number', {
      position: { top: -9, left: -14 },
      html: piece('diagram-number', String(number)),
      scale: true,
    });
  }
}

interface Warmed {
  readonly registry: { get(id: string): unknown };
  readonly overlays: Overlays;
  mark(id: string, marker: string): void;
}

function heat({ registry, overlays, mark }: Warmed, extras: Extras): void {
  for (const { element, level, words } of extras.heat) {
    if (!registry.get(element)) continue;
    mark(element, `heat-${level}`);
    overlays.add(element, 'took', { position: { top: -26, left: 0 }, html: piece('diagram-took', words), scale: true });
  }
}

/** Operations that moved the way, as dashed lines from what was ended to what was begun. */
function drawMoves(
  layer: SVGElement,
  moves: TraceDiagram['moves'],
  words: FlagWords,
  shapeOf: (id: string) => Shape | undefined,
): void {
  layer.replaceChildren();
  for (const { from, to, returned } of moves) {
    const start = from === null ? undefined : shapeOf(from);
    const end = to === null ? undefined : shapeOf(to);
    if (start === undefined || end === undefined) continue;
    const [x1, x2] = [start.x + start.width / 2, end.x + end.width / 2];
    const [y1, y2] = [start.y + start.height, end.y + end.height];
    const low = Math.max(y1, y2) + 34;
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('class', 'move-line');
    line.setAttribute('d', `M${x1} ${y1}C${x1} ${low},${x2} ${low},${x2} ${y2 + 3}`);
    const tip = document.createElementNS(SVG, 'path');
    tip.setAttribute('class', 'move-tip');
    tip.setAttribute('d', `M${x2} ${y2}l-5 9l10 0z`);
    const title = document.createElementNS(SVG, 'title');
    title.textContent = returned ? words.returned : words.moved;
    line.append(title);
    layer.append(line, tip);
  }
}
const SVG = 'http://www.w3.org/2000/svg';

function piece(className: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}

/** The whole of it, or the surroundings of a step where the whole would be too small to read (`near`). */
export interface Sight {
  readonly centre: string | null;
  readonly near: boolean;
}
/** A drawing of which only a part is seen is read at this scale: its text is 15 px in its own units. */
const READABLE = 0.72;

/**
 * Fit to width, align to the top, and leave the bottom 44 px to the bpmn.io mark. A drawing that would become unreadable keeps a
 * readable size and shows the surroundings of `centre` instead: the small one always, with the names of the lanes standing still beside it,
 * another where it is looked at from near. Returns whether some of it is out of sight.
 */
export function fit(drawing: Drawing, { centre, near }: Sight): boolean {
  const { viewer, mini } = drawing;
  const canvas = viewer.get<Canvas>('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (outer.width === 0 || outer.height === 0 || inner.width === 0) return false;
  // on a phone the whole would be too small to read, too
  const small = mini || outer.width < 600;
  const edge = small ? 8 : 18;
  const free = { width: outer.width - 2 * edge, height: outer.height - edge - 44 };
  const whole = Math.min(free.width / inner.width, free.height / inner.height);
  const scale = mini
    ? Math.min(0.8, Math.max(whole, READABLE))
    : Math.min(1.1, near ? Math.max(whole, READABLE) : whole);
  const part = mini || near;
  const shape = centre === null ? undefined : viewer.get<Registry>('elementRegistry').get(centre);
  // names of lanes take their own column at the left, the mark its corner below
  const names = mini ? LANES / scale : 0;
  const width = outer.width / scale;
  const height = outer.height / scale;
  const seen = { width: width - names, height: height - (part ? 44 / scale : 0) };
  const x =
    seen.width >= inner.width
      ? inner.x - Math.max(edge / scale, (seen.width - inner.width) / 2)
      : within(shape && shape.x + shape.width / 2, inner.x, inner.width, seen.width, edge / scale);
  const y =
    !part || seen.height >= inner.height
      ? inner.y - edge / scale
      : within(shape && shape.y + shape.height / 2, inner.y, inner.height, seen.height, edge / scale);
  canvas.viewbox({ x: x - names, y, width, height });
  if (mini) laneNames(drawing, { y, scale, height: seen.height });
  return scale > whole;
}
/** Width of the column with the names of lanes, in px of the page. */
const LANES = 78;

/** Where a window `size` long begins that has `middle` in its middle and does not leave `from`…`from + length`. */
function within(middle: number | undefined, from: number, length: number, size: number, edge: number): number {
  return Math.max(from - edge, Math.min(from + length + edge - size, (middle ?? from) - size / 2));
}

/** The lanes that are seen, named beside the drawing: their own names are somewhere out of it. */
function laneNames({ viewer }: Drawing, seen: { readonly y: number; readonly scale: number; readonly height: number }) {
  const canvas = viewer.get<Canvas & { getContainer(): HTMLElement }>('canvas');
  const container = canvas.getContainer();
  container.querySelector('.diagram-lanes')?.remove();
  const lanes = viewer
    .get<Registry>('elementRegistry')
    .getAll()
    .filter(({ type, businessObject: { name } }) => type === 'bpmn:Lane' && name !== undefined);
  if (lanes.length === 0) return;
  const column = piece('diagram-lanes', '');
  // the drawing is said in words as a whole
  column.setAttribute('aria-hidden', 'true');
  column.style.width = `${LANES}px`;
  for (const { y, height, businessObject } of lanes) {
    const top = Math.max(0, (y - seen.y) * seen.scale);
    const bottom = Math.min(seen.height * seen.scale, (y + height - seen.y) * seen.scale);
    if (bottom - top < 18) continue;
    const name = piece('diagram-lane', businessObject.name ?? '');
    name.style.top = `${top}px`;
    name.style.height = `${bottom - top}px`;
    column.append(name);
  }
  container.append(column);
}
