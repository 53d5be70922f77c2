import type { Arrow, Box, Scope } from './graph.js';
import type { Cell, Grid } from './grid.js';

/**
 * How an arrow runs, before anything has coordinates. Gutters run down between columns (gutter 0 left of column 0),
 * channels run across between rows (channel 0 above row 0); both are as wide as the tracks in them need.
 */
export type Route =
  /** Right side to left side, in one row. */
  | { readonly way: 'straight' }
  /** Top or bottom of the source (or its boundary event), then along the target's row. */
  | { readonly way: 'leave-vertical' }
  /** Along the source's row, then into top or bottom of the target. */
  | { readonly way: 'enter-vertical' }
  /** Along the source's row, down the gutter before the target. */
  | { readonly way: 'late'; readonly gutter: Track }
  /** Down the gutter behind the source, along the target's row. */
  | { readonly way: 'early'; readonly gutter: Track }
  /** Over a channel; from a boundary event, or from the top of a gateway right below it, without the first gutter. */
  | { readonly way: 'channel'; readonly out: Track | null; readonly channel: Track; readonly gutter: Track };

/** A line in a gutter or channel: which one, and which of its tracks. */
export interface Track {
  readonly at: number;
  readonly track: number;
}

export interface Routes {
  readonly of: ReadonlyMap<string, Route>;
  /** Tracks in each gutter and channel. */
  readonly gutters: readonly number[];
  readonly channels: readonly number[];
}

/** Finds a way for every arrow that crosses no box; arrows that could share a line only do so towards one target. */
export function routeArrows(scope: Scope, grid: Grid): Routes {
  return new Router(scope, grid).routes();
}

class Router {
  private readonly boxes: ReadonlyMap<string, Box>;
  private readonly occupied: ReadonlySet<string>;
  /** Cells an arrow runs through along its row, with where it leads. */
  private readonly lines = new Map<string, string>();
  private readonly gutters: number[];
  private readonly channels: number[];

  constructor(
    private readonly scope: Scope,
    private readonly grid: Grid,
  ) {
    this.boxes = new Map(scope.boxes.map((box) => [box.id, box]));
    this.occupied = new Set([...grid.cells.values()].map(({ row, column }) => `${row} ${column}`));
    this.gutters = Array.from({ length: grid.columns + 1 }, () => 0);
    this.channels = Array.from({ length: grid.rows + 1 }, () => 0);
  }

  routes(): Routes {
    const of = new Map<string, Route>();
    // Arrows within one row first: they are the main line of a model.
    const [level, others] = [true, false].map((wanted) =>
      this.scope.arrows.filter((arrow) => this.isLevel(arrow) === wanted),
    );
    for (const arrow of [...(level ?? []), ...(others ?? [])]) of.set(arrow.id, this.route(arrow));
    return { of, gutters: this.gutters, channels: this.channels };
  }

  private isLevel(arrow: Arrow): boolean {
    return arrow.boundary === null && this.cell(arrow.source).row === this.cell(arrow.target).row;
  }

  private cell(id: string): Cell {
    return this.grid.cells.get(id) ?? { column: 0, row: 0 };
  }

  private route(arrow: Arrow): Route {
    const from = this.cell(arrow.source);
    const to = this.cell(arrow.target);
    if (to.column > from.column) {
      const direct = arrow.boundary === null ? this.forward(arrow, from, to) : this.leaveVertical(arrow, from, to);
      if (direct) return direct;
    }
    return this.overChannel(arrow, from, to);
  }

  private forward(arrow: Arrow, from: Cell, to: Cell): Route | null {
    const between = [from.column + 1, to.column - 1] as const;
    if (from.row === to.row) {
      return this.take(arrow, from.row, ...between) ? { way: 'straight' } : null;
    }
    const vertical = this.boxes.get(arrow.source)?.kind === 'gateway' ? this.leaveVertical(arrow, from, to) : null;
    if (vertical) return vertical;
    if (this.boxes.get(arrow.target)?.kind === 'gateway' && this.clearColumn(to.column, to.row, from.row)) {
      if (this.take(arrow, from.row, from.column + 1, to.column)) return { way: 'enter-vertical' };
    }
    if (this.take(arrow, from.row, ...between)) return { way: 'late', gutter: this.gutter(to.column) };
    if (this.take(arrow, to.row, ...between)) return { way: 'early', gutter: this.gutter(from.column + 1) };
    return null;
  }

  private leaveVertical(arrow: Arrow, from: Cell, to: Cell): Route | null {
    const downwards = arrow.boundary === null || to.row > from.row;
    if (from.row === to.row || !downwards || !this.clearColumn(from.column, from.row, to.row)) return null;
    return this.take(arrow, to.row, from.column, to.column - 1) ? { way: 'leave-vertical' } : null;
  }

  private overChannel(arrow: Arrow, from: Cell, to: Cell): Route {
    const boundary = arrow.boundary !== null;
    // Back: over the top of both ends, where nothing else leads. Forward: between the rows, beside the target.
    const above = to.column <= from.column || from.row === to.row;
    const next = above ? Math.min(from.row, to.row) : Math.max(from.row, to.row);
    const channel = boundary ? from.row + 1 : next;
    const upwards = this.boxes.get(arrow.source)?.kind === 'gateway' && channel === from.row;
    return {
      way: 'channel',
      out: boundary || upwards ? null : this.gutter(from.column + 1),
      channel: this.track(this.channels, channel),
      gutter: this.gutter(to.column),
    };
  }

  /** No box in a column behind `from`, up to and including `to`. */
  private clearColumn(column: number, from: number, to: number): boolean {
    const step = to > from ? 1 : -1;
    for (let row = from + step; row !== to + step; row += step) {
      if (this.occupied.has(`${row} ${column}`)) return false;
    }
    return true;
  }

  /** Takes the cells of a row for an arrow, if no box and no arrow to another target is there. */
  private take(arrow: Arrow, row: number, first: number, last: number): boolean {
    const cells = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `${row} ${first + index}`);
    const free = cells.every(
      (cell) => !this.occupied.has(cell) && (this.lines.get(cell) ?? arrow.target) === arrow.target,
    );
    if (free) for (const cell of cells) this.lines.set(cell, arrow.target);
    return free;
  }

  private gutter(at: number): Track {
    return this.track(this.gutters, at);
  }

  private track(tracks: number[], at: number): Track {
    const track = tracks[at] ?? 0;
    tracks[at] = track + 1;
    return { at, track };
  }
}
