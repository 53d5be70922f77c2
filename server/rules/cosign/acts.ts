import type { Act, Fields } from '../contract/index.js';

/** Place of the line on the roll; only where somebody may use several. */
const LINE: Fields = { line: { type: 'integer', required: false } };

/** What people may ask of a cosignature. */
export const cosignActs: readonly Act[] = [
  { kind: 'cosign', type: 'support', roles: ['resident'], fields: LINE, own: true, helped: true },
  { kind: 'cosign', type: 'withdraw', roles: ['resident'], fields: LINE, own: true, helped: true },
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
