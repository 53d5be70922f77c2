export { bodyOf } from './bodies.js';
export { hasSentence, label, labelled, say, sentenceCodes, valuesOf } from './say.js';
export {
  dateInWords,
  dayOf,
  daysLeft,
  deadlineInWords,
  instantInWords,
  isoDate,
  isoDateInWords,
  termInWords,
  timeOfDay,
  wallClock,
  workingDaysLeft,
} from './calendar.js';
export type { WallClock } from './calendar.js';
export { figureInWords } from './figures.js';
export { areaInWords, atLeast, chineseNumber, countOf, grouped, inWords } from './fractions.js';
export type { RuleFraction } from './fractions.js';
export { LANGUAGES } from './types.js';
export type { Language, Values } from './types.js';
