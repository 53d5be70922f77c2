import type { Act, Fields } from '../contract/index.js';

const CHANGE: Fields = {
  do: { type: 'string', required: true },
  elector: { type: 'elector', required: true },
  heads: { type: 'integer', required: false },
  area: { type: 'integer', required: false },
  name: { type: 'sealed', required: false },
  holders: { type: 'list', required: false, of: { p: { type: 'person', required: true } } },
};

/** What people may ask of a roll. */
export const rollActs: readonly Act[] = [
  {
    kind: 'roll',
    type: 'object',
    roles: ['resident'],
    fields: { subject: { type: 'string', required: true }, text: { type: 'sealed', required: true } },
    own: true,
    helped: true,
  },
  {
    kind: 'roll',
    type: 'decideObjection',
    roles: ['worker', 'convenor'],
    fields: {
      n: { type: 'integer', required: true },
      upheld: { type: 'boolean', required: true },
      reason: { type: 'sealed', required: true },
      change: { type: 'context', required: false, of: CHANGE },
    },
    own: false,
  },
  {
    kind: 'roll',
    type: 'change',
    roles: ['worker'],
    fields: { ...CHANGE, reason: { type: 'sealed', required: true } },
    own: false,
  },
];
