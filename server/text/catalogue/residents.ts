import type { Catalogue } from '../types.js';
import { COMMANDS } from './commands.js';
import { ERRORS } from './errors.js';
import { EVENTS } from './events.js';
import { FORMS } from './forms.js';
import { HTTP } from './http.js';
import { IDENTITY } from './identity.js';
import { INCIDENTS } from './incidents.js';
import { LABELS } from './labels.js';
import { LETTERS } from './letters.js';
import { MEETINGS } from './meetings.js';
import { NOTICES } from './notices.js';
import { PAGES } from './pages.js';
import { PEOPLE } from './people.js';
import { PROCEDURES } from './procedures.js';
import { REFUSALS } from './refusals.js';
import { REMINDERS } from './reminders.js';
import { ROLLS } from './rolls.js';
import { SEATS } from './seats.js';
import { TERMS } from './terms.js';

/** What may be said to residents. The build of their pages takes this file for `index.ts` (web/vite.config.ts), so that a phone loads no sentence about rosters, findings or the command line. */
export const PARTS: readonly Catalogue[] = [
  COMMANDS,
  ERRORS,
  EVENTS,
  FORMS,
  HTTP,
  IDENTITY,
  INCIDENTS,
  LABELS,
  LETTERS,
  MEETINGS,
  NOTICES,
  PAGES,
  PEOPLE,
  PROCEDURES,
  REFUSALS,
  REMINDERS,
  ROLLS,
  SEATS,
  TERMS,
];

export const CATALOGUE: Catalogue = Object.assign({}, ...PARTS) as Catalogue;
