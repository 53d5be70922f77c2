import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { NO_CALENDARS, type CalendarState, type LoadYear, type YearLoaded } from './types.js';

export const calendarDecider: Decider<CalendarState, LoadYear, YearLoaded> = {
  kind: 'calendar',
  stateVersion: 1,
  initial: () => NO_CALENDARS,
  decide,
  evolve,
};

/** No procedure loads a calendar: there are no jobs. */
export const calendarRules: CapabilityRules = {
  name: 'calendar',
  deciders: [calendarDecider],
  jobs: [],
  acts: [
    {
      kind: 'calendar',
      type: 'loadYear',
      roles: ['administrator'],
      fields: {
        year: { type: 'integer', required: true },
        hash: { type: 'string', required: true },
        file: { type: 'string', required: true },
      },
      own: false,
    },
  ],
};

export { calendarHash, readCalendar } from './file.js';
export type { CalendarFault, CalendarFile } from './file.js';
export { loadedYears } from './views.js';
export { NO_CALENDARS } from './types.js';
export type { CalendarState, CalendarYear, LoadYear, YearLoaded } from './types.js';
