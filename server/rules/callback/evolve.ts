import type { CallbackEvent, CallbackState } from './types.js';

export function evolve(state: CallbackState, event: CallbackEvent): CallbackState {
  switch (event.type) {
    case 'CallbackAsked': {
      const { callback, matter, scope, asked, handlers, term, at } = event;
      return { ...state, status: 'asking', id: callback, matter, scope, asked, handlers, term, askedAt: at };
    }
    case 'CallbackAnswered': {
      const { type: _type, v: _v, ...answer } = event;
      return { ...state, answers: [...state.answers, answer] };
    }
    case 'CallbackClosed':
      return { ...state, status: 'closed', closedAt: event.at };
  }
}
