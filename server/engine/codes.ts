import type { Refusal } from './decider.js';

/** Every reason an instance refuses a command with. */
export const REFUSAL_CODES = [
  // the matter
  'not-started',
  'already-started',
  'instance-ended',
  'suspended',
  'not-suspended',
  'unknown-process',
  'no-start',
  // the command
  'unknown-command',
  'unknown-operation',
  'bad-command',
  'bad-variables',
  'variables-too-large',
  // what it is about
  'unknown-key',
  'already-completed',
  'incident-open',
  'too-early',
  'due-not-later',
  'due-too-late',
  'no-term',
  'term-asked',
  'term-not-asked',
  'own-request',
  'own-term',
  'moved-on',
  'not-your-act',
  'effect-sent',
  'task-opened',
  'nothing-to-note',
  'awaiting-calendar',
  // who asks
  'scope-does-not-fit',
  'role-does-not-fit',
  'not-assigned-to-you',
  'not-by-deputy',
  'own-act',
  'deputy-conflict',
  // moved by hand
  'unknown-element',
  'not-running',
  'not-in-scope',
  'ambiguous-scope',
  'cannot-open',
  'activate-boundary',
  'activate-start',
  'activate-triggered',
  'inside-multi-instance',
  'step-vote-open',
  'step-publicity-running',
  'step-roll-frozen',
  'step-running',
  'across-vote',
  'across-publicity',
  'across-roll',
  'across-step',
  // another definition set
  'definition-unknown',
  'definition-same',
  'migration-impossible',
  // tasks and their seats
  'already-claimed',
  'not-claimed',
  'already-urged',
  'waits-for-you',
  'receiver-cannot-act',
  'already-delegated',
  'not-delegated',
  'seats-open',
  'seat-taken',
  'roll-fixed',
  'seat-acted',
  'unknown-seat',
  'not-your-seat',
  'not-your-turn',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal of an instance. */
export interface InstanceRefusal extends Refusal {
  readonly refused: RefusalCode;
}

/** Every cause of an incident. */
export const INCIDENT_CODES = [
  // expressions: `where` they stand, the `problem` (a code of FEEL) and its offsets `from` and `to`
  'expression-failed',
  'expression-wrong-type',
  'condition-not-boolean',
  'awaiting-calendar',
  'bad-mapping',
  // the flow
  'no-flow-taken',
  'unhandled-error',
  'no-retries-left',
  'no-start',
  'called-process-missing',
  'decision-missing',
  'decision-failed',
  // counted limits
  'budget-elements',
  'budget-depth',
  'budget-steps',
  'budget-items',
  'budget-bytes',
  'budget-runs',
  // a model without a part that its reader would have asked for
  'bad-model',
] as const;

export type IncidentCode = (typeof INCIDENT_CODES)[number];

/** Every cause that keeps one element from going on in another definition set; each has a sentence as a refusal. */
export const MIGRATION_CAUSES = [
  'step-vote-open',
  'step-publicity-running',
  'step-roll-frozen',
  'step-running',
  'process-unmapped',
  'element-unmapped',
  'type-differs',
  'scope-differs',
  'flow-unmapped',
  'gateway-differs',
  'call-differs',
  'job-differs',
  'message-differs',
  'term-would-move',
  'cannot-arm',
] as const;

export type MigrationCause = (typeof MIGRATION_CAUSES)[number];
