import type { NoticeEvent, NoticeState } from './types.js';

export function evolve(state: NoticeState, event: NoticeEvent): NoticeState {
  switch (event.type) {
    case 'Published': {
      const { notice, matter, scope, code, title, text, about, term, law, at } = event;
      return {
        ...state,
        status: 'open',
        id: notice,
        matter,
        scope,
        code,
        title,
        text,
        about,
        term,
        law,
        publishedAt: at,
      };
    }
    case 'Objected': {
      const { n, p, text, at } = event;
      return { ...state, objections: [...state.objections, { n, p, text, at, answer: null }] };
    }
    case 'ObjectionAnswered': {
      const { n, upheld, reason, p, at } = event;
      const objections = state.objections.map((objection) =>
        objection.n === n ? { ...objection, answer: { upheld, reason, p, at } } : objection,
      );
      return { ...state, objections };
    }
    case 'ObjectionChecked':
      return state;
    case 'NoticeClosed':
      return { ...state, status: 'closed', closedAt: event.at };
    case 'NoticeEnded':
      return { ...state, status: 'ended' };
  }
}
