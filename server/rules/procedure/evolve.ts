import type { ProcedureEvent, ProcedureState } from './types.js';

export function evolve(state: ProcedureState, event: ProcedureEvent): ProcedureState {
  switch (event.type) {
    case 'ProcedureSubmitted': {
      const { type: _type, v: _v, procedure, scope, ...open } = event;
      return {
        ...state,
        procedure,
        scope,
        submissions: open.n,
        // records of before said none of the three
        open: { ...open, running: open.running ?? null, document: open.document ?? false, editors: open.editors ?? [] },
      };
    }
    case 'ProcedureSentBack':
    case 'SubmissionWithdrawn':
      return { ...state, open: null };
    case 'ProcedureApproved': {
      const { version, hash, definition, submitter, approver, at } = event;
      const published = { version, hash, definition, submitter, approver, at };
      return { ...state, open: null, versions: [...state.versions, published], inForce: version };
    }
    case 'ProcedureRetired':
      return { ...state, inForce: null };
  }
}
