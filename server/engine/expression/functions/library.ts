import { CONTEXT_FORMS } from './context.js';
import { JSON_FORMS } from './json.js';
import { LIST_FORMS } from './list.js';
import { LOGIC_FORMS } from './logic.js';
import { NUMBER_FORMS } from './number.js';
import { RANGE_FORMS } from './range.js';
import { type Library, libraryOf } from './registry.js';
import { STRING_FORMS } from './string.js';
import { TEMPORAL_FORMS } from './temporal.js';
import { TERM_FORMS } from './term.js';

/** Every built-in function by name. */
export const library: Library = libraryOf([
  ...LOGIC_FORMS,
  ...STRING_FORMS,
  ...NUMBER_FORMS,
  ...LIST_FORMS,
  ...CONTEXT_FORMS,
  ...JSON_FORMS,
  ...TEMPORAL_FORMS,
  ...RANGE_FORMS,
  ...TERM_FORMS,
]);
