import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { NO_CALENDARS, type CalendarCommand, type CalendarEvent, type CalendarState } from './types.js';

export const calendarDecider: Decider<CalendarState, CalendarCommand, CalendarEvent> = {
  kind: 'calendar',
  stateVersion: 2,
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

export {
  closedDays,
  closingFile,
  closingsAt,
  closingsFor,
  daysFrom,
  inForce,
  isWorkedIn,
  MOST_CLOSING_TEXT,
  readClosing,
  type ClosingDays,
  type ClosingFile,
} from './closing.js';
export { nextClosing, refuseDays, refuseReopening } from './decide.js';
export { calendarHash, readCalendar } from './file.js';
export type { CalendarFault, CalendarFile } from './file.js';
export { loadedYears } from './views.js';
export { NO_CALENDARS } from './types.js';
export type {
  CalendarCommand,
  CalendarEvent,
  CalendarState,
  CalendarYear,
  CloseDays,
  Closing,
  DaysClosed,
  DaysReopened,
  LoadYear,
  ReopenDays,
  YearLoaded,
} from './types.js';
