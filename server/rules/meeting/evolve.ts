import type { MeetingEvent, MeetingState } from './types.js';

export function evolve(state: MeetingState, event: MeetingEvent): MeetingState {
  switch (event.type) {
    case 'MeetingOpened': {
      const { matter, scope, council, title, agenda, form, quorum, rounds, members, chair, at } = event;
      return {
        ...state,
        status: 'open',
        matter,
        scope,
        council,
        title,
        agenda,
        form,
        quorum,
        rounds,
        members,
        chair,
        openedAt: at,
      };
    }
    case 'MemberCame': {
      const { p, way, by, at } = event;
      return { ...state, present: [...state.present, { p, way, by, at }] };
    }
    case 'MemberSpoke':
    case 'TurnPassed': {
      const { p, round, spoke, text, at } = event;
      return { ...state, turns: [...state.turns, { p, round, spoke, text, at }] };
    }
    case 'OptionPut': {
      const { n, text, p, at } = event;
      return { ...state, options: [...state.options, { n, text, p, at }] };
    }
    case 'MinorityViewGiven': {
      const { p, text, at } = event;
      return { ...state, minority: [...state.minority, { p, text, at }] };
    }
    case 'StoodAgainst': {
      const against = [...state.against, event.p];
      // minutes of a consensus that fell are no minutes of what follows
      return event.reopened ? { ...state, against, conclusion: null, minutes: null } : { ...state, against };
    }
    case 'StoodDown':
      return { ...state, against: state.against.filter((p) => p !== event.p) };
    case 'MeetingConcluded': {
      const { result, text, p, at } = event;
      return { ...state, conclusion: { result, text, p, at } };
    }
    case 'MinutesKept': {
      const { text, files, p, at } = event;
      return { ...state, minutes: { text, files, p, at } };
    }
    case 'QuorumTested':
    case 'MeetingChecked':
      return state;
    case 'MeetingClosed':
      return { ...state, status: 'closed', closedAt: event.at };
  }
}
