import type { Arrow, Box, Scope } from './graph.js';

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** Where every box stands: columns by longest path from the left, rows from above, the rows of a lane together. */
export interface Grid {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly columns: number;
  /** Rows of each group, in order; every group has at least one. */
  readonly rowsOf: readonly number[];
  readonly rows: number;
}

export function placeBoxes(scope: Scope): Grid {
  const columnOf = columnsOf(scope.boxes, forwardArrows(scope));
  const placed = new Map<string, { readonly column: number; readonly row: number; readonly group: number }>();
  const taken = new Set<string>();
  const rowsOf = Array.from({ length: scope.groups }, () => 1);
  const order = scope.boxes.map((box, index) => ({ box, index, column: columnOf.get(box.id) ?? 0 }));
  order.sort((left, right) => left.column - right.column || left.index - right.index);
  for (const { box, column } of order) {
    let row = preferredRow(box, scope.arrows, placed);
    while (taken.has(`${box.group} ${row} ${column}`)) row += 1;
    taken.add(`${box.group} ${row} ${column}`);
    placed.set(box.id, { column, row, group: box.group });
    rowsOf[box.group] = Math.max(rowsOf[box.group] ?? 1, row + 1);
  }
  const first = rowsOf.map((_, group) => rowsOf.slice(0, group).reduce((sum, rows) => sum + rows, 0));
  const cells = new Map(
    [...placed].map(([id, { column, row, group }]) => [id, { column, row: (first[group] ?? 0) + row }]),
  );
  return {
    cells,
    columns: Math.max(1, ...order.map(({ column }) => column + 1)),
    rowsOf,
    rows: rowsOf.reduce((sum, rows) => sum + rows, 0),
  };
}

/** Beside the first box before it in the same lane; what a boundary event leads to, one row below its host. */
function preferredRow(
  box: Box,
  arrows: readonly Arrow[],
  placed: ReadonlyMap<string, { readonly row: number; readonly group: number }>,
): number {
  for (const arrow of arrows) {
    const before = arrow.target === box.id ? placed.get(arrow.source) : undefined;
    if (before && before.group === box.group) return arrow.boundary === null ? before.row : before.row + 1;
  }
  return 0;
}

/** Arrows without those that lead back: found by walking from the boxes nothing leads to, in the order of the file. */
function forwardArrows(scope: Scope): readonly Arrow[] {
  const leaving = new Map<string, Arrow[]>();
  const entered = new Set<string>();
  for (const arrow of scope.arrows) {
    leaving.set(arrow.source, [...(leaving.get(arrow.source) ?? []), arrow]);
    entered.add(arrow.target);
  }
  const forward: Arrow[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const walk = (start: string): void => {
    const path = [{ id: start, next: 0 }];
    state.set(start, 'open');
    for (let top = path[path.length - 1]; top; top = path[path.length - 1]) {
      const arrow = leaving.get(top.id)?.[top.next];
      top.next += 1;
      if (!arrow) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(arrow.target) !== 'open') {
        forward.push(arrow);
        if (!state.has(arrow.target)) {
          state.set(arrow.target, 'open');
          path.push({ id: arrow.target, next: 0 });
        }
      }
    }
  };
  const starts = scope.boxes.filter((box) => !entered.has(box.id));
  for (const box of [...starts, ...scope.boxes]) if (!state.has(box.id)) walk(box.id);
  return forward;
}

/** Longest path from the left; the arrows have no cycle. */
function columnsOf(boxes: readonly Box[], forward: readonly Arrow[]): ReadonlyMap<string, number> {
  const columns = new Map(boxes.map((box) => [box.id, 0]));
  const waiting = new Map(boxes.map((box) => [box.id, 0]));
  const leaving = new Map<string, Arrow[]>();
  for (const arrow of forward) {
    waiting.set(arrow.target, (waiting.get(arrow.target) ?? 0) + 1);
    leaving.set(arrow.source, [...(leaving.get(arrow.source) ?? []), arrow]);
  }
  const ready = boxes.filter((box) => waiting.get(box.id) === 0).map((box) => box.id);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const arrow of leaving.get(id) ?? []) {
      columns.set(arrow.target, Math.max(columns.get(arrow.target) ?? 0, (columns.get(id) ?? 0) + 1));
      const left = (waiting.get(arrow.target) ?? 1) - 1;
      waiting.set(arrow.target, left);
      if (left === 0) ready.push(arrow.target);
    }
  }
  return columns;
}
