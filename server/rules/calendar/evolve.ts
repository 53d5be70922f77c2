import type { CalendarState, YearLoaded } from './types.js';

export function evolve(state: CalendarState, { year, hash, holidays, workdays, at }: YearLoaded): CalendarState {
  return { years: { ...state.years, [String(year)]: { year, hash, holidays, workdays, loadedAt: at } } };
}
