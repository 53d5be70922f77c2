import type { OpinionsEvent, OpinionsState } from './types.js';

export function evolve(state: OpinionsState, event: OpinionsEvent): OpinionsState {
  switch (event.type) {
    case 'OpinionsOpened': {
      const { matter, scope, title, text, term, at } = event;
      return { ...state, status: 'collecting', matter, scope, title, text, term, openedAt: at };
    }
    case 'Given': {
      const { n, p, stance, text, at } = event;
      return { ...state, items: [...state.items, { n, p, stance, text, at, answer: null }] };
    }
    case 'Answered': {
      const { n, outcome, reason, p, at } = event;
      return {
        ...state,
        items: state.items.map((item) => (item.n === n ? { ...item, answer: { outcome, reason, p, at } } : item)),
      };
    }
    case 'OpinionsClosed':
      return { ...state, status: 'closed', closedAt: event.at };
    case 'OpinionsChecked':
      return state;
    case 'Settled':
      return { ...state, status: 'settled' };
  }
}
