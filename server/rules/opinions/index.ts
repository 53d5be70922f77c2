import { cancellable, type Act, type CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { checkJob, closeJob, openJob } from './jobs.js';
import { ANSWERERS, NO_OPINIONS, type OpinionsCommand, type OpinionsEvent, type OpinionsState } from './types.js';

export const opinionsDecider = cancellable<OpinionsState, OpinionsCommand, OpinionsEvent, 'OpinionsCancelled'>(
  {
    kind: 'opinions',
    stateVersion: 2,
    initial: () => NO_OPINIONS,
    decide,
    evolve,
  },
  'OpinionsCancelled',
  ['settled'],
);

export const opinionsActs: readonly Act[] = [
  {
    kind: 'opinions',
    type: 'give',
    roles: ['resident'],
    fields: { stance: { type: 'string', required: true }, text: { type: 'sealed', required: true } },
    own: true,
    helped: true,
  },
  {
    kind: 'opinions',
    type: 'answer',
    roles: ANSWERERS,
    fields: {
      n: { type: 'integer', required: true },
      outcome: { type: 'string', required: true },
      reason: { type: 'sealed', required: true },
    },
    own: false,
  },
  {
    kind: 'opinions',
    type: 'answerAll',
    roles: ANSWERERS,
    fields: {
      ns: { type: 'list', required: true },
      outcome: { type: 'string', required: true },
      reason: { type: 'sealed', required: true },
    },
    own: false,
  },
];

export const opinionsRules: CapabilityRules = {
  name: 'opinions',
  deciders: [opinionsDecider],
  jobs: [openJob, closeJob, checkJob],
  acts: opinionsActs,
  cancels: ['opinions'],
};

export { openItems, opinionsView } from './views.js';
export type { OpinionsReader } from './views.js';
export { ANSWERERS, ANSWERS, MAX_OPINIONS, MAX_PER_PERSON, NO_OPINIONS, STANCES } from './types.js';
export type {
  AnswerOutcome,
  Opinion,
  OpinionAnswer,
  OpinionsCommand,
  OpinionsEvent,
  OpinionsState,
  Stance,
} from './types.js';
