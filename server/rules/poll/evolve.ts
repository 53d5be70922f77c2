import type { PollEvent, PollState } from './types.js';

export function evolve(state: PollState, event: PollEvent): PollState {
  switch (event.type) {
    case 'PollOpened': {
      const { type: _type, v: _v, at, ...terms } = event;
      return { ...state, status: 'open', terms, openedAt: at };
    }
    case 'PollClosed':
      return { ...state, status: 'closed', closedAt: event.at, board: { size: event.size, root: event.root } };
    case 'Tallied': {
      const { type: _type, v: _v, ...result } = event;
      return { ...state, status: 'counted', result };
    }
  }
}
