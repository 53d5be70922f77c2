import type { Catalogue } from '../types.js';
import { ADMINISTRATION } from './administration.js';
import { AUDIT } from './audit.js';
import { CHANGES } from './changes.js';
import { CLI } from './cli.js';
import { DECISIONS } from './decisions.js';
import { DEPUTIES } from './deputies.js';
import { DRAWING } from './drawing.js';
import { FEEL } from './feel.js';
import { FINDINGS } from './findings.js';
import { IMPORTS } from './imports.js';
import { LAW } from './law.js';
import { OVERVIEW } from './overview.js';
import { SERVE } from './serve.js';
import { TRACING } from './tracing.js';
import { PARTS as RESIDENTS } from './residents.js';

/** Every sentence by code. A code stands in one file only; the test says so. */
export const PARTS: readonly Catalogue[] = [
  ...RESIDENTS,
  ...[
    ADMINISTRATION,
    AUDIT,
    CHANGES,
    CLI,
    DECISIONS,
    DEPUTIES,
    DRAWING,
    FEEL,
    FINDINGS,
    IMPORTS,
    LAW,
    OVERVIEW,
    SERVE,
    TRACING,
  ],
];

export const CATALOGUE: Catalogue = Object.assign({}, ...PARTS) as Catalogue;
