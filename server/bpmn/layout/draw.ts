import type { Arrow, Box, LaneBox, Scope } from './graph.js';
import { placeBoxes, type Grid } from './grid.js';
import { routeArrows, type Route, type Routes, type Track } from './routes.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Shape extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly is: 'lane' | 'box' | 'gateway' | 'boundary' | 'open' | 'pool';
}

export interface Line {
  readonly id: string;
  readonly points: readonly Point[];
}

/** Shapes and lines from (0, 0), with the room they take. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly lines: readonly Line[];
}

const GUTTER = 60;
const CHANNEL = 50;
const TRACK = 12;
const ROW = 80;
export const LANE_HEADER = 30;
const EVENT = 36;

/** Lays out a process or sub-process and everything in it. */
export function draw(scope: Scope): Drawing {
  return new Draughtsman(scope).draw();
}

class Draughtsman {
  private readonly grid: Grid;
  private readonly routes: Routes;
  private readonly inner = new Map<string, Drawing>();
  private readonly boxes: ReadonlyMap<string, Box>;
  private readonly shapes = new Map<string, Shape>();
  /** Left edges of columns and gutters, upper edges of rows and channels. */
  private readonly columnX: number[] = [];
  private readonly columnWidth: number[];
  private readonly gutterX: number[] = [];
  private readonly rowY: number[] = [];
  private readonly rowHeight: number[];
  private readonly channelY: number[] = [];
  private readonly width: number;
  private readonly height: number;

  constructor(private readonly scope: Scope) {
    this.boxes = new Map(scope.boxes.map((box) => [box.id, box]));
    for (const box of scope.boxes) if (box.inner) this.inner.set(box.id, draw(box.inner));
    this.grid = placeBoxes(scope);
    this.routes = routeArrows(scope, this.grid);
    this.columnWidth = Array.from({ length: this.grid.columns }, () => 0);
    this.rowHeight = Array.from({ length: this.grid.rows }, () => ROW);
    for (const box of scope.boxes) {
      const { column, row } = this.cell(box.id);
      const { width, height } = this.sizeOf(box);
      this.columnWidth[column] = Math.max(this.columnWidth[column] ?? 0, width);
      this.rowHeight[row] = Math.max(this.rowHeight[row] ?? 0, height);
    }
    this.width = this.advance(
      this.headers(),
      this.gutterX,
      this.columnX,
      this.columnWidth,
      this.routes.gutters,
      GUTTER,
    );
    this.height = this.advance(0, this.channelY, this.rowY, this.rowHeight, this.routes.channels, CHANNEL);
  }

  draw(): Drawing {
    for (const box of this.scope.boxes) this.place(box);
    const lanes = this.scope.lanes.flatMap((lane) => this.lane(lane, 0));
    const own = [...this.shapes.values()];
    const inside = [...this.inner].map(([id, drawing]) => moved(drawing, this.shapes.get(id) ?? { x: 0, y: 0 }));
    const notes = this.notes();
    const arrows = this.scope.arrows.map((arrow) => ({ id: arrow.id, points: this.points(arrow) }));
    const all = new Map([...own, ...notes].map((shape) => [shape.id, shape]));
    const links = this.scope.links.flatMap(({ id, source, target }) => {
      const [from, to] = [all.get(source), all.get(target)];
      return from && to ? [{ id, points: [centre(from), centre(to)] }] : [];
    });
    const noteHeight = notes.length > 0 ? CHANNEL + Math.max(...notes.map((note) => note.height)) : 0;
    return {
      width: Math.max(this.width, ...notes.map((note) => note.x + note.width + GUTTER / 2)),
      height: this.height + noteHeight,
      shapes: [...lanes, ...own, ...inside.flatMap((drawing) => drawing.shapes), ...notes],
      lines: [...arrows, ...links, ...inside.flatMap((drawing) => drawing.lines)],
    };
  }

  /** Height of the lanes: notes lie below them. */
  private headers(): number {
    const depth = (lanes: readonly LaneBox[]): number =>
      lanes.length === 0 ? 0 : 1 + Math.max(...lanes.map((lane) => depth(lane.lanes)));
    return depth(this.scope.lanes) * LANE_HEADER;
  }

  /** Walks gap, box, gap, box … gap, noting where each begins; answers where the last ends. */
  private advance(
    start: number,
    gapAt: number[],
    boxAt: number[],
    sizes: readonly number[],
    tracks: readonly number[],
    gap: number,
  ): number {
    let at = start;
    for (const [index, count] of tracks.entries()) {
      gapAt.push(at);
      at += gap + count * TRACK;
      const size = sizes[index];
      if (size === undefined) continue;
      boxAt.push(at);
      at += size;
    }
    return at;
  }

  private cell(id: string): { readonly column: number; readonly row: number } {
    return this.grid.cells.get(id) ?? { column: 0, row: 0 };
  }

  private sizeOf(box: Box): { readonly width: number; readonly height: number } {
    const drawing = this.inner.get(box.id);
    if (drawing) return { width: Math.max(drawing.width, 120), height: Math.max(drawing.height, ROW) };
    if (box.kind === 'event') return { width: EVENT, height: EVENT };
    return box.kind === 'gateway' ? { width: 50, height: 50 } : { width: 120, height: 80 };
  }

