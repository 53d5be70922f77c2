import type { CosignEvent, CosignState } from './types.js';

export function evolve(state: CosignState, event: CosignEvent): CosignState {
  switch (event.type) {
    case 'CosignOpened': {
      const { type: _type, v: _v, cosign, at, ...terms } = event;
      return { ...state, ...terms, status: 'open', id: cosign, opener: event.proposer, openedAt: at };
    }
    case 'Supported': {
      const { type: _type, v: _v, supporters: _supporters, ...support } = event;
      return { ...state, supports: [...state.supports, support] };
    }
    case 'SupportWithdrawn':
      return { ...state, supports: state.supports.filter((each) => each.elector !== event.elector) };
    case 'ProposerLeft':
      return { ...state, left: true };
    case 'ProposerContinues':
      return { ...state, left: false, proposer: event.p };
    case 'CosignClosed':
      return { ...state, status: 'closed', closedAt: event.at };
  }
}
