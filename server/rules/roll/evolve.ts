import type { RollEvent, RollState } from './types.js';

export function evolve(_state: RollState, event: RollEvent): RollState {
  const { matter, scope, selector, right, root, at } = event;
  const lines = event.lines.map((line, e) => ({ ...line, e }));
  return {
    status: 'frozen',
    matter,
    scope,
    selector,
    right,
    lines,
    heads: lines.reduce((sum, line) => sum + line.heads, 0),
    area: lines.reduce((sum, line) => sum + line.area, 0),
    root,
    frozenAt: at,
  };
}
