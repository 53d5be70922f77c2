import type { LettersEvent, LettersState } from './types.js';

export function evolve(state: LettersState, event: LettersEvent): LettersState {
  switch (event.type) {
    case 'LetterWritten': {
      const { type: _type, v: _v, matter, ...letter } = event;
      return { matter, letters: [...state.letters, { ...letter, delivery: null }] };
    }
    case 'LetterDelivered': {
      const { n, day, way, p, at } = event;
      const delivery = { day, way, p, at };
      return { ...state, letters: state.letters.map((each) => (each.n === n ? { ...each, delivery } : each)) };
    }
  }
}
