import type { OpinionsEvent, OpinionsState } from './types.js';

export function evolve(state: OpinionsState, event: OpinionsEvent): OpinionsState {
  switch (event.type) {
    case 'OpinionsOpened': {
      const { matter, scope, title, text, term, at } = event;
      return { ...state, status: 'collecting', matter, scope, title, text, term, openedAt: at };
    }
    case 'Given': {
      const { type: _type, v: _v, ...given } = event;
      return { ...state, items: [...state.items, { ...given, answer: null }] };
    }
    case 'Answered': {
      const { n, outcome, reason, p, at } = event;
      const answer = { outcome, reason, p, at, shared: 1 };
      return { ...state, items: state.items.map((item) => (item.n === n ? { ...item, answer } : item)) };
    }
    case 'AnsweredTogether': {
      const { ns, outcome, reason, p, at } = event;
      const answer = { outcome, reason, p, at, shared: ns.length };
      const together = new Set(ns);
      return { ...state, items: state.items.map((item) => (together.has(item.n) ? { ...item, answer } : item)) };
    }
    case 'OpinionsClosed':
      return { ...state, status: 'closed', closedAt: event.at };
    case 'OpinionsChecked':
      return state;
    case 'Settled':
      return { ...state, status: 'settled' };
  }
}