  private place(box: Box): void {
    const { column, row } = this.cell(box.id);
    const { width, height } = this.sizeOf(box);
    const x = (this.columnX[column] ?? 0) + ((this.columnWidth[column] ?? 0) - width) / 2;
    const y = (this.rowY[row] ?? 0) + ((this.rowHeight[row] ?? 0) - height) / 2;
    const is = box.inner ? 'open' : box.kind === 'gateway' ? 'gateway' : 'box';
    this.shapes.set(box.id, { id: box.id, x, y, width, height, is });
    // Boundary events sit on the lower edge, from the right, evenly within what there is.
    const step = Math.min(EVENT + 14, (width - EVENT) / Math.max(1, box.boundary.length));
    for (const [index, id] of box.boundary.entries()) {
      const left = x + width - EVENT - 8 - step * (box.boundary.length - 1 - index);
      this.shapes.set(id, { id, x: left, y: y + height - EVENT / 2, width: EVENT, height: EVENT, is: 'boundary' });
    }
  }

  /** A lane reaches from the border below the lane above it to the lower end of its last channel. */
  private lane(lane: LaneBox, depth: number): readonly Shape[] {
    const groups = groupsOf(lane);
    const first = Math.min(...groups);
    const last = Math.max(...groups);
    const y = this.border(first);
    const x = depth * LANE_HEADER;
    const shape: Shape = { id: lane.id, x, y, width: this.width - x, height: this.border(last + 1) - y, is: 'lane' };
    return [shape, ...lane.lanes.flatMap((inside) => this.lane(inside, depth + 1))];
  }

  /** Upper border of a group of rows. */
  private border(group: number): number {
    if (group === 0) return 0;
    const row = this.grid.rowsOf.slice(0, group).reduce((sum, rows) => sum + rows, 0);
    const next = this.rowY[row];
    return next === undefined ? this.height : next - CHANNEL / 2;
  }

  private notes(): readonly Shape[] {
    let x = this.headers() + GUTTER / 2;
    return this.scope.notes.map((note) => {
      const shape: Shape = { ...note, x, y: this.height + CHANNEL / 2, is: 'box' };
      x += note.width + GUTTER / 2;
      return shape;
    });
  }

  private points(arrow: Arrow): readonly Point[] {
    const route = this.routes.of.get(arrow.id) ?? { way: 'straight' };
    const source = this.shape(arrow.boundary ?? arrow.source);
    const target = this.shape(arrow.target);
    const fromBoundary = arrow.boundary !== null;
    const y = centre(source).y;
    const end = { x: target.x, y: centre(target).y };
    // Over a channel without a gutter: a boundary event leaves at its foot, a gateway at its top.
    const upwards = !fromBoundary && route.way === 'channel' && route.out === null;
    const side = { x: source.x + source.width, y };
    const start =
      fromBoundary || upwards ? { x: centre(source).x, y: upwards ? source.y : source.y + source.height } : side;
    return this.along(route, source, target, start, end);
  }

  private along(route: Route, source: Shape, target: Shape, start: Point, end: Point): readonly Point[] {
    switch (route.way) {
      case 'straight':
        return [start, end];
      case 'leave-vertical': {
        const { x, y } = centre(source);
        return [{ x, y: end.y > y ? source.y + source.height : source.y }, { x, y: end.y }, end];
      }
      case 'enter-vertical': {
        const { x, y } = centre(target);
        return [start, { x, y: start.y }, { x, y: start.y > y ? target.y + target.height : target.y }];
      }
      case 'late':
      case 'early': {
        const x = this.gutter(route.gutter);
        return [start, { x, y: start.y }, { x, y: end.y }, end];
      }
      case 'channel': {
        const x = this.gutter(route.gutter);
        const y = this.channel(route.channel);
        const out = route.out === null ? start.x : this.gutter(route.out);
        const first = route.out === null ? [start] : [start, { x: out, y: start.y }];
        return [...first, { x: out, y }, { x, y }, { x, y: end.y }, end];
      }
    }
  }

  private shape(id: string): Shape {
    return this.shapes.get(id) ?? { id, x: 0, y: 0, width: 0, height: 0, is: 'box' };
  }

  private gutter({ at, track }: Track): number {
    return (this.gutterX[at] ?? 0) + GUTTER / 2 + track * TRACK;
  }

  /** Channels keep clear of the boundary events and labels above them and of the lane border below. */
  private channel({ at, track }: Track): number {
    return (this.channelY[at] ?? 0) + CHANNEL / 2 + track * TRACK;
  }
}

function groupsOf(lane: LaneBox): readonly number[] {
  return lane.group === null ? lane.lanes.flatMap(groupsOf) : [lane.group];
}

export function centre(shape: Shape): Point {
  return { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
}

/** The same drawing elsewhere. */
export function moved(drawing: Drawing, by: Point): Drawing {
  const move = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  return {
    ...drawing,
    shapes: drawing.shapes.map((shape) => ({ ...shape, ...move(shape) })),
    lines: drawing.lines.map((line) => ({ ...line, points: line.points.map(move) })),
  };
}
