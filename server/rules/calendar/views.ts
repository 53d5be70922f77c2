import type { CalendarState, CalendarYear } from './types.js';

/** Loaded years, ascending. */
export function loadedYears(state: CalendarState): readonly CalendarYear[] {
  return Object.values(state.years).sort((a, b) => a.year - b.year);
}
