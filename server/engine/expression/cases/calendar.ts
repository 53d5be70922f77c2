import type { Calendars } from '../values/types.js';

const days = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `2026-${month}-${String(from + index).padStart(2, '0')}`);

/** The calendar of mainland China for 2026, as announced; the year after is deliberately missing. */
export const CALENDARS: Calendars = {
  years: {
    '2026': {
      holidays: [
        ...days('01', 1, 3),
        ...days('02', 15, 23),
        ...days('04', 4, 6),
        ...days('05', 1, 5),
        ...days('06', 19, 21),
        ...days('09', 25, 27),
        ...days('10', 1, 7),
      ],
      workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  },
};
