import { ROLES, type Act } from '../contract/index.js';

/** What people may ask of a council's seats. */
export const councilActs: readonly Act[] = [
  {
    kind: 'council',
    type: 'compose',
    roles: ['convenor'],
    fields: {
      members: {
        type: 'list',
        required: true,
        of: { kind: { type: 'string', required: true }, p: { type: 'person', required: true } },
      },
      without: { type: 'list', required: false, of: { kind: { type: 'string', required: true } } },
      reason: { type: 'sealed', required: false },
    },
    own: false,
  },
  {
    kind: 'council',
    type: 'conflict',
    roles: ROLES,
    fields: { reason: { type: 'sealed', required: true } },
    own: true,
  },
  {
    kind: 'council',
    type: 'replace',
    roles: ['convenor'],
    fields: {
      n: { type: 'integer', required: true },
      p: { type: 'person', required: true },
      reason: { type: 'sealed', required: true },
    },
    own: false,
  },
];
