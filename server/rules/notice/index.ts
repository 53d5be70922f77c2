import { cancellable, type Act, type CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { checkJob, closeJob, endJob, publishJob } from './jobs.js';
import { KEEPERS, MAX_PLACE, NO_NOTICE, type NoticeCommand, type NoticeEvent, type NoticeState } from './types.js';

export const noticeDecider = cancellable<NoticeState, NoticeCommand, NoticeEvent, 'NoticeCancelled'>(
  {
    kind: 'notice',
    stateVersion: 2,
    initial: () => NO_NOTICE,
    decide,
    evolve,
  },
  'NoticeCancelled',
  ['ended'],
);

export const noticeActs: readonly Act[] = [
  {
    kind: 'notice',
    type: 'object',
    roles: ['resident'],
    fields: { text: { type: 'sealed', required: true } },
    own: true,
    helped: true,
  },
  {
    kind: 'notice',
    type: 'answerObjection',
    roles: KEEPERS,
    fields: {
      n: { type: 'integer', required: true },
      upheld: { type: 'boolean', required: true },
      reason: { type: 'sealed', required: true },
    },
    own: false,
  },
  {
    kind: 'notice',
    type: 'prove',
    roles: KEEPERS,
    fields: { place: { type: 'string', required: true, most: MAX_PLACE }, file: { type: 'file', required: false } },
    own: false,
  },
  {
    kind: 'notice',
    type: 'restart',
    roles: KEEPERS,
    fields: { text: { type: 'text', required: true, most: 5_000 }, reason: { type: 'sealed', required: true } },
    own: false,
  },
];

export const noticeRules: CapabilityRules = {
  name: 'notice',
  deciders: [noticeDecider],
  jobs: [publishJob, checkJob, closeJob, endJob],
  acts: noticeActs,
  cancels: ['notice'],
};

export { certificateOf, recordLines } from './certificate.js';
export { noticeView, openObjections } from './views.js';
export type { NoticeReader } from './views.js';
export {
  KEEPERS,
  MAX_OBJECTIONS,
  MAX_PER_PERSON,
  MAX_PLACE,
  MAX_PROOFS,
  MAX_RESTARTS,
  NO_NOTICE,
  OBJECTION,
  OBJECTION_WAITS,
  RESTARTED,
} from './types.js';
export type {
  Certificate,
  NoticeCommand,
  NoticeEvent,
  NoticeState,
  Objection,
  ObjectionAnswer,
  PostingProof,
  Restart,
} from './types.js';
