import type { Catalogue } from '../types.js';
import { LABELS } from './labels.js';

/** Every sentence by code. A code stands in one file only; the test says so. */
export const PARTS: readonly Catalogue[] = [LABELS];

export const CATALOGUE: Catalogue = Object.assign({}, ...PARTS) as Catalogue;
