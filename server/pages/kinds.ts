import type { Element } from '#engine';
import type { StepKind } from './views.js';

const KINDS: readonly StepKind[] = [
  'consult',
  'cosign',
  'review',
  'meeting',
  'vote',
  'publicity',
  'filing',
  'dispatch',
  'handle',
  'call-back',
  'escalate',
  'notify',
  'points',
  'fund',
  'intake',
  'roll',
  'archive',
];

/** Step procedures that are a part of another step of the catalogue. */
const PART_OF: Readonly<Record<string, StepKind>> = { 'answer-opinions': 'consult', 'hand-over': 'escalate' };

/** Which step of the catalogue an element is: by its property, by the step procedure it calls, else by its type. */
export function kindOf(element: Element): StepKind {
  const said = element.properties['step.kind'] ?? /^"step-(.*)"$/.exec(element.call?.processId ?? '')?.[1];
  const kind = KINDS.find((each) => each === said) ?? PART_OF[said ?? ''];
  if (kind) return kind;
  switch (element.type) {
    case 'startEvent':
      return 'start';
    case 'endEvent':
      return 'end';
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'eventBasedGateway':
      return 'branch';
    case 'userTask':
    case 'manualTask':
      return 'handle';
    default:
      return 'other';
  }
}

/** What residents are told about: called steps and people's work. Events, gateways and machinery are left out. */
export function isStep(element: Element): boolean {
  // what undoes another step is no step of the way
  return !element.forCompensation && isWork(element);
}

/** People's work and called steps, wherever they stand. */
export function isWork(element: Element): boolean {
  return (
    element.type === 'callActivity' ||
    element.type === 'userTask' ||
    element.type === 'manualTask' ||
    element.properties['step.kind'] !== undefined
  );
}
