import type { IntakeEvent, IntakeState } from './types.js';

export function evolve(state: IntakeState, event: IntakeEvent): IntakeState {
  switch (event.type) {
    case 'Registered': {
      const { type: _type, v: _v, at, ...taken } = event;
      return { ...state, ...taken, status: 'registered', registeredAt: at };
    }
    case 'MergeProposed': {
      const { into, p, at } = event;
      return { ...state, merging: { into, reason: null, p, reporter: false, at } };
    }
    case 'KeptApart': {
      const { reason, p, reporter, at } = event;
      return { ...state, merging: { into: null, reason, p, reporter, at } };
    }
    case 'IntakeChecked':
      return state;
    case 'IntakeSettled':
      return { ...state, status: 'settled' };
  }
}
