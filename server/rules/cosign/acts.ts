import type { Act } from '../contract/index.js';

/** What people may ask of a cosignature. */
export const cosignActs: readonly Act[] = [
  { kind: 'cosign', type: 'support', roles: ['resident'], fields: {}, own: true, helped: true },
  { kind: 'cosign', type: 'withdraw', roles: ['resident'], fields: {}, own: true, helped: true },
  {
    kind: 'cosign',
    type: 'leave',
    roles: ['resident'],
    fields: { reason: { type: 'sealed', required: false } },
    own: true,
    helped: true,
  },
  { kind: 'cosign', type: 'continue', roles: ['resident'], fields: {}, own: true, helped: true },
];
