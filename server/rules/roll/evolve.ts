import { changedLines } from './lines.js';
import type { Elector, RollEvent, RollState } from './types.js';

export function evolve(state: RollState, event: RollEvent): RollState {
  switch (event.type) {
    case 'Staged':
      return { ...state, status: 'staging', lines: [...state.lines, ...event.lines] };
    case 'Frozen': {
      const { matter, scope, selector, right, root, at } = event;
      const lines = event.lines.length === 0 ? state.lines : [...state.lines, ...event.lines];
      return { ...state, status: 'frozen', matter, scope, selector, right, root, frozenAt: at, ...summed(lines) };
    }
    case 'RollPosted':
      return { ...state, status: 'posted', id: event.roll, term: event.term, postedAt: event.at };
    case 'RollObjected': {
      const { type: _type, v: _v, ...objection } = event;
      return { ...state, objections: [...state.objections, { ...objection, decision: null }] };
    }
    case 'RollObjectionDecided': {
      const { n, upheld, reason, p, at } = event;
      const decision = { upheld, reason, p, at };
      return {
        ...state,
        objections: state.objections.map((each) => (each.n === n ? { ...each, decision } : each)),
      };
    }
    case 'RollChanged': {
      const { type: _type, v: _v, ...change } = event;
      const changes = [...state.changes, change];
      return { ...state, changes, root: event.root, ...summed(changedLines(state.lines, event)) };
    }
    case 'RollChecked':
      return { ...state, status: 'deciding' };
    case 'RollSettled':
      return { ...state, status: 'settled' };
    case 'RollLocked':
      return { ...state, locked: [...state.locked, event.holder] };
  }
}

function summed(lines: readonly Elector[]): Pick<RollState, 'lines' | 'heads' | 'area'> {
  return {
    lines,
    heads: lines.reduce((sum, line) => sum + line.heads, 0),
    area: lines.reduce((sum, line) => sum + line.area, 0),
  };
}
