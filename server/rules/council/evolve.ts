import type { CouncilEvent, CouncilState } from './types.js';

export function evolve(state: CouncilState, event: CouncilEvent): CouncilState {
  switch (event.type) {
    case 'CouncilOpened': {
      const { matter, scope, seats, at } = event;
      return { ...state, status: 'open', matter, scope, seats, openedAt: at };
    }
    case 'CouncilComposed': {
      const { members, without, reason } = event;
      return { ...state, members: members.map((member) => ({ ...member, conflict: null })), without, reason };
    }
    case 'ConflictDeclared': {
      const { n, reason } = event;
      const members = state.members.map((member) => (member.n === n ? { ...member, conflict: reason } : member));
      return { ...state, members };
    }
    case 'MemberReplaced': {
      const { n, kind, p } = event;
      const members = state.members.map((member) => (member.n === n ? { n, kind, p, conflict: null } : member));
      return { ...state, members };
    }
    case 'CouncilChecked':
      return state;
    case 'CouncilSettled':
      return { ...state, status: 'settled', settledAt: event.at };
  }
}
