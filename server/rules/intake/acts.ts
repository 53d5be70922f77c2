import type { Act } from '../contract/index.js';

/** What people may ask of an intake. Whoever brought the matter may refuse to have it merged, whatever their role. */
export const intakeActs: readonly Act[] = [
  {
    kind: 'intake',
    type: 'merge',
    roles: ['worker', 'convenor'],
    fields: { into: { type: 'string', required: true } },
    own: false,
  },
  {
    kind: 'intake',
    type: 'keepApart',
    roles: ['worker', 'convenor', 'resident', 'grid', 'street'],
    fields: { reason: { type: 'sealed', required: false } },
    own: true,
    helped: true,
  },
];
