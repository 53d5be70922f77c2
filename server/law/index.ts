export {
  calendars,
  checkCalendar,
  readCalendar,
  type CalendarFile,
  type CalendarFinding,
  type CalendarFindingCode,
} from './calendar.js';
export { CALENDAR_2026 } from './calendars/2026.js';
export {
  check,
  demandsOf,
  isPetitionMet,
  isTermAtLeast,
  representativesNeeded,
  type CheckContext,
  type GivenFraction,
  type LawFinding,
  type LawFindingCode,
  type LawFix,
  type ParamField,
  type Params,
  type Signatures,
} from './check.js';
export { parseDate, weekday, type PlainDate } from './dates.js';
export * from './pack.js';
export * from './packs/index.js';
