import type { Catalogue } from '../types.js';
import { AUDIT } from './audit.js';
import { CHANGES } from './changes.js';
import { CLI } from './cli.js';
import { COMMANDS } from './commands.js';
import { DECISIONS } from './decisions.js';
import { ERRORS } from './errors.js';
import { EVENTS } from './events.js';
import { FEEL } from './feel.js';
import { FINDINGS } from './findings.js';
import { FORMS } from './forms.js';
import { HTTP } from './http.js';
import { IDENTITY } from './identity.js';
import { IMPORTS } from './imports.js';
import { INCIDENTS } from './incidents.js';
import { LABELS } from './labels.js';
import { LAW } from './law.js';
import { LETTERS } from './letters.js';
import { MEETINGS } from './meetings.js';
import { NOTICES } from './notices.js';
import { PAGES } from './pages.js';
import { PEOPLE } from './people.js';
import { REFUSALS } from './refusals.js';
import { ROLLS } from './rolls.js';
import { SEATS } from './seats.js';
import { SERVE } from './serve.js';
import { TERMS } from './terms.js';

/** Every sentence by code. A code stands in one file only; the test says so. */
export const PARTS: readonly Catalogue[] = [
  AUDIT,
  CHANGES,
  CLI,
  COMMANDS,
  DECISIONS,
  ERRORS,
  EVENTS,
  FEEL,
  FINDINGS,
  FORMS,
  HTTP,
  IDENTITY,
  IMPORTS,
  INCIDENTS,
  LABELS,
  LAW,
  LETTERS,
  MEETINGS,
  NOTICES,
  PAGES,
  PEOPLE,
  REFUSALS,
  ROLLS,
  SEATS,
  SERVE,
  TERMS,
];

export const CATALOGUE: Catalogue = Object.assign({}, ...PARTS) as Catalogue;
