import type { Catalogue } from '../types.js';
import { CLI } from './cli.js';
import { LABELS } from './labels.js';

/** Every sentence by code. A code stands in one file only; the test says so. */
export const PARTS: readonly Catalogue[] = [CLI, LABELS];

export const CATALOGUE: Catalogue = Object.assign({}, ...PARTS) as Catalogue;
