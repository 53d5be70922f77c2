import type { Decider } from '#engine';
import type { Act, CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { checkJob, closeJob, endJob, publishJob } from './jobs.js';
import { NO_NOTICE, type NoticeCommand, type NoticeEvent, type NoticeState } from './types.js';

export const noticeDecider: Decider<NoticeState, NoticeCommand, NoticeEvent> = {
  kind: 'notice',
  stateVersion: 1,
  initial: () => NO_NOTICE,
  decide,
  evolve,
};

export const noticeActs: readonly Act[] = [
  {
    kind: 'notice',
    type: 'object',
    roles: ['resident'],
    fields: { text: { type: 'sealed', required: true } },
    own: true,
  },
  {
    kind: 'notice',
    type: 'answerObjection',
    roles: ['worker'],
    fields: {
      n: { type: 'integer', required: true },
      upheld: { type: 'boolean', required: true },
      reason: { type: 'sealed', required: true },
    },
    own: false,
  },
];

export const noticeRules: CapabilityRules = {
  name: 'notice',
  deciders: [noticeDecider],
  jobs: [publishJob, checkJob, closeJob, endJob],
  acts: noticeActs,
};

export { noticeView, openObjections } from './views.js';
export type { NoticeReader } from './views.js';
export { MAX_OBJECTIONS, MAX_PER_PERSON, NO_NOTICE, OBJECTION, OBJECTION_WAITS } from './types.js';
export type { NoticeCommand, NoticeEvent, NoticeState, Objection, ObjectionAnswer } from './types.js';
