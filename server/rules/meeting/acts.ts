import { STAFF, type Act, type Fields } from '../contract/index.js';

/** What a record keeper may write of one turn or of the result, and of the whole meeting, in code points. */
const MAX_GIST = 2_000;
const MAX_MINUTES = 10_000;

const KEEPERS = ['convenor', 'worker'];
/** A seat may be anybody's: residents, officials, experts. Whether somebody is a member is the meeting's to say. */
const ANYBODY = ['resident', ...STAFF];
const turn: Fields = { p: { type: 'person', required: true }, round: { type: 'integer', required: true } };

export const meetingActs: readonly Act[] = [
  { kind: 'meeting', type: 'signIn', roles: ANYBODY, fields: {}, own: true, onSite: true },
  { kind: 'meeting', type: 'present', roles: KEEPERS, fields: { p: { type: 'person', required: true } }, own: false },
  {
    kind: 'meeting',
    type: 'speak',
    roles: KEEPERS,
    fields: { ...turn, text: { type: 'sealed', required: false, most: MAX_GIST } },
    own: false,
  },
  { kind: 'meeting', type: 'pass', roles: KEEPERS, fields: turn, own: false },
  { kind: 'meeting', type: 'option', roles: KEEPERS, fields: { text: { type: 'text', required: true } }, own: false },
  {
    kind: 'meeting',
    type: 'minority',
    roles: ANYBODY,
    fields: { text: { type: 'sealed', required: true } },
    own: true,
  },
  { kind: 'meeting', type: 'standAgainst', roles: ANYBODY, fields: {}, own: true },
  { kind: 'meeting', type: 'standDown', roles: ANYBODY, fields: {}, own: true },
  {
    kind: 'meeting',
    type: 'conclude',
    roles: ['convenor'],
    fields: { result: { type: 'string', required: true }, text: { type: 'sealed', required: true, most: MAX_GIST } },
    own: false,
  },
  {
    kind: 'meeting',
    type: 'minutes',
    roles: KEEPERS,
    fields: {
      text: { type: 'sealed', required: true, most: MAX_MINUTES },
      files: { type: 'list', required: false, of: { file: { type: 'file', required: true } } },
    },
    own: false,
  },
];
