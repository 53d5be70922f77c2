import type { CalendarEvent, CalendarState } from './types.js';

export function evolve(state: CalendarState, event: CalendarEvent): CalendarState {
  switch (event.type) {
    case 'YearLoaded': {
      const { year, hash, holidays, workdays, at } = event;
      return { ...state, years: { ...state.years, [String(year)]: { year, hash, holidays, workdays, loadedAt: at } } };
    }
    case 'DaysClosed': {
      const { scope, n, from, to, reason, document, hash, at } = event;
      const closing = { scope, n, from, to, reason, document, hash, recordedAt: at, withdrawn: null };
      return { ...state, closings: [...state.closings, closing] };
    }
    case 'DaysReopened': {
      const { scope, n, reason, at } = event;
      const closings = state.closings.map((each) =>
        each.scope === scope && each.n === n ? { ...each, withdrawn: { at, reason } } : each,
      );
      return { ...state, closings };
    }
  }
}
