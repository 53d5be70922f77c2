import type { NoticeEvent, NoticeState } from './types.js';

export function evolve(state: NoticeState, event: NoticeEvent): NoticeState {
  switch (event.type) {
    case 'Published': {
      const { notice, matter, scope, code, title, text, about, term, law, proofRequired, at } = event;
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
        proofRequired,
        publishedAt: at,
      };
    }
    case 'Objected': {
      const { type: _type, v: _v, ...made } = event;
      return { ...state, objections: [...state.objections, { ...made, answer: null }] };
    }
    case 'ObjectionAnswered': {
      const { n, upheld, reason, p, at } = event;
      const objections = state.objections.map((objection) =>
        objection.n === n ? { ...objection, answer: { upheld, reason, p, at } } : objection,
      );
      return { ...state, objections };
    }
    case 'PostingProved': {
      const { type: _type, v: _v, ...proof } = event;
      return { ...state, proofs: [...state.proofs, proof] };
    }
    case 'NoticeRestarted': {
      const { n, text, reason, p, at } = event;
      const restart = { n, before: state.text, from: state.publishedAt, reason, p, at };
      return { ...state, text, publishedAt: at, restarts: [...state.restarts, restart] };
    }
    case 'ObjectionChecked':
      return state;
    case 'NoticeClosed':
      return { ...state, status: 'closed', closedAt: event.at };
    case 'NoticeEnded': {
      const { type: _type, v: _v, ...certificate } = event;
      return { ...state, status: 'ended', certificate };
    }
  }
}
